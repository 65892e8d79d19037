"""The thumbnail: large words, and one picture beside them, whatever the lesson."""

import numpy as np
import pytest

from scenes.brief import default_brief
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.layout import WIDE
from scenes.kit.ink.shapes import PX, Dots, Type
from scenes.kit.look.contrast import contrast
from scenes.thumbnail import thumbnail
from tests.scenes.scores import lesson_named

KINDS = (
    *("default", "light", "crawls", "diverges", "bounces", "starts at the best fit"),
    *("exponential, round", "logistic", "proportional", "beyond all numbers", "quintic"),
)


def words(shapes: tuple[Inked, ...]) -> list[Type]:
    return [shape for shape in shapes if isinstance(shape, Type)]


def test_words_are_few_and_read_at_168_pixels() -> None:
    lines = words(thumbnail(default_brief()))
    large = [line for line in lines if line.size_px >= 150]
    assert 3 <= sum(len(line.markup.split('"')[3].split()) for line in large) <= 5
    # Of a picture 1280 wide shown 168 wide, a line of letters keeps 168/1280 of its height.
    assert all(line.size_px * 168 / 1280 > 18 for line in large)
    assert len(lines) == len(large) + 1


@pytest.mark.parametrize("name", KINDS)
def test_point_and_best_fit_are_in_the_picture_beside_the_words(name: str) -> None:
    brief = lesson_named(name)
    shapes = thumbnail(brief)
    lines = words(shapes)
    for line in lines:
        assert all(WIDE.frame.holds(*corner) for corner in line.box.tolist())
        assert contrast(str(line.get_fill_color()), brief.look.ground) >= 4.5
    ring, *_, point = (shape for shape in shapes if isinstance(shape, Dots))
    beside = max(line.box[1, 0] for line in lines)
    for mark in (ring, point):
        ((x, y),) = mark.points[:, :2]
        assert x - mark.radius > beside
        assert WIDE.frame.inset(0, mark.radius, mark.radius, mark.radius).holds(float(x), float(y))
    assert point.radius > 25 * PX


def test_the_way_is_the_descent_s_own() -> None:
    brief = default_brief()
    done = brief.experiment
    *_, steps, _, _, point = (s for s in thumbnail(brief) if isinstance(s, Dots))
    marks = np.vstack([steps.points[:, :2], point.points[:, :2]])
    # Steps of a descent on a bowl, in round units: their lengths on the screen go by one factor.
    made = done.trajectory.points[: len(steps.points)]
    from gdcore.landscape.ground import ground

    lengths = np.hypot(*(np.diff(made, axis=0) / ground(done).reach).T)
    shown = np.hypot(*np.diff(marks[:-1], axis=0).T)
    np.testing.assert_allclose(shown / shown[0], lengths / lengths[0], rtol=1e-6)
