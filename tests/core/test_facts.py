"""Numbers worked out by hand and on paper, which the core must reproduce to the printed digit."""

import csv
from pathlib import Path

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units, rescaled
from gdcore.descent.loop import descend, leap
from gdcore.descent.sampling import Batches, InOrder
from gdcore.descent.stopping import Stop
from gdcore.descent.trajectory import Status
from gdcore.error.loss import MSE, SSE, Loss
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.landscape.curvature import best_rate, contraction, max_stable_rate
from gdcore.rules.newton import Newton
from gdcore.rules.update import FixedRate, SteepestDescent, Update

unhurried = settings(deadline=None)
ROOT = Path(__file__).parents[2]

WEIGHT, HEIGHT = [0.5, 2.3, 2.9], [1.4, 1.9, 3.2]
FIVE_X, FIVE_Y = [0.1, 0.3, 0.5, 0.7, 0.9], [0.2, 0.35, 0.45, 0.7, 0.75]


def of(x: list[float], y: list[float], loss: Loss = SSE, model: Model | None = None) -> Objective:
    return Objective(model or line(), loss, Dataset((Column("x", x),), Column("y", y)))


def held() -> Model:
    """0.64 x + b: the line whose slope is held, with its intercept as the only parameter."""
    x, b = sympy.symbols("x b", real=True)
    return Model(sympy.Rational(64, 100) * x + b, (x,), (b,))


def shipped(name: str) -> Dataset:
    with (ROOT / "assets" / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    x, y = np.array([row for row in rows if "NA" not in row], dtype=np.float64).T
    return Dataset((Column(header[0], x),), Column(header[1], y))


def bowl_of(objective: Objective) -> Quadratic:
    assert objective.quadratic is not None
    return objective.quadratic


def fixed(rate: float) -> Update[None, None]:
    return Update(SteepestDescent(), FixedRate(rate))


@st.composite
def tables(draw: st.DrawFn) -> Dataset:
    """Three to twelve rows whose x varies, at any offset and scale, y on another."""
    n, seed = draw(st.integers(3, 12)), draw(st.integers(0, 10_000))
    rng = np.random.default_rng(seed)
    x = draw(st.sampled_from([0.0, 3.0, -40.0])) + rng.normal(size=n)
    y = draw(st.sampled_from([0.0, -7.0, 500.0])) + rng.normal(size=n)
    x_unit, y_unit = (10.0 ** draw(st.integers(-9, 9)) for _ in range(2))
    return Dataset((Column("x", x * x_unit),), Column("y", y * y_unit))


# --- Three points, sum of squared residuals ------------------------------------------------------


def test_best_line_through_three_points() -> None:
    # n = 3, Σx = 5.7, Σy = 6.5, Σx² = 13.95, Σxy = 14.35; slope = (3·14.35 − 5.7·6.5) /
    # (3·13.95 − 5.7²) = 6/9.36 = 25/39, intercept = (6.5 − 5.7·25/39)/3 = 37/39.
    bowl = bowl_of(of(WEIGHT, HEIGHT))
    assert bowl.minimum == pytest.approx([25 / 39, 37 / 39], rel=1e-13)
    assert bowl.lowest == pytest.approx(0.44461538, abs=5e-9)


@pytest.mark.parametrize(
    ("b", "ssr"),
    [
        (0.0, 3.15592),
        (0.25, 1.91742),
        (0.5, 1.05392),
        (0.75, 0.56542),
        (1.0, 0.45192),
        (1.25, 0.71342),
        (1.5, 1.34992),
    ],
)
def test_ssr_over_the_intercept(b: float, ssr: float) -> None:
    # Σ(y − 0.64 x − b)²; residuals first rounded to a digit would give 3.06 at b = 0.
    assert float(of(WEIGHT, HEIGHT).value(np.array([0.64, b]))) == pytest.approx(ssr, abs=1e-12)
    assert float(of(WEIGHT, HEIGHT, model=held()).value(np.array([b]))) == pytest.approx(ssr)


def test_the_bowl_over_the_intercept() -> None:
    # dSSR/db = −2 (Σy − 0.64 Σx − 3 b) = −2 (2.852 − 3 b): lowest at 2.852/3, curvature 6, so rates
    # below 2/6 converge and each step at 0.1 keeps 1 − 0.1·6 = 0.4 of the distance.
    objective = of(WEIGHT, HEIGHT, model=held())
    bowl = bowl_of(objective)
    assert bowl.minimum == pytest.approx([2.852 / 3], rel=1e-13)
    assert float(bowl.minimum[0]) == pytest.approx(0.95066667, abs=5e-9)
    assert bowl.lowest == pytest.approx(0.44461867, abs=5e-9)
    assert bowl.eigenvalues == pytest.approx([6.0])
    assert max_stable_rate(bowl) == pytest.approx(1 / 3)
    assert contraction(bowl, 0.1) == pytest.approx(0.4)
    for b in (0.0, 0.7, -3.2):
        slope = float(objective.gradient(np.array([b]))[0])
        assert slope == pytest.approx(-2 * (2.852 - 3 * b))


EIGHT_STEPS = [
    # b before, slope, step size, b after, SSR after
    (0, -5.704, -0.5704, 0.5704, 0.878427),
    (0.5704, -2.2816, -0.22816, 0.79856, 0.514028),
    (0.79856, -0.91264, -0.091264, 0.889824, 0.455724),
    (0.889824, -0.365056, -0.036506, 0.926330, 0.446396),
    (0.926330, -0.146022, -0.014602, 0.940932, 0.444903),
    (0.940932, -0.058409, -0.005841, 0.946773, 0.444664),
    (0.946773, -0.023364, -0.002336, 0.949109, 0.444626),
    (0.949109, -0.009345, -0.000935, 0.950044, 0.444620),
]


def test_eight_steps_down_the_intercept() -> None:
    # step = rate × slope, b after = b before − step, rate 0.1; a step below 0.001 is the last.
    objective = of(WEIGHT, HEIGHT, model=held())
    path = descend(objective, fixed(0.1), np.zeros(1), 100, (Stop("step", 1e-3),))
    assert path.steps == 8
    assert path.status is Status.CONVERGED
    before, after = path.points[:-1, 0], path.points[1:, 0]
    slopes = objective.gradient(path.points[:-1])[:, 0]
    found = np.column_stack([before, slopes, 0.1 * slopes, after, path.values[1:]])
    assert found == pytest.approx(np.array(EIGHT_STEPS), abs=6e-7)


def test_a_small_step_is_not_a_small_distance() -> None:
    # Both parameters free, rate 0.01, from intercept 0 and slope 1: the same rule stops at step
    # 207, 0.09 and 0.04 off 37/39 and 25/39.
    objective = of(WEIGHT, HEIGHT)
    for path in (
        descend(objective, fixed(0.01), np.array([1.0, 0.0]), 5000, (Stop("step", 1e-3),)),
        leap(objective, 0.01, np.array([1.0, 0.0]), 5000, (Stop("step", 1e-3),)),
    ):
        assert path.steps == 207
        slope, intercept = path.final
        assert (intercept, slope) == pytest.approx((0.8624, 0.6778), abs=5e-5)
        assert abs(path.final - bowl_of(objective).minimum).max() > 0.08


# --- Five points in the unit square, one point at a time -----------------------------------------

# Without the factor 2 and the 1/N: half the rate on the sum, whose gradient keeps its 2.
ONE_AT_A_TIME = 0.05 / 2


@pytest.mark.parametrize(
    ("passes", "b", "m", "e"),
    [
        (1, 0.111748, 0.067579, 0.15458087),
        (2, 0.190990, 0.118423, 0.08828830),
        (10, 0.356985, 0.280886, None),
        (100, 0.184536, 0.623160, None),
        (1000, 0.128212, 0.723304, 0.00135025),
        (5000, 0.128212, 0.723304, 0.00135025),
    ],
)
def test_one_point_at_a_time_in_file_order(
    passes: int, b: float, m: float, e: float | None
) -> None:
    objective = of(FIVE_X, FIVE_Y)
    path = descend(objective, fixed(ONE_AT_A_TIME), np.zeros(2), 5 * passes, sampling=Batches(1))
    assert path.final == pytest.approx([m, b], abs=6e-7)
    if e is not None:
        mean = float(of(FIVE_X, FIVE_Y, MSE).value(path.final))
        assert mean == pytest.approx(e, abs=6e-9)


def test_one_point_at_a_time_never_settles_on_the_best_line() -> None:
    # Least squares by hand: Σx = 2.5, Σy = 2.45, Σx² = 1.65, Σxy = 1.515, so the slope is
    # (5·1.515 − 2.5·2.45)/(5·1.65 − 2.5²) = 1.45/2 and the intercept (2.45 − 2.5·0.725)/5.
    bowl = bowl_of(of(FIVE_X, FIVE_Y, MSE))
    assert bowl.minimum == pytest.approx([0.725, 0.1275], rel=1e-12)
    assert bowl.lowest == pytest.approx(0.00135, rel=1e-12)
    backwards = Batches(1, InOrder(backwards=True))
    objective, start = of(FIVE_X, FIVE_Y), np.zeros(2)
    path = descend(objective, fixed(ONE_AT_A_TIME), start, 5 * 3000, sampling=backwards)
    assert path.final == pytest.approx([0.726070, 0.127065], abs=6e-7)


def test_the_batch_sum_settles_on_the_best_line_below_its_limit() -> None:
    # XᵀX = [[1.65, 2.5], [2.5, 5]]: λ = 3.325 ± √(1.675² + 2.5²), largest 6.334248; 2/λ = 0.315743
    # without the 2, half of that with it.
    objective = of(FIVE_X, FIVE_Y)
    assert 2 * max_stable_rate(bowl_of(objective)) == pytest.approx(
        2 / (3.325 + np.hypot(1.675, 2.5))
    )
    assert 2 * max_stable_rate(bowl_of(objective)) == pytest.approx(0.315743, abs=6e-7)
    path = descend(objective, fixed(ONE_AT_A_TIME), np.zeros(2), 3000)
    assert path.final == pytest.approx([0.725, 0.1275], rel=1e-9)


def test_in_pixels_the_same_rate_explodes_within_two_passes() -> None:
    pixels = of([400 * x for x in FIVE_X], [400 * y for y in FIVE_Y])
    path = descend(pixels, fixed(ONE_AT_A_TIME), np.zeros(2), 5000, sampling=Batches(1))
    assert path.status is Status.DIVERGED
    assert path.steps < 2 * 5
    assert np.isfinite(path.points).all()


# --- Any data set --------------------------------------------------------------------------------


@unhurried
@given(tables(), st.tuples(*[st.floats(-5, 5)] * 2))
def test_standardised_columns_are_fitted_in_one_step(
    table: Dataset, start: tuple[float, float]
) -> None:
    # H = 2/N [[Σx², Σx], [Σx, N]] with Σx = 0 and Σx²/N = 1: twice the identity, and 1 − 0.5·2 = 0.
    standard, _ = rescaled(table, Units.STANDARD)
    objective = Objective(line(), MSE, standard)
    assert objective.hessian() == pytest.approx(2 * np.eye(2), abs=1e-9)
    path = descend(objective, fixed(0.5), np.array(start), 1)
    x, y = standard.x.values, standard.y.values
    assert path.final == pytest.approx([np.mean(x * y), 0.0], abs=1e-8)


@pytest.mark.no_cover
@unhurried
@given(tables(), st.floats(0.01, 0.99), st.integers(0, 100))
def test_iterate_k_by_formula_is_iterate_k_by_looping(
    table: Dataset, share: float, seed: int
) -> None:
    # θ_k = θ* + V diag((1 − r λ)^k) Vᵀ (θ_0 − θ*)
    standard, _ = rescaled(table, Units.STANDARD)
    rows = Dataset((Column("x", standard.x.values * 3 + 1),), standard.y)
    objective = Objective(line(), MSE, rows)
    start = np.random.default_rng(seed).normal(size=2) * 3
    rate = share * max_stable_rate(bowl_of(objective))
    looped = descend(objective, fixed(rate), start, 2000)
    exact = leap(objective, rate, start, 2000)
    size = np.abs(looped.points - bowl_of(objective).minimum).max()
    assert exact.points == pytest.approx(looped.points, abs=1e-10 * size)
    assert exact.values == pytest.approx(looped.values, rel=1e-9)


@unhurried
@given(tables())
def test_the_best_line_passes_through_the_means(table: Dataset) -> None:
    m, b = bowl_of(Objective(line(), SSE, table)).minimum
    x, y = table.x, table.y
    scale = x.magnitude * abs(m) + abs(b)
    assert m * x.values.mean() + b == pytest.approx(y.values.mean(), abs=1e-12 * scale)


@unhurried
@given(tables(), st.tuples(*[st.floats(-100, 100)] * 2))
def test_newton_s_step_lands_on_the_best_line(table: Dataset, start: tuple[float, float]) -> None:
    objective = Objective(line(), SSE, table)
    path = descend(objective, Update(Newton(), FixedRate(1.0)), np.array(start), 1)
    oracle = np.polynomial.Polynomial.fit(table.x.values, table.y.values, 1)
    fitted = path.final[0] * table.x.values + path.final[1]
    size = np.abs(np.array(start)) @ [table.x.magnitude, 1.0] + table.y.magnitude
    assert fitted == pytest.approx(oracle(table.x.values), abs=1e-9 * size)


@unhurried
@given(tables(), st.floats(0.05, 3.0), st.integers(0, 100))
def test_a_rate_is_stable_exactly_below_two_over_the_largest_curvature(
    table: Dataset, share: float, seed: int
) -> None:
    # λ_max of 2 XᵀX by numpy's own eigenvalues; nothing of the core is asked for the limit.
    x = table.x.values
    design = np.column_stack([x, np.ones(len(x))])
    limit = 2 / float(np.linalg.eigvalsh(2 * design.T @ design)[-1])
    share = share if abs(share - 1) > 0.02 else 0.9
    objective = Objective(line(), SSE, table)
    bowl = bowl_of(objective)
    offset = np.random.default_rng(seed).normal(size=2) @ bowl.eigenvectors.T
    path = leap(objective, share * limit, bowl.minimum + offset, 400)
    wall = bowl.eigenvectors[:, -1]
    first, last = (abs(float((p - bowl.minimum) @ wall)) for p in (path.start, path.final))
    assert (last < first) == (share < 1)


@unhurried
@given(tables(), st.floats(0.3, 3.0))
def test_no_fixed_rate_beats_two_over_the_sum_of_the_curvatures(
    table: Dataset, share: float
) -> None:
    # The worst start for rate r keeps max |1 − r λ| a step.
    standard, _ = rescaled(table, Units.STANDARD)
    rows = Dataset((Column("x", standard.x.values + 0.7),), standard.y)
    bowl = bowl_of(Objective(line(), MSE, rows))
    low, high = np.linalg.eigvalsh(bowl.hessian)
    best = 2 / (low + high)
    assert best_rate(bowl) == pytest.approx(best)
    kept = [max(abs(1 - r * low), abs(1 - r * high)) for r in (best, share * best)]
    assert kept[0] <= kept[1] * (1 + 1e-12)
    assert contraction(bowl, best) == pytest.approx(kept[0])


# --- Claims that circulate and are wrong ---------------------------------------------------------


@unhurried
@given(tables(), st.tuples(*[st.floats(-5, 5)] * 2))
def test_the_gradient_points_uphill(table: Dataset, start: tuple[float, float]) -> None:
    standard, _ = rescaled(table, Units.STANDARD)
    objective, point = Objective(line(), MSE, standard), np.array(start)
    gradient = objective.gradient(point)
    here, up, down = (float(objective.value(point + t * gradient)) for t in (0.0, 1e-3, -1e-3))
    assert up >= here >= down
    assert up > down or not gradient.any()


def test_on_raw_columns_the_error_settles_long_before_the_parameters() -> None:
    objective = Objective(line(), MSE, shipped("women"))
    bowl = bowl_of(objective)
    path = leap(objective, 0.9 * max_stable_rate(bowl), np.zeros(2), 2000)
    # E at 0, 0 is Σy²/15 = 283803/15; the best line through the origin, all that is reached so
    # far, has (Σy² − (Σxy)²/Σx²)/15 = (283803 − 134281²/63655)/15; the best line 30.233333/15.
    through_origin = (283803 - 134281**2 / 63655) / 15
    assert path.values[0] == pytest.approx(283803 / 15)
    assert bowl.lowest == pytest.approx(30.2333333 / 15)
    assert path.values[-1] == pytest.approx(through_origin, rel=0.02)
    assert path.values[0] - path.values[-1] > 0.998 * (path.values[0] - bowl.lowest)
    # E stands, and the intercept has gone less than a hundredth of its way from 0 to −87.5.
    assert path.values[-2] - path.values[-1] < 1e-5 * path.values[-1]
    assert abs(path.final[1]) < 0.875


def test_without_its_first_row_a_table_gives_another_line() -> None:
    # A numeric first row taken for a header: plausible, and wrong.
    women = shipped("women")
    x, y = women.x.values[1:].tolist(), women.y.values[1:].tolist()
    slope, intercept = bowl_of(of(x, y)).minimum
    oracle = np.polynomial.Polynomial.fit(x, y, 1).convert().coef
    assert (intercept, slope) == pytest.approx(oracle, rel=1e-9)
    assert abs(slope - 3.45) > 0.05


# --- Shipped data --------------------------------------------------------------------------------


def test_women_s_heights_and_weights() -> None:
    women = shipped("women")
    assert women.n == 15
    assert women.x.values.tolist() == list(range(58, 73))
    weights = [115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164]
    assert women.y.values.tolist() == weights
    # x̄ = 65, ȳ = 2051/15, Sxx = 280, Sxy = Σ(x − 65) y = 966: 966/280 = 3.45 and
    # 2051/15 − 3.45·65 = −87.516667.
    assert sum((x - 65) * y for x, y in zip(range(58, 73), weights, strict=True)) == 966
    slope, intercept = bowl_of(Objective(line(), MSE, women)).minimum
    assert slope == pytest.approx(3.45, rel=1e-12)
    assert intercept == pytest.approx(2051 / 15 - 3.45 * 65, rel=1e-12)
    assert intercept == pytest.approx(-87.516667, abs=5e-7)


@pytest.mark.parametrize(
    "name", ["nottingham", "penguins", "population", "shuttle", "study", "three", "women"]
)
def test_shipped_data_agree_with_numpy_s_least_squares(name: str) -> None:
    data = shipped(name)
    x, y = data.x.values, data.y.values
    design = np.column_stack([x, np.ones(data.n)])
    oracle, squares, rank, _ = np.linalg.lstsq(design, y)
    bowl = bowl_of(Objective(line(), SSE, data))
    assert bowl.rank == rank == 2
    assert bowl.minimum == pytest.approx(oracle, rel=1e-10)
    assert bowl.lowest == pytest.approx(float(squares[0]), rel=1e-11)


def test_penguins() -> None:
    # 344 birds, of which 2 were not measured; the normal equations in whole numbers, exactly.
    data = shipped("penguins")
    assert data.n == 342
    x, y = ([int(value) for value in column.values] for column in data.columns)
    n, sx, sy = len(x), sum(x), sum(y)
    sxx, sxy = sum(a * a for a in x), sum(a * b for a, b in zip(x, y, strict=True))
    slope, intercept = bowl_of(Objective(line(), MSE, data)).minimum
    assert slope == pytest.approx((n * sxy - sx * sy) / (n * sxx - sx * sx), rel=1e-11)
    assert intercept == pytest.approx((sxx * sy - sx * sxy) / (n * sxx - sx * sx), rel=1e-11)
