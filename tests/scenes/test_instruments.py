"""Tables, programmes and squares: places by hand, and nothing for the layout check."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import tempconfig

from scenes.kit.checks.inspection import faults
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Inked, Type
from scenes.kit.look.contrast import contrast, laid_over
from scenes.kit.look.look import DARK, LIGHT, Look
from scenes.kit.panels.band import Band
from scenes.kit.panels.code_block import CodeBlock
from scenes.kit.panels.table import Column, Table
from scenes.kit.plots.plot import Panel
from scenes.kit.plots.squares import Squares
from scenes.telling.numerals import numerals

BOX = Box("b", -3.2, -2.0, 3.2, 2.0)
WIDE = Box("w", -3.4, -1.0, 3.0, 1.2)
RATE = st.floats(1e-6, 10.0)
THEMES = pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)
PROGRAMME = [
    "m, b = start",
    "repeat up to 1000 times:",
    "    slope = gradient of E",
    "    step = -rate * slope",
    "    m, b = (m, b) + step",
]


def column(values: list[float], head: str = "$b$", unit: str = "") -> Column:
    return Column(head, tuple(map(numerals("en").significant, values)), DARK.model, unit)


def in_panel(box: Box, look: Look, *shapes: Inked) -> list[Inked]:
    around = Box(box.name, box.left - 0.1, box.bottom - 0.1, box.right + 0.1, box.top + 0.1)
    return [Panel(around, look), *shapes]


def lit(*shapes: Inked) -> list[Inked]:
    return [shape.veil(1.0) for shape in shapes]


# --- the table


def test_numbers_of_a_column_end_at_one_place_and_rows_are_evenly_spaced() -> None:
    table = Table(BOX, [column([1.0, -20.0, 3e9]), column([0.5, 7.0, 1e-9])], DARK)
    assert table.shown == (0, 1, 2)
    for k in range(2):
        rights = [line[k].box[1, 0] for line in table.lines]
        assert rights == pytest.approx([rights[0]] * 3)
    heights = [line[0].box[0, 1] for line in table.lines]
    # 22 px letters, 1.7 of them a line.
    assert np.diff(heights) == pytest.approx([-1.7 * 22 * PX] * 2)


def test_a_column_is_as_wide_as_its_widest_cell_at_any_step() -> None:
    narrow = Table(BOX, [column([1.0]), column([1.0])], DARK)
    wide = Table(BOX, [column([1.0, 1.0]), column([1.0, -1.5e-12])], DARK)
    grown = wide.lines[0][1].box[1, 0] - narrow.lines[0][1].box[1, 0]
    widths = [Type(f'#"{text}"', 22, DARK.text).advance for text in ("−1.50 × 10⁻¹²", "1.00")]
    assert grown == pytest.approx(widths[0] - widths[1])


@pytest.mark.parametrize(("rows", "left_out"), [(8, 0), (9, 2), (1001, 994)])
def test_rows_in_the_middle_are_left_out_and_counted(rows: int, left_out: int) -> None:
    # 4 high less 1.2 lines of header: 8.4 lines of 1.7 * 22 px.
    table = Table(BOX, [column([float(k) for k in range(rows)])], DARK)
    assert len(table.lines) == 8
    assert sum(row is not None for row in table.shown) + left_out == rows
    assert table.shown[0] == 0
    assert table.shown[-1] == rows - 1
    if left_out:
        # A third of the seven lines beside that of those left out, rounded down, is for the end.
        assert table.shown == (0, 1, 2, 3, 4, None, rows - 2, rows - 1)
    notes = [line[0].markup for line in table.lines if "left out" in line[0].markup]
    assert notes == ([f'#"⋮\u2002{left_out:,} rows left out"'] if left_out else [])


def test_the_band_stands_behind_the_line_that_is_marked() -> None:
    table = Table(BOX, [column([1.0, 2.0, 3.0])], DARK)
    table.mark(1.0)
    ground = table.band.shapes[0].points[:, 1]
    low, high = table.lines[1][0].box[:, 1]
    assert ground.min() < low
    assert high < ground.max()
    assert ground.max() < table.lines[0][0].box[0, 1] + 0.05
    middle = (ground.min() + ground.max()) / 2
    table.mark(1.5)
    assert (table.band.shapes[0].points[:, 1]).mean() == pytest.approx(middle - 0.85 * 22 * PX)


def test_tables_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="`columns` must fit"):
        Table(Box("b", 0.0, 0.0, 1.0, 3.0), [column([1e-9]), column([1e-9])], DARK)
    with pytest.raises(ValueError, match="`columns` must be of one length"):
        Table(BOX, [column([1.0]), column([1.0, 2.0])], DARK)


@THEMES
@pytest.mark.parametrize("scale", [1.0, 1e-9, -1e12])
@pytest.mark.parametrize("rows", [1, 5, 400])
def test_no_table_has_a_fault(look: Look, scale: float, rows: int) -> None:
    values = [scale * 0.9**k * (-1) ** k for k in range(rows)]
    columns = [
        Column("step", tuple(str(k) for k in range(rows)), look.muted),
        Column("$b$", column(values).cells, look.model, 'g per very long "unit" #name'),
        Column("slope", column(values).cells, look.slope),
        Column("step size", column(values).cells, look.step, "mm"),
    ]
    table = Table(BOX, columns, look)
    table.mark(len(table.lines) - 1.0)
    assert faults(in_panel(BOX, look, *lit(*table.shapes)), look) == []


@THEMES
def test_words_can_be_read_on_the_band(look: Look) -> None:
    seen = laid_over(look.edge, Band.OPACITY, look.panel)
    for words in (look.text, look.muted, look.model, look.slope, look.step):
        assert contrast(words, seen) >= 4.5


# --- the programme


def test_letters_stand_in_columns() -> None:
    block = CodeBlock(BOX, ["m = 1", "  m"], {"m": DARK.model}, DARK)
    first, second = block.lines[0][0], block.lines[1][0]
    # DejaVu Sans Mono's letters are 0.602 em wide.
    assert second.box[0, 0] - first.box[0, 0] == pytest.approx(2 * 0.602 * 26 * PX, abs=1e-3)
    assert [str(word.get_fill_color().to_hex()) for word in block.lines[0]] == [
        DARK.model,
        DARK.muted,
        DARK.text,
    ]


def test_the_marker_walks_from_line_to_line() -> None:
    block = CodeBlock(BOX, PROGRAMME, {}, DARK)
    ground = block.band.shapes[0]
    middles = []
    for progress in (0.0, 0.5, 1.0):
        block.walk(1, 3)(progress)
        middles.append((ground.points[:, 1].min() + ground.points[:, 1].max()) / 2)
    boxes = [line[0].box[:, 1].mean() for line in block.lines]
    assert middles == pytest.approx([boxes[1], boxes[2], boxes[3]], abs=0.02)


def test_a_long_line_makes_the_letters_smaller_and_too_long_a_one_is_refused() -> None:
    assert CodeBlock(BOX, ["x" * 20], {}, DARK).size_px == 26.0
    block = CodeBlock(BOX, ["x" * 45], {}, DARK)
    assert 18.0 <= block.size_px < 26.0
    assert block.lines[0][0].box[1, 0] <= BOX.right
    with pytest.raises(ValueError, match="`lines` must fit"):
        CodeBlock(BOX, ["x" * 70], {}, DARK)
    with pytest.raises(ValueError, match="`lines` must fit"):
        CodeBlock(BOX, ["x"] * 20, {}, DARK)


@THEMES
@pytest.mark.parametrize("lines", [PROGRAMME, ["a"] * 12, ['größe = −1.5e-9 #x "y" \\']])
def test_no_programme_has_a_fault(look: Look, lines: list[str]) -> None:
    block = CodeBlock(BOX, lines, {"slope": look.slope, "step": look.step}, look)
    for place in (0.0, len(lines) - 1.0):
        block.stand(place)
        assert faults(in_panel(BOX, look, *lit(*block.shapes)), look) == []


# --- the squares


def corners(squares: Squares) -> np.ndarray:
    """Left, bottom, right and top of each square, shape (n, 4)."""
    return squares.points[:, :2].reshape(-1, 4)


def test_squares_are_as_wide_as_the_residual_is_long() -> None:
    rows = np.array([[-1.0, 1.0], [0.0, -0.5], [2.9, -1.0]])
    heights = np.array([0.2, 0.2, 0.5])
    squares = Squares(rows, BOX, True, DARK).grow(heights, 1.0)
    # Above a rising line to the left, below it to the right, and at the right edge to the left.
    np.testing.assert_allclose(
        corners(squares),
        [[-1.8, 0.2, -1.0, 1.0], [0.0, -0.5, 0.7, 0.2], [1.4, -1.0, 2.9, 0.5]],
    )
    falling = Squares(rows[:1], BOX, False, DARK).grow(heights[:1], 1.0)
    np.testing.assert_allclose(corners(falling), [[-1.0, 0.2, -0.2, 1.0]])


def test_squares_grow_out_of_thin_lines() -> None:
    squares = Squares(np.array([[0.5, 1.0]]), BOX, True, DARK).grow(np.array([0.0]), 0.0)
    np.testing.assert_allclose(corners(squares), [[0.5, 0.0, 0.5, 1.0]])
    np.testing.assert_allclose(
        corners(squares.grow(np.array([0.0]), 0.25)), [[0.25, 0.0, 0.5, 1.0]]
    )


@given(st.floats(-3.2, 3.2), st.floats(-2.0, 2.0), st.floats(-1e9, 1e9), st.floats(0.0, 1.0))
def test_a_square_begins_at_its_residual(x: float, y: float, height: float, share: float) -> None:
    squares = Squares(np.array([[x, y]]), BOX, True, DARK).grow(np.array([height]), share)
    left, bottom, right, top = corners(squares)[0]
    assert top - bottom == pytest.approx(abs(height - y), rel=1e-6)
    assert right - left == pytest.approx(share * abs(height - y), rel=1e-6, abs=1e-6)
    assert x in (left, right)


def test_a_square_does_not_jump_when_the_model_passes_through_its_row() -> None:
    squares = Squares(np.array([[0.0, 0.0]]), BOX, True, DARK)
    before = corners(squares.grow(np.array([-1e-9]), 1.0)).copy()
    np.testing.assert_allclose(before, corners(squares.grow(np.array([1e-9]), 1.0)), atol=1e-8)


@THEMES
def test_squares_are_filled_lightly_and_cut_at_the_picture(look: Look) -> None:
    rows = np.array([[0.0, 1.0], [-0.4, 1.2]])
    squares = Squares(rows, BOX, True, look).grow(np.array([0.0, -1e12]), 1.0)
    assert faults(in_panel(BOX, look, squares), look) == []
    with tempconfig({"pixel_width": 1280, "pixel_height": 720, "frame_width": 128 / 9}):
        camera = FilmCamera(background_color=look.ground)
        camera.capture_mobjects([squares])
    inside = laid_over(look.slope, 0.2, look.ground)
    # In the first square, which the second one covers too: light adds up nowhere.
    shown = camera.pixel_array[360 - 45, 640 - 40, :3]
    assert shown == pytest.approx([int(inside[k : k + 2], 16) for k in (1, 3, 5)], abs=3)
    outside = camera.pixel_array[360 - 200, 640 - 40, :3]
    assert outside == pytest.approx([int(look.ground[k : k + 2], 16) for k in (1, 3, 5)], abs=1)
