"""A lesson as it is worked out by hand: which rows, which numbers, and what stands in its way."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.descent.hand_lesson import Obstacle, hand_lesson, obstacle
from gdcore.error.loss import MAE, SSE
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula

WEIGHTS, HEIGHTS = [0.5, 2.3, 2.9], [1.4, 1.9, 3.2]
_RANDOM = np.random.default_rng(5)
X = _RANDOM.uniform(1.0, 5.0, 50)
Y = 3.0 - 0.8 * X + 0.2 * _RANDOM.normal(size=50)


def lesson(x: Any, y: Any, formula: str | None = None, **options: Any) -> Experiment:
    model = Model.from_formula(parse_formula(formula, ["x"])) if formula else None
    data = Dataset((Column("dose", x, "mg"),), Column("answer", y, "s"))
    return run(data, model=model, **{"units": Units.OWN, **options})


def test_three_points_are_those_of_the_published_walk() -> None:
    found = hand_lesson(lesson(WEIGHTS, HEIGHTS, loss=SSE))
    assert {s.name: v for s, v in found.held.items()} == {"m": Decimal("0.64")}
    assert found.table == tuple(
        (Decimal(str(x)), Decimal(str(y))) for x, y in zip(WEIGHTS, HEIGHTS, strict=True)
    )
    assert found.work.start == 0
    assert found.work.good.rate == Decimal("0.1")
    assert not found.is_rounded
    assert [str(step.after)[:8] for step in found.work.good.steps[:3]] == [
        "0.570400",
        "0.798560",
        "0.889824",
    ]


def test_what_a_machine_loses_of_a_digit_is_not_rounded() -> None:
    found = hand_lesson(lesson(WEIGHTS, HEIGHTS, units=Units.ROUND))
    assert found.table == (
        (Decimal("-0.5"), Decimal("-0.6")),
        (Decimal("1.3"), Decimal("-0.1")),
        (Decimal("1.9"), Decimal("1.2")),
    )
    assert not found.is_rounded


@pytest.mark.parametrize("units", list(Units))
def test_rows_are_the_spread_ones_from_left_to_right(units: Units) -> None:
    whole = lesson(X, Y, units=units)
    found = hand_lesson(whole)
    data = whole.objective.data
    below = [(data.x.values < data.x.values[k]).mean() for k in found.indices]
    np.testing.assert_allclose(below, [0.1, 0.5, 0.9], atol=0.02)
    given = np.array([[data.x.values[k], data.y.values[k]] for k in found.indices])
    assert (np.diff(given[:, 0]) > 0.0).all()
    written = np.array(found.table, dtype=float)
    np.testing.assert_allclose(written, given, atol=5.1e-3 * np.ptp(given, axis=0).max())
    assert found.is_rounded


@pytest.mark.parametrize("factor", [1e-1, 1.0, 1e3])
def test_numbers_have_three_digits_of_the_rows_extent(factor: float) -> None:
    found = hand_lesson(lesson(factor * X, Y))
    for column in zip(*found.table, strict=True):
        extent = (max(column) - min(column)).normalize()
        assert len(extent.as_tuple().digits) <= 3 or extent == extent.to_integral_value()
        finest = min(value.as_tuple().exponent for value in column)
        assert isinstance(finest, int)
        assert finest >= min(extent.adjusted() - 2, 0)


def test_held_parameters_are_the_best_at_two_digits() -> None:
    whole = lesson(X, np.exp(0.4 * X), "a*exp(k*x) + c", start={"k": 0.3})
    found = hand_lesson(whole)
    best = dict(zip(whole.model.names, whole.best, strict=True))
    assert found.work.form.free.name == "c"
    assert {s.name for s in found.held} == {"a", "k"}
    for symbol, value in found.held.items():
        assert float(value) == float(f"{best[symbol.name]:.1e}")


def test_what_is_next_to_nothing_is_held_at_nothing() -> None:
    found = hand_lesson(lesson([-1.0, 0.0, 1.0, 2.0], [7.0, 7.0, 7.0, 7.0]))
    assert [*found.held.values()] == [Decimal(0)]
    assert {y for _, y in found.table} == {Decimal(7)}


@pytest.mark.parametrize(("begin", "expected"), [(2.04, "2.0"), (0.0, "1"), (0.05, "1")])
def test_it_starts_where_the_lesson_does_unless_that_is_too_near(
    begin: float, expected: str
) -> None:
    # On the straight line y = x the best intercept is 0, so that 0 is too near as well.
    found = hand_lesson(lesson([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], start={"b": begin}))
    assert found.work.start == Decimal(expected)


def test_it_starts_at_zero_if_only_the_lesson_s_own_start_is_too_near() -> None:
    found = hand_lesson(lesson(WEIGHTS, HEIGHTS, start={"b": 0.95}))
    assert found.work.start == 0


@pytest.mark.parametrize("formula", [None, "a*exp(k*x)", "a*x**3 + b*x**2 + c*x + d"])
def test_the_experiment_of_its_own_makes_the_same_steps(formula: str | None) -> None:
    found = hand_lesson(lesson(X, Y + 5.0, formula, units=Units.STANDARD))
    own, walk = found.experiment, found.work.good
    assert own.model.names == (found.work.form.free.name,)
    written = [float(walk.steps[0].before), *(float(step.after) for step in walk.steps)]
    np.testing.assert_allclose(own.trajectory.points[:, 0], written, atol=3e-3)
    assert own.best[0] == pytest.approx(float(found.work.best), abs=2e-3)
    assert own.rate == float(walk.rate)
    assert [column.name for column in own.data.columns] == ["dose", "answer"]


OBSTACLES = {
    "loss": lesson(X, Y, loss=MAE),
    "curved": lesson(X, np.exp(0.2 * X), "exp(k*x)"),
    "two rows": lesson([1.0, 2.0], [1.0, 3.0]),
    "large": lesson(1e7 * X, Y),
    "small": lesson(1e-7 * X, Y),
    "alike": lesson(1e4 + 1e-3 * X, Y),
    "no value": lesson(
        X - 3.0, np.log(X), "a*log(x + c) + d", start={"a": 1.0, "c": 2.5, "d": 0.0}
    ),
    "far": lesson(X, 1e7 + Y),
    "steep": lesson(1e4 * X, 300.0 * X**3, "a*x**3 + b*x**2 + c*x + d"),
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("loss", Obstacle.LOSS),
        ("curved", Obstacle.CURVED),
        ("two rows", Obstacle.NUMBERS),
        ("large", Obstacle.NUMBERS),
        ("small", Obstacle.NUMBERS),
        ("alike", Obstacle.NUMBERS),
        ("far", Obstacle.NUMBERS),
    ],
)
def test_what_cannot_be_worked_out_says_why(name: str, expected: Obstacle) -> None:
    assert obstacle(OBSTACLES[name]) is expected
    with pytest.raises(ValueError, match=f"no obstacle to work by hand, got {expected}"):
        hand_lesson(OBSTACLES[name])


def test_what_can_be_worked_out_has_no_obstacle() -> None:
    assert obstacle(lesson(X, Y)) is None
