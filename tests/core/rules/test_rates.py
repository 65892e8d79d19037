"""The automatic rate: stable where it can be proved, of the right size where it is a guess."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.data.dataset import Column, Dataset
from gdcore.descent.sampling import AllRows, Batches, Sampling
from gdcore.error.fits import best_fit
from gdcore.error.loss import MAE, MSE, SSE, Loss, huber
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.formula.parsing import parse_formula
from gdcore.rules.rates import auto_rate
from gdcore.rules.recipes import FIXED, rule_named

X = np.array([-1.5, -0.5, 0.5, 1.5, 4.0])
Y = np.array([1.0, 0.5, 2.0, 2.5, 6.0])


def rate(
    text: str = "m*x + b",
    loss: Loss = MSE,
    rule: str = "fixed",
    sampling: Sampling | None = None,
    start: float = 0.0,
) -> float:
    model = Model.from_formula(parse_formula(text, ["x"]))
    objective = Objective(model, loss, Dataset((Column("x", X),), Column("y", Y)))
    point = np.full(len(model.parameters), start)
    fit = best_fit(objective, point)
    return auto_rate(rule_named(rule), objective, point, fit, sampling or AllRows())


DIGITS = 5.1e-2
"""Of two digits the second is rounded: 1.05 becomes 1.1 or 1.0."""

# The curvatures of the mean of squares are those of 2/n · [[Σx², Σx], [Σx, n]].
TENTH = 0.1 * 2.0 / np.linalg.eigvalsh(2.0 / 5 * np.array([[X @ X, X.sum()], [X.sum(), 5.0]]))[-1]


@pytest.mark.parametrize("rule", ["momentum:0.9", "nesterov:0.5"])
def test_rules_that_keep_their_speed_get_a_tenth_of_the_limit(rule: str) -> None:
    assert rate(rule=rule) == pytest.approx(TENTH, rel=DIGITS)
    assert rate(rule=rule, loss=SSE) == pytest.approx(TENTH / 5, rel=DIGITS)


def test_a_rate_that_shrinks_begins_as_a_fixed_one() -> None:
    assert rate(rule="decay:0.1") == rate()


@pytest.mark.parametrize("loss", [MSE, SSE])
@pytest.mark.parametrize(("spread", "share"), [(1.0, 0.1), (4.0, 0.184), (9.0, 0.4)])
def test_in_a_bowl_a_hundred_steps_leave_a_ten_thousandth(
    loss: Loss, spread: float, share: float
) -> None:
    # On x = ±√s the curvatures are 2s and 2: exp(−9.2) is left after 100 steps of 0.092/2, which is
    # 0.046·s of the limit 1/s, unless that is below a tenth or above four of it.
    x = np.sqrt(spread) * np.array([-1.0, 1.0, -1.0, 1.0])
    data = Dataset((Column("x", x),), Column("y", [0.0, 1.0, 3.0, 2.0]))
    objective = Objective(line(), loss, data)
    start = np.array([-1.0, 1.0])
    fit = best_fit(objective, start)
    got = auto_rate(FIXED, objective, start, fit, AllRows())
    limit = (1.0 if loss == MSE else 0.25) / spread
    assert got == pytest.approx(share * limit, rel=DIGITS)


def test_rate_has_two_digits() -> None:
    assert float(f"{rate():.2g}") == rate()


# The mean's curvatures are the eigenvalues of 2/n · [[Σx², Σx], [Σx, n]] = [[8.4, 1.6], [1.6, 2]]:
# 5.2 ± √(3.2² + 1.6²). To leave exp(−9.2) of the way along the smaller takes 100 steps of:
ARRIVES = 0.092 / (5.2 - np.hypot(3.2, 1.6))


def test_single_rows_get_as_much_of_the_steepest_rows_limit_as_it_takes_to_arrive() -> None:
    # One row's loss (y − m x − b)² has the curvature 2 (x² + 1): 34 for x = 4, of mean and sum.
    # So the limit is 2/34; of that, to arrive at the sum over 5 single rows takes all the same.
    assert 0.1 < ARRIVES * 34.0 / 2.0 < 1.0
    share = min(ARRIVES * 34.0 / 2.0, 0.4)
    for loss in (MSE, SSE):
        one = rate(loss=loss, sampling=Batches(1))
        assert one == pytest.approx(share * 2.0 / 34.0, rel=DIGITS)
    # A sum over up to three rows is up to as much steeper, a mean is not: 5 rows make 2 batches.
    assert rate(sampling=Batches(3)) == pytest.approx(share * 2.0 / 34.0, rel=DIGITS)
    assert rate(loss=SSE, sampling=Batches(3)) == pytest.approx(
        share * 2.0 / (34.0 * 5 / 2), rel=DIGITS
    )


def test_single_rows_with_momentum_get_a_tenth() -> None:
    one = rate(rule="momentum:0.9", sampling=Batches(1))
    assert one == pytest.approx(0.1 * 2.0 / 34.0, rel=DIGITS)


def test_absolute_residuals_borrow_the_curvature_of_squares() -> None:
    assert rate(loss=MAE) == pytest.approx(TENTH, rel=DIGITS)


def test_curve_is_measured_on_the_way() -> None:
    # E of k²x is a quartic in k: E'' = mean of 12 k² x² − 4 x y, largest at the start k = 3.
    expected = 0.1 * 2.0 / float(np.mean(12 * 9 * X**2 - 4 * X * Y))
    assert rate("k^2*x", start=3.0) == pytest.approx(expected, rel=DIGITS)
    # And largest at the best fit, k² = Σxy/Σx², if the start is nearer to 0.
    expected = 0.1 * 2.0 / float(np.mean(12 * (X @ Y) / (X @ X) * X**2 - 4 * X * Y))
    assert rate("k^2*x", start=0.9) == pytest.approx(expected, rel=DIGITS)


def test_huber_far_away_has_the_curvature_of_its_middle() -> None:
    # At the start all residuals may lie beyond delta, at the best fit none does.
    assert rate(loss=huber(100.0)) == pytest.approx(2.0 * TENTH, rel=DIGITS)


def test_rules_that_mind_no_size_go_by_the_distance() -> None:
    slope, intercept = np.polyfit(X, Y, 1)
    expected = 0.05 * max(abs(slope - 7.0), abs(intercept - 7.0))
    assert rate(rule="adam", start=7.0) == pytest.approx(expected, rel=DIGITS)
    assert rate(rule="rmsprop", start=7.0) == rate(rule="adam", start=7.0)
    assert rate(rule="newton") == rate(rule="backtracking") == rate(rule="line-search") == 1.0


def test_start_on_the_best_fit_leaves_a_distance() -> None:
    model = Model.from_formula(parse_formula("m*x", ["x"]))
    objective = Objective(model, MSE, Dataset((Column("x", X),), Column("y", 0.0 * X)))
    fit = best_fit(objective, np.zeros(1))
    assert auto_rate(rule_named("adam"), objective, np.zeros(1), fit, AllRows()) == 0.05


def test_no_curvature_is_said() -> None:
    # Where no row moves the prediction, E is level: k·x on x = 0.
    model = Model.from_formula(parse_formula("m*x", ["x"]))
    objective = Objective(model, MSE, Dataset((Column("x", [0.0, 0.0]),), Column("y", [1.0, 2.0])))
    fit = best_fit(objective, np.zeros(1))
    with pytest.raises(ValueError, match="`rate` must be given: the curvature of E allows no"):
        auto_rate(FIXED, objective, np.zeros(1), fit, AllRows())


@settings(max_examples=30, deadline=None)
@given(st.integers(-100, 100), st.integers(-100, 100))
def test_rate_follows_the_units(x_power: int, y_power: int) -> None:
    # The curvature of E by the slope is the mean of 2 x²: the rate goes with 1/x², y is not in it.
    model = Model.from_formula(parse_formula("m*x", ["x"]))
    data = Dataset((Column("x", np.ldexp(X, x_power)),), Column("y", np.ldexp(Y, y_power)))
    objective = Objective(model, MSE, data)
    fit = best_fit(objective, np.zeros(1))
    got = auto_rate(FIXED, objective, np.zeros(1), fit, AllRows())
    assert got == pytest.approx(np.ldexp(0.1 / np.mean(X**2), -2 * x_power), rel=DIGITS, abs=0)
