"""The bridge between two scenes: nothing is seen twice, no words lie over others, ends are ends."""

from dataclasses import astuple
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from scenes.bridge import crossing
from scenes.brief import Brief
from scenes.film import FILM
from scenes.kit.checks.rehearsal import laid_out, rehearse
from scenes.kit.ink.between import are_partners
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Path, Type
from scenes.kit.look.look import DARK
from scenes.kit.plots.axes import Lines
from scenes.kit.plots.plot import Panel
from scenes.kit.text.emphasis import Glow
from scenes.kit.text.formula import Formula
from tests.scenes.conftest import LESSONS
from tests.scenes.formulas import FORMULAS
from tests.scenes.scores import suited

MOMENTS = (0.0, 0.2, 0.45, 0.49, 0.51, 0.55, 0.8, 1.0)
SOME = ("default", "diverges", "exponential", "proportional", "many rows")
"""Lessons; of the first all bridges are looked at, of each other one every second."""


def seen(shapes: list[Inked]) -> list[Inked]:
    return [shape for shape in shapes if shape.veiled]


def words_alone(shapes: list[Inked], partners: list[tuple[Inked, Inked]]) -> list[Inked]:
    """Return the words that are seen, but for those that move."""
    held = {shape for pair in partners for shape in pair}
    return [word for word in seen(shapes) if isinstance(word, Type) and word not in held]


def pictures(first: str, second: str, brief: Brief) -> tuple[list[Inked], list[Inked]]:
    """Return what is seen at the end of a scene and at the beginning of another one."""
    last = rehearse(first, brief, lambda stage, _: stage)[-1]
    stages = (last, laid_out(second, brief))
    before, after = (
        [m for m in stage.mobjects if isinstance(m, Inked) and m.veiled and len(m.points)]
        for stage in stages
    )
    return before, after


@pytest.mark.parametrize("name", SOME)
def test_of_any_film_the_cast_is_seen_once_and_its_ends_are_the_scenes_pictures(name: str) -> None:
    brief = (LESSONS | FORMULAS)[name]()
    pairs = [*pairwise(scene for scene in FILM if name in suited(scene))]
    assert len(pairs) > 1
    for first, second in pairs if name == "default" else pairs[SOME.index(name) % 2 :: 2]:
        before, after = pictures(first, second, brief)
        partners = [(one, o) for one in before for o in after if are_partners(one, o)]
        begins, ends = ([looks(shape) for shape in shapes] for shapes in (before, after))
        cross = crossing(before, after)
        for progress in MOMENTS:
            cross(progress)
            assert sum(shape.veiled for shape in [*before, *after] if not shape.is_ground) > 1.0
            assert not words_alone(after if progress < 0.5 else before, partners)
            assert not any(one.veiled and other.veiled for one, other in partners)
            if progress == 0.0:
                stand_as(before, begins)
        assert not seen([shape for shape in before if shape not in after])
        stand_as(after, ends)


def looks(shape: Inked) -> tuple[Any, ...]:
    """Return a shape's clip, and copies of its points and its colours."""
    arrays = (shape.points, shape.get_fill_rgbas(), shape.get_stroke_rgbas())
    return shape.clip, *(array.copy() for array in arrays)


def stand_as(shapes: list[Inked], expected: list[tuple[Any, ...]]) -> None:
    """Hold shapes against what they looked like, and where they stood."""
    for shape, (clip, *there) in zip(shapes, expected, strict=True):
        for found, kept in zip(looks(shape)[1:], there, strict=True):
            np.testing.assert_allclose(found, kept, atol=1e-12)
        assert shape.clip == clip
        if shape.carried is not None:
            carried = astuple(shape.carried)
            np.testing.assert_allclose(carried, [1.0, 1.0, 0.0, 0.0], atol=1e-9)


def test_lines_of_equal_error_on_the_floor_become_those_of_the_next_map() -> None:
    brief = LESSONS["default"]()
    stage, after = rehearse("surface", brief, lambda it, _: it)[-1], laid_out("iterate", brief)
    lines, later = (
        [m for m in each.mobjects if isinstance(m, Path) and m.role == "contour" and m.veiled]
        for each in (stage, after)
    )
    drawn = [line for lines in reversed(stage.rings.below) for line in lines]
    assert len(lines) == len(drawn) > 5
    for line, ring in zip(lines, drawn, strict=True):
        places = stage.surface.floor_places(ring.positions)
        assert np.abs(line.points[:, None, :2] - places).max(axis=2).min(axis=1).max() < 1e-9
        assert not ring.veiled
    shown = after.error_plot
    window, area = shown.plot.window, shown.plot.area
    low, size = [window.left, window.bottom], [window.width, window.height]
    for line in later:
        shares = (line.points[:, :2] - [area.left, area.bottom]) / [area.width, area.height]
        rows = shown.section.objective.value(low + shares * size)
        assert np.ptp(rows) < 1e-6 * rows.max()


def test_lines_that_end_at_the_rim_stay_on_their_floor() -> None:
    stage = rehearse("surface", LESSONS["crawls"](), lambda it, _: it)[-1]
    assert not any(shape.veiled for shape in stage.lines.shapes)
    assert all(line.veiled for lines in stage.rings.below for line in lines)


LEFT, RIGHT = Box("b", -6.0, -2.0, 0.0, 2.0), Box("b", 2.0, -2.0, 6.0, 2.0)


def test_what_stands_on_a_panel_that_moves_goes_with_it() -> None:
    panels = [Panel(box, DARK).cast("error panel") for box in (LEFT, RIGHT)]
    mark = Path(np.array([[-6.0, -2.0], [0.0, 2.0]]), "#FFFFFF", 2.0)
    word = Type("word", 20.0, "#FFFFFF").at(-3.0, 0.0, 0.5)
    aside = Dots(np.array([[1.0, 0.0]]), 4.0, "#FFFFFF")
    crossing([panels[0], mark, word, aside], [panels[1]])(0.3)
    gone = panels[0].points[:, :2].min(axis=0)
    share = (gone[0] + 6.0) / 8.0
    assert 0.05 < share < 0.6
    assert mark.carried is not None
    assert word.carried is not None
    # The corner of the mark stays in the corner of the panel; letters shrink as the panel does.
    assert mark.carried.x_scale * -6.0 + mark.carried.x == pytest.approx(gone[0])
    assert mark.carried.x_scale == pytest.approx(1.0 - share / 3.0)
    assert word.carried.x_scale == word.carried.y_scale == pytest.approx(1.0 - share / 3.0)
    middle = word.points[:, 0].min() + np.ptp(word.points[:, 0]) / 2.0
    across = word.carried.x_scale * middle + word.carried.x
    # Right of the corner by as much of the panel as before.
    assert (across - gone[0]) / (6.0 - share * 2.0) == pytest.approx((middle + 6.0) / 6.0)
    assert aside.carried is None


def test_panels_without_a_part_become_those_that_cover_most_of_the_same() -> None:
    old = [Panel(LEFT, DARK), Panel(RIGHT, DARK)]
    new = [Panel(Box("b", 2.0, -2.0, 6.0, 1.0), DARK), Panel(Box("b", -1.0, -2.0, 1.0, 2.0), DARK)]
    cross = crossing([*old], [*new])
    cross(0.4)
    # The right one grows lower; the left one, of which next to nothing is left, fades.
    assert old[1].points[:, 1].max() < 2.0
    assert old[1].veiled == 1.0
    assert (old[0].veiled, new[1].veiled) == pytest.approx((0.0, 0.0), abs=0.01)


def test_a_panel_that_becomes_another_takes_the_axes_of_its_only_plot_along() -> None:
    def axes(box: Box) -> Lines:
        lines = [[box.left + 1.0, 1.0], [box.left + 1.0, -1.0]] * 2
        return Lines(np.array(lines), "#FFFFFF", 1.5)

    panels = Panel(LEFT, DARK), Panel(LEFT, DARK), Panel(RIGHT, DARK), Panel(RIGHT, DARK)
    lines = [axes(box) for box in (LEFT, LEFT, RIGHT, RIGHT, RIGHT)]
    # On the left a plot becomes a plot, on the right there are two at last.
    before = [panels[0], panels[2], lines[0], lines[2]]
    after = [panels[1], panels[3], lines[1].shift([1.0, 0.0, 0.0]), lines[3], lines[4]]
    crossing(before, after)(0.5)
    assert not lines[0].veiled
    assert (lines[1].veiled, lines[1].points[0, 0]) == pytest.approx((1.0, -4.5))
    assert 0.0 < lines[2].veiled < 1.0


def test_light_goes_with_its_point() -> None:
    one, other = (Glow(20.0, "#FFFFFF").put(np.array([[x, 0.0]])).cast("glow") for x in (-1.0, 3.0))
    crossing([one], [other])(0.5)
    assert not one.veiled
    assert (other.veiled, other.points[0, 0]) == pytest.approx((1.0, 1.0))


def test_a_part_of_a_formula_becomes_the_same_letters_elsewhere() -> None:
    source = "{{ frac(partial E, partial m) : steep }} = 1"
    one = Formula(source, 30.0, {}, DARK.text).at(-3.0, 1.0)
    other = Formula(source, 45.0, {}, DARK.slope).at(2.0, -1.0)
    (mine,), (theirs,) = (f.parts["steep"] for f in (one, other))
    assert not are_partners(mine, theirs)
    for part in (mine, theirs, other.shapes[-1]):
        part.cast("steepness")
    assert are_partners(mine, theirs)
    assert not are_partners(mine, other.shapes[-1])
    ends = [part.box.copy() for part in (mine, theirs)]
    cross = crossing([mine], [theirs])
    cross(0.45)
    share = (mine.box.mean(axis=0)[0] - ends[0].mean(axis=0)[0]) / np.diff([
        end.mean(axis=0)[0] for end in ends
    ])[0]
    assert 0.2 < share < 0.9
    # It is painted where it is: its pose is that of its outline.
    np.testing.assert_allclose(mine.box, ends[0] + share * (ends[1] - ends[0]), atol=1e-9)
    assert mine.size_px == pytest.approx(30.0 + 15.0 * share)
    cross(1.0)
    np.testing.assert_allclose(theirs.box, ends[1], atol=1e-9)


def test_data_do_not_pass_through_the_picture_of_the_error() -> None:
    def picture(x: float, roles: tuple[str, str]) -> list[Inked]:
        return [
            Path(np.array([[at, -1.0], [at + 1.0, 1.0]]), "#FFFFFF", 2.0).cast(role)
            for at, role in zip((x, -x), roles, strict=True)
        ]

    roles = ("line", "curve")
    before, after = picture(-3.0, roles), picture(3.0, roles)
    crossing(before, after)(0.45)
    line, curve = before[0], after[1]
    assert line.points[0, 0] == pytest.approx(-3.0)
    assert line.veiled < 1.0
    assert curve.points[0, 0] > -2.0
    assert curve.veiled == 1.0
    aside = picture(-3.0, roles), picture(-1.0, roles)
    crossing(*aside)(0.45)
    assert aside[1][0].points[0, 0] > -2.5
