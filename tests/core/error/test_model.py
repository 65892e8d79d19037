"""Models: what is linear in its parameters, and what is refused."""

import pytest
import sympy

from gdcore.error.model import Model, line
from gdcore.formula.parsing import parse_formula

x, m, b, y = sympy.symbols("x m b y", real=True)


def model(text: str, *columns: str) -> Model:
    return Model.from_formula(parse_formula(text, columns or ("x",)))


def test_line_has_slope_before_intercept() -> None:
    assert line().names == ("m", "b")
    assert line().features == (x, 1)
    assert line().offset == 0


def test_an_s_curve_has_short_derivatives_by_means_of_itself() -> None:
    f = sympy.Symbol("f", real=True)
    told = model("sigmoid(w*x + b)").features_by_itself
    assert [sympy.expand(d) for d in told] == [x * f - x * f**2, f - f**2]


@pytest.mark.parametrize(
    ("text", "linear"),
    [
        ("m*x + b", True),
        ("p2*x^2 + p1*x + p0", True),
        ("a*log(x + 3) + b*exp(-x)", True),
        ("a*sin(x) + 2*x", True),
        # Written as if it were not: the squares cancel once multiplied out.
        ("(a + b)^2 - a^2 - 2*a*b - b^2 + a*x + b", True),
        ("a*exp(-k*x) + c", False),
        ("sigmoid(w*x + b)", False),
        ("a*b*x + a", False),
        ("a + b*c*x", False),
        ("a*abs(x - k)", False),
        ("a*x^n", False),
    ],
)
def test_linearity_in_the_parameters(text: str, linear: bool) -> None:
    assert model(text).is_linear is linear


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("m*x + b", "m b"),
        ("a*exp(-k*x) + c", "a c"),
        ("sigmoid(w*x + b)", ""),
        ("a*b*x + a + c", "a c"),
        ("k*exp(-k*x) + c", "c"),
    ],
)
def test_parameters_that_are_linear_together(text: str, names: str) -> None:
    assert [symbol.name for symbol in model(text).linear_parameters] == names.split()


def test_offset_is_what_no_parameter_touches() -> None:
    assert model("m*x + 3*x^2 - 1").offset == 3 * x**2 - 1


def test_bad_models_are_refused() -> None:
    with pytest.raises(ValueError, match="`parameters` must hold at least one symbol"):
        Model(2 * x, (x,), ())
    with pytest.raises(ValueError, match="may hold predictors and parameters only, got b, y"):
        Model(m * x + b + y, (x,), (m,))
    with pytest.raises(ValueError, match=r"must have different names, got \['x', 'x', 'm'\]"):
        Model(m * x, (x, sympy.Symbol("x", positive=True)), (m,))


@pytest.mark.parametrize(
    ("text", "straight"),
    [
        ("m*x + b", True),
        ("a*exp(k)*x + c**2", True),
        ("a*x**2 + b", False),
        ("exp(k*x)", False),
        ("m*x + n*z", True),
        ("m*x + n*z**2", False),
    ],
)
def test_straight_is_asked_of_the_predictors(text: str, straight: bool) -> None:
    assert model(text, "x", "z").is_straight is straight


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("m*x + b", True),
        ("a*exp(k)*x + c**2*z", True),
        ("m*x + n*z + k*x*z", False),
        ("m*x + n*z**2", False),
    ],
)
def test_flat_is_what_neither_bends_nor_twists(text: str, flat: bool) -> None:
    assert model(text, "x", "z").is_flat is flat
