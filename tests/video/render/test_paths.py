"""Where the data lie is nobody's business: a film is the same however their path was written."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.video.render.films import DRAFT, contents

Run = Callable[..., Any]
TABLE = "weight,height\n1,2\n2,3\n3,5\n4,4\n"


@pytest.mark.usefixtures("draughtsman")
def test_a_film_does_not_depend_on_how_the_path_was_written(gdvideo: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text(TABLE)
    (tmp_path / "data" / "a.toml").write_text('data = "a.csv"\n')
    spellings = (
        ("--data", "data/a.csv"),
        ("--data", "./data/../data//a.csv"),
        ("--data", str(tmp_path / "data" / "a.csv")),
        ("data/a.toml",),
        (str(tmp_path / "data" / "a.toml"), f"--out={tmp_path}/out4"),
    )
    for number, spelling in enumerate(spellings):
        done = gdvideo("render", f"--out=out{number}", *spelling, *DRAFT)
        assert done.status == 0
    films = [contents(tmp_path / f"out{number}") for number in range(len(spellings))]
    assert all(film == films[0] for film in films)
    assert b'"source": "a.csv"' in films[0]["film.json"]
    assert b'"data": "a.csv"' in films[0]["film.json"]
    assert not [name for name, data in films[0].items() if os.fsencode(tmp_path) in data]
    assert not [name for name, data in films[0].items() if os.fsencode(Path.cwd().name) in data]
