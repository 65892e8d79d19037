"""The grid in its three shapes, and titles that keep to it."""

from dataclasses import replace

import numpy as np
import pytest

from gdvideo.media.quality import QUALITIES, Quality
from scenes.brief import default_brief
from scenes.film import FILM
from scenes.kit.checks.screening import screened
from scenes.kit.descent.rate_race import race_boxes
from scenes.kit.ink.layout import GRIDS, GUTTER, Box, Grid
from scenes.kit.ink.shapes import PX, Type
from scenes.kit.text.title import Title

SHAPES = {"wide": 16 / 9, "vertical": 9 / 16, "square": 1.0}
OTHERS = [GRIDS["vertical"], GRIDS["square"]]


def _inside(box: Box, other: Box) -> bool:
    return other.holds(box.left, box.bottom) and other.holds(box.right, box.top)


@pytest.mark.parametrize("grid", [*GRIDS.values()], ids=[*GRIDS])
def test_a_frame_has_its_shape_its_middle_at_the_origin_and_everything_inside(grid: Grid) -> None:
    frame = grid.frame
    assert frame.width / frame.height == pytest.approx(SHAPES[grid.name])
    assert frame.left + frame.right == pytest.approx(0.0)
    assert frame.bottom + frame.top == pytest.approx(0.0)
    assert _inside(grid.whole, frame)
    assert grid.whole.top < grid.title_y < frame.top


@pytest.mark.parametrize("grid", [*GRIDS.values()], ids=[*GRIDS])
@pytest.mark.parametrize("quality", [*QUALITIES.values()], ids=[*QUALITIES])
def test_a_unit_is_as_many_pixels_in_each_shape(grid: Grid, quality: Quality) -> None:
    made = quality.shaped(grid.name)
    assert made.width % 2 == made.height % 2 == 0
    assert made.height / grid.frame.height == pytest.approx(made.width / grid.frame.width, 2e-3)
    one = quality.height / 8.0
    assert made.height / grid.frame.height == pytest.approx(one, 2e-3)


def test_parts_stand_side_by_side_in_a_wide_frame_and_else_below_each_other() -> None:
    for grid in GRIDS.values():
        first, second = grid.parts(0.3, 0.6)
        if grid.is_wide:
            assert first.width + GUTTER / 2 == pytest.approx(0.3 * grid.whole.width)
            assert second.left - first.right == pytest.approx(GUTTER)
        else:
            assert first.height + GUTTER / 2 == pytest.approx(0.6 * grid.whole.height)
            assert first.bottom - second.top == pytest.approx(GUTTER)


def test_a_square_may_have_its_parts_side_by_side() -> None:
    shown = {name: grid.parts(0.3, 0.6, 0.5) for name, grid in GRIDS.items()}
    first, second = shown["square"]
    assert first.width == pytest.approx(second.width)
    first, second = shown["vertical"]
    assert first.width == second.width == GRIDS["vertical"].whole.width


@pytest.mark.parametrize(("grid", "lines"), [*zip(GRIDS.values(), (1, 2, 1), strict=True)])
def test_a_title_that_is_too_wide_has_two_lines(grid: Grid, lines: int) -> None:
    text = "Which way is down? Ask the ground under your feet"
    title = Title(text, grid, "#ffffff")
    assert len(title.lines) == lines
    assert " ".join(title.lines) == text
    ink = title.points[:, :2]
    assert ink[:, 0].min() >= grid.whole.left - PX
    assert ink[:, 0].max() <= grid.whole.right
    assert ink[:, 1].min() >= grid.whole.top
    assert ink[:, 1].max() <= grid.frame.top
    assert _inside(
        Box("ink", *ink.min(axis=0), *ink.max(axis=0)),
        Box("box", *title.box.ravel()).inset(*4 * (-PX,)),
    )


@pytest.mark.parametrize("grid", [*GRIDS.values()], ids=[*GRIDS])
def test_words_beside_a_title_never_lie_over_it(grid: Grid) -> None:
    for text in ("Short", "Put each data point into the derivative, one at a time"):
        title = Title(text, grid, "#ffffff")
        words = title.beside(Type("rate 0.25, and so on", 24.0, "#ffffff"))
        (left, low), (right, high) = title.box
        (x, bottom), (end, top) = words.box
        assert end == pytest.approx(grid.whole.right)
        assert top < grid.frame.top
        assert x > right or bottom >= high - 2 * PX or (x > left and len(title.lines) == 2)
        last = Type(title.lines[-1], 34.0, "#ffffff")
        assert bottom > low + 0.3 or x > grid.whole.left + last.advance


@pytest.mark.parametrize(("count", "rows"), [(3, [2, 1]), (4, [2, 2])])
def test_a_race_has_two_rows_unless_its_place_is_low(count: int, rows: list[int]) -> None:
    for grid in GRIDS.values():
        boxes = race_boxes(grid.whole, count)
        tops, found = np.unique([-box.top for box in boxes], return_counts=True)
        assert found.tolist() == ([count] if grid.is_wide else rows)
        assert all(_inside(box.inset(PX, PX, PX, PX), grid.whole) for box in boxes)
        assert len(tops) == len(found)


@pytest.mark.parametrize("grid", OTHERS, ids=lambda grid: grid.name)
@pytest.mark.parametrize("scene", FILM)
def test_the_default_film_is_in_order_in_every_shape(grid: Grid, scene: str) -> None:
    brief = replace(default_brief(), grid=grid)
    assert [str(finding) for finding in screened(scene, brief)] == []
