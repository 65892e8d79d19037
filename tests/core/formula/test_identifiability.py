"""Which parameters the data can tell apart, against cases that are decided by hand."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.formula.identifiability import confounded, generic_rows
from gdcore.formula.parsing import FormulaError, check_determined, parse_formula

YEARS = np.arange(2000.0, 2021.0)


def check(text: str, **columns: Floats | list[float]) -> None:
    predictors = tuple(Column(name, values) for name, values in columns.items())
    response = Column("response", np.zeros(predictors[0].values.size))
    check_determined(parse_formula(text, list(columns)), Dataset(predictors, response))


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("m*x + b", [1.0, 2.0]),
        ("m*x + b", [1e200, 2e200]),
        ("a*exp(-k*x) + c", [0.0, 300.0, 1000.0]),
        ("a*exp(k*x^2) + c", np.linspace(100, 1000, 10)),
        ("p2*x^2 + p1*x + p0", YEARS),
        ("p2*x^2 + p1*x + p0", 1e6 + np.array([-1.0, 0.0, 1.0])),
        ("p6*x^6 + p5*x^5 + p4*x^4 + p3*x^3 + p2*x^2 + p1*x + p0", YEARS),
        ("sigmoid(w*x + b)", 1e6 * YEARS),
        ("c*tanh(w*x + b) + d", 1e-3 * np.arange(-5.0, 5.0)),
        ("a*abs(x - k) + b", YEARS),
        ("a*log(x - d) + b", YEARS),
        ("a*x^k", YEARS),
        ("c*log(-a*x - b)", [1.0, 2.0, 3.0, 5.0]),
        ("a*log(x) + b", [-1.0, 1.0, 2.0]),
    ],
)
def test_determined_at_any_scale_and_offset(text: str, x: Floats) -> None:
    assert check(text, x=x) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("(m1 + m2)*x", "m1 and m2 cannot"),
        ("a*exp(b - k*x) + c", "a and b cannot"),
        ("a*log(k*x) + b", "k and b cannot"),
        ("a*e^(-k*x)", "e and k cannot"),
        ("sqrt(a*x)*b", "a and b cannot"),
        ("q*(a + b*x)/c", "q, a, b and c cannot"),
        ("x*(b + a + c + d) + e", "b, a, c and d cannot"),
        ("m*x + sqrt(u^2 + v^2)", "u and v cannot"),
        ("m*x + 0.5*log(exp(2*u) + 2*exp(u + v) + exp(2*v)) - log(exp(u) + exp(v))", "u cannot"),
    ],
)
def test_what_the_formula_confounds_is_named_whatever_the_data(text: str, names: str) -> None:
    with pytest.raises(FormulaError, match=names) as caught:
        check(text, x=np.geomspace(0.3, 7.0, 40))
    assert "whatever the data" in caught.value.message
    first = names.split(",")[0].split()[0]
    assert text[caught.value.position :].startswith(first)


@pytest.mark.parametrize(
    ("text", "columns", "message"),
    [
        (
            "p2*x^2 + p1*x + p0",
            {"x": [1.0, 2.0, 1.0, 2.0]},
            "p2, p1 and p0 cannot be told apart: the data holds only 2 different values of x, and "
            "3 parameters need at least as many.",
        ),
        (
            "m*x + b",
            {"x": [5.0, 5.0]},
            "m and b cannot be told apart: the data holds only one value of x, and 2 parameters "
            "need at least as many.",
        ),
        (
            "m1*rain + m2*sun + b",
            {"rain": [1.0, 2.0, 4.0], "sun": [2.0, 4.0, 8.0]},
            "m1 and m2 cannot be told apart: at the values of rain, sun in this data, their "
            "effects make up for each other.",
        ),
        (
            "m*x + b + (c + d)*z",
            {"x": [1.0, 2.0, 4.0], "z": [1.0, 1.0, 1.0]},
            "c and d cannot be told apart: whatever the data, they can change without changing any "
            "prediction. Use fewer parameters.",
        ),
        (
            "m*x + b + c*z",
            {"x": [1.0, 2.0, 4.0], "z": [0.0, 0.0, 0.0]},
            "c cannot be determined: at the values of x, z in this data, it has no effect.",
        ),
    ],
)
def test_what_the_data_confounds_is_told_from_what_the_formula_does(
    text: str, columns: dict[str, list[float]], message: str
) -> None:
    with pytest.raises(FormulaError) as caught:
        check(text, **columns)
    assert caught.value.message == message


@pytest.mark.parametrize(("text", "x"), [("m*log(x)", [-1.0, -2.0]), ("a*exp(x) + b", [1e3, 2e3])])
def test_a_formula_without_a_finite_value_is_refused(text: str, x: list[float]) -> None:
    with pytest.raises(FormulaError, match="no finite value at any of the data's values of x"):
        check(text, x=x)


def test_powers_that_overflow_inside_are_not_worked_out_with_digits() -> None:
    # exp(-exp(x)) is 0 in floats at x = 800, while exp(800) is not finite: that row is left out
    check("a*exp(-exp(x)) + b*x", x=[0.5, 1.5, 800.0])
    with pytest.raises(FormulaError, match="a and b cannot"):
        check("(a + b)*exp(-exp(exp(x)))", x=[0.1, 0.2, 800.0])


def test_a_missing_predictor_is_named() -> None:
    data = Dataset((Column("z", [1.0, 2.0]),), Column("y", [1.0, 2.0]))
    with pytest.raises(
        ValueError, match=r"`dataset` must have the predictors \['x'\], got \['z'\]"
    ):
        check_determined(parse_formula("m*x + b*z", ["x", "z"]), data)


def test_rare_values_among_very_many_rows_are_seen() -> None:
    z = np.zeros(100_001)
    z[54_321] = 3.0
    assert check("m*z + k*x", z=z, x=np.ones(100_001)) is None


@settings(derandomize=True, deadline=None, max_examples=40)
@given(
    st.integers(0, 10_000),
    st.integers(2, 5),
    st.floats(-6, 6),
    st.booleans(),
)
def test_linear_models_agree_with_the_rank_of_the_table(
    seed: int, count: int, exponent: float, dependent: bool
) -> None:
    # sum of p_i x_i: determined if and only if the columns are linearly independent
    random = np.random.default_rng(seed)
    rows = random.integers(-9, 10, (12, count)).astype(np.float64)
    if dependent:
        rows[:, -1] = rows[:, 0] - 2 * rows[:, 1] if count > 2 else 3 * rows[:, 0]
    full = np.linalg.matrix_rank(rows) == count
    predictors = sympy.symbols(f"x:{count}", real=True)
    parameters = sympy.symbols(f"p:{count}", real=True)
    expression = sum(p * x for p, x in zip(parameters, predictors, strict=True))
    # scaling by a power of two keeps integers, and hence linear relations, exact
    scaled = rows * 2.0 ** round(exponent * 3)
    assert (confounded(expression, predictors, parameters, scaled) == ()) == full


def test_generic_rows_keep_signs_and_break_relations() -> None:
    x = np.linspace(1.0, 9.0, 30)
    drawn = generic_rows(np.column_stack([x, -2 * x, 0 * x]))
    assert drawn.shape == (64, 3)
    assert (np.sign(drawn) == [1, -1, 1]).all()
    assert np.linalg.matrix_rank(drawn) == 3
