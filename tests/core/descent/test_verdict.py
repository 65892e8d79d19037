"""Verdicts: on paths made by hand, and on descents whose every step is known in closed form."""

from typing import Any

import numpy as np
import pytest
import scipy.optimize
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from gdcore.arrays import Floats, frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.descent.reference import Reference, turns_back
from gdcore.descent.trajectory import Status, Trajectory
from gdcore.descent.verdict import End, Fall, Pace, Start, Verdict, verdict
from gdcore.error.fits import Fit, best_fit
from gdcore.error.loss import LOGLOSS, MAE, MSE, SSE, Loss
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.experiment import run
from gdcore.rules.recipes import FIXED
from gdcore.section import section

x1, x2, m1, m2 = sympy.symbols("x1 x2 m1 m2", real=True)


def objective(expression: Any, rows: Any, y: Any, loss: Loss = SSE) -> Objective:
    """Return E of a model of m1 and m2 over rows of x1 and x2."""
    names = [p for p in (m1, m2) if expression.has(p)]
    columns = [Column(f"x{k + 1}", column) for k, column in enumerate(np.transpose(rows))]
    return Objective(
        Model(expression, (x1, x2), tuple(names)), loss, Dataset(tuple(columns), Column("y", y))
    )


def parabola(stretch: float = 1.0, best: float = 0.0) -> Objective:
    """Return E = stretch · (m1 − best)², whose limit is 1/stretch."""
    root = stretch**0.5
    return objective(m1 * x1, [[root, 0.0], [0.0, 0.0]], [root * best, 0.0])


def valley(condition: float) -> Objective:
    """Return E = m1² + condition · m2², whose limit is 1/condition."""
    return objective(m1 * x1 + m2 * x2, [[1.0, 0.0], [0.0, condition**0.5]], [0.0, 0.0])


WELLS = objective(m1**2 * x1, [[1.0, 0.0]], [1.0], MSE)
"""E = (m1² − 1)²: lowest at −1 and at 1, level at 0."""

TILTED = objective(m1**2 * x1 + m1 * x2, [[1.0, 0.0], [0.0, 0.3]], [1.0, 0.3])
"""E = (m1² − 1)² + 0.09 (m1 − 1)²: lowest at 1, and a valley near −1 that is not as low."""

KINK = objective(m1 * x1, [[1.0, 0.0]], [10.0], MAE)
"""E = |m1 − 10|."""


def judged(
    e: Objective,
    points: Any,
    rate: float | None = 1e-3,
    status: Status = Status.EXHAUSTED,
    fit: Fit | None = None,
) -> Verdict:
    """Judge a path that is made by hand, a row a point."""
    places = np.array(points, dtype=np.float64).reshape(-1, len(e.model.parameters))
    path = Trajectory(frozen(places), frozen(e.value(places)), status, "", frozen(places[:, 0]))
    fit = fit or best_fit(e, places[0])
    hessian = e.hessian(fit.point)
    bowl = e.quadratic or Quadratic.from_hessian(fit.point, fit.value, hessian)
    return verdict(Reference(e, fit, bowl, None if rate is None else FIXED.update(rate)), path)


def powers(factor: float, steps: int, start: float = 1.0) -> Floats:
    """Return start · factor^k for k from 0 to `steps`."""
    return start * factor ** np.arange(steps + 1.0)


# ---- a parabola, step by step: each keeps the factor 1 − 2 r of the distance --------------------


@pytest.mark.parametrize(
    ("rate", "pace", "fall"),
    [
        (1e-20, Pace.CRAWLS, Fall.STAYS),
        (0.01, Pace.CRAWLS, Fall.FALLS),  # five steps keep 0.98⁵ = 0.904
        (0.0105, Pace.SHORTER, Fall.FALLS),  # 0.979⁵ = 0.899
        (0.4, Pace.SHORTER, Fall.FALLS),
        (0.49998, Pace.SHORTER, Fall.FALLS),  # the first leaves 1.6 · 10⁻⁹ of E
        (0.49999, Pace.ARRIVES, Fall.FALLS),  # and here 4 · 10⁻¹⁰
        (0.5, Pace.ARRIVES, Fall.FALLS),
        (0.6, Pace.OVER, Fall.FALLS),
        (0.999, Pace.OVER, Fall.FALLS),
        (1.0, Pace.OVER, Fall.STAYS),
        (1.1, Pace.LONGER, Fall.CLIMBS),
    ],
)
def test_the_pace_on_a_parabola(rate: float, pace: Pace, fall: Fall) -> None:
    found = judged(parabola(), powers(1.0 - 2.0 * rate, 7), rate)
    assert (found.start, found.pace, found.fall) == (Start.SETS_OUT, pace, fall)
    assert found.is_bound_to_fall is (rate < 1.0)
    assert found.first_rise == (1 if rate > 1.0 else 0)


@given(
    st.floats(0.001, 0.999),
    st.integers(1, 60),
    st.floats(-6, 6),
    st.floats(-6, 6),
    st.floats(-100, 100),
)
def test_the_end_on_a_parabola_at_any_scale(
    rate: float, steps: int, size: float, stretch: float, best: float
) -> None:
    start, scale = 10.0**size, 10.0**stretch
    left = abs(1.0 - 2.0 * rate) ** steps
    assume(all(abs(left / bound - 1.0) > 1e-3 for bound in (0.02, 0.25)))
    # Where the data are large beside the way, what is left of it is rounding.
    assume(abs(best) < 1e3 * start)
    path = best + powers(1.0 - 2.0 * rate, steps, start)
    found = judged(parabola(scale, best), path, rate / scale)
    far = End.BOUNCES if rate > 0.5 and steps > 1 else End.SLOW
    assert found.end is (End.CLOSE if left < 0.02 else End.NEAR if left < 0.25 else far)
    assert found.shares_left == pytest.approx([left], rel=1e-6, abs=1e-9)
    assert found.error_left == pytest.approx(left**2, rel=1e-6, abs=1e-9)
    assert found.is_low is bool(found.error_left <= 0.02)
    assert found.is_bound_to_fall


@pytest.mark.parametrize("rate", [0.1, 0.6, 0.95])
def test_a_stretch_is_judged_as_if_no_more_had_been_made(rate: float) -> None:
    data = Dataset((Column("x", [1.0, 2.0, 4.0]),), Column("y", [3.0, 1.0, 2.0]))
    done = run(data, rate=rate, steps=30)
    cut = section(done, 2)
    for steps in (1, 2, 7, 30):
        part, alone = cut.verdict(done.trajectory.first(steps)), cut.verdict(cut.descend(steps))
        assert (part.pace, part.fall, part.end) == (alone.pace, alone.fall, alone.end)
        np.testing.assert_allclose(part.shares_left, alone.shares_left, rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize(
    ("left", "end"),
    [
        (0.0199, End.CLOSE),
        (0.0201, End.NEAR),
        (0.2499, End.NEAR),
        (0.2501, End.SLOW),
        (-0.2501, End.SLOW),
    ],
)
def test_a_fiftieth_of_the_way_is_close_and_a_quarter_near(left: float, end: End) -> None:
    assert judged(parabola(), [1.0, left]).end is end


# ---- valleys ------------------------------------------------------------------------------------


def across_and_along(condition: float, share: float, steps: int) -> Floats:
    """Return the descent from (1, 1) at a share of the limit 1/condition."""
    rate = share / condition
    return np.column_stack([
        powers(1.0 - 2.0 * rate, steps),
        powers(1.0 - 2.0 * share, steps),
    ])


def test_far_in_a_long_valley_it_crawls() -> None:
    # Half of the limit goes across the valley at once, and keeps 1 − 1/100 along it.
    path = across_and_along(100.0, 0.5, 20)
    found = judged(valley(100.0), path, 0.005)
    assert (found.end, found.pace) == (End.CRAWLS, Pace.SHORTER)
    assert found.shares_left == pytest.approx([0.99**20, 0.0])
    assert found.error_left == pytest.approx(0.99**40 / 101.0)
    assert found.is_low
    # Of 20 times the curvature it is no long valley yet.
    assert judged(valley(19.9), across_and_along(19.9, 0.5, 4), 0.5 / 19.9).end is End.SLOW
    assert judged(valley(20.1), across_and_along(20.1, 0.5, 4), 0.5 / 20.1).end is End.CRAWLS


def test_one_turn_is_enough_across_a_bowl_s_valley() -> None:
    # Across it keeps −0.5 and soon vanishes beside the way along: later steps do not turn.
    path = across_and_along(1000.0, 0.75, 12)
    steps = np.diff(path[:6], axis=0)
    turns = (steps[1:] * steps[:-1]).sum(axis=1)
    assert turns[0] < 0.0
    assert judged(valley(1000.0), path, 0.75e-3).pace is Pace.OVER
    # At 0.55 the fourth turn is none: across there is 10⁻⁸ left, along still 10⁻³.
    late = across_and_along(1000.0, 0.55, 5)
    assert (np.diff(late, axis=0)[-2:].prod(axis=0)).sum() > 0.0
    assert judged(valley(1000.0), late, 0.55e-3).pace is Pace.OVER
    # It is still far away, but the last two steps go the same way: that is crawling.
    late = across_and_along(1000.0, 0.75, 40)
    assert judged(valley(1000.0), late, 0.75e-3).end is End.CRAWLS
    # If the limit is almost reached it is the jumping that is seen in the end.
    assert judged(valley(1000.0), across_and_along(1000.0, 0.99, 12), 0.99e-3).end is End.BOUNCES


def test_a_bowl_is_not_left_for_a_low_e_far_away() -> None:
    # E falls from 10¹² + 1 to 1, all but nothing, and m1 has not moved.
    found = judged(valley(1e12), [[1.0, 1.0], [1.0, 0.0]])
    assert (found.end, found.is_low) == (End.CRAWLS, True)


def test_near_in_the_parameters_is_not_close_while_e_is_high() -> None:
    # From (1, 10⁻³), on the floor, to (0.02, 0.02 · 10⁻³) all is 1/50 away, and E 1/2500.
    assert judged(valley(100.0), [[1.0, 1e-3], [0.02, 2e-5]]).end is End.CLOSE
    # By way of (0, 1) to (0, 0.02): E = 100 · 0.0004 = 0.04 of the 1 at the start, not 0.02.
    found = judged(valley(100.0), [[1.0, 0.0], [0.5, 1.0], [0.0, 0.02]])
    assert (found.end, found.fall, found.first_rise) == (End.NEAR, Fall.RISES, 1)
    assert found.shares_left == pytest.approx([0.0, 0.02])


def test_a_parameter_that_e_does_not_hang_on_has_kept_nothing() -> None:
    flat = objective(m1 * x1 + m2 * x2, [[1.0, 0.0], [2.0, 0.0]], [0.0, 0.0])
    found = judged(flat, [[1.0, 5.0], [0.01, 5.0]])
    assert found.shares_left == pytest.approx([0.01, 0.0])
    assert found.end is End.CLOSE


# ---- rates and what is bound --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "bound"), [(0.99999, True), (1.0 - 1e-10, False), (1.0, False), (None, False)]
)
def test_only_below_the_limit_it_is_bound_to_fall(rate: float | None, bound: bool) -> None:
    assert judged(parabola(), powers(0.5, 3), rate).is_bound_to_fall is bound


def test_only_a_bowl_is_bound_to_fall() -> None:
    assert not judged(WELLS, [0.5, 0.9], 1e-3).is_bound_to_fall


def test_above_the_limit_it_diverges_though_within_bounds() -> None:
    up = powers(-1.02, 4)
    assert judged(parabola(), up, 1.01).end is End.DIVERGED
    # Not if a rule has stopped it, nor if the steps are not those of a fixed rate.
    assert judged(parabola(), up, 1.01, Status.CONVERGED).end is End.HIGHER
    assert judged(parabola(), up, None).end is End.HIGHER
    # Nor if the start has no part in the steepest direction: then E falls.
    assert judged(valley(100.0), [[1.0, 0.0], [0.5, 0.0]], 0.25).end is End.CRAWLS


def test_out_of_bounds_is_diverged_whatever_e_is() -> None:
    found = judged(WELLS, [3.0, -93.0], 1.0, Status.DIVERGED)
    assert (found.end, found.fall, found.pace) == (End.DIVERGED, Fall.CLIMBS, Pace.LONGER)
    lost = judged(WELLS, [3.0], 1e9, Status.DIVERGED)
    assert (lost.start, lost.end, lost.fall) == (Start.LOST, End.LOST, Fall.CLIMBS)


def test_steps_that_get_shorter_on_the_way_out_are_not_called_so() -> None:
    assert judged(WELLS, [2.0, 1.5, 1.2], 1.0, Status.DIVERGED).pace is Pace.VARIED
    assert judged(parabola(), [1.0, 0.99, 0.985], 1.0, Status.DIVERGED).pace is Pace.VARIED


def test_no_step_at_all_is_no_loss() -> None:
    found = judged(parabola(), [1.0])
    assert (found.start, found.fall, found.end) == (Start.SETS_OUT, Fall.STAYS, End.SLOW)


# ---- an error that is no bowl ----------------------------------------------------------------


def test_a_level_start_is_no_arrival() -> None:
    found = judged(WELLS, [0.0, 0.0, 0.0])
    assert (found.start, found.fall, found.end) == (Start.LEVEL, Fall.STAYS, End.ELSEWHERE)


def test_a_start_at_the_best_has_arrived() -> None:
    for e in (WELLS, parabola(best=1.0)):
        found = judged(e, [1.0, 1.0])
        assert (found.start, found.pace) == (Start.ARRIVED, Pace.ARRIVES)
        assert (found.fall, found.end, found.error_left) == (Fall.STAYS, End.CLOSE, 0.0)
        assert found.shares_left.tolist() == [0.0]


def test_another_place_that_is_as_low_is_an_arrival() -> None:
    at_one = Fit(frozen([1.0]), 0.0, settled=True, proven=False)
    assert judged(WELLS, [-3.0, -1.2, -1.0], fit=at_one).end is End.CLOSE
    assert judged(WELLS, [-3.0, -1.2, -1.1], fit=at_one).end is End.SLOW


def test_the_bottom_of_another_valley_is_elsewhere() -> None:
    def error(m: float) -> float:
        return (m**2 - 1.0) ** 2 + 0.09 * (m - 1.0) ** 2

    local = scipy.optimize.minimize_scalar(error, bounds=(-1.5, -0.5), options={"xatol": 1e-12}).x
    there = judged(TILTED, [-1.2, -1.0, local])
    assert there.end is End.ELSEWHERE
    assert there.shares_left == pytest.approx([(1.0 - local) / 2.2])
    # Were E known to be convex, no place but the best could be one of rest.
    convex = Fit(frozen([1.0]), 0.0, settled=True, proven=True)
    assert judged(TILTED, [-1.2, -1.0, local], fit=convex).end is End.SLOW
    # A hundredth beside it, it is on its way still: Newton's step is 0.005 of the way to 1.
    assert judged(TILTED, [-1.2, -1.0, local - 0.01]).end is End.SLOW


def test_where_the_curve_bends_down_or_not_at_all_nothing_rests() -> None:
    assert judged(WELLS, [0.2, 0.3]).end is End.SLOW  # E'' = 12 m² − 4 is negative
    assert judged(WELLS, [1e-5, 2e-5]).end is End.SLOW  # near the top between the valleys
    found = Fit(frozen([10.0]), 0.0, settled=True, proven=False)
    assert judged(KINK, [0.0, 0.1], fit=found).end is End.SLOW  # E'' is 0


def test_where_the_data_leave_a_direction_open_each_lowest_place_is_as_good() -> None:
    # E = (m1 + m2 − 2)²: the best fit of smallest norm is (1, 1), and (2, 0) is as low.
    e = objective((m1 + m2) * x1, [[1.0, 0.0]], [2.0])
    assert judged(e, [[1.5, -0.5], [2.0, 0.0]]).end is End.CLOSE
    assert judged(e, [[1.5, -0.5], [1.6, -0.4]]).end is not End.CLOSE


def test_where_it_rose_and_where_it_ended_higher() -> None:
    rose = judged(WELLS, [0.5, 0.6, 1.4, 1.2])
    assert (rose.fall, rose.first_rise, rose.pace) == (Fall.RISES, 2, Pace.VARIED)
    higher = judged(WELLS, [0.5, 1.6])
    assert (higher.fall, higher.end, higher.first_rise) == (Fall.CLIMBS, End.HIGHER, 1)


def test_all_turns_count_where_e_is_no_bowl() -> None:
    assert judged(WELLS, [0.8, 1.1, 0.9, 1.05]).pace is Pace.OVER
    assert judged(WELLS, [0.8, 1.1, 1.05, 1.01]).pace is Pace.SHORTER


def test_without_a_best_fit_there_is_no_arrival() -> None:
    none = Fit(frozen([1.0]), 0.0, settled=False, proven=False, endless=True)
    assert judged(WELLS, [3.0, 1.0], fit=none).end is End.ENDLESS
    given_up = Fit(frozen([1.0]), 0.0, settled=False, proven=False)
    assert judged(WELLS, [3.0, 1.0], fit=given_up).end is End.GIVEN_UP


@pytest.mark.parametrize(
    ("points", "pace"),
    [
        ([0.0, 1.0, 2.0, 3.0], Pace.EQUAL),
        ([0.0, 1.0, 2.0004, 3.0], Pace.EQUAL),
        ([0.0, 0.1, 0.2, 0.3], Pace.EQUAL),
        ([0.0, 1.0, 2.003, 3.0], Pace.VARIED),
        ([0.0, 1.0, 1.9, 2.7], Pace.SHORTER),
        ([0.0, 1.0, 3.0, 6.0], Pace.VARIED),
        ([9.5, 10.5, 9.5, 10.5], Pace.OVER),
        ([7.5, 9.0, 10.5, 9.0], Pace.VARIED),
    ],
)
def test_the_pace_where_the_slope_is_the_same(points: list[float], pace: Pace) -> None:
    assert judged(KINK, points).pace is pace


def test_the_shares_of_absolute_residuals_need_no_curvature() -> None:
    found = judged(KINK, [0.0, 5.0, 9.9])
    assert found.shares_left == pytest.approx([0.01])
    assert found.end is End.CLOSE


# ---- what is nothing ---------------------------------------------------------------------------


def test_rounding_of_large_responses_is_nothing() -> None:
    # 10⁻¹² of 10⁹ is more than 10⁻⁶ of the spread of 1.
    e = objective(m1 * x1, [[1.0, 0.0], [1.0, 0.0]], [1e9, 1e9 + 2.0], MAE)
    reference = Reference(
        e, best_fit(e, np.zeros(1)), Quadratic.from_hessian([0.0], 0, [[0.0]]), None
    )
    assert reference.least_error == pytest.approx(1e-3, rel=1e-3)


def test_yes_and_no_have_a_least_error_too() -> None:
    e = Objective(
        Model(1 / (1 + sympy.exp(-m1 * x1)), (x1,), (m1,)),
        LOGLOSS,
        Dataset((Column("x1", [1.0, -1.0, 2.0]),), Column("y", [1.0, 1.0, 0.0])),
    )
    # −log(1 − 10⁻⁶ · 1/3) twice, −log(1 − 10⁻⁶ · 2/3) once, over 3 rows.
    reference = Reference(
        e, best_fit(e, np.zeros(1)), Quadratic.from_hessian([0.0], 0, [[1.0]]), None
    )
    assert reference.least_error == pytest.approx(4e-6 / 9, rel=1e-5)


@pytest.mark.parametrize("size", [1.0, 1e200, 1e-200])
def test_a_turn_is_seen_however_long_the_steps_are(size: float) -> None:
    # To the right, back, on in the same way, then at a right angle, at last not at all.
    path = size * np.array([[0, 0], [1, 0], [0.5, 0], [0.25, 0], [0.25, 3], [0.25, 3]])
    assert turns_back(path).tolist() == [True, False, False, False]
