"""The loop and the leap: published tables, closed forms, twins, limits and ends."""

import math
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import SGDClassifier, SGDRegressor

from gdcore.arrays import Floats, frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.descent.loop import descend, leap, walk
from gdcore.descent.sampling import Batches, InOrder, Shuffled
from gdcore.descent.stopping import Stop
from gdcore.descent.trajectory import Status
from gdcore.error.loss import LOGLOSS, MAE, MSE, SSE
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.formula.functions import Sigmoid
from gdcore.rules.lengths import Backtracking, Decay, ExactLineSearch
from gdcore.rules.momentum import HeavyBall
from gdcore.rules.newton import Newton
from gdcore.rules.update import FixedRate, SteepestDescent, Update

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


# ---- tables ----------------------------------------------------------------------------------


def test_three_points_intercept_alone_stops_at_step_8_as_the_table_says() -> None:
    # Slope held at 0.64: dSSR/db = −2 (2.852 − 3b), so at rate 0.1 each step keeps 0.4 of the way.
    held = Objective(
        Model(sympy.Rational("0.64") * x + b, (x,), (b,)),
        SSE,
        Dataset((Column("x", [0.5, 2.3, 2.9]),), Column("y", [1.4, 1.9, 3.2])),
    )
    path = walk(held, plain(0.1), frozen([0.0]), 100, (Stop("step", 0.001),))
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
    path = walk(THREE, plain(0.01), start, 1000, stops)
    assert path.steps == 207
    assert path.final == pytest.approx([0.6778, 0.8624], abs=5e-5)
    # It "converged" some 0.09 away from 37/39.
    assert abs(path.final[1] - 37 / 39) > 0.08
    assert leap(THREE, 0.01, start, 1000, stops).steps == 207


def test_one_point_at_a_time_goes_where_the_table_says() -> None:
    # The table has no factor 2 and no 1/N: rate 0.05 there is rate 0.025 on the sum of squares.
    path = walk(FIVE, plain(0.025), frozen([0.0, 0.0]), 25_000, sampling=ONE_AT_A_TIME)
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
    path = walk(FIVE, plain(0.025), start, 25_000, sampling=backwards)
    assert path.final == pytest.approx([0.726070, 0.127065], abs=6e-7)
    data = line_through(X5[::-1], Y5[::-1])
    turned = walk(data, plain(0.025), start, 25_000, sampling=ONE_AT_A_TIME)
    assert turned.points == pytest.approx(path.points, rel=1e-12, abs=1e-14)
    batch = walk(FIVE, plain(0.025), start, 5000)
    assert batch.final == pytest.approx([0.725, 0.1275], rel=1e-9)


def test_the_batch_has_a_limit_of_its_own_and_in_pixels_it_is_far_off() -> None:
    start = frozen([0.0, 0.0])
    # Without the 2 the limit is 0.315743, so on the sum of squares it is half of that.
    below = walk(FIVE, plain(0.99 * 0.315743 / 2), start, 4000)
    above = walk(FIVE, plain(1.01 * 0.315743 / 2), start, 4000)
    assert (below.status, above.status) == (Status.EXHAUSTED, Status.DIVERGED)
    pixels = line_through([400 * v for v in X5], [400 * v for v in Y5])
    path = walk(pixels, plain(0.025), start, 100, sampling=ONE_AT_A_TIME)
    assert path.status is Status.DIVERGED
    assert path.steps < 10


# ---- the exact formula -----------------------------------------------------------------------


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None)
@given(bowls, starts, st.floats(0.001, 0.999), st.integers(1, 2000))
def test_leap_and_loop_walk_the_same_path(
    objective: Objective, start: Floats, share: float, steps: int
) -> None:
    rate = share * 2 / quadratic(objective).eigenvalues[-1]
    looped, leapt = (
        walk(objective, plain(rate), start, steps),
        leap(objective, rate, start, steps),
    )
    size = max(np.abs(looped.points).max(), np.abs(quadratic(objective).minimum).max())
    assert np.abs(looped.points - leapt.points).max() <= 1e-10 * size
    assert looped.work.tolist() == leapt.work.tolist() == [2.0 * k for k in range(steps + 1)]


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None)
@given(bowls, starts, st.floats(0.05, 0.999))
def test_below_the_limit_e_falls_at_every_step(
    objective: Objective, start: Floats, share: float
) -> None:
    bowl = quadratic(objective)
    rate = share * 2 / bowl.eigenvalues[-1]
    for path in (walk(objective, plain(rate), start, 200), leap(objective, rate, start, 200)):
        assert path.status is Status.EXHAUSTED
        # Parameters are rounded to ε of their size, which E feels as λ (ε θ)².
        rounding = bowl.eigenvalues[-1] * (1e-14 * np.abs(path.points).max()) ** 2
        slack = 1e-10 * path.values[0] + rounding
        assert (np.diff(path.values) <= slack).all()


@pytest.mark.no_cover
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
    for path in (walk(objective, plain(rate), start, 2000), leap(objective, rate, start, 2000)):
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
    bent = Objective(
        Model(sympy.exp(m * x), (x,), (m,)), MSE, Dataset((Column("x", [1.0]),), Column("y", [2.0]))
    )
    with pytest.raises(ValueError, match=r"^`objective` must be quadratic to leap"):
        leap(bent, 0.1, frozen([0.0, 0.0]), 1)
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
    path = walk(line_through(xs, ys), plain(0.005), start, 40 * passes, sampling=ONE_AT_A_TIME)
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
    path = walk(logistic, plain(0.05), frozen([0.0, 0.0]), 600, sampling=ONE_AT_A_TIME)
    assert path.final == pytest.approx([sgd.coef_[0, 0], sgd.intercept_[0]], rel=1e-9)
    assert path.work[-1] == 600


def test_a_pass_of_batches_with_a_tiny_rate_is_one_step_of_the_sum() -> None:
    # To first order in the rate, the moves of a pass add up to that of all rows together.
    start, rate = frozen([0.4, -0.3]), 1e-7
    batch = walk(THREE, plain(rate), start, 1)
    for sampling in (Batches(1), Batches(2), Batches(2, Shuffled(5)), Batches(3)):
        steps = sampling.steps_per_pass(3)
        path = walk(THREE, plain(rate), start, steps, sampling=sampling)
        assert path.final - start == pytest.approx(batch.final - start, rel=1e-5)
        assert path.work[-1] == 3


def test_the_work_of_uneven_batches_is_the_rows_they_hold() -> None:
    path = walk(FIVE, plain(0.01), frozen([0.0, 0.0]), 6, sampling=Batches(2))
    assert path.work.tolist() == [0, 2, 4, 5, 7, 9, 10]


def test_a_falling_rate_settles_on_the_best_fit_one_at_a_time() -> None:
    update = Update(SteepestDescent(), Decay(0.2, 0.01))
    path = walk(FIVE, update, frozen([0.0, 0.0]), 100_000, sampling=Batches(1, Shuffled(4)))
    assert path.final == pytest.approx([0.725, 0.1275], abs=2e-3)


@pytest.mark.parametrize(
    ("update", "why"),
    [
        (Update(Newton(), FixedRate(1.0)), "asks for the curvature"),
        (Update(SteepestDescent(), ExactLineSearch()), "searches along a line"),
        (Update(SteepestDescent(), Backtracking()), "searches along a line"),
    ],
)
def test_what_needs_all_rows_is_not_given_samples(update: Any, why: str) -> None:
    with pytest.raises(
        ValueError, match=f"^`sampling` must be of all rows for a rule that {why}, got some rows$"
    ):
        walk(THREE, update, frozen([0.0, 0.0]), 1, sampling=Batches(1))


def test_batches_larger_than_the_data_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^`size` must be at most the 3 rows there are, got 4$"):
        walk(THREE, plain(0.1), frozen([0.0, 0.0]), 1, sampling=Batches(4))


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
    path = walk(THREE, update, frozen([0.0, 0.0]), 4)
    assert path.work.tolist() == [3.0 * looks * k for k in range(5)]


# ---- the choice between the two -----------------------------------------------------------------


def test_descend_leaps_down_a_bowl_at_a_fixed_rate_and_walks_else() -> None:
    start = frozen([1.0, 0.0])

    def is_leap(update: Any, sampling: Any = None, objective: Objective = THREE) -> bool:
        path = descend(objective, update, start, 300, (), sampling)
        walked = walk(objective, update, start, 300, (), sampling)
        leapt = leap(THREE, 0.01, start, 300)
        assert np.array_equal(path.points, walked.points) != np.array_equal(
            path.points, leapt.points
        )
        return np.array_equal(path.points, leapt.points)

    assert is_leap(plain(0.01))
    assert not is_leap(plain(0.01), ONE_AT_A_TIME)
    assert not is_leap(Update(HeavyBall(0.0), FixedRate(0.01)))
    assert not is_leap(Update(SteepestDescent(), Decay(0.01, 1e-9)))
    absolute = Objective(THREE.model, MAE, THREE.data)
    assert not is_leap(plain(0.01), objective=absolute)


def test_descend_hands_stops_on_to_both() -> None:
    start, stops = frozen([1.0, 0.0]), (Stop("step", 0.001),)
    assert descend(THREE, plain(0.01), start, 1000, stops).steps == 207
    decaying = Update(SteepestDescent(), Decay(0.01, 1e-12))
    assert descend(THREE, decaying, start, 1000, stops).steps == 207


@pytest.mark.parametrize("direction", [SteepestDescent(), HeavyBall(0.9)])
def test_a_descent_that_arrives_but_for_rounding_has_arrived(direction: Any) -> None:
    # On y = x the best line is m = 1, b = 0; after 5000 steps the way left is below any digit.
    objective = line_through([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], MSE)
    update = Update(direction, FixedRate(0.05))
    for start in ([1.0, 0.0], [0.0, 0.0]):
        path = descend(objective, update, frozen(start), 5000)
        assert (path.values[-1], path.final[1]) == (0.0, 0.0)
        assert path.final[0] == pytest.approx(1.0, rel=1e-14)
