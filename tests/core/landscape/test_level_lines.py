"""Lines on which E is level along one parameter: by hand for a line, by Newton for a curve."""

from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.model import Model
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.level_lines import (
    level_lines,
    look_like_one,
    normal_equations,
    steeper_by,
)
from gdcore.landscape.view import Window
from gdcore.section import Section, section

X, Y = np.array([0.5, 2.3, 2.9, 4.1]), np.array([1.4, 1.9, 3.2, 3.1])


def cut(formula: str, y: Any = Y, count: int = 2, x: Any = X) -> Section:
    data = Dataset((Column("x", x),), Column("y", y))
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return section(run(data, model=model, units=Units.OWN, steps=1), count)


def test_of_a_line_they_are_the_normal_equations_by_hand() -> None:
    shown = cut("m*x + b")
    steep, high = level_lines(shown, Window(-1.0, 2.0, -2.0, 4.0))
    (along_m,), (along_b,) = steep, high
    m, b = along_m.T
    np.testing.assert_allclose(np.mean(X * X) * m + np.mean(X) * b, np.mean(X * Y), rtol=1e-9)
    m, b = along_b.T
    np.testing.assert_allclose(np.mean(X) * m + b, np.mean(Y), rtol=1e-9)
    assert (along_b[:, 1].min(), along_b[:, 1].max()) == pytest.approx((-2.0, 4.0))
    expected = [
        [np.mean(X * X), np.mean(X), np.mean(X * Y)],
        [np.mean(X), 1.0, np.mean(Y)],
    ]
    np.testing.assert_allclose(normal_equations(shown.bowl), expected, rtol=1e-9)


def test_of_an_exponential_they_bend_and_e_is_level_on_them() -> None:
    y = 0.8 * np.exp(0.4 * X)
    steep, _ = level_lines(cut("a*exp(k*x)", y), Window(0.3, 1.6, 0.1, 0.7))
    (along_a,) = steep
    a, k = along_a.T
    # E = mean (a u − y)², u = exp(k x), is lowest in a at mean(u y) / mean(u²).
    u = np.exp(k[:, None] * X)
    np.testing.assert_allclose(a, (u * y).mean(axis=1) / (u * u).mean(axis=1), rtol=2e-3)
    assert np.ptp(np.diff(a) / np.diff(k)) > 0.1


def test_where_a_derivative_jumps_at_a_pole_there_is_no_line() -> None:
    shown = cut("b/(x - a)", np.array([1.0, 0.4, 0.3, 0.25]))
    # Between two rows E rises to infinity towards both, and is lowest in b at mean(y/(x − a)) /
    # mean(1/(x − a)²), outside of the window.
    assert level_lines(shown, Window(2.4, 2.8, 0.2, 0.7)) == ((), ())


def test_how_much_steeper_one_line_is_by_hand() -> None:
    # The women's heights are 58 to 72 in, mean 65, variance (15² − 1)/12; the lines rise by minus
    # the mean of x² over 65, and by minus 65: the one is 56/3 / 65² steeper.
    data = Dataset((Column("x", np.arange(58.0, 73.0)),), Column("y", np.arange(15.0) ** 2))
    bowl = section(run(data, units=Units.OWN, steps=1), 2).bowl
    assert steeper_by(bowl) == pytest.approx(56 / 3 / 65**2, rel=1e-9)
    assert look_like_one(bowl)
    centred = Dataset((Column("x", np.array([-1.0, 1.0])),), Column("y", np.array([0.0, 1.0])))
    bowl = section(run(centred, units=Units.OWN, steps=1), 2).bowl
    assert steeper_by(bowl) == np.inf
    assert not look_like_one(bowl)


def test_a_cut_of_one_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match=r"`cut` must have two parameters, got 1"):
        level_lines(cut("m*x + b", count=1), Window(0.0, 1.0, 0.0, 1.0))


def test_what_is_zero_but_for_rounding_is_zero() -> None:
    shown = cut(
        "m*x + b", x=np.array([-0.1, -0.2, 0.1, 0.2]) / 3.0, y=np.array([0.1, -0.1, 0.2, -0.2])
    )
    equations = normal_equations(shown.bowl)
    assert equations[0, 1] == equations[1, 0] == equations[1, 2] == 0.0
    assert equations[1, 1] == pytest.approx(1.0)
