"""A run that was cut off goes on from finished parts; when their clip is whole, they are gone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdvideo.errors import RenderError
from gdvideo.keeping.store import Store
from gdvideo.media.quality import Quality
from gdvideo.progress import Reporter
from gdvideo.rendering.draughtsman import Draughtsman, Drawn, drawn_part
from gdvideo.rendering.drawing import drawn
from gdvideo.rendering.last_picture import LastPicture
from gdvideo.rendering.parts import Part, parts
from gdvideo.rendering.plan import BridgeJob, ClipJob
from gdvideo.rendering.shelf import Shelf
from scenes.film import scene_timeline
from tests.scenes.conftest import LESSONS

TINY = Quality("tiny", 192, 108, 5)
BRIEF = replace(LESSONS["three rows"](), short=True)
JOB = ClipJob("parabola", scene_timeline("parabola", BRIEF), "key")


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gdvideo.rendering.parts._PART_S", 8.0)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(Store(tmp_path / "clips", 100_000_000), tmp_path.joinpath)


def number_kept(shelf: Shelf) -> int:
    assert shelf.store is not None
    return shelf.store.kept().number


def drawing(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf, fails_at: int
) -> tuple[list[int], Callable[[], list[Drawn]]]:
    """Return the first beats of the parts that are drawn, as they are, and what draws them."""
    begun: list[int] = []

    def recorded(draughtsman: Draughtsman, part: Part, *rest: Any) -> Drawn:
        begun.append(part.first)
        if len(begun) == fails_at:
            raise RenderError("cut off")
        return drawn_part(draughtsman, part, *rest)

    def draw() -> list[Drawn]:
        quiet = Reporter(quiet=True)
        ((_, made),) = drawn((JOB,), Draughtsman(BRIEF, TINY), quiet, 1, shelf)
        return made

    monkeypatch.setattr("gdvideo.rendering.drawing.drawn_part", recorded)
    return begun, draw


def test_what_was_drawn_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch, shelf: Shelf) -> None:
    begun, draw = drawing(monkeypatch, shelf, 3)
    with pytest.raises(RenderError, match="cut off"):
        draw()
    assert (len(begun), number_kept(shelf)) == (3, 2)
    again, draw = drawing(monkeypatch, shelf, 0)
    made = draw()
    assert again == begun[2:]
    assert number_kept(shelf) == 0
    _, draw = drawing(monkeypatch, Shelf(None), 0)
    whole = draw()
    assert [part.video for part in made] == [part.video for part in whole]
    ends = [part.last for part in (made[-1], whole[-1])]
    assert all(end is not None for end in ends)
    assert np.array_equal(*(end.frame for end in ends if end is not None))


def test_a_last_picture_is_kept_to_the_last_bit(shelf: Shelf) -> None:
    frame = np.random.default_rng(1).integers(0, 256, (72, 128, 3), dtype=np.uint8)
    live = {"at": [0.1, 1e-300, None], "title": "é"}
    part = parts(JOB)[-1]
    shelf.keep(part, Drawn(b"pictures", LastPicture(frame, live)))
    kept = shelf.kept(part)
    assert kept is not None
    assert kept.last is not None
    assert (kept.video, kept.last.live) == (b"pictures", live)
    assert kept.last.frame.dtype == np.uint8
    assert np.array_equal(kept.last.frame, frame)
    # Of another cut, or of another clip, it is no part.
    assert shelf.kept(replace(part, first=part.first - 1)) is None
    assert shelf.kept(replace(part, job=replace(JOB, key="other"))) is None


def test_a_clip_of_one_part_is_not_kept_apart(shelf: Shelf) -> None:
    job = BridgeJob("hook", "parabola", "bridge")
    ((_, made),) = drawn((job,), Draughtsman(BRIEF, TINY), Reporter(quiet=True), 1, shelf)
    assert (len(made), number_kept(shelf)) == (1, 0)
    assert shelf.store is not None
    assert not shelf.store.root.exists()
