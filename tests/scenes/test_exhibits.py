"""Exhibits: nothing that one draws is missing from its shapes, and what waits is one of them."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from gdcore.landscape.height_field import height_field
from gdcore.landscape.log_scale import log_scale
from gdcore.landscape.missing import miss
from gdcore.landscape.rate_sweep import rate_sweep
from gdcore.landscape.view import Window
from gdcore.section import section
from scenes.brief import default_brief
from scenes.kit.descent.bent_path import BentPath
from scenes.kit.ink.exhibit import Exhibit, parts_of, waiting
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Type
from scenes.kit.look.look import DARK
from scenes.kit.panels.code_block import CodeBlock
from scenes.kit.panels.count_display import CountDisplay
from scenes.kit.panels.curve_readings import CurveReadings
from scenes.kit.panels.knob_column import KnobColumn
from scenes.kit.panels.knobs import Knobs
from scenes.kit.panels.lesson_card import LessonCard
from scenes.kit.panels.rate_board import RateBoard
from scenes.kit.panels.rate_dial import RateDial
from scenes.kit.panels.readings import Readings
from scenes.kit.panels.result_table import ResultTable
from scenes.kit.panels.rule_board import RuleBoard
from scenes.kit.panels.slider import Slider
from scenes.kit.panels.subtraction import Subtraction
from scenes.kit.panels.table import Column, Table
from scenes.kit.panels.update_rule import Derived, RateName, UpdateRule
from scenes.kit.panels.worked_guess import WorkedGuess
from scenes.kit.plots.axis_reading import AxisReading
from scenes.kit.plots.error_curve import plot_error_curve
from scenes.kit.plots.error_plot import plot_error
from scenes.kit.plots.foot_reading import FootReading
from scenes.kit.plots.miss_picture import miss_picture
from scenes.kit.plots.parabola_overlay import ParabolaOverlay
from scenes.kit.plots.plot import Plot
from scenes.kit.plots.row_curves import RowCurves
from scenes.kit.plots.row_miss import RowMiss
from scenes.kit.plots.scatter import scatter
from scenes.kit.plots.unit_rulers import UnitRulers
from scenes.kit.surface.axes import SurfaceAxes
from scenes.kit.surface.hike import Hike
from scenes.kit.surface.hiker import Hiker
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import View
from scenes.kit.text.formula import Formula
from scenes.kit.text.placing import Obstacles

BOX = Box("box", -4.0, -2.9, 4.0, 2.8)


def lesson() -> Any:
    return default_brief().experiment


def plot() -> Plot:
    names = (Type("x", 20.0, DARK.muted), Type("y", 20.0, DARK.muted))
    return Plot.build(BOX, Window(0.0, 1.0, 0.0, 1.0), names, DARK, (4, 4))


def curve() -> Any:
    return plot_error_curve(BOX, section(lesson(), 1), DARK)


def sweep() -> Any:
    return rate_sweep(section(lesson(), 1))


def rule() -> UpdateRule:
    cut = section(lesson(), 1)
    return UpdateRule(cut, cut.descend(3), 0.1, BOX, DARK)


def axes() -> SurfaceAxes:
    whole = section(lesson(), 2)
    view = View(0.3, 0.6, 2.0)
    surface = Surface(height_field(whole.objective, whole.best, np.ones(2)), DARK, view)
    names = [Type(name, 20.0, DARK.muted) for name in ("m", "b", "E")]
    return SurfaceAxes(surface, (names[0], names[1], names[2]), view, DARK)


CARD = ("data", "model", "rate", "steps")
EXHIBITS: dict[str, Callable[[], Exhibit]] = {
    "plot": plot,
    "scatter": lambda: scatter(BOX, lesson(), DARK),
    "error plot": lambda: plot_error(BOX, lesson(), log_scale(lesson()), DARK),
    "parabola": lambda: ParabolaOverlay(curve(), DARK, stretches=True, on_axes=True),
    "row curves": lambda: RowCurves(curve(), plot(), DARK),
    "formula": lambda: Formula("x^2 = {{ y : knob }}", 24.0, {}, DARK.text),
    "derived": lambda: Derived.of(section(lesson(), 1), 6.0, DARK),
    "update rule": rule,
    "name of the rate": lambda: RateName(rule(), "learning rate", DARK),
    "rule board": lambda: RuleBoard(
        BOX, section(lesson(), 1), section(lesson(), 1).descend(3), DARK, lambda key: key
    ),
    "surface axes": axes,
    "readings": lambda: Readings(BOX, [Type("x", 20.0, DARK.muted)], [DARK.text], DARK),
    "curve readings": lambda: CurveReadings(BOX, lesson(), DARK),
    "knobs": lambda: Knobs(BOX, section(lesson(), 1), np.array([[-1.0, 1.0]] * 2), DARK),
    "rate dial": lambda: RateDial(BOX, 1.0, 1.25, {0.1: 50, 0.5: 3, 1.1: None}, DARK),
    "rate board": lambda: RateBoard(BOX, sweep(), DARK, lambda key: key),
    "bent path": lambda: BentPath(plot_error_curve(BOX, sweep().cut, DARK), sweep(), 9, DARK),
    "count display": lambda: CountDisplay(BOX, DARK),
    "knob column": lambda: KnobColumn(BOX, lesson(), (0, 1), [(-1.0, 1.0)] * 2, "guess", DARK),
    "worked guess": lambda: WorkedGuess(BOX, miss(lesson()), DARK),
    "subtraction": lambda: Subtraction(BOX, ("a", "b", "c"), ("3", "−2", "5"), DARK),
    "unit rulers": lambda: UnitRulers(miss_picture(lesson(), DARK).scatter.plot, lesson(), DARK),
    "axis reading": lambda: AxisReading(
        plot(), np.array([0.2, 0.4]), 0, "$x$", DARK.data, Obstacles()
    ),
    "foot reading": lambda: FootReading(
        plot(), np.array([[0.2, 0.1], [0.2, 0.4]]), "guess", DARK.model, Obstacles()
    ),
    "row's miss": lambda: RowMiss(
        plot(), np.array([[0.6, 0.7], [0.6, 0.4]]), ("a", "b", "c"), np.zeros((1, 2)), DARK
    ),
    "slider": lambda: Slider(BOX, (0.0, 1.0), "$m$", DARK),
    "table": lambda: Table(BOX, [Column("x", ("1", "2"), DARK.text)], DARK),
    "result table": lambda: ResultTable(BOX, lesson(), DARK),
    "lesson card": lambda: LessonCard(BOX, lesson(), dict.fromkeys(CARD, "x"), DARK),
    "hiker": lambda: Hiker(DARK),
    "hike": lambda: Hike(lesson(), DARK),
    "code block": lambda: CodeBlock(BOX, ["repeat:", "  step"], {}, DARK),
}
OTHERS = {"_error_curve", "_data", "surface"}
"""Attributes that hold what others hang up."""


def drawn(thing: Any) -> Iterator[Inked]:
    """Yield the shapes that a thing holds, in whatever it keeps them."""
    if isinstance(thing, Inked):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from drawn(part)
    elif isinstance(thing, dict):
        yield from drawn([*thing.keys(), *thing.values()])
    elif type(thing).__module__.startswith("scenes.kit") and hasattr(thing, "__dict__"):
        for name, value in vars(thing).items():
            if name not in OTHERS:
                yield from drawn(value)


@pytest.mark.parametrize("name", EXHIBITS)
def test_an_exhibit_has_all_that_it_holds_and_each_once(name: str) -> None:
    exhibit = EXHIBITS[name]()
    assert len(set(exhibit.shapes)) == len(exhibit.shapes) > 0
    assert set(drawn(exhibit)) == set(exhibit.shapes)


@pytest.mark.parametrize("name", EXHIBITS)
def test_what_waits_is_a_part_of_what_is_drawn(name: str) -> None:
    exhibit = EXHIBITS[name]()
    assert set(exhibit.hidden) <= set(exhibit.shapes)


def test_a_shape_is_an_exhibit_of_itself_that_is_seen_at_once() -> None:
    dot = Dots(np.zeros((1, 2)), 5.0, DARK.data)
    assert parts_of(dot).shapes == (dot,)
    assert parts_of(dot).hidden == ()
    shown = plot()
    assert parts_of(shown) is shown


def test_what_is_told_to_wait_waits_in_its_order() -> None:
    dot, formula = Dots(np.zeros((1, 2)), 5.0, DARK.data), Formula("x y", 24.0, {}, DARK.text)
    both = waiting(formula, dot)
    assert both.shapes == both.hidden == (*formula.shapes, dot)
