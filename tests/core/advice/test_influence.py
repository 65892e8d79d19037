"""Rows that carry the fit, against fits that are really made without them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.advice.influence import CARRIES, influential, without
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MAE
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula


def lesson(x: np.ndarray, y: np.ndarray, **given: object) -> Experiment:
    data = Dataset((Column("x", x),), Column("y", y))
    return run(data, **{"steps": 0, **given})  # type: ignore[arg-type]


def shift_without(x: np.ndarray, y: np.ndarray, row: int) -> float:
    """Return the change of a row's prediction without it, over its standard error then."""
    keep = np.delete(np.arange(len(x)), row)
    table = np.column_stack([x, np.ones_like(x)])
    whole, rest = (np.linalg.lstsq(table[k], y[k])[0] for k in (slice(None), keep))
    left = y[keep] - table[keep] @ rest
    variance = left @ left / (len(keep) - 2)
    leverage = table[row] @ np.linalg.inv(table.T @ table) @ table[row]
    return float(abs(table[row] @ (whole - rest)) / math.sqrt(variance * leverage))


@given(seed=st.integers(0, 10_000), height=st.floats(20.0, 1e5), scale=st.floats(1e-3, 1e3))
def test_an_outlier_carries_the_fit_by_so_many_standard_errors(
    seed: int, height: float, scale: float
) -> None:
    drawn = np.random.default_rng(seed)
    x = scale * np.linspace(5.0, 9.0, 12)
    y = x / scale + drawn.normal(size=12)
    y[4] += height
    found = influential(lesson(x, y))
    assert found[0].row == 4
    assert found[0].dffits == pytest.approx(shift_without(x, y, 4), rel=1e-6)


def test_those_that_do_not_carry_it_are_left_out() -> None:
    x = np.linspace(0.0, 1.0, 40)
    x[[0, 39]] = [-2.0, 3.0]
    y = 3.0 * x + 0.1 * np.where(np.arange(40) % 2, 1.0, -1.0)
    assert influential(lesson(x, y)) == ()
    y[[0, 39]] += [6.0, 6.5]
    found = influential(lesson(x, y), most=1)
    assert len(found) == 1
    both = influential(lesson(x, y))
    assert found[0] == both[0]
    assert both[0].dffits >= both[1].dffits > CARRIES


def test_a_row_that_alone_is_off_a_line_carries_all() -> None:
    x = np.arange(6.0)
    y = 2.0 * x + 1.0
    y[2] += 3.0
    (found,) = influential(lesson(x, y))
    assert (found.row, found.dffits) == (2, math.inf)


def test_a_row_that_alone_fixes_a_parameter_has_no_fit_without_it() -> None:
    x, y = np.array([0.0, 0.0, 0.0, 0.0, 5.0]), np.array([1.0, 2.0, 1.0, 2.5, 9.0])
    assert all(found.row != 4 for found in influential(lesson(x, y)))


@pytest.mark.parametrize("y", [[1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 9.0]])
def test_a_perfect_fit_and_few_rows_tell_nothing(y: list[float]) -> None:
    assert influential(lesson(np.arange(float(len(y))), np.array(y))) == ()


def test_other_losses_are_not_asked() -> None:
    x = np.arange(9.0)
    y = 2.0 * x
    y[2] += 1e3
    assert influential(lesson(x, y, loss=MAE)) == ()


@pytest.mark.parametrize("units", [Units.OWN, Units.STANDARD])
def test_the_fit_without_a_row_is_that_of_the_others(units: Units) -> None:
    x, y = np.array([1.0, 2.5, 4.0, 7.0]), np.array([2.3, 3.1, 15.9, 8.2])
    expected = np.polyfit(np.delete(x, 2), np.delete(y, 2), 1)
    assert without(lesson(x, y, units=units), 2) == pytest.approx(expected)


def test_a_curve_is_judged_by_its_tangent() -> None:
    model = Model.from_formula(parse_formula("a*exp(k*x)", ["x"]))
    x = np.linspace(0.0, 2.0, 15)
    y = 2.0 * np.exp(0.5 * x) + 0.01 * np.cos(40.0 * x)
    y[11] += 2.0
    assert influential(lesson(x, y, model=model, units=Units.OWN))[0].row == 11
