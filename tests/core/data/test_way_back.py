"""The way back: both sides predict the same, whatever the shifts and scales."""

import math
from functools import cache
from typing import Any

import numpy as np
import pytest
import scipy.optimize
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Change, Scaling
from gdcore.data.way_back import NoCounterpartError, WayBack, fullest_way, way_back
from gdcore.error.model import Model, line
from gdcore.experiment import run
from gdcore.formula.functions import numpy_function
from gdcore.formula.parsing import parse_formula

FULL, SCALED, NONE = Change.FULL, Change.SCALED, Change.NONE
WAYS = [
    (FULL, FULL), (FULL, SCALED), (SCALED, FULL), (SCALED, SCALED),
    (FULL, NONE), (SCALED, NONE), (NONE, FULL), (NONE, SCALED),
]  # fmt: skip
BY_WAY = {
    # What is done to predictors and response; the formulas for which that is the most, by hand.
    (FULL, FULL): """
        m*x + b; m1*x + m2*z + b; m1*x + m2*z + q*x*z + b; p2*x^2 + p1*x + p0; m*(x - c); a^2*x + b
        a*x + a*b*x + b; b1*(x + x^2) + b2*(x - x^2) + b0; a*(x - h)^2 + c; a*exp(-k*x) + c
        a*(1 - b*exp(-c*x)); a*exp(-k*x) + b*exp(-l*x) + c; a*sigmoid(w*x + b) + c
        a*tanh(w*x + b) + c; a/(1 + exp(-k*(x - c))) + d;
        a*exp(-((x - m)/s)^2) + c; a*exp(b/(x + c)) + d
        a*sin(w*x + p) + c; a*sin(p - w*x) + c; a*sin(w*(x - p)) + c; a*abs(p - x) + c
        a*sin(w*x) + b*cos(w*x) + c; a*sin(b*x + p)*exp(-c*x) + d; a*abs(x - k) + c
        a*log(x + h) + c; a*sqrt(x + b) + c; a/(x + h) + c; (b1 + b2*x)/(b3 + x)
        (b1 + b2*x)/(1 + b3*x); (b1 + b2*x + b3*x^2)/(1 + b4*x + b5*x^2)
    """,
    (FULL, SCALED): """
        exp(w*x + b); a*exp(k*x); a*exp(b*x + c*z); a*2^(b*x); exp(a + b*x + c*x^2)
        a*exp(-k*(x - h)^2); (b1/b2)*exp(-0.5*((x - b3)/b2)^2); a*exp(-(x - m)^2/(2*s^2))
        a/(1 + exp(-k*(x - c))); b1/(1 + exp(b2 - b3*x))^(1/b4); a*exp(-b*exp(-c*x))
        a*exp(-exp(b - c*x)); b1*exp(-b2*x)/(b2 + b3*x); exp(-b1*x)/(b2 + b3*x)
        b1*exp(-b2*x) + b3*exp(-b4*x); b1*(b2 + x)^(-1/b3); b1*exp(b2/(x + b3)); a*(x - h)^b
        a*sin(w*x + p); a*cos(w*x + p); sqrt(a*x + b); sqrt(a*x^2 + b*x + c); abs(a*x + b)
        a/(x + b); 1/(a + b*x); a/(1 + ((x - c)/b)^2); (w*x + b)^2; (a*x + b)*(c*x + 1)
    """,
    (SCALED, FULL): """
        a*log(x) + b; a*sqrt(x) + b; a*abs(x) + b; a*x^b + c; a*sin(w*x) + c; a/x^2 + b/x + c
        b + m*x^2; (k*x)^2 + c
    """,
    (SCALED, SCALED): """
        m*x; a*x^b; a*x/(b + x); a*x^n/(k^n + x^n); a*x^n/(k + x^n); a*(1 - exp(-k*x))
        a*(1 - exp(-b*x))^c; b1*(x^2 + b2*x)/(x^2 + b3*x + b4); b1*(1 - (1 + b2*x/2)^(-2))
        b1*(1 - (1 + 2*b2*x)^(-0.5)); b1*b2*x/(1 + b2*x); a*sin(w*x); a*tanh(x/b); a*log(b*x + 1)
        a*x^(b + 1); a*x*z; a*x + b*z; a*x^b*z^c; a*x*exp(-b*x); a*x^b*exp(-c*x); a*exp(b/x)
        (x/b)^k; a/(1 + (x/b)^2); 1/(a*x + b*x^2); a*sin(b*x)^2; a*sin(b*x)*exp(-c*x)
    """,
    (FULL, NONE): "sigmoid(w*x + b); sigmoid(w1*x + w2*z + b); tanh(w*x + b); log(a*x + b)",
    (SCALED, NONE): """
        m*x + 3; sin(w*x); exp(k*x); 1 - exp(-k*x); x/(b + x); 1 - exp(-(x/l)^k)
        b1 - b2*x - sin(b3*x)/3.14159
    """,
    (NONE, FULL): """
        a*exp(x) + b; a + b*log(x)^2; p*exp(-x^2) + q
        b1 + b2*cos(2*3.14159*x/12) + b3*sin(2*3.14159*x/12)
    """,
    (NONE, SCALED): """
        a*2^x; a*sin(x); m*(x - 3); m*x + m; a*x^2 + a*x; a*cos(x) + b*sin(x); a*x + b*sin(x)
        a*x^2 + b*x^x; a*sqrt(1 - x^2)
    """,
}
FOUND = {
    text.strip(): way
    for way, texts in BY_WAY.items()
    for text in texts.strip().replace("\n", ";").split(";")
    if text.strip()
}
REFUSED = ["x + b", "1/(b + x)", "abs(x - a)", "a*x^a", "a*exp(-k*x) + k"]
UNSEEN = {("(a*x + b)*(c*x + 1)", (FULL, FULL))}
"""Ways that exist, but only through the roots of a polynomial in the parameters."""
DOMAIN = {"a*sqrt(1 - x^2)": (0.2, 0.9), "exp(a + b*x + c*x^2)": (-1.0, 1.0)}


@cache
def model(text: str) -> Model:
    return Model.from_formula(parse_formula(text, ["x", "z"]))


def moves(made: Model, way: tuple[Change, Change]) -> list[Any]:
    """Return how the prediction changes, at first, as its columns are shifted or scaled."""
    f, (predictors, response) = made.expression, way
    shifted = [f.diff(x) for x in made.predictors] if predictors is FULL else []
    scaled = [x * f.diff(x) for x in made.predictors] if predictors is not NONE else []
    level = [sympy.S.One] if response is FULL else []
    return [*shifted, *scaled, *level, *([f] if response is not NONE else [])]


def can_follow(text: str, way: tuple[Change, Change]) -> bool:
    """Return whether parameters can make every small change of the columns good, by least squares.

    That is so if each change of the prediction is a sum of its slopes in the parameters.
    """
    made, random = model(text), np.random.default_rng(5)
    low, high = DOMAIN.get(text, (-3.0, 3.0) if "abs" in text else (1.2, 6.0))
    sides = [*made.features, *moves(made, way)]
    function = numpy_function([*made.predictors, *made.parameters], sides)
    x = [random.uniform(low, high, 60) for _ in made.predictors]
    values = function(*x, *random.uniform(0.4, 1.1, len(made.parameters)))
    table = np.stack([np.broadcast_to(value, 60) for value in values], axis=1)
    table = table / np.abs(table).max(axis=0)
    slopes, wanted = np.split(table, [len(made.parameters)], axis=1)
    left = wanted - slopes @ np.linalg.lstsq(slopes, wanted, rcond=1e-15)[0]
    return bool(np.abs(left).max() < 1e-7)


@pytest.mark.no_cover
@pytest.mark.parametrize("text", FOUND)
def test_the_fullest_way_is_found_and_no_fuller_one_exists(text: str) -> None:
    predictors, response, way = found(text)
    assert (predictors, response) == FOUND[text]
    assert way.written.expressions
    assert can_follow(text, FOUND[text])
    fuller = WAYS[: WAYS.index(FOUND[text])]
    assert [way for way in fuller if can_follow(text, way) and (text, way) not in UNSEEN] == []


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_has_no_counterpart(text: str) -> None:
    with pytest.raises(
        NoCounterpartError, match=r"`units` must be the data's own for .* same curve"
    ):
        fullest_way(model(text))
    assert not any(can_follow(text, way) for way in WAYS)


@cache
def prediction(text: str) -> Any:
    """Return a model's prediction, a function of its columns and parameters."""
    made = model(text)
    return numpy_function([*made.predictors, *made.parameters], [made.expression])


@cache
def found(text: str) -> tuple[Change, Change, WayBack]:
    """Return the fullest way; each formula's is looked for once."""
    return fullest_way(model(text))


def check_both_sides(text: str, moved: list[float], theta: Floats) -> None:
    predictors, response, way = found(text)
    width = len(model(text).predictors)
    changes = np.array([predictors] * width + [response])
    shifts = np.where(changes == FULL, moved[: width + 1], 0.0)
    scales = np.where(changes == NONE, 1.0, moved[3 : width + 4])
    predict = prediction(text)
    # Far enough to the right for every logarithm and root.
    descended = np.linspace(0.5, 2.0, 7)
    with np.errstate(all="ignore"):
        value = np.broadcast_to(predict(*[descended] * width, *theta)[0], 7)
        expected = shifts[-1] + scales[-1] * value
        image = way(theta, Scaling(shifts, scales))
        beside = [predict(*[k * descended] * width, *theta)[0] for k in (1 - 1e-9, 1 + 1e-9)]
        got = predict(*(shifts[k] + scales[k] * descended for k in range(width)), *image)[0]
    # Parameters that nearly cancel, as at a pole, leave no digits to compare.
    assume(np.isfinite(expected).any() and np.abs(image[np.isfinite(image)]).max(initial=0) < 1e4)
    # At the very edge of where a root or a logarithm is defined, rounding decides.
    assume(np.array_equal(*np.isfinite(beside)))
    size = np.nanmax(np.abs(expected))
    assume(size < 1e4)
    assert got == pytest.approx(expected, rel=1e-8, abs=1e-8 * (1.0 + size), nan_ok=True)


MOVED = st.lists(st.floats(0.2, 1.5), min_size=7, max_size=7)


@pytest.mark.no_cover
@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(FOUND)), MOVED, st.lists(st.floats(0.3, 1.5), min_size=5, max_size=5))
def test_both_sides_predict_the_same(text: str, moved: list[float], theta: list[float]) -> None:
    check_both_sides(text, moved, np.array(theta[: len(model(text).parameters)]))


SIGNED = [
    "(w*x + b)^2", "(k*x)^2 + c", "abs(a*x + b)", "a^2*x + b", "a*exp(-((x - m)/s)^2) + c",
    "a*exp(-(x - m)^2/(2*s^2))", "(b1 + b2*x)/(b3 + x)", "(b1 + b2*x)/(1 + b3*x)", "1/(a + b*x)",
    "b1*exp(-b2*x)/(b2 + b3*x)", "a*sin(w*x) + b*cos(w*x) + c", "a*tanh(x/b)", "a/(1 + (x/b)^2)",
    "(a*x + b)*(c*x + 1)", "sqrt(a*x + b)", "log(a*x + b)", "a*exp(b/(x + c)) + d",
]  # fmt: skip


@pytest.mark.no_cover
@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(SIGNED),
    MOVED,
    st.lists(st.floats(-1.5, 1.5).filter(lambda v: abs(v) > 0.1), min_size=5, max_size=5),
)
def test_so_they_do_whatever_the_signs(text: str, moved: list[float], theta: list[float]) -> None:
    check_both_sides(text, moved, np.array(theta[: len(model(text).parameters)]))


TRUTHS = {
    "a*x/(b + x)": (12.0, 5.0),
    "a*x^n/(k^n + x^n)": (12.0, 2.5, 9.0),
    "(b1 + b2*x)/(1 + b3*x)": (3.0, 2.0, 0.11),
    "a*exp(-((x - m)/s)^2) + c": (30.0, 11.0, 4.0, 2.0),
    "a*exp(-b*exp(-c*x))": (40.0, 5.0, 0.3),
    "b1*(b2 + x)^(-1/b3)": (80.0, 4.0, 0.8),
    "a*sin(w*x) + b*cos(w*x) + c": (5.0, 0.5, 2.0, 20.0),
}


@pytest.mark.no_cover
@pytest.mark.parametrize("text", TRUTHS)
def test_the_fit_is_as_good_as_scipy_s_on_raw_columns(text: str) -> None:
    made, x = model(text), np.linspace(1.0, 24.0, 40)
    predict = prediction(text)
    truth = np.array(TRUTHS[text])
    y = predict(x, *truth)[0] + 0.3 * np.cos(7.0 * np.arange(40.0))
    raw = scipy.optimize.least_squares(
        lambda p: predict(x, *p)[0] - y, truth, xtol=1e-14, ftol=1e-14
    )
    done = run(Dataset((Column("x", x),), Column("y", y)), model=made, steps=1)
    own = done.original(done.best)
    assert done.predict(done.best, x) == pytest.approx(predict(x, *own)[0], rel=1e-7)
    assert np.sum((predict(x, *own)[0] - y) ** 2) == pytest.approx(2.0 * raw.cost, rel=1e-7)


def test_yes_no_data_are_not_changed() -> None:
    assert fullest_way(model("a*sigmoid(w*x + b) + c"), response=False)[:2] == (FULL, NONE)


@pytest.mark.parametrize(
    "text", ["a*2^x", "(w*x + b)^2", "a*x^2 + b*x^x", "a*sin(x)", "a*x^a", "(a + a^2)*x + b"]
)
def test_no_way_is_said(text: str) -> None:
    assert way_back(model(text)) is None


def test_parameters_that_cannot_be_told_apart_have_no_way() -> None:
    assert way_back(model("(m1 + m2)*x + b")) is None


def test_line_by_hand() -> None:
    # y = μy + sy (m (x − μx)/sx + b): slope m·sy/sx, intercept μy + sy·b − slope·μx.
    way = way_back(line())
    assert way is not None
    got = way(np.array([[0.5, 0.1], [0.0, 0.0]]), Scaling([200.0, 4000.0], [10.0, 800.0]))
    assert got.tolist() == [[40.0, 4000.0 + 80.0 - 8000.0], [0.0, 4000.0]]


def test_exponential_by_hand() -> None:
    way = way_back(model("a*exp(-k*x) + c"))
    assert way is not None
    mu, s = way.written.shifts[0], way.written.scales[0]
    a, k = sympy.symbols("a k", real=True)
    assert way.written.expressions[1] == k / s
    assert (
        sympy.simplify(
            way.written.expressions[0] - way.written.scales[1] * a * sympy.exp(k * mu / s)
        )
        == 0
    )


def test_logarithm_by_hand() -> None:
    # y = μ + s (a log(x/s_x) + b): intercept μ + s·b − s·a·log s_x.
    way = way_back(model("a*log(x) + b"), SCALED)
    assert way is not None
    got = way(np.array([2.0, 1.0]), Scaling([0.0, 7.0], [math.e, 3.0]))
    assert got == pytest.approx([6.0, 7.0 + 3.0 - 6.0])


def test_power_of_a_number_by_hand() -> None:
    # y = s_y a 3^(b (x − μ)/s): exponent b/s, factor s_y·a·3^(−b·μ/s).
    way = way_back(model("a*3^(b*x)"), FULL, SCALED)
    assert way is not None
    got = way(np.array([2.0, 1.0]), Scaling([4.0, 0.0], [2.0, 5.0]))
    assert got == pytest.approx([10.0 / 9.0, 0.5])


def test_any_shape_and_quiet_overflow() -> None:
    way = way_back(model("a*exp(-k*x) + c"))
    assert way is not None
    points = np.full((2, 3, 3), 1000.0)
    got = way(points, Scaling([5.0, 0.0], [1.0, 1.0]))
    assert got.shape == (2, 3, 3)
    assert np.isinf(got[..., 0]).all()
    assert (got[..., 1] == 1000.0).all()
