"""Identities around sigmoids and powers, against mpmath and at the ends of float64."""

import pickle

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gdcore.formula.functions import Sigmoid
from gdcore.formula.stable import (
    PowerLog,
    Softplus,
    compiled,
    power_log_numpy,
    softplus_numpy,
    stable,
)

z, x, b, k = sympy.symbols("z x b k", real=True)


def softplus(value: float) -> mpmath.mpf:
    with mpmath.workdps(400):
        return mpmath.log(1 + mpmath.exp(mpmath.mpf(value)))


@settings(deadline=None)
@given(st.floats(-700, 1e6))
@example(-745.0)
@example(36.8)
def test_softplus_keeps_its_digits(value: float) -> None:
    assert float(softplus_numpy(value)) == pytest.approx(float(softplus(value)), rel=4e-16, abs=0)


@settings(deadline=None)
@given(st.floats(-700, 700))
def test_log_loss_and_its_slope_keep_their_digits(value: float) -> None:
    loss = -sympy.log(1 - Sigmoid(z))
    log_slope = sympy.diff(-sympy.log(Sigmoid(z)), z)
    both = compiled([z], [loss, log_slope])(value)
    with mpmath.workdps(700):
        exact = mpmath.mpf(value)
        sigmoid = 1 / (1 + mpmath.exp(-exact))
        assert float(both[0]) == pytest.approx(float(-mpmath.log(1 - sigmoid)), rel=1e-15, abs=0)
        assert float(both[1]) == pytest.approx(float(sigmoid - 1), rel=1e-15, abs=0)


@pytest.mark.parametrize("value", [-1e308, -1e4, 1e4, 1e308])
def test_nothing_overflows(value: float) -> None:
    expressions = [sympy.log(Sigmoid(z)), sympy.log(1 - Sigmoid(z)), 1 - Sigmoid(z), Sigmoid(z) - 1]
    got = [float(v) for v in compiled([z], expressions)(np.float64(value))]
    limits = [0.0, -value, 0.0, -0.0] if value > 0 else [value, 0.0, 1.0, -1.0]
    assert got == limits


def test_rewritten_expressions() -> None:
    assert stable(sympy.log(Sigmoid(k * x))) == -Softplus(-k * x)
    assert stable(b * (1 - Sigmoid(z)) * Sigmoid(z)) == b * Sigmoid(-z) * Sigmoid(z)
    assert stable(k * x**b * sympy.log(x)) == k * PowerLog(x, b, 1)
    assert stable(x**b * sympy.log(x) ** 2) == PowerLog(x, b, 2)
    assert stable(1 + x * sympy.log(x)) == 1 + PowerLog(x, 1, 1)
    for untouched in (sympy.log(x), b * sympy.log(x), x**b / sympy.log(x), k * x + b):
        assert stable(untouched) == untouched


def test_power_log_has_its_limit_at_zero() -> None:
    assert power_log_numpy(0.0, 0.5, 1) == 0.0
    assert power_log_numpy([0.0, 2.0], 3.0, 2).tolist() == [
        0.0,
        pytest.approx(8.0 * np.log(2.0) ** 2),
    ]
    slope = compiled([x, b], [sympy.diff(x**b, b)])
    assert slope(np.array([0.0, 1.0]), 1.5)[0].tolist() == [0.0, 0.0]


@settings(deadline=None)
@given(st.floats(0.01, 50), st.floats(-3, 3))
def test_power_log_is_the_product(base: float, exponent: float) -> None:
    expected = base**exponent * np.log(base)
    assert float(power_log_numpy(base, exponent, 1)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("name", ["tanh", "sin", "cos", "atan", "exp", "log", "tan"])
def test_nested_functions_are_compiled_without_being_worked_out_anew(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    function, expression, exact = getattr(sympy, name), z, mpmath.mpf("1.1")
    for _ in range(2):
        expression, exact = function(expression), getattr(mpmath, name)(exact)

    def asked(*_: object) -> None:
        raise AssertionError(f"sympy works out {name} anew")

    monkeypatch.setattr(function, "eval", asked)
    assert float(compiled([z], [expression])(1.1)[0]) == pytest.approx(float(exact), rel=1e-14)


def test_a_compiled_function_goes_to_another_process() -> None:
    function = compiled([x, b], [x**b, Sigmoid(x) + b])
    copy = pickle.loads(pickle.dumps(function))
    # By hand: 2 to the third, and 1/(1 + e^-2) + 3.
    assert copy(2.0, 3.0) == pytest.approx([8.0, 3.880797077977882])
