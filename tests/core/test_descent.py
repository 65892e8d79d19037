"""The loop and the leap: published tables, closed forms, twins, limits and ends."""

import math
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.linear_model import SGDClassifier, SGDRegressor

from gdcore.adaptive import Adam
from gdcore.arrays import Floats, frozen
from gdcore.dataset import Column, Dataset
from gdcore.descent import descend, leap
from gdcore.functions import Sigmoid
from gdcore.lengths import Backtracking, Decay, ExactLineSearch
from gdcore.loss import LOGLOSS, MSE, SSE
from gdcore.model import Model, line
from gdcore.momentum import HeavyBall
from gdcore.newton import Newton
from gdcore.objective import Objective
from gdcore.quadratic import Quadratic
from gdcore.rules import FixedRate, SteepestDescent, Update
from gdcore.sampling import Batches, InOrder, Shuffled
from gdcore.stopping import Stop
from gdcore.trajectory import Status, Trajectory

x, x1, x2, m, b, m1, m2 = sympy.symbols("x x1 x2 m b m1 m2", real=True)
PLANE = Model(m1 * x1 + m2 * x2, (x1, x2), (m1, m2))


def plain(rate: float) -> Update[Any, Any]:
    return Update(SteepestDescent(), FixedRate(rate))


def line_through(xs: Any, ys: Any, loss: Any = SSE) -> Objective:
    return Objective(line(), loss, Dataset((Column("x", xs),), Column("y", ys)))


THREE = line_through([0.5, 2.3, 2.9], [1.4, 1.9, 3.2])
"""Three points, weight and height; parameters (m, b)."""

X5, Y5 = [0.1, 0.3, 0.5, 0.7, 0.9], [0.2, 0.35, 0.45, 0.7, 0.75]
FIVE = line_through(X5, Y5)
ONE_AT_A_TIME = Batches()


def bowl_of(larger: float, ratio: float, angle: float, best: Any) -> Objective:
    """Return a bowl with curvatures larger and larger/ratio, at an angle, lowest (0) at `best`."""
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    rows = np.diag([math.sqrt(larger / 2), math.sqrt(larger / ratio / 2)]) @ turn
    columns = Column("x1", rows[:, 0]), Column("x2", rows[:, 1])
    return Objective(PLANE, SSE, Dataset(columns, Column("y", rows @ best)))


def quadratic(objective: Objective) -> Quadratic:
    assert objective.quadratic is not None
    return objective.quadratic


bowls = st.builds(
    bowl_of,
    st.floats(-8, 8).map(lambda e: 10.0**e),
    st.floats(0, 10).map(lambda e: 10.0**e),
    st.floats(0.0, 3.0),
    st.tuples(st.floats(-100, 100), st.floats(-100, 100)),
)
starts = st.tuples(st.floats(-100, 100), st.floats(-100, 100)).map(frozen)


class Counted:
    """An objective that is not known to be a bowl, and counts how often it is asked for what."""

    quadratic = None

    def __init__(self, objective: Objective, n: int) -> None:
        self._bowl, self.n, self.model = quadratic(objective), n, objective.model
        self.values = self.gradients = 0

    def value(self, points: Floats) -> Floats:
        self.values += points[..., 0].size
        return self._bowl.value(points)

    def gradient(self, points: Floats) -> Floats:
        self.gradients += points[..., 0].size
        return self._bowl.gradient(points)

    def hessian(self, point: Floats) -> Floats:
        del point
        return self._bowl.hessian


def counted(n: int) -> Any:
    return Counted(THREE, n)


# ---- tables ----------------------------------------------------------------------------------


def test_three_points_intercept_alone_stops_at_step_8_as_the_table_says() -> None:
    # Slope held at 0.64: dSSR/db = −2 (2.852 − 3b), so at rate 0.1 each step keeps 0.4 of the way.
    held = Objective(
        Model(sympy.Rational("0.64") * x + b, (x,), (b,)),
        SSE,
        Dataset((Column("x", [0.5, 2.3, 2.9]),), Column("y", [1.4, 1.9, 3.2])),
    )
    path = descend(held, plain(0.1), frozen([0.0]), 100, (Stop("step", 0.001),))
    intercepts = [0, 0.5704, 0.79856, 0.889824, 0.926330, 0.940932, 0.946773, 0.949109, 0.950044]
    heights = [
        3.15592,
        0.878427,
        0.514028,
        0.455724,
        0.446396,
        0.444903,
        0.444664,
        0.444626,
        0.44462,
    ]
    assert path.points[:, 0] == pytest.approx(intercepts, abs=6e-7)
    assert path.values == pytest.approx(heights, abs=6e-7)
    assert path.points[:, 0] == pytest.approx(2.852 / 3 * (1 - 0.4 ** np.arange(9)), rel=1e-12)
    assert (path.status, path.steps, path.fired) == (Status.CONVERGED, 8, Stop("step", 0.001))


def test_with_both_parameters_a_small_step_is_not_a_small_distance() -> None:
    start, stops = frozen([1.0, 0.0]), (Stop("step", 0.001),)
    path = descend(THREE, plain(0.01), start, 1000, stops)
    assert path.steps == 207
    assert path.final == pytest.approx([0.6778, 0.8624], abs=5e-5)
    # It "converged" some 0.09 away from 37/39.
    assert abs(path.final[1] - 37 / 39) > 0.08
    assert leap(THREE, 0.01, start, 1000, stops).steps == 207


def test_one_point_at_a_time_goes_where_the_table_says() -> None:
    # The table has no factor 2 and no 1/N: rate 0.05 there is rate 0.025 on the sum of squares.
    path = descend(FIVE, plain(0.025), frozen([0.0, 0.0]), 25_000, sampling=ONE_AT_A_TIME)
    table = {
        1: (0.111748, 0.067579),
        2: (0.190990, 0.118423),
        10: (0.356985, 0.280886),
        100: (0.184536, 0.623160),
        1000: (0.128212, 0.723304),
        5000: (0.128212, 0.723304),
    }
    for passes, (intercept, slope) in table.items():
        assert path.points[5 * passes] == pytest.approx([slope, intercept], abs=6e-7), passes
    means = path.values[[5, 10, 5000, 25_000]] / 5
    assert means == pytest.approx([0.15458087, 0.08828830, 0.00135025, 0.00135025], abs=6e-9)
    assert path.work.tolist() == list(range(25_001))


def test_in_reversed_order_it_settles_elsewhere_and_the_batch_on_the_best_fit() -> None:
    start = frozen([0.0, 0.0])
    backwards = Batches(1, InOrder(backwards=True))
    path = descend(FIVE, plain(0.025), start, 25_000, sampling=backwards)
    assert path.final == pytest.approx([0.726070, 0.127065], abs=6e-7)
    data = line_through(X5[::-1], Y5[::-1])
    turned = descend(data, plain(0.025), start, 25_000, sampling=ONE_AT_A_TIME)
    assert turned.points == pytest.approx(path.points, rel=1e-12, abs=1e-14)
    batch = descend(FIVE, plain(0.025), start, 5000)
    assert batch.final == pytest.approx([0.725, 0.1275], rel=1e-9)


def test_the_batch_has_a_limit_of_its_own_and_in_pixels_it_is_far_off() -> None:
    start = frozen([0.0, 0.0])
    # Without the 2 the limit is 0.315743, so on the sum of squares it is half of that.
    below = descend(FIVE, plain(0.99 * 0.315743 / 2), start, 4000)
    above = descend(FIVE, plain(1.01 * 0.315743 / 2), start, 4000)
    assert (below.status, above.status) == (Status.EXHAUSTED, Status.DIVERGED)
    pixels = line_through([400 * v for v in X5], [400 * v for v in Y5])
    path = descend(pixels, plain(0.025), start, 100, sampling=ONE_AT_A_TIME)
    assert path.status is Status.DIVERGED
    assert path.steps < 10


# ---- the exact formula -----------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(bowls, starts, st.floats(0.001, 0.999), st.integers(1, 2000))
def test_leap_and_loop_walk_the_same_path(
    objective: Objective, start: Floats, share: float, steps: int
) -> None:
    rate = share * 2 / quadratic(objective).eigenvalues[-1]
    looped, leapt = (
        descend(objective, plain(rate), start, steps),
        leap(objective, rate, start, steps),
    )
    size = max(np.abs(looped.points).max(), np.abs(quadratic(objective).minimum).max())
    assert np.abs(looped.points - leapt.points).max() <= 1e-10 * size
    assert looped.work.tolist() == leapt.work.tolist() == [2.0 * k for k in range(steps + 1)]


@settings(max_examples=60, deadline=None)
@given(bowls, starts, st.floats(0.05, 0.999))
def test_below_the_limit_e_falls_at_every_step(
    objective: Objective, start: Floats, share: float
) -> None:
    bowl = quadratic(objective)
    rate = share * 2 / bowl.eigenvalues[-1]
    for path in (descend(objective, plain(rate), start, 200), leap(objective, rate, start, 200)):
        assert path.status is Status.EXHAUSTED
        # Parameters are rounded to ε of their size, which E feels as λ (ε θ)².
        rounding = bowl.eigenvalues[-1] * (1e-14 * np.abs(path.points).max()) ** 2
        slack = 1e-10 * path.values[0] + rounding
        assert (np.diff(path.values) <= slack).all()


@settings(max_examples=60, deadline=None)
@given(bowls, starts, st.floats(1.05, 1e6))
def test_above_the_limit_it_diverges_and_every_number_is_finite(
    objective: Objective, start: Floats, share: float
) -> None:
    bowl = quadratic(objective)
    along = abs((start - bowl.minimum) @ bowl.eigenvectors[:, -1])
    if along <= 1e-3 * max(1e-3, np.linalg.norm(start - bowl.minimum)):
        start = frozen(bowl.minimum + bowl.eigenvectors[:, -1])
    rate = share * 2 / bowl.eigenvalues[-1]
    for path in (descend(objective, plain(rate), start, 2000), leap(objective, rate, start, 2000)):
        assert path.status is Status.DIVERGED
        assert np.isfinite(path.points).all()
        assert np.isfinite(path.values).all()
        assert path.fired is None


@pytest.mark.parametrize("scale", [1e-140, 1e-9, 1e12, 1e140])
def test_a_million_steps_at_once_land_on_the_best_fit(scale: float) -> None:
    # Condition number 10⁵: (1 − 10⁻⁵)^(10⁶) = e⁻¹⁰ of the slowest part is left.
    objective = bowl_of(2.0 * scale, 1e5, 0.7, [3.0, -8.0])
    way = quadratic(objective).eigenvectors[:, 0]
    path = leap(objective, 0.5 / scale, frozen(np.array([3.0, -8.0]) + way), 1_000_000)
    assert np.linalg.norm(path.final - [3.0, -8.0]) == pytest.approx(math.exp(-10), rel=1e-4)
    assert path.steps == 1_000_000
    assert path.work[-1] == 2e6


def test_leaping_takes_a_bowl_and_a_rate() -> None:
    with pytest.raises(ValueError, match=r"^`objective` must be quadratic to leap"):
        leap(counted(3), 0.1, frozen([0.0, 0.0]), 1)
    for rate in (0.0, -0.1, math.inf, math.nan):
        with pytest.raises(ValueError, match=r"^`rate` must be positive and finite, got "):
            leap(THREE, rate, frozen([0.0, 0.0]), 1)


# ---- sampling, against scikit-learn ----------------------------------------------------------


@pytest.mark.parametrize("passes", [1, 2, 7, 50])
def test_one_at_a_time_is_scikit_learns_sgd(passes: int) -> None:
    # scikit-learn's squared error is ½ (y − f)²: its eta0 is twice the rate on the sum of squares.
    generator = np.random.default_rng(2)
    xs = generator.normal(3.0, 2.0, 40)
    ys = 1.5 * xs - 4.0 + generator.normal(size=40)
    sgd = SGDRegressor(
        learning_rate="constant", eta0=0.01, penalty=None, shuffle=False, max_iter=passes, tol=None
    ).fit(xs[:, None], ys, coef_init=[0.3], intercept_init=[-0.2])
    start = frozen([0.3, -0.2])
    path = descend(line_through(xs, ys), plain(0.005), start, 40 * passes, sampling=ONE_AT_A_TIME)
    assert path.final == pytest.approx([sgd.coef_[0], sgd.intercept_[0]], rel=1e-10)


def test_one_at_a_time_on_yes_and_no_is_scikit_learns_classifier() -> None:
    generator = np.random.default_rng(3)
    xs = generator.normal(1.0, 2.0, 30)
    yes = (generator.random(30) < 1 / (1 + np.exp(-xs))).astype(float)
    sgd = SGDClassifier(
        loss="log_loss", learning_rate="constant", eta0=0.05, penalty=None, shuffle=False,
        max_iter=20, tol=None,
    ).fit(xs[:, None], yes, coef_init=[[0.0]], intercept_init=[0.0])  # fmt: skip
    logistic = Objective(
        Model(Sigmoid(m * x + b), (x,), (m, b)),
        LOGLOSS,
        Dataset((Column("x", xs),), Column("y", yes)),
    )
    path = descend(logistic, plain(0.05), frozen([0.0, 0.0]), 600, sampling=ONE_AT_A_TIME)
    assert path.final == pytest.approx([sgd.coef_[0, 0], sgd.intercept_[0]], rel=1e-9)
    assert path.work[-1] == 600


def test_a_pass_of_batches_with_a_tiny_rate_is_one_step_of_the_sum() -> None:
    # To first order in the rate, the moves of a pass add up to that of all rows together.
    start, rate = frozen([0.4, -0.3]), 1e-7
    batch = descend(THREE, plain(rate), start, 1)
    for sampling in (Batches(1), Batches(2), Batches(2, Shuffled(5)), Batches(3)):
        steps = sampling.steps_per_pass(3)
        path = descend(THREE, plain(rate), start, steps, sampling=sampling)
        assert path.final - start == pytest.approx(batch.final - start, rel=1e-5)
        assert path.work[-1] == 3


def test_the_work_of_uneven_batches_is_the_rows_they_hold() -> None:
    path = descend(FIVE, plain(0.01), frozen([0.0, 0.0]), 6, sampling=Batches(2))
    assert path.work.tolist() == [0, 2, 4, 5, 7, 9, 10]


def test_a_falling_rate_settles_on_the_best_fit_one_at_a_time() -> None:
    update = Update(SteepestDescent(), Decay(0.2, 0.01))
    path = descend(FIVE, update, frozen([0.0, 0.0]), 100_000, sampling=Batches(1, Shuffled(4)))
    assert path.final == pytest.approx([0.725, 0.1275], abs=2e-3)


@pytest.mark.parametrize(
    ("update", "named"),
    [
        (Update(Newton(), FixedRate(1.0)), "Newton with FixedRate"),
        (Update(SteepestDescent(), ExactLineSearch()), "SteepestDescent with ExactLineSearch"),
        (Update(SteepestDescent(), Backtracking()), "SteepestDescent with Backtracking"),
    ],
)
def test_what_needs_all_rows_is_not_given_samples(update: Any, named: str) -> None:
    with pytest.raises(
        ValueError, match=rf"^`sampling` must be of all rows for {named}, got Batch"
    ):
        descend(THREE, update, frozen([0.0, 0.0]), 1, sampling=Batches(1))


def test_batches_larger_than_the_data_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^`size` must be at most the 3 rows there are, got 4$"):
        descend(THREE, plain(0.1), frozen([0.0, 0.0]), 1, sampling=Batches(4))


# ---- work ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("update", "looks"),
    [
        (plain(0.01), 1),
        (Update(HeavyBall(0.5), FixedRate(0.01)), 1),
        (Update(Newton(), FixedRate(0.5)), 1),
        (Update(SteepestDescent(), ExactLineSearch()), 2),
    ],
)
def test_a_step_counts_a_row_each_time_it_is_looked_at(update: Any, looks: int) -> None:
    path = descend(THREE, update, frozen([0.0, 0.0]), 4)
    assert path.work.tolist() == [3.0 * looks * k for k in range(5)]


# ---- ends ------------------------------------------------------------------------------------


def twin(
    objective: Objective,
    rate: float,
    start: Floats,
    steps: int,
    stop: Stop,
    patience: int,
    rows: Any,
) -> int | None:
    """Walk step by step, look at the rule after each, and return where it fires."""
    point, run = np.array(start), 0
    for k in range(1, steps + 1):
        before, height = point, float(objective.value(point))
        point = point - rate * objective.gradient_on(point, np.array(rows(k - 1)))
        measured = {
            "step": np.abs(point - before).max(),
            "gradient": np.abs(objective.gradient(point)).max(),
            "loss": abs(float(objective.value(point)) - height),
        }[stop.kind]
        run = run + 1 if measured < stop.threshold else 0
        if run >= (1 if stop.kind == "gradient" else patience):
            return k
    return None


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["step", "gradient", "loss"]),
    st.floats(-7, 0).map(lambda e: 10.0**e),
    st.sampled_from([1, 2, 3]),
)
@example("step", 1e-6, 3)
def test_a_rule_fires_where_a_twin_that_looks_at_each_step_sees_it(
    kind: Any, threshold: float, size: int
) -> None:
    def rows(k: int) -> range:
        first = (k * size) % (2 if size == 1 else size)
        return range(3) if size == 3 else range(first, first + 1)

    pair = line_through([0.5, 2.0], [1.0, 4.0]) if size < 3 else THREE
    rows_of, patience = (rows, 1) if size == 3 else ((lambda k: [k % 2]), 2)
    sampling = None if size == 3 else ONE_AT_A_TIME
    stop, start = Stop(kind, threshold), frozen([-1.0, 2.0])
    expected = twin(pair, 0.02, start, 600, stop, patience, rows_of)
    path = descend(pair, plain(0.02), start, 600, (stop,), sampling)
    assert (path.steps if path.fired else None) == expected
    if sampling is None:
        leapt = leap(pair, 0.02, start, 600, (stop,))
        assert (leapt.steps if leapt.fired else None) == expected


def test_a_step_that_is_small_by_accident_does_not_stop_one_at_a_time() -> None:
    # The start (1, 1) goes through the first point exactly: that step is 0, the next are not.
    data = line_through([1.0, 2.0, 3.0], [2.0, 9.0, 1.0])
    start, stops = frozen([1.0, 1.0]), (Stop("step", 1e-3),)
    path = descend(data, plain(0.01), start, 50, stops, ONE_AT_A_TIME)
    assert path.points[1].tolist() == [1.0, 1.0]
    assert (path.status, path.steps) == (Status.EXHAUSTED, 50)


def test_one_at_a_time_stops_after_a_pass_of_small_steps_and_says_so() -> None:
    exact = line_through([1.0, 2.0, 3.0], [2.0, 3.0, 4.0])
    path = descend(exact, plain(0.02), frozen([1.0, 1.0]), 50, (Stop("loss", 1e-3),), ONE_AT_A_TIME)
    assert path.steps == 3
    assert path.sentence == (
        "It stopped after 3 steps: the error changed by less than 0.001 in 3 steps on end."
    )


def test_the_rule_that_fires_first_is_told_and_of_two_the_first_listed() -> None:
    start = frozen([1.0, 0.0])
    early, late = Stop("step", 0.001), Stop("gradient", 1e-3)
    for stops in ((early, late), (late, early)):
        path = descend(THREE, plain(0.01), start, 5000, stops)
        assert (path.fired, path.steps) == (early, 207)
    # A step below 0.01 · G is the one after the slope has fallen below G: never the same step.
    twice = (Stop("step", 0.001), Stop("step", 0.0009), Stop("step", 0.001))
    assert descend(THREE, plain(0.01), start, 5000, twice).fired is twice[0]
    same = Stop("loss", 1e9), Stop("step", 1e9)
    assert descend(THREE, plain(0.01), start, 5, same).fired is same[0]
    assert descend(THREE, plain(0.01), start, 5, same[::-1]).fired is same[1]


def test_without_rules_exactly_the_steps_asked_for_are_made() -> None:
    for steps in (0, 1, 15, 16, 17, 48, 49, 5000):
        for path in (
            descend(THREE, plain(0.01), frozen([1.0, 0.0]), steps),
            leap(THREE, 0.01, frozen([1.0, 0.0]), steps),
        ):
            assert (path.steps, path.status, path.fired) == (steps, Status.EXHAUSTED, None)
            assert len(path.points) == len(path.values) == len(path.work) == steps + 1
            assert path.sentence == f"The limit of {steps:,} steps was reached."


def test_a_runaway_ends_with_the_last_sound_point_and_the_step_that_was_lost() -> None:
    # E = 5 (m − 3)², rate 0.3: each step multiplies the distance by −2 and E by 4; 4¹⁹ is below
    # 10¹², 4²⁰ above.
    objective = Objective(
        Model(m * x, (x,), (m,)), SSE, Dataset((Column("x", [1.0, 2.0]),), Column("y", [3.0, 6.0]))
    )
    for path in (
        descend(objective, plain(0.3), frozen([2.0]), 500),
        leap(objective, 0.3, frozen([2.0]), 500),
    ):
        assert path.status is Status.DIVERGED
        assert path.points[:, 0] == pytest.approx(3.0 - (-2.0) ** np.arange(20), rel=1e-12)
        assert path.sentence == "After 20 steps the error was out of all bounds."


def test_a_rule_that_fires_before_the_runaway_ends_the_descent_first() -> None:
    # Along −5, 25: the first step moves by 6 · 0.01; the rule fires before anything explodes.
    objective = bowl_of(2.0, 1.0, 0.0, [0.0, 0.0])
    path = descend(objective, plain(3.0), frozen([0.01, 0.0]), 500, (Stop("step", 0.1),))
    assert (path.status, path.steps) == (Status.CONVERGED, 1)
    other = descend(objective, plain(3.0), frozen([0.01, 0.0]), 500, (Stop("step", 1e-9),))
    assert other.status is Status.DIVERGED


def test_a_first_step_out_of_range_leaves_the_start() -> None:
    path = descend(THREE, plain(1e300), frozen([1.0, 0.0]), 5, (Stop("gradient", 1.0),))
    assert (path.status, path.steps, path.work.tolist()) == (Status.DIVERGED, 0, [0.0])


@pytest.mark.parametrize("noise", [0.0, 1e-14, 1e-9])
@pytest.mark.parametrize("scale", [1.0, 1e-9, 1e12])
def test_a_start_on_the_best_fit_does_not_run_away(noise: float, scale: float) -> None:
    xs = np.array([1.0, 2.0, 4.0])
    exact = line_through(xs, scale * (2.0 * xs + 1.0))
    start = frozen(np.array([2.0, 1.0]) * (1 + noise) * scale)
    rate = 1.9 / quadratic(exact).eigenvalues[-1]
    updates = plain(rate), Update(HeavyBall(0.9), FixedRate(rate)), Update(Adam(), FixedRate(0.1))
    for update in updates:
        assert descend(exact, update, start, 500).status is Status.EXHAUSTED
    assert leap(exact, rate, start, 500).status is Status.EXHAUSTED


def test_an_overflow_on_the_way_is_a_runaway_without_warnings() -> None:
    # E = (m² − 1)², slope 4m (m² − 1): from 3 at rate 1 to −93, to 3 · 10⁶, each time to the cube.
    objective = Objective(
        Model(m**2 * x, (x,), (m,)), MSE, Dataset((Column("x", [1.0]),), Column("y", [1.0]))
    )
    path = descend(objective, plain(1.0), frozen([3.0]), 50)
    assert path.status is Status.DIVERGED
    assert path.points[:2, 0].tolist() == [3.0, -93.0]
    assert np.isfinite(path.values).all()


def test_a_hessian_out_of_range_is_a_runaway() -> None:
    # E = mean (e^(mx) − 1)², about ½ e^(4m) = 8 · 10³⁰⁷ at 177.4; its second derivative is 16 times
    # that.
    objective = Objective(
        Model(sympy.exp(m * x), (x,), (m,)),
        MSE,
        Dataset((Column("x", [1.0, 2.0]),), Column("y", [1.0, 1.0])),
    )
    path = descend(objective, Update(Newton(), FixedRate(1.0)), frozen([177.4]), 3)
    assert (path.status, path.steps) == (Status.DIVERGED, 0)


# ---- arguments -------------------------------------------------------------------------------


def walk_or_leap(start: Any, steps: int, leaping: bool) -> Trajectory:
    return leap(THREE, 0.1, start, steps) if leaping else descend(THREE, plain(0.1), start, steps)


@pytest.mark.parametrize("leaping", [False, True])
@pytest.mark.parametrize(
    "start", [[0.0], [0.0, 1.0, 2.0], [[0.0, 1.0]], [0.0, np.nan], [np.inf, 0]]
)
def test_a_start_of_another_shape_or_not_finite_is_refused(start: Any, leaping: bool) -> None:
    with pytest.raises(ValueError, match=r"^`start` must hold 2 finite numbers, got "):
        walk_or_leap(np.array(start), 5, leaping)


@pytest.mark.parametrize("leaping", [False, True])
def test_a_start_where_e_is_out_of_range_is_refused(leaping: bool) -> None:
    with pytest.raises(
        ValueError, match=r"^`start` must be where E is finite, got .* with E = inf$"
    ):
        walk_or_leap(np.array([1e200, 0.0]), 5, leaping)


@pytest.mark.parametrize("leaping", [False, True])
def test_a_negative_number_of_steps_is_refused(leaping: bool) -> None:
    with pytest.raises(ValueError, match=r"^`steps` must be 0 or more, got -1$"):
        walk_or_leap(np.array([0.0, 0.0]), -1, leaping)


def test_the_start_is_copied_and_the_path_cannot_be_changed() -> None:
    start = np.array([1.0, 0.0])
    path = descend(THREE, plain(0.01), start, 20)
    start[:] = 7.0
    assert path.start.tolist() == [1.0, 0.0]
    for array in (path.points, path.values, path.work):
        assert not array.flags.writeable


# ---- dear steps ------------------------------------------------------------------------------


def test_where_a_step_is_dear_none_is_made_past_the_end() -> None:
    dear = counted(10_000_000)
    path = descend(dear, plain(0.01), frozen([1.0, 0.0]), 5000, (Stop("step", 0.001),))
    assert path.steps == 207
    assert dear.gradients == 207
    # One value for each of 208 points, and one at zero.
    assert dear.values == 209


def test_a_gradient_rule_and_the_next_step_share_one_look() -> None:
    dear = counted(10_000_000)
    stop = (Stop("gradient", 0.1),)
    path = descend(dear, plain(0.01), frozen([1.0, 0.0]), 5000, stop)
    assert path.fired == stop[0]
    assert dear.gradients == path.steps + 1
    assert (
        path.points.tolist()
        == descend(THREE, plain(0.01), frozen([1.0, 0.0]), 5000, stop).points.tolist()
    )


@pytest.mark.parametrize(("n", "ahead"), [(3, 4096), (1000, 65), (40_000, 1)])
def test_the_rows_of_steps_made_in_vain_are_bounded(n: int, ahead: int) -> None:
    cheap = counted(n)
    path = descend(cheap, plain(0.01), frozen([1.0, 0.0]), 5000, (Stop("step", 0.001),))
    assert path.steps == 207
    assert cheap.gradients - 207 < ahead
    assert (cheap.gradients - 207) * n < 2**16


def test_a_bowl_is_descended_as_fast_whatever_the_number_of_rows() -> None:
    # It is never asked over its rows: gradient and value come from the bowl.
    class BowlOnly:
        quadratic = quadratic(THREE)
        n, model = 10_000_000, THREE.model

        def value(self, points: Floats) -> Floats:
            return self.quadratic.value(points)

    bowl: Any = BowlOnly()
    path = descend(bowl, plain(0.01), frozen([1.0, 0.0]), 500, (Stop("gradient", 0.01),))
    assert (
        path.points.tolist()
        == descend(
            THREE, plain(0.01), frozen([1.0, 0.0]), 500, (Stop("gradient", 0.01),)
        ).points.tolist()
    )
    assert path.work[-1] == path.steps * 1e7
