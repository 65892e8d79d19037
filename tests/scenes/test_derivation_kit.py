"""Parts that fly to their places, a row's square and its strips, and what turning a knob moves."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.error.loss import LOGLOSS, MAE, MSE, Loss
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.formula.parsing import parse_formula
from gdvideo.looks import layout_faults
from scenes.kit.checks.rehearsal import laid_out
from scenes.kit.ink.layout import GRIDS, SQUARE, VERTICAL, WIDE, Box, Grid
from scenes.kit.ink.shapes import Type
from scenes.kit.look.look import DARK
from scenes.kit.panels.board_places import board_places
from scenes.kit.panels.board_sources import BoardSources
from scenes.kit.panels.derivation_board import DerivationBoard
from scenes.kit.plots.knob_effect import KnobEffect
from scenes.kit.plots.row_square import RowSquare, lettered_names
from scenes.kit.text.dashed_box import DashedBox
from scenes.kit.text.flight import Flight, centred_over, laid_over, middle_of
from scenes.kit.text.formula import Formula
from scenes.kit.text.tag import Tag
from scenes.scripts.derivation import followed
from tests.scenes.scores import lesson_named

BOX = Box("picture", 1.0, -3.0, 6.0, 2.8)
ROWS = Dataset((Column("x", [3.0, 1.5, -2.0]),), Column("y", [0.7, -0.25, 1.5]))
LINE = Objective(line(), MSE, ROWS)
START = np.array([-1.0, 1.0])


def formula(source: str, y: float, size_px: float = 40.0) -> Formula:
    return Formula(source, size_px, {}, DARK.text).at(-3.0, y)


def squares() -> tuple[Formula, Formula]:
    return formula("u^{{ 2 : two }}", 1.0), formula("{{ 2 : two }} u", -1.0)


def flight(*around: tuple[float, float]) -> Flight:
    above, below = squares()
    return Flight(below.parts["two"], laid_over(below.parts["two"], above.parts["two"]), around)


def test_a_part_sets_out_over_what_it_comes_from_as_large_as_that() -> None:
    above, below = squares()
    two, source = below.parts["two"], above.parts["two"]
    one = Flight(two, laid_over(two, source))
    one.fly(1e-9)
    assert middle_of(two) == pytest.approx(middle_of(source), abs=1e-6)
    assert np.ptp(two[0].box[:, 1]) == pytest.approx(np.ptp(source[0].box[:, 1]))


def test_it_lands_exactly_at_its_own_place() -> None:
    _, below = squares()
    home = below.parts["two"][0].box
    one = flight((0.0, 0.4))
    one.fly(0.5)
    one.fly(1.0)
    assert (one.parts[0].box == home).all()
    assert one.parts[0].veiled == 1.0


def test_it_is_unseen_until_it_sets_out() -> None:
    one = flight()
    one.fly(0.0)
    assert one.parts[0].veiled == 0.0


def test_its_way_is_a_bezier_curve() -> None:
    # Of degree 2: (1 - t)^2 p0 + 2 t (1 - t) p1 + t^2 p2.
    one = flight((2.0, 0.5))
    first, last = one.place(0.0), one.place(1.0)
    middle = 0.49 * first + 0.42 * np.array([2.0, 0.5]) + 0.09 * last
    assert one.place(0.3) == pytest.approx(middle)


def test_a_copy_is_faint_until_it_is_clear_of_what_it_comes_from() -> None:
    above, below = formula("{{ u : inside }} + 1", 1.0), formula("2 {{ u : inside }}", -1.0)
    mine, theirs = below.parts["inside"], above.parts["inside"]
    one = Flight(mine, laid_over(mine, theirs), (), above.shapes)
    bottom = min(part.box[0, 1] for part in above.shapes)
    for progress in np.linspace(0.01, 1.0, 40).tolist():
        one.fly(progress)
        assert (mine[0].veiled <= 0.2 + 1e-9) or mine[0].box[1, 1] < bottom + 1e-9
    assert mine[0].veiled == 1.0


def test_what_is_centred_keeps_its_size() -> None:
    above, below = squares()
    pose = centred_over(below.parts["two"], above.parts["two"])
    assert pose.unit == below.pose.unit


def test_a_trail_grows_with_its_flight() -> None:
    one = flight((2.0, 0.5))
    trail = one.trail(DARK.muted)
    trail.draw(0.5)
    half = len(trail.points)
    trail.draw(1.0)
    assert 1 < half < len(trail.points)
    assert trail.points[-1, :2] == pytest.approx(one.place(1.0))


def test_a_slot_is_around_its_parts() -> None:
    above, _ = squares()
    box = above.parts["two"][0].box
    slot = DashedBox.around(above.parts["two"], DARK.muted)
    assert (slot.points[:, :2].min(axis=0) < box[0]).all()
    assert (slot.points[:, :2].max(axis=0) > box[1]).all()


def test_a_tag_holds_its_words() -> None:
    tag = Tag("power rule", DARK).at(1.0, 2.0, 0.5)
    frame, words = tag.shapes
    assert isinstance(words, Type)
    assert tag.box.mean(axis=0) == pytest.approx([1.0, 2.0])
    assert (words.box[0] > tag.box[0]).all()
    assert (words.box[1] < tag.box[1]).all()
    assert frame.points[:, 0].max() - frame.points[:, 0].min() == pytest.approx(tag.width)


def picture(row: int = 0, objective: Objective = LINE) -> RowSquare:
    names = (Type("$x$", 20.0, DARK.muted), Type("$y$", 20.0, DARK.muted))
    return RowSquare(BOX, objective, row, START, names, DARK)


def unit(shown: RowSquare) -> float:
    """Return how long a unit of the vertical axis is on the screen."""
    low, high = shown.plot.places(np.array([[0.0, 0.0], [0.0, 1.0]]))[:, 1]
    return float(high - low)


def test_the_square_has_the_residual_as_its_side() -> None:
    shown = picture()
    assert shown.side == pytest.approx(2.7 * unit(shown))
    assert np.ptp(shown.square.points[:, 1]) == pytest.approx(shown.side)
    assert np.ptp(shown.residual.points[:, 1]) == pytest.approx(shown.side)


def test_a_unit_is_as_long_across_as_up() -> None:
    shown = picture()
    places = shown.plot.places(np.array([[0.0, 0.0], [1.0, 0.0]]))
    assert places[1, 0] - places[0, 0] == pytest.approx(unit(shown))


@pytest.mark.parametrize("row", [0, 1, 2])
def test_the_square_and_what_it_loses_are_in_the_picture(row: int) -> None:
    shown, area = picture(row), picture(row).plot.area
    for shape in (shown.square, *shown.strips):
        assert (shape.points[:, 0] >= area.left).all()
        assert (shape.points[:, 0] <= area.right).all()


def areas(shown: RowSquare) -> list[float]:
    return [float(np.prod(high - low)) for low, high in (s.corners for s in shown.strips)]


def test_the_strips_are_what_the_square_loses_with_the_corner_twice() -> None:
    # r = 2.7, turned by 0.1 at x = 3: r loses 0.3; each strip is 2.7 · 0.3, both hold the corner.
    shown = picture().turn(START + np.array([0.1, 0.0]))
    per_square = unit(shown) ** 2
    assert areas(shown) == pytest.approx([0.81 * per_square] * 2)
    assert shown.side == pytest.approx(2.4 * unit(shown))


def test_a_square_that_folds_out_is_as_high_as_the_residual_all_the_way() -> None:
    shown = picture()
    shown.unfold(0.3)
    assert np.ptp(shown.square.points[:, 1]) == pytest.approx(2.7 * unit(shown))
    assert shown.side == pytest.approx(0.3 * 2.7 * unit(shown))


def test_a_residual_grows_from_its_row() -> None:
    shown = picture()
    shown.draw_residual(0.5)
    assert np.ptp(shown.residual.points[:, 1]) == pytest.approx(1.35 * unit(shown))
    assert shown.residual.points[0, :2] == pytest.approx(shown.dot.points[0, :2])


def test_a_row_that_is_met_has_a_picture_too() -> None:
    met = Objective(line(), MSE, Dataset((Column("x", [1.0, 2.0]),), Column("y", [0.0, -1.0])))
    assert picture(0, met).side == pytest.approx(0.0)


def test_without_squares_all_rows_are_in_the_picture() -> None:
    experiment = lesson_named("logistic").experiment
    shown = picture(0, experiment.objective)
    heights = shown.plot.places(np.array([[0.0, 0.0], [0.0, 1.0]]))[:, 1]
    assert shown.plot.area.bottom < heights[0] < heights[1] < shown.plot.area.top
    x = experiment.objective.data.x.values
    ends = shown.plot.places(np.column_stack([[x.min(), x.max()], [0.0, 0.0]]))[:, 0]
    assert shown.plot.area.left < ends[0] < ends[1] < shown.plot.area.right


def test_a_sigmoid_is_spelled_once() -> None:
    logistic = lesson_named("logistic").experiment.objective
    short = BoardSources(logistic.model, logistic.loss, 0, short=True)
    quotient = short.spelled.removeprefix(short.legend + " = ")
    assert "sigma" in short.legend
    assert "frac" in quotient or "/" in quotient
    assert "sigma" not in quotient
    line = BoardSources(LINE.model, LINE.loss, 0, short=True)
    assert line.spelled == line.legend


def test_very_many_rows_are_shown_by_some() -> None:
    x = np.linspace(0.0, 5.0, 5000)
    many = Objective(line(), MSE, Dataset((Column("x", x),), Column("y", 0.3 + 0.5 * x)))
    assert len(picture(3, many).cloud.points) == 350


def effect(after: Any) -> KnobEffect:
    return KnobEffect(BOX, LINE, 0, START, np.array(after), "turn", DARK)


def rings(shown: KnobEffect) -> int:
    return sum(type(shape).__name__ == "Dots" for shape in shown.shapes)


def test_a_line_that_is_turned_has_a_pivot_and_one_that_is_raised_has_none() -> None:
    assert rings(effect([-0.5, 1.0])) == 1
    assert rings(effect([-1.0, 2.0])) == 0


def test_a_line_that_is_raised_moves_as_far_everywhere() -> None:
    arrows = [s for s in effect([-1.0, 2.0]).shapes if type(s).__name__ == "Arrow"]
    lengths = [float(np.ptp(arrow.points[:, 1])) for arrow in arrows]
    assert len(lengths) > 2
    assert lengths == pytest.approx([lengths[0]] * len(lengths))


def sources(formula: str, loss: Loss, index: int = 0, *, short: bool = False) -> BoardSources:
    return BoardSources(Model.from_formula(parse_formula(formula, ["x"])), loss, index, short=short)


@pytest.mark.parametrize("loss", [MSE, MAE, LOGLOSS])
@pytest.mark.parametrize("short", [False, True])
def test_each_line_is_mathematics_with_its_labels(loss: Loss, *, short: bool) -> None:
    made = sources("1/(1 + exp(-(w*x + b)))", loss, short=short)
    for source in (
        made.question,
        made.tail(made.last),
        made.error,
        made.slope(made.tail(made.named)),
    ):
        parts = Formula(source, 30.0, {}, DARK.text).parts
        assert "inside" in parts
    assert {"sum", "sigma", "tail", "last", "factor", "dot"} <= set(
        Formula(made.slope(made.tail(made.last)), 30.0, {}, DARK.text).parts
    )


def test_the_letter_for_the_prediction_is_not_taken() -> None:
    assert str(sources("f*x + b", MSE).letter) == "g[i]"
    assert str(sources("m*x + b", MSE).letter) == "f[i]"


def test_only_the_exponent_and_the_factor_in_front_are_called_power() -> None:
    made = sources("a*x**2 + b*x + c", MSE)
    parts = Formula(made.question, 30.0, {}, DARK.text).parts
    assert len(parts["power"]) == 1


def test_the_curly_d_is_for_more_parameters_than_one() -> None:
    assert "partial" in sources("m*x + b", MSE).question
    assert "partial" not in sources("exp(k*x)", MSE).question


def board_of(name: str) -> DerivationBoard:
    """Return a lesson's board in a wide frame."""
    experiment, places = lesson_named(name).experiment, board_places(WIDE)
    return DerivationBoard(experiment, followed(experiment), places.lines, places.width, DARK)


@pytest.mark.parametrize("grid", [VERTICAL, SQUARE], ids=lambda grid: grid.name)
def test_in_a_frame_that_is_not_wide_the_last_lines_are_as_large_as_they_can_be(grid: Grid) -> None:
    stage = laid_out("derivation", replace(lesson_named("default"), grid=grid))
    # The panels are 7.4 and 10 units wide; in a wide frame a line of 44 pixels is 7.5 long.
    line, number = stage.board.twins[0], stage.both.results[0]
    assert line.advance > {"vertical": 0.88, "square": 0.72}[grid.name] * grid.whole.width
    assert number.size_px >= 30.0
    assert max(part.box[1, 0] for part in number.shapes) < grid.whole.right
    thumbs = stage.both.effects[0].shapes[0].points[:, 1].max()
    assert thumbs < min(part.box[0, 1] for part in stage.board.twins[-1].shapes)


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
@pytest.mark.parametrize("name", ["default", "quintic", "logistic", "proportional", "huge raw"])
def test_derivation_is_in_order_in_frames_of_every_shape(name: str, grid: Grid) -> None:
    assert layout_faults(("derivation",), replace(lesson_named(name), grid=grid)) == []


def test_a_factor_with_a_formula_inside_has_lines_of_its_own() -> None:
    board = board_of("exponential")
    bare = [re.sub(r"\{\{ (\S+) : \w+ \}\}", r"\1", line.source) for line in board.worked_other]
    # By hand: the derivative of −a e^(k x) is −a e^(k x) times that of k x, which is x.
    assert [source.count("partial") for source in bare] == [2, 2, 0]
    assert bare[1].startswith("-a thin upright(e)^(k thin x_i)")
    assert bare[1].endswith("(k thin x_i)")
    assert bare[2] == "-a thin x_i thin upright(e)^(k thin x_i)"
    tail = board.twins[1].parts["tail"]
    for shown in board.worked_other:
        assert shown.pose.x == pytest.approx(min(part.box[0, 0] for part in tail))


@pytest.mark.parametrize("name", ["default", "logistic", "proportional"])
def test_else_only_the_first_has_any(name: str) -> None:
    assert board_of(name).worked_other == ()


def test_names_behind_the_letters_keep_within_the_picture() -> None:
    for name in ("default", "negative, odd names"):
        across, up = lettered_names(lesson_named(name).experiment, BOX.width, DARK)
        assert across.markup.startswith("$x$")
        assert up.markup.startswith("$y$")
        assert max(across.advance, up.advance) < BOX.width
