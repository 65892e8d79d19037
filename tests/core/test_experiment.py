"""A lesson's numbers as a whole: own units, statuses, what is refused, whatever the scale."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.descent.stopping import Stop
from gdcore.descent.trajectory import Status
from gdcore.error.loss import LOGLOSS, MAE, MSE, SSE
from gdcore.error.model import Model
from gdcore.experiment import run
from gdcore.formula.functions import numpy_function
from gdcore.formula.parsing import parse_formula
from gdcore.rules.recipes import RULES, rule_named, sampling_named

X3, Y3 = [0.5, 2.3, 2.9], [1.4, 1.9, 3.2]
HEIGHTS = np.arange(58.0, 73.0)
WEIGHTS = np.array(
    [115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164], dtype=np.float64
)


def table(x: list[float] | Floats, y: list[float] | Floats) -> Dataset:
    return Dataset((Column("x", x),), Column("y", y))


def model(text: str, *columns: str) -> Model:
    return Model.from_formula(parse_formula(text, columns or ("x",)))


def test_women_by_the_published_line() -> None:
    done = run(table(HEIGHTS, WEIGHTS), steps=500)
    assert done.original(done.best) == pytest.approx([3.45, -87.516667], rel=1e-7)
    assert done.original(done.trajectory.final) == pytest.approx([3.45, -87.516667], rel=1e-7)
    assert (done.rate, done.max_stable_rate) == (0.1, pytest.approx(1.0, rel=1e-12))
    assert done.condition_number == pytest.approx(1.0, rel=1e-12)


def test_raw_columns_are_their_own_units() -> None:
    done = run(table(X3, Y3), units=Units.OWN, loss=SSE, rate=0.01, start={"m": 1.0}, steps=207)
    # Both parameters free, rate 0.01, from intercept 0 and slope 1: on (0.8624, 0.6778) then.
    assert done.trajectory.final == pytest.approx([0.6778, 0.8624], abs=5e-5)
    assert done.original(done.trajectory.points).tolist() == done.trajectory.points.tolist()
    assert not done.rescaled
    assert done.trajectory.start.tolist() == [1.0, 0.0]


def test_half_is_the_rate_that_lands_at_once_on_standardised_columns() -> None:
    done = run(table(HEIGHTS, WEIGHTS), rate=0.5, steps=1)
    assert done.trajectory.final == pytest.approx(done.best, rel=1e-12, abs=1e-12)
    assert done.rescaled


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=3, max_size=20),
    st.integers(-30, 40),
    st.integers(-30, 40),
    st.integers(-10_000, 10_000),
    st.integers(-10_000, 10_000),
)
def test_descent_on_standardised_columns_does_not_see_units_or_origin(
    rows: list[tuple[int, int]], x_power: int, y_power: int, x_offset: int, y_offset: int
) -> None:
    x, y = np.array(rows, dtype=np.float64).T
    assume(x.std() > 0 and y.std() > 0)
    plain = run(table(x, y), steps=30)
    moved = run(table(np.ldexp(x + x_offset, x_power), np.ldexp(y + y_offset, y_power)), steps=30)
    slack = 1e-9
    assert moved.rate == pytest.approx(plain.rate, rel=1e-2)
    assert moved.trajectory.points == pytest.approx(plain.trajectory.points, rel=0, abs=slack)
    # slope: times y unit / x unit; intercept: y-offset and slope · x-offset away.
    slope, intercept = plain.original(plain.best)
    expected_slope = slope * 2.0 ** (y_power - x_power)
    got = moved.original(moved.best)
    spread = float(y.std() / x.std()) * 2.0 ** (y_power - x_power)
    assert got[0] == pytest.approx(expected_slope, rel=0, abs=1e-10 * spread)
    far = (abs(x_offset) + 100.0) * 2.0**x_power
    expected = (intercept + y_offset) * 2.0**y_power - expected_slope * x_offset * 2.0**x_power
    near = 1e-10 * (spread * far + 1e4 * 2.0**y_power)
    assert got[1] == pytest.approx(expected, rel=0, abs=near)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e12])
@pytest.mark.parametrize("text", ["m*x + b", "a*exp(-k*x) + c", "a*sigmoid(w*x + b) + c", "a*x^b"])
def test_own_units_predict_what_was_descended_on(text: str, scale: float) -> None:
    random = np.random.default_rng(2)
    x = random.uniform(1.0, 5.0, 40) * scale
    y = (3.0 / (1.0 + np.exp(2.0 * x / scale - 5.0)) + 0.05 * random.normal(size=40)) / scale
    done = run(table(x, y), model=model(text), steps=50)
    predict = numpy_function(
        [*done.model.predictors, *done.model.parameters], [done.model.expression]
    )
    for point in (done.best, done.trajectory.final):
        expected = np.asarray(predict(x, *done.original(point))[0])
        assert done.predict(point, x) == pytest.approx(expected, rel=1e-7, abs=1e-9 / scale)
    # E scales with the response's square when it is scaled: MSE own = s² MSE descended.
    residuals = y - done.predict(done.best, x)
    mse = float(np.mean(residuals**2)) / done.scaling.scales[-1] ** 2
    assert mse == pytest.approx(done.best_loss, rel=1e-7)


def test_yes_no_data_keep_their_zeros_and_ones() -> None:
    x = np.linspace(0.0, 30.0, 40)
    y = (np.sin(5.0 * x) + x / 10.0 > 1.5).astype(float)
    done = run(table(x, y), model=model("sigmoid(w*x + b)"), loss=LOGLOSS, steps=300)
    assert done.objective.data.y.values.tolist() == y.tolist()
    assert done.objective.data.x.std == pytest.approx(1.0)
    chances = done.predict(done.best, x)
    assert ((chances > 0) & (chances < 1)).all()
    w, b = done.original(done.best)
    assert chances == pytest.approx(1.0 / (1.0 + np.exp(-w * x - b)), rel=1e-10)


def test_yes_no_data_are_not_scaled_even_if_the_formula_would_allow_it() -> None:
    x, y = np.linspace(0.0, 9.0, 12), np.arange(12) % 2.0
    done = run(
        table(x, y),
        model=model("a*sigmoid(w*x + b) + c"),
        loss=LOGLOSS,
        steps=0,
        start={"a": 0.5, "c": 0.2},
    )
    assert done.objective.data.y.values.tolist() == y.tolist()
    assert done.scaling.scales[-1] == 1.0


def test_power_law_is_scaled_and_not_shifted() -> None:
    x = np.linspace(1.0, 9.0, 20)
    done = run(table(x, 3.0 * x**1.5), model=model("a*x^b"), steps=10)
    assert (done.scaling.shifts == 0.0).all()
    assert done.original(done.best) == pytest.approx([3.0, 1.5], rel=1e-9)


def test_formula_without_a_way_back_wants_raw_columns() -> None:
    data = table(X3, Y3)
    with pytest.raises(
        ValueError, match=r"`units` must be the data's own for a\*x\*\*a: .* same curve"
    ):
        run(data, model=model("a*x^a"))
    assert run(data, model=model("a*x^a"), units=Units.OWN, steps=3).trajectory.steps == 3


def test_several_predictors_by_name_and_by_position() -> None:
    random = np.random.default_rng(6)
    sun, rain = random.normal(size=30), random.uniform(5, 9, 30)
    y = Column("crop", 2.0 * rain - 3.0 * sun + 1.0)
    data = Dataset((Column("sun", sun), Column("wind", sun**2), Column("rain", rain)), y)
    done = run(data, model=model("m1*rain + m2*sun + b", "rain", "sun"), steps=10)
    assert [column.name for column in done.data.predictors] == ["rain", "sun"]
    assert done.original(done.best) == pytest.approx([2.0, -3.0, 1.0], rel=1e-10)
    both = np.column_stack([rain, sun])
    assert done.predict(done.best, both) == pytest.approx(y.values, rel=1e-10)
    assert run(Dataset((Column("sun", sun),), y), steps=1).data.x.name == "sun"
    with pytest.raises(ValueError, match=r"must have 1 predictor columns .*, got 3"):
        run(data)


def test_statuses() -> None:
    data = table(HEIGHTS, WEIGHTS)
    assert run(data, steps=7).trajectory.status is Status.EXHAUSTED
    done = run(data, steps=5000, stops=(Stop("step", 1e-9),))
    assert done.trajectory.status is Status.CONVERGED
    wild = run(data, rate=1.2, steps=5000)
    assert wild.trajectory.status is Status.DIVERGED
    assert "above the largest stable rate 2/λ = 1," in wild.trajectory.sentence
    assert np.isfinite(wild.trajectory.points).all()


def test_few_steps_at_too_large_a_rate_are_called_divergence() -> None:
    done = run(table(HEIGHTS, WEIGHTS), rate=1.2, steps=3)
    assert (done.trajectory.steps, done.trajectory.status) == (3, Status.DIVERGED)


@settings(max_examples=40, deadline=None)
@given(st.floats(0.02, 0.98), st.floats(1.05, 10.0))
def test_below_the_limit_it_descends_and_above_it_climbs(below: float, above: float) -> None:
    data = table(HEIGHTS, WEIGHTS)
    limit = run(data, units=Units.OWN, steps=0).max_stable_rate
    down = run(data, units=Units.OWN, rate=below * limit, steps=40)
    assert (np.diff(down.trajectory.values) <= 0.0).all()
    assert down.trajectory.status is Status.EXHAUSTED
    up = run(data, units=Units.OWN, rate=above * limit, steps=2000, start={"m": 1.0})
    assert up.trajectory.status is Status.DIVERGED


def test_curve_that_runs_away_gets_advice() -> None:
    x = np.linspace(0.0, 3.0, 20)
    done = run(table(x, np.exp(-x)), model=model("a*exp(-k*x) + c"), rate=500.0)
    assert done.trajectory.status is Status.DIVERGED
    assert done.trajectory.sentence.endswith("A smaller rate is needed.")
    assert np.isfinite(done.trajectory.values).all()


def test_bowl_near_the_best_fit_has_the_curvature_there() -> None:
    x = np.linspace(0.0, 3.0, 20)
    done = run(
        table(x, np.exp(-x) + 0.01 * np.cos(40 * x)), model=model("exp(-k*x)"), units=Units.OWN
    )
    k, e = float(done.best[0]), np.exp(-float(done.best[0]) * x)
    # E'' = mean of 2 (f')² + 2 (f − y) f'' with f' = −x f and f'' = x² f.
    expected = np.mean(2 * (x * e) ** 2 + 2 * (e - done.data.y.values) * x**2 * e)
    assert k == pytest.approx(1.0, abs=0.1)
    assert done.max_stable_rate == pytest.approx(2.0 / expected, rel=1e-9)
    assert done.condition_number == 1.0
    flat = run(table(X3, Y3), loss=MAE, steps=1)
    assert (flat.max_stable_rate, flat.condition_number) == (math.inf, math.inf)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("method", ["batch", "stochastic", "minibatch:4"])
def test_every_rule_and_sampling_gets_nearer(name: str, method: str) -> None:
    rule = rule_named(name.replace(":D", ":0.01").replace(":B", ":0.9"))
    sampling = sampling_named(method, seed=3)
    data = table(HEIGHTS, WEIGHTS)
    if method != "batch" and rule.update(0.1).needs_all_rows:
        with pytest.raises(ValueError, match="`sampling` must be of all rows"):
            run(data, rule=rule, sampling=sampling)
        return
    done = run(data, rule=rule, sampling=sampling, steps=300)
    excess = done.trajectory.values - done.best_loss
    assert excess[-1] < 0.05 * excess[0]
    assert (done.rule, done.sampling) == (rule, sampling)


def test_loop_and_exact_formula_walk_the_same_path() -> None:
    data = table(HEIGHTS, WEIGHTS)
    leapt = run(data, rate=0.013, steps=300, units=Units.STANDARD)
    walked = run(data, rate=0.013, steps=300, rule=rule_named("momentum:0"))
    assert walked.trajectory.points == pytest.approx(leapt.trajectory.points, rel=0, abs=1e-12)


def test_automatic_start_is_where_e_is_finite() -> None:
    x = np.linspace(0.0, 9.0, 12)
    power = run(table(x, x**1.5), model=model("a*x^b"), units=Units.OWN, steps=1)
    assert power.trajectory.start.tolist() == [1.0, 1.0]
    assert run(table(x, x), model=model("a*x^b"), start={"a": 2.0}).trajectory.start[0] == 2.0


def test_bad_arguments_are_refused() -> None:
    data = table(X3, Y3)
    with pytest.raises(ValueError, match="`start` may name m, b, got q"):
        run(data, start={"q": 1.0})
    for rate in (0.0, -1.0, math.inf, math.nan):
        with pytest.raises(ValueError, match="`rate` must be positive and finite, got"):
            run(data, rate=rate)
    with pytest.raises(ValueError, match=r"`rate` must be left out for line-search, got 0.1"):
        run(data, rate=0.1, rule=rule_named("line-search"))
    with pytest.raises(ValueError, match="`steps` must be 0 or more, got -1"):
        run(data, steps=-1)
    with pytest.raises(ValueError, match="`start` must be where E is finite"):
        run(table([1.0, 2.0], [0.0, 1.0]), model=model("m*x - 99"), loss=LOGLOSS, units=Units.OWN)
    with pytest.raises(ValueError, match=r"`data` must let m\*x vary with a parameter"):
        run(table([0.0, 0.0], [1.0, 2.0]), model=model("m*x"), units=Units.OWN)


def test_constant_columns_are_no_accident() -> None:
    level = run(table(X3, [4.0, 4.0, 4.0]), steps=200)
    assert level.original(level.best) == pytest.approx([0.0, 4.0], abs=1e-12)
    upright = run(table([2.0, 2.0, 2.0], Y3), steps=1)
    assert upright.condition_number == math.inf
    assert upright.original(upright.best)[0] == 0.0
    assert upright.predict(upright.best, np.array([2.0])) == pytest.approx([np.mean(Y3)])


def test_only_the_straight_line_is_the_line() -> None:
    data = Dataset((Column("x", [1.0, 2.0, 4.0]),), Column("y", [3.0, 1.0, 2.0]))
    assert run(data, steps=1).is_line
    other = Model.from_formula(parse_formula("p*x + q", ["x"]))
    assert not run(data, model=other, steps=1).is_line


def test_a_plain_rate_is_fixed_and_of_all_rows() -> None:
    data = Dataset((Column("x", [1.0, 2.0, 4.0]),), Column("y", [3.0, 1.0, 2.0]))
    assert run(data, rate=0.25, steps=1).plain_rate == 0.25
    assert run(data, rate=0.25, steps=1, rule=rule_named("decay:0.1")).plain_rate is None
    few = sampling_named("minibatch:2")
    assert run(data, rate=0.25, steps=1, sampling=few).plain_rate is None


@pytest.mark.parametrize("units", Units)
def test_the_typical_miss_is_the_root_of_the_mean_square_in_the_response_s_unit(
    units: Units,
) -> None:
    data = table(HEIGHTS, WEIGHTS)
    misses = WEIGHTS - np.polyval([3.45, -5251 / 60], HEIGHTS)
    expected = np.sqrt(np.mean(misses**2))
    for loss in (MSE, SSE):
        done = run(data, loss=loss, units=units)
        assert done.typical_miss(done.best_loss) == pytest.approx(expected, rel=1e-6)
        start = WEIGHTS - done.predict(done.trajectory.start, HEIGHTS)
        miss = done.typical_miss(float(done.trajectory.values[0]))
        assert miss == pytest.approx(np.sqrt(np.mean(start**2)), rel=1e-9)
    assert run(data, units=units, steps=1).has_typical_miss
    other = run(data, loss=MAE, units=units, steps=1)
    assert other.typical_miss(1.0) is None
    assert not other.has_typical_miss


def test_the_first_step_moves_predictions_by_a_share_of_the_data_s_height() -> None:
    # From m = b = 0 the first step is 2·rate times the means of xy and y; the span is 0 to 164.
    done = run(table(HEIGHTS, WEIGHTS), units=Units.OWN, rate=1e-5, steps=3)
    slope, intercept = 2e-5 * np.mean(HEIGHTS * WEIGHTS), 2e-5 * WEIGHTS.mean()
    assert done.first_move == pytest.approx((72.0 * slope + intercept) / 164.0)


def test_where_all_is_level_nothing_moves() -> None:
    level = run(table(X3, [5.0] * 3), units=Units.OWN, start={"m": 0.0, "b": 5.0}, steps=2)
    assert level.first_move == 0.0


@pytest.mark.parametrize(("x", "leaves_open"), [([2.0, 2.0, 2.0], True), ([2.0, 2.0, 3.0], False)])
def test_a_line_through_one_place_is_left_open(x: list[float], leaves_open: bool) -> None:
    # All lines through the point of means fit as well if x does not vary.
    done = run(table(np.array(x), Y3), units=Units.OWN, rate=0.01)
    assert done.leaves_open is leaves_open
