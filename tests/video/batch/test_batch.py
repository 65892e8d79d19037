"""A batch over the pool: the bytes of `render`, shared clips once, faults by name, no work twice."""

import json

from tests.video.batch.conftest import Batch
from tests.video.render.films import contents, run


def test_each_film_has_the_bytes_of_its_own_rendering(batch: Batch) -> None:
    run(batch.folder, "render", "b.toml", "--out", "alone")
    assert contents(batch.out / "b") == contents(batch.folder / "alone")


def test_x(batch):
    print(batch.said, contents(batch.out).keys())
