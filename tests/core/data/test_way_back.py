"""The way back: both sides predict the same, whatever the shifts and scales."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.data.dataset import Scaling
from gdcore.data.way_back import way_back
from gdcore.error.model import Model, line
from gdcore.formula.functions import numpy_function
from gdcore.formula.parsing import parse_formula

FOUND = {
    # formula: whether columns are shifted, whether the response is scaled
    "m*x + b": (True, True),
    "m1*x + m2*z + b": (True, True),
    "m1*x + m2*z + q*x*z + b": (True, True),
    "p2*x^2 + p1*x + p0": (True, True),
    "b1*(x + x^2) + b2*(x - x^2) + b0": (True, True),
    "a*exp(-k*x) + c": (True, True),
    "a*exp(-k*x) + b*exp(-l*x) + c": (True, True),
    "a*sigmoid(w*x + b) + c": (True, True),
    "a*sin(w*x + p) + c": (True, True),
    "a*abs(x - k) + c": (True, True),
    "a*log(x + h) + c": (True, True),
    "a/(x + h) + c": (True, True),
    "a*(x - h)^2 + c": (True, True),
    "m*(x - c)": (True, True),
    "exp(w*x + b)": (True, False),
    "sigmoid(w*x + b)": (True, False),
    "sigmoid(w1*x + w2*z + b)": (True, False),
    "tanh(w*x + b)": (True, False),
    "a*exp(-k*(x - h)^2)": (True, False),
    "m*x": (False, True),
    "a*x^b": (False, True),
    "a*log(x) + b": (False, True),
    "a*x/(b + x)": (False, True),
    "a*(1 - exp(-k*x))": (False, True),
    "a*sqrt(x) + b": (False, True),
}
WAYS = [(True, True), (True, False), (False, True), (False, False)]


def model(text: str) -> Model:
    return Model.from_formula(parse_formula(text, ["x", "z"]))


@pytest.mark.parametrize("text", FOUND)
def test_the_fullest_way_is_found(text: str) -> None:
    made = model(text)
    possible = [way for way in WAYS if way_back(made, shift=way[0], response=way[1]) is not None]
    assert possible[0] == FOUND[text]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(FOUND)),
    st.lists(st.floats(0.2, 3.0), min_size=12, max_size=12),
    st.lists(st.floats(0.3, 1.5), min_size=5, max_size=5),
)
def test_both_sides_predict_the_same(
    text: str, moves: list[float], parameters: list[float]
) -> None:
    made, (shift, response) = model(text), FOUND[text]
    way = way_back(made, shift=shift, response=response)
    assert way is not None
    width = len(made.predictors)
    shifts = np.array(moves[: width + 1]) * shift
    scales = np.array(moves[3 : width + 4])
    if not response:
        shifts[-1], scales[-1] = 0.0, 1.0
    theta = np.array(parameters[: len(made.parameters)])
    predict = numpy_function([*made.predictors, *made.parameters], [made.expression])
    # Far enough to the right for every logarithm and root.
    own = [shifts[k] + scales[k] * np.linspace(0.5, 2.0, 7) for k in range(width)]
    moved = [(x - mu) / s for x, mu, s in zip(own, shifts, scales, strict=False)]
    expected = shifts[-1] + scales[-1] * np.broadcast_to(predict(*moved, *theta)[0], 7)
    image = way(theta, Scaling(shifts, scales))
    got = predict(*own, *image)[0]
    assert got == pytest.approx(expected, rel=1e-9, abs=1e-9 * (1.0 + np.abs(expected).max()))


@pytest.mark.parametrize("text", ["a*2^x", "(w*x + b)^2", "a*x^2 + b*x^x", "a*sin(x)", "a*x^a"])
def test_no_way_is_said(text: str) -> None:
    assert all(way_back(model(text), shift=s, response=r) is None for s, r in WAYS[:1])


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
    mu, s = way.shifts[0], way.scales[0]
    a, k = sympy.symbols("a k", real=True)
    assert way.expressions[1] == k / s
    assert sympy.simplify(way.expressions[0] - way.scales[1] * a * sympy.exp(k * mu / s)) == 0


def test_any_shape_and_quiet_overflow() -> None:
    way = way_back(model("a*exp(-k*x) + c"))
    assert way is not None
    points = np.full((2, 3, 3), 1000.0)
    got = way(points, Scaling([5.0, 0.0], [1.0, 1.0]))
    assert got.shape == (2, 3, 3)
    assert np.isinf(got[..., 0]).all()
    assert (got[..., 1] == 1000.0).all()
