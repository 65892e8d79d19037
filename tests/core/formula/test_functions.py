"""The sigmoid, against its definition and its differential equation s' = s (1 - s)."""

import math
import pickle

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from gdcore.formula.functions import (
    NUMPY_FUNCTIONS,
    Sigmoid,
    numpy_function,
    sigmoid_numpy,
    spelled,
)

Z = sympy.Symbol("z", real=True)


@given(st.floats(-700, 700))
def test_numpy_sigmoid_is_its_definition(z: float) -> None:
    assert sigmoid_numpy(z) == pytest.approx(1 / (1 + math.exp(-z)), rel=1e-14, abs=0)


@given(st.floats(allow_nan=False))
def test_numpy_sigmoid_never_overflows_and_is_symmetric(z: float) -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert sigmoid_numpy(z) + sigmoid_numpy(-z) == pytest.approx(1.0, rel=1e-15)


def test_numpy_sigmoid_keeps_shape_and_nan() -> None:
    values = sigmoid_numpy([[math.nan, 0.0, math.inf]])
    assert values.shape == (1, 3)
    assert np.isnan(values[0, 0])
    assert values[0, 1:].tolist() == [0.5, 1.0]


def test_sigmoid_has_exact_values_at_zero_and_infinity_only() -> None:
    assert [Sigmoid(value) for value in (0, sympy.oo, -sympy.oo)] == [sympy.Rational(1, 2), 1, 0]
    assert isinstance(Sigmoid(sympy.Rational(1, 3)), Sigmoid)


def test_derivatives_agree_with_those_of_the_written_out_fraction() -> None:
    inner = 3 * Z**2 - Z
    written_out = 1 / (1 + sympy.exp(-inner))
    for order in (1, 2, 3):
        ours = Sigmoid(inner).diff(Z, order).subs(Z, sympy.Rational(3, 7)).evalf(30)
        theirs = written_out.diff(Z, order).subs(Z, sympy.Rational(3, 7)).evalf(30)
        assert abs(ours - theirs) < sympy.Float(10, 30) ** -25


def test_sigmoid_of_a_real_is_known_to_be_real_and_positive() -> None:
    assert (Sigmoid(Z).is_real, Sigmoid(Z).is_positive) == (True, True)
    assert sympy.Abs(Sigmoid(Z)) == Sigmoid(Z)
    assert Sigmoid(sympy.Symbol("w")).is_real is None


def test_only_argument_one_can_be_differentiated() -> None:
    with pytest.raises(ValueError, match=r"`argindex` must be 1"):
        Sigmoid(Z).fdiff(2)


def test_sigmoid_survives_pickling() -> None:
    assert pickle.loads(pickle.dumps(Sigmoid(Z + 1))) == Sigmoid(Z + 1)


def test_lambdify_uses_the_mapping() -> None:
    function = sympy.lambdify([Z], Sigmoid(Z).diff(Z), modules=[NUMPY_FUNCTIONS, "numpy"])
    # s (1 - s) at z = log 3, where s = 3/4
    assert function(np.array([math.log(3.0), -1e9])) == pytest.approx([3 / 16, 0.0])


@pytest.mark.parametrize("name", ["exp", "numpy", "array", "lambda", "Sigmoid", "body mass", "_1"])
def test_no_name_of_a_symbol_disturbs_the_compiled_function(name: str) -> None:
    symbol = sympy.Symbol(name, real=True)
    values = numpy_function([symbol], [sympy.exp(symbol) + Sigmoid(symbol), symbol**2])(1.5)
    assert values == pytest.approx([math.exp(1.5) + 1 / (1 + math.exp(-1.5)), 2.25])


@pytest.mark.parametrize("value", [-3.3, 0.0, 0.7, 12.5])
def test_a_spelled_sigmoid_is_worth_the_same(value: float) -> None:
    z = sympy.Symbol("z", real=True)
    written = spelled(3 * Sigmoid(z) + z)
    assert not written.has(Sigmoid)
    assert float(written.subs(z, value)) == pytest.approx(3.0 / (1.0 + np.exp(-value)) + value)
