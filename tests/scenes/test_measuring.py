"""How the columns are measured, in words and on axes; what E is counted in."""

from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS, MAE, SSE, huber
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from scenes.brief import default_brief
from scenes.kit.look.look import DARK
from scenes.kit.plots.row_square import lettered_names
from scenes.kit.text.names import axis_name
from scenes.telling.measuring import (
    error_unit,
    error_unit_short,
    has_error_unit,
    measured,
    typical_miss,
)
from scenes.telling.vocabulary import vocabulary
from tests.scenes.scores import lesson_named
from tests.scenes.truth import words as plain_words

WORDS = vocabulary("en")
SHAPE = np.array([-1.5, -0.5, -0.5, 0.5, 0.5, 1.5])
"""Of mean 0 and deviation 0.957: next to a step of 1."""


def lesson(
    x: Any, y: Any, formula: str = "m*x + b", units: Units = Units.ROUND, **options: Any
) -> Experiment:
    columns = Column("time", x, "min"), Column("price", y, options.pop("unit", ""))
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(Dataset(columns[:1], columns[1]), model=model, units=units, steps=1, **options)


def tell(experiment: Experiment) -> str:
    return measured(experiment, WORDS)


def test_the_default_lesson_is_measured_from_190_mm_and_4000_g() -> None:
    assert tell(default_brief().experiment) == (
        "we measure flipper length from 190 mm, in tens; body mass from 4,000 g, in thousands"
    )


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (1e-7, "in steps of 1 × 10⁻⁷ min"),
        (1e-6, "in millionths"),
        (1e-3, "in thousandths"),
        (0.2, "in steps of 0.2 min"),
        (0.1, "in tenths"),
        (5.0, "in steps of 5 min"),
        (10.0, "in tens"),
        (2000.0, "in steps of 2,000 min"),
        (1e4, "in tens of thousands"),
        (1e6, "in millions"),
        (1e7, "in steps of 1 × 10⁷ min"),
    ],
)
def test_each_round_step_has_its_words(size: float, told: str) -> None:
    said = tell(lesson(size * (SHAPE + 30.0), SHAPE + 3.0))
    # x has mean 30 steps: from 29; y is counted in ones, from 3.
    assert told in said
    assert said.endswith("; price from 3")


def test_zero_and_columns_that_are_left_are_not_told() -> None:
    assert tell(lesson(10.0 * (SHAPE + 30.0), SHAPE)) == "we measure time from 290 min, in tens"
    assert tell(lesson(10.0 * (SHAPE + 1.0), SHAPE)) == "we measure time in tens"
    unchanged = lesson(SHAPE + 1.0, SHAPE)
    assert (has_error_unit(unchanged), tell(unchanged)) == (False, "")


def test_what_is_only_scaled_is_not_said_to_be_shifted() -> None:
    done = lesson(10.0 * (SHAPE + 3.0), 200.0 * (SHAPE + 3.0), "m*x")
    assert tell(done) == "we measure time in tens; price in steps of 200"


def test_all_digits_of_an_origin_are_told() -> None:
    assert "time from 1,234,566 min;" in tell(lesson(SHAPE + 1_234_567.0, SHAPE + 3.0)).replace(
        "1.234566 × 10⁶", "1,234,566"
    )


def test_standard_deviations_are_told_as_ever() -> None:
    line = lesson(SHAPE + 5.0, SHAPE + 3.0, units=Units.STANDARD)
    assert tell(line) == "we standardise: both columns in standard deviations from the mean"
    half = lesson(SHAPE + 5.0, np.exp(SHAPE), "a*exp(k*x)", Units.STANDARD)
    assert tell(half) == (
        "we standardise: x in standard deviations from the mean and y in standard deviations"
    )


def test_long_names_and_units_are_cut() -> None:
    long = Column("n" * 99, 10.0 * (SHAPE + 30.0), "u" * 99)
    said = tell(run(Dataset((long,), Column("y", SHAPE)), units=Units.ROUND, steps=1))
    assert said == f"we measure {'n' * 24}… from 290, in tens"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "squares of 200 €"),
        ({"loss": SSE}, "squares of 200 €"),
        ({"loss": huber(0.5)}, "squares of 200 €"),
        ({"loss": MAE}, "steps of 200 €"),
        ({"units": Units.STANDARD}, "squared standard deviations"),
        ({"units": Units.STANDARD, "loss": MAE}, "standard deviations"),
    ],
)
def test_e_is_counted_in_squares_of_the_response_s_step(options: Any, told: str) -> None:
    done = lesson(SHAPE + 5.0, 200.0 * (SHAPE + 3.0), unit="€", **options)
    assert has_error_unit(done)
    assert error_unit(done, WORDS) == told


def test_of_a_response_that_is_left_e_needs_no_unit() -> None:
    yes = lesson(10.0 * SHAPE, [0, 1, 0, 1, 0, 1], "sigmoid(w*x + b)", loss=LOGLOSS)
    assert not has_error_unit(yes)
    assert not has_error_unit(lesson(SHAPE, 200.0 * SHAPE, units=Units.OWN))


def test_the_typical_miss_is_told_with_the_response_s_unit() -> None:
    data = default_brief().experiment.data
    misses = data.y.values - np.polyval(np.polyfit(data.x.values, data.y.values, 1), data.x.values)
    assert round(float(np.sqrt(np.mean(misses**2)))) == 393
    done = default_brief().experiment
    assert typical_miss(done, done.best_loss, WORDS) == "393 g"
    assert typical_miss(lesson(SHAPE, SHAPE, loss=MAE), 1.0, WORDS) == ""


@pytest.mark.parametrize(
    ("formula", "units", "told"),
    [
        ("m*x + b", Units.ROUND, ["slope ", "intercept , read at 290 min"]),
        ("m*x + b", Units.STANDARD, ["slope , standardised", "intercept , standardised"]),
        ("m*x + b", Units.OWN, ["slope ", "intercept "]),
        ("p*x + q", Units.ROUND, [", in round units"] * 2),
        ("a*exp(k*x)", Units.STANDARD, [", standardised"] * 2),
    ],
)
def test_axes_say_what_a_parameter_is_measured_in(
    formula: str, units: Units, told: list[str]
) -> None:
    done = lesson(10.0 * (SHAPE + 30.0), 200.0 * (SHAPE + 3.0), formula, units)
    names = [axis_name(done, name, DARK) for name in done.model.names]
    assert [_without_mathematics(name) for name in names] == told


def _without_mathematics(markup: str) -> str:
    *_, tail = markup.split("$")
    return markup.partition("$")[0] + plain_words(type("Shape", (), {"markup": tail}))


@pytest.mark.parametrize(
    ("units", "unit", "loss", "told"),
    [
        (Units.ROUND, "g", SSE, "(g²)"),
        (Units.STANDARD, "g", SSE, "(0.957 g)²"),
        (Units.OWN, "g", SSE, "(g²)"),
        (Units.OWN, "", SSE, ""),
        (Units.STANDARD, "", SSE, "(0.957)²"),
        (Units.ROUND, "g", MAE, ""),
    ],
)
def test_the_unit_of_e_is_a_square_as_one_writes_it(
    units: Units, unit: str, loss: Any, told: str
) -> None:
    assert error_unit_short(lesson(SHAPE, SHAPE, units=units, unit=unit, loss=loss), WORDS) == told


def test_a_column_that_is_descended_on_as_it_was_given_is_not_called_otherwise() -> None:
    # A probability is of yes and no, 1 and 0, whatever they are called: only x is standardised.
    across, up = lettered_names(lesson_named("logistic").experiment, 5.0, DARK)
    assert plain_words(across) == ": dose [mg], standardised"
    assert plain_words(up) == ": answer [s]"
