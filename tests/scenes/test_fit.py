"""Scene `fit`: what is said adds up, and the picture has the lengths that are told."""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.experiment import Experiment, run
from gdcore.landscape.missing import Miss, miss
from scenes.fit import FittingALine
from scenes.kit.checks.rehearsal import laid_out
from scenes.kit.ink.layout import GRIDS, Grid
from scenes.kit.ink.shapes import Type
from scenes.telling.measuring import counting
from scenes.telling.one_loss import told_loss
from scenes.telling.one_miss import parameter_meant, told_miss, worked_out
from scenes.telling.vocabulary import vocabulary
from tests.scenes.formulas import HEIGHTS, WEIGHTS
from tests.scenes.scores import ALL, lesson_named, numbers_of, score_of

ENGLISH = vocabulary("en")


def _number(text: str) -> tuple[Decimal, str]:
    """Return a number as it is read, without its power of ten, and that power."""
    digits, _, power = text.partition(" × ")
    found = re.match(r"−?[\d,.]+", digits)
    assert found
    return Decimal(found[0].replace(",", "").replace("−", "-")), power.split(" ")[0]


@pytest.mark.parametrize("name", ALL)
def test_the_numbers_that_are_shown_can_be_subtracted_by_hand(name: str) -> None:
    told = told_miss(miss(lesson_named(name).experiment), ENGLISH)
    texts = (told.actual, told.predicted, told.residual, told.difference)
    values, powers = zip(*map(_number, texts), strict=True)
    assert values[0] - values[1] == values[2]
    assert abs(values[2]) == values[3] > 0
    assert len(set(powers)) == 1
    assert told.more in (("less", "lighter") if values[2] < 0 else ("more", "heavier"))


@pytest.mark.parametrize("name", ALL)
def test_the_guess_that_is_worked_out_is_the_guess(name: str) -> None:
    experiment = lesson_named(name).experiment
    found = miss(experiment)
    numbers = worked_out(found, ENGLISH)
    if not numbers or any("×" in text for text in numbers):
        return
    m, x, b, guess = (_number(text)[0] for text in numbers)
    assert float(m * x + b) == pytest.approx(float(guess), rel=1e-6)
    shift, scale = experiment.scaling.shifts[-1], experiment.scaling.scales[-1]
    assert shift + scale * float(guess) == pytest.approx(found.predicted)


def _line(units: Units, slope: float) -> Experiment:
    data = Dataset(
        (Column("height", HEIGHTS, unit="in"),), Column("weight", slope * WEIGHTS, unit="lb")
    )
    return run(data, units=units)


@pytest.mark.parametrize("slope", [1.0, -1.0])
@pytest.mark.parametrize("units", Units)
def test_a_lines_numbers_mean_what_two_points_of_it_say(units: Units, slope: float) -> None:
    experiment = _line(units, slope)
    theta = miss(experiment).theta
    origin = float(experiment.scaling.shifts[0])
    there, beyond = experiment.predict(theta, np.array([origin, origin + 1.0]))
    told, read = (parameter_meant(experiment, theta, k, ENGLISH) for k in (0, 1))
    assert float(_number(told)[0]) == pytest.approx(abs(beyond - there), rel=0.01)
    assert ("less" in told) == (beyond < there)
    assert told.endswith("for each in")
    assert float(_number(read)[0]) == pytest.approx(there, rel=0.01)


def test_columns_that_are_left_as_they_are_are_not_counted() -> None:
    assert counting(_line(Units.OWN, 1.0), ENGLISH) == ()
    told = counting(lesson_named("three rows").experiment, ENGLISH)
    assert [text[0] for text in told] == ["x", "y"]


@pytest.mark.parametrize(
    ("name", "knobs", "so_many"),
    [
        ("default", "two-knobs", "two numbers"),
        ("exponential", "two-of-a-curve", "two numbers"),
        ("proportional", "one-knob", "one number"),
        ("quintic", "more-knobs", "a few numbers"),
    ],
)
def test_the_models_numbers_are_counted(name: str, knobs: str, so_many: str) -> None:
    lesson = lesson_named(name)
    assert score_of("fit", lesson)["turn_the_knobs"][0] == knobs
    assert numbers_of("fit", lesson)["so_many"] == so_many


def test_columns_called_x_and_y_are_not_named_twice() -> None:
    assert "x-and-y-plain" in score_of("fit", lesson_named("huge"))["ask_for_y"]


@pytest.mark.parametrize("name", ["default", "crawls", "three rows", "exponential", "logistic"])
def test_the_length_is_as_long_as_the_residual(name: str) -> None:
    stage = laid_out("fit", lesson_named(name))
    assert isinstance(stage, FittingALine)
    found: Miss = stage.miss
    plot = stage.scatter.plot
    top, bottom = stage.row.length.points[::-1, 1]
    assert top - bottom == pytest.approx(
        found.residual / plot.window.height * plot.area.height, rel=1e-9
    )
    assert stage.row.length.points[0, :2] == pytest.approx(stage.model_line.height(found.x))


def test_no_length_rises_through_the_words(play: Callable[..., Any]) -> None:
    def look(stage: Any, frames: int) -> tuple[float, float]:
        del frames
        is_last = [*stage.shots][-1:] == ["raise_them_all"]
        words = max(word.veiled for word in stage.row.words)
        return (words, stage.model_line.residuals.veiled) if is_last else (0.0, 0.0)

    seen = play(lesson_named("logistic"), look, "fit").seen
    assert any(residuals for _, residuals in seen)
    assert not any(words and residuals for words, residuals in seen)


@pytest.mark.parametrize("name", ["logistic", "default"])
def test_the_formula_keeps_clear_of_the_first_knob(name: str) -> None:
    column = laid_out("fit", lesson_named(name)).column
    for progress in (0.0, 0.5, 1.0):
        column.settle(progress)
        knob = max(shape.box[1, 1] for shape in column.sliders[0].shapes if isinstance(shape, Type))
        assert column.formula.box[0, 1] > knob + 0.1


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_formula_and_knobs_have_the_whole_panel_until_they_make_room(grid: Grid) -> None:
    column = laid_out("fit", replace(lesson_named("default"), grid=grid)).column
    panel, slider = column.box, column.sliders[-1]
    low, left = slider.scale[2].box[0, 1], slider.scale[0].points[0, 0]
    right = slider.scale[0].points[1, 0]
    assert low - panel.bottom < 0.3 * panel.height
    assert left + right == pytest.approx(panel.left + panel.right, abs=0.01)
    assert column.formula.box[:, 0].mean() == pytest.approx((left + right) / 2, abs=0.1)
    column.settle(1.0)
    free = column.below
    notes = min(note.box[0, 1] for note in column.notes)
    assert notes > free.top or slider.scale[0].points[1, 0] < free.left


@pytest.mark.parametrize("name", ALL)
def test_how_misses_become_one_number_is_told_where_no_scene_answers_it(name: str) -> None:
    brief = lesson_named(name)
    score = score_of("fit", brief)
    if brief.experiment.objective.loss.yes_no:
        assert score["take_the_logarithm"][-1] == "mean-loss"
    else:
        assert score["raise_them_all"][-1] == "together"


@pytest.mark.parametrize("name", ["logistic", "logistic, separated"])
def test_a_loss_is_the_logarithm_of_the_length_that_is_drawn(name: str) -> None:
    stage = laid_out("fit", lesson_named(name))
    assert isinstance(stage, FittingALine)
    curve, bar = stage.losing
    plot, told = stage.scatter.plot, told_loss(stage.miss, ENGLISH)
    start, end = bar.bar.points[:, 1] / plot.area.height * plot.window.height
    assert abs(end - start) == pytest.approx(float(told.chance), rel=0.01)
    # What is shown can be checked with a pocket calculator.
    assert f"{-math.log(float(told.chance)):.3g}" == f"{float(told.loss):.3g}"
    x, y = curve.dot.points[0, :2]
    zero, one = curve.plot.places(np.array([[0.0, 0.0], [1.0, 1.0]]))
    assert (x - zero[0]) / (one - zero)[0] == pytest.approx(float(told.chance), rel=0.01)
    assert (y - zero[1]) / (one - zero)[1] == pytest.approx(float(told.loss), rel=0.02)
