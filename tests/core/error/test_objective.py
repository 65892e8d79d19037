"""E, its gradient and Hessian: from one expression, against the rows, differences and sklearn."""

import math

import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.linear_model import SGDRegressor

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.error.loss import LOGLOSS, LOSSES, MAE, MSE, SSE, Loss, huber
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.formula.functions import numpy_function
from gdcore.formula.parsing import parse_formula

FORMULAS = {
    "m*x + b": [0.3, 0.2],
    "p2*x^2 + p1*x + p0": [0.3, -0.2, 0.5],
    "a*exp(-k*x) + c": [0.31, 0.23, 0.17],
    "sigmoid(w*x + b)": [0.9, -0.3],
    "a*x^b": [0.4, 0.6],
    "a*abs(x - k) + c": [0.2, 1.03, 0.3],
    "a*log(x + 3) + c": [0.2, 0.3],
    "a*sin(w*x + p) + c": [0.3, 1.1, 0.2, 0.4],
    "m1*x + m2*z + b": [0.2, 0.1, 0.2],
    "sigmoid(w1*x + w2*z + b)": [0.5, -0.4, 0.1],
}

cases = st.sampled_from([(text, loss) for text in FORMULAS for loss in LOSSES.values()])
seeds = st.integers(0, 2**32 - 1)


def objective_of(text: str, loss: Loss, seed: int, n: int = 23) -> Objective:
    random = np.random.default_rng(seed)
    y = random.integers(0, 2, n) if loss.yes_no else random.normal(size=n)
    model = Model.from_formula(parse_formula(text, ["x", "z"]))
    columns = {name: Column(name, random.uniform(0.1, 1.2, n)) for name in ("x", "z")}
    used = tuple(columns[symbol.name] for symbol in model.predictors)
    return Objective(model, loss, Dataset(used, Column("r", y)))


def row_by_row(objective: Objective, point: Floats) -> float:
    """Return E by substituting every row into the typeset expression, a row at a time."""
    symbols = [*objective.model.predictors, objective.response, *objective.model.parameters]
    rows = zip(*(column.values for column in objective.data.columns), strict=True)
    heights = [
        float(
            objective.row.subs(dict(zip(symbols, map(float, (*row, *point)), strict=True))).evalf()
        )
        for row in rows
    ]
    return math.fsum(heights) * objective.loss.weight(objective.n)


def difference(objective: Objective, point: Floats, step: float = 1e-4) -> Floats:
    """Return the gradient by central differences of fourth order."""
    slopes: list[float] = []
    for way in np.eye(point.size) * step:
        near = objective.value(point + way) - objective.value(point - way)
        far = objective.value(point + 2 * way) - objective.value(point - 2 * way)
        slopes.append(float(8 * near - far) / (12 * step))
    return np.array(slopes)


def away_from_kinks(objective: Objective, point: Floats, step: float = 1e-3) -> None:
    """Skip the example if a residual, or |x − k|, or Huber's corner lies within reach."""
    if objective.loss.is_smooth and "Abs" not in str(objective.row):
        return
    jumps = list(objective.row.atoms(sympy.Abs))
    symbols = [*objective.model.predictors, objective.response, *objective.model.parameters]
    inner = [jump.args[0] for jump in jumps] + [jump - 1 for jump in jumps]
    function = numpy_function(symbols, inner)
    values = function(*(c.values for c in objective.data.columns), *point)
    assume(min(float(np.abs(value).min()) for value in values) > step)


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None)
@given(cases, seeds)
def test_value_is_that_of_the_typeset_expression(case: tuple[str, Loss], seed: int) -> None:
    text, loss = case
    objective = objective_of(text, loss, seed, n=5)
    point = np.array(FORMULAS[text])
    expected = row_by_row(objective, point)
    assert float(objective.value(point)) == pytest.approx(expected, rel=1e-11)


@pytest.mark.no_cover
@settings(max_examples=120, deadline=None)
@given(cases, seeds)
def test_gradient_and_hessian_are_derivatives(case: tuple[str, Loss], seed: int) -> None:
    text, loss = case
    objective = objective_of(text, loss, seed)
    point = np.array(FORMULAS[text]) * np.random.default_rng(seed).uniform(0.9, 1.1)
    away_from_kinks(objective, point)
    weight = objective.n * loss.weight(objective.n)
    slopes = objective.gradient(point)
    assert slopes == pytest.approx(difference(objective, point), rel=1e-7, abs=1e-8 * weight)
    for k, row in enumerate(objective.hessian(point)):
        one = _GradientEntry(objective, k)
        expected = difference(one, point)  # type: ignore[arg-type]
        assert row == pytest.approx(expected, rel=1e-6, abs=1e-7 * weight)


class _GradientEntry:
    """One entry of the gradient, to be differentiated again."""

    def __init__(self, objective: Objective, entry: int) -> None:
        self.objective, self.entry = objective, entry

    def value(self, point: Floats) -> float:
        return float(self.objective.gradient(point)[self.entry])


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None)
@given(cases, seeds)
def test_one_pass_gives_both_and_any_shape_is_welcome(case: tuple[str, Loss], seed: int) -> None:
    text, loss = case
    objective = objective_of(text, loss, seed)
    points = np.array(FORMULAS[text]) * np.linspace(0.8, 1.2, 6).reshape(2, 3, 1)
    values, gradients = objective.value(points), objective.gradient(points)
    assert (values.shape, gradients.shape) == ((2, 3), points.shape)
    value, gradient = objective.value_and_gradient(points[1, 2])
    assert value == pytest.approx(values[1, 2], rel=1e-13)
    assert gradient == pytest.approx(gradients[1, 2], rel=1e-12, abs=1e-12)


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None)
@given(cases, seeds)
def test_gradient_on_all_rows_is_the_gradient(case: tuple[str, Loss], seed: int) -> None:
    text, loss = case
    objective = objective_of(text, loss, seed)
    point = np.array(FORMULAS[text])
    everything = objective.gradient_on(point, np.arange(objective.n)[::-1])
    slack = 1e-12 * objective.n
    assert everything == pytest.approx(objective.gradient(point), rel=1e-10, abs=slack)
    # Rows put together from parts: sums add, means average.
    parts = np.split(np.arange(objective.n), [7])
    pieces = [objective.gradient_on(point, rows) for rows in parts]
    singles = [objective.gradient_on(point, np.array([k])) for k in range(objective.n)]
    assert objective.row_gradients(point) == pytest.approx(np.array(singles), rel=1e-9, abs=1e-9)
    shares = [len(rows) / objective.n if loss.averaged else 1.0 for rows in parts]
    joined = sum(share * piece for share, piece in zip(shares, pieces, strict=True))
    assert joined == pytest.approx(everything, rel=1e-10, abs=slack)


def test_gradient_on_one_row_is_sklearns_step() -> None:
    # SGDRegressor's loss is ½ r², so its rate is twice ours; one row, one epoch, no penalty.
    model = SGDRegressor(
        penalty=None, learning_rate="constant", eta0=0.02, max_iter=1, tol=None, shuffle=False
    )
    model.partial_fit([[1.7]], [3.2])
    data = Dataset((Column("x", [9.0, 1.7]),), Column("y", [1.0, 3.2]))
    step = -0.01 * Objective(line(), SSE, data).gradient_on(np.zeros(2), np.array([1]))
    assert step == pytest.approx([model.coef_[0], model.intercept_[0]], rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(seeds, st.sampled_from(["m*x + b", "p2*x^2 + p1*x + p0", "m1*x + m2*z + b"]))
def test_moments_path_is_the_rows_path(seed: int, text: str) -> None:
    # The bowl against a smooth loss of the same shape that must go over the rows.
    bowl = objective_of(text, MSE, seed)
    rows = objective_of(
        text, Loss("mse", MSE.title, MSE.row + sympy.Piecewise((0, True)), averaged=True), seed
    )
    object.__setattr__(rows.loss, "is_quadratic", False)
    assert bowl.quadratic is not None
    assert rows.quadratic is None
    point = np.array(FORMULAS[text])
    assert float(rows.value(point)) == pytest.approx(float(bowl.value(point)), rel=1e-11)
    assert rows.gradient(point) == pytest.approx(bowl.gradient(point), rel=1e-9, abs=1e-11)
    assert rows.hessian(point) == pytest.approx(bowl.hessian(), rel=1e-9, abs=1e-11)


@settings(max_examples=30, deadline=None)
@given(seeds, st.floats(1e-3, 1e3))
def test_mean_sum_and_half_are_the_same_direction(seed: int, rate: float) -> None:
    # rate r on the mean = rate r/N on the sum: the first step is the same.
    mean, total = objective_of("m*x + b", MSE, seed), objective_of("m*x + b", SSE, seed)
    point, n = np.array([0.3, -2.0]), mean.n
    step = rate * mean.gradient(point)
    assert step == pytest.approx(rate / n * total.gradient(point), rel=1e-10)
    # rate r with the factor 2 = rate 2r without it: Huber's ½ r² where delta is out of reach.
    half = objective_of("m*x + b", huber(1e6), seed)
    assert step == pytest.approx(2 * rate * half.gradient(point), rel=1e-10)


@settings(max_examples=30, deadline=None)
@given(seeds, st.integers(-20, 20), st.integers(-100, 100))
def test_moving_x_moves_the_line_and_not_e(seed: int, power: int, offset: int) -> None:
    # E(m, b) on x equals E(m/s, b − m·offset/s) on s·x + offset.
    objective = objective_of("m*x + b", MSE, seed)
    scale = 2.0**power
    moved = Column("x", objective.data.x.values * scale + offset)
    other = Objective(line(), MSE, Dataset((moved,), objective.data.y))
    point = np.array([0.4, 1.3])
    image = np.array([0.4 / scale, 1.3 - 0.4 * offset / scale])
    slack = 1e-12 * (1.0 + abs(offset) / scale) ** 2
    assert float(other.value(image)) == pytest.approx(float(objective.value(point)), rel=slack)


def test_part_without_a_parameter_is_taken_from_the_response() -> None:
    # With x² + 5 taken from y, (2, 4) are left, which m x fits with m = 2; at 0, E is 4 + 16, and
    # its slope −2 (2 · 1 + 4 · 2), to which the second row gives −2 · 4 · 2.
    model = Model.from_formula(parse_formula("m*x + x^2 + 5", ["x"]))
    data = Dataset((Column("x", [1.0, 2.0]),), Column("y", [8.0, 13.0]))
    objective = Objective(model, SSE, data)
    assert objective.quadratic is not None
    assert objective.quadratic.minimum == pytest.approx([2.0], rel=1e-14)
    assert float(objective.value(np.zeros(1))) == pytest.approx(20.0, rel=1e-14)
    assert objective.gradient(np.zeros(1)) == pytest.approx([-20.0], rel=1e-14)
    assert objective.gradient_on(np.zeros(1), np.array([1])).tolist() == [-16.0]


def test_mean_absolute_residual_has_slope_zero_at_its_kink() -> None:
    data = Dataset((Column("x", [1.0, 2.0]),), Column("y", [3.0, 5.0]))
    objective = Objective(line(), MAE, data)
    assert objective.gradient(np.array([2.0, 1.0])).tolist() == [0.0, 0.0]
    assert (objective.hessian(np.array([1.0, 1.0])) == 0.0).all()


def test_mean_absolute_residual_of_a_logarithm_has_slope_zero_at_its_kink() -> None:
    # Of |y − f| sympy alone would divide by f − y, unable to prove that log(x) is real.
    model = Model.from_formula(parse_formula("a*log(x) + c", ["x"]))
    data = Dataset((Column("x", [1.0, math.e]),), Column("y", [2.0, 7.0]))
    objective = Objective(model, MAE, data)
    # At (5, 2) both rows fit; at (4, 2) the second lies 1 above: ½ (0, 0) − ½ (log e, 1).
    assert objective.gradient(np.array([5.0, 2.0])).tolist() == [0.0, 0.0]
    assert objective.gradient(np.array([4.0, 2.0])).tolist() == [-0.5, -0.5]


def test_log_loss_far_out_is_exact_and_quiet() -> None:
    # At logit z with y = 0 the loss is log(1 + e^z) = z for large z, and its slope is x.
    model = Model.from_formula(parse_formula("sigmoid(w*x + b)", ["x"]))
    data = Dataset((Column("x", [1000.0, 2000.0]),), Column("y", [0.0, 1.0]))
    objective = Objective(model, LOGLOSS, data)
    point = np.array([1.0, 0.0])
    assert float(objective.value(point)) == 500.0
    assert objective.gradient(point).tolist() == [500.0, 0.5]


def test_domain_left_behind_is_infinite() -> None:
    model = Model.from_formula(parse_formula("m*x + b", ["x"]))
    data = Dataset((Column("x", [1.0, 2.0]),), Column("y", [0.0, 1.0]))
    assert Objective(model, LOGLOSS, data).value(np.array([1.0, 0.0])) == math.inf
    value, _ = Objective(model, LOGLOSS, data).value_and_gradient(np.array([1.0, 0.0]))
    assert value == math.inf
    growth = Model.from_formula(parse_formula("exp(k*x)", ["x"]))
    assert Objective(growth, MSE, data).value(np.array([1000.0])) == math.inf


def test_gradient_on_rows_far_out_is_not_finite_and_quiet() -> None:
    # At (1e308, 0) the misses are 1e309 − y = ∞ and −∞: ∞ · 10 + (−∞) · (−10) is ∞, ∞ − ∞ is NaN.
    data = Dataset((Column("x", [10.0, -10.0]),), Column("y", [1.0, 2.0]))
    slope = Objective(line(), SSE, data).gradient_on(np.array([1e308, 0.0]), np.array([0, 1]))
    assert slope[0] == math.inf
    assert math.isnan(slope[1])


def test_whole_numbers_are_points_too() -> None:
    # NumPy refuses 2 ** -1 in integers: rows 4 · 2⁻¹ − 1 = 1 and 8 · 2⁻¹ − 1 = 3, of which
    # the squares have the mean 5, and its slope by k is 2 · mean(1 · 2, 3 · 4) · log 2.
    model = Model.from_formula(parse_formula("x*2^k", ["x"]))
    data = Dataset((Column("x", [4.0, 8.0]),), Column("y", [1.0, 1.0]))
    objective = Objective(model, MSE, data)
    point = np.array([-1])
    assert float(objective.value(point)) == pytest.approx(5.0, rel=1e-15)
    assert objective.gradient(point) == pytest.approx([14.0 * math.log(2.0)], rel=1e-14)


def test_response_has_the_first_name_that_is_free() -> None:
    assert objective_of("m*x + b", SSE, 1).response.name == "y"
    assert objective_of("y*x + b", SSE, 1).response.name == "y_0"


def test_response_has_a_name_of_its_own() -> None:
    model = Model.from_formula(parse_formula("y*x + y_0", ["x"]))
    data = Dataset((Column("x", [1.0, 2.0]),), Column("weight", [3.0, 5.0]))
    objective = Objective(model, SSE, data)
    assert objective.response.name == "y_1"
    assert float(objective.value(np.array([1.0, 1.0]))) == pytest.approx(1.0 + 4.0)


def test_response_has_a_name_of_its_own_when_all_before_are_taken() -> None:
    # Rows 1 − 3 and 2 − 5 at the slope 1 and the intercept 0.
    model = Model.from_formula(parse_formula("y_0*y + y_1", ["y"]))
    data = Dataset((Column("y", [1.0, 2.0]),), Column("weight", [3.0, 5.0]))
    objective = Objective(model, SSE, data)
    assert objective.response.name == "y_2"
    assert float(objective.value(np.array([1.0, 0.0]))) == pytest.approx(4.0 + 9.0)


def test_data_must_suit_the_model_and_the_loss() -> None:
    x, y = Column("x", [1.0, 2.0]), Column("y", [0.0, 3.0])
    with pytest.raises(ValueError, match=r"`data` must have 1 predictor columns .*, got 2"):
        Objective(line(), MSE, Dataset((x, Column("z", [1.0, 1.0])), y))
    three = Column("x", [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="a response of 0 and 1 only for logloss, got 3"):
        Objective(line(), LOGLOSS, Dataset((three,), Column("y", [1.0, 0.0, 3.0])))
    roots = Model.from_formula(parse_formula("a*log(x) + b", ["x"]))
    bad = Dataset((Column("x", [1.0, 2.0, -1.0, 0.0]),), Column("y", [1.0, 2.0, 3.0, 4.0]))
    with pytest.raises(ValueError, match="a finite value on every row, got none on row 3"):
        Objective(roots, MSE, bad).value(np.zeros(2))


def test_hessian_needs_a_point_unless_e_is_a_bowl() -> None:
    assert objective_of("m*x + b", MSE, 1).hessian().shape == (2, 2)
    with pytest.raises(
        ValueError, match=r"^`point` must be given unless E is a quadratic bowl, got None$"
    ):
        objective_of("a*exp(-k*x) + c", MSE, 1).hessian()


def test_expressions_are_multiplied_out_for_a_bowl_only() -> None:
    objective = objective_of("m*x + b", MSE, 1)
    m, x, b, y = sympy.symbols("m x b y", real=True)
    assert objective.row == (y - m * x - b) ** 2
    assert objective.gradient_rows == (
        2 * b * x + 2 * m * x**2 - 2 * x * y,
        2 * b + 2 * m * x - 2 * y,
    )
    assert objective.hessian_rows == ((2 * x**2, 2 * x), (2 * x, 2))
    curve = objective_of("a*exp(-k*x) + c", MSE, 1)
    assert curve.gradient_rows[2] == sympy.diff(curve.row, sympy.Symbol("c", real=True))
    # 2 (r' r' + r r'') of r = y − a e^(−kx) − c by k: a sum of two products, not multiplied out.
    a, k, c = sympy.symbols("a k c", real=True)
    assert curve.hessian_rows[1][1] == (
        2 * a**2 * x**2 * sympy.exp(-2 * k * x)
        - 2 * a * x**2 * (y - a * sympy.exp(-k * x) - c) * sympy.exp(-k * x)
    )


def test_the_error_of_a_prediction_needs_no_parameters() -> None:
    data = Dataset((Column("x", [1.0, 2.0, 3.0]),), Column("y", [1.0, 0.0, 1.0]))
    # Each misses by a half: 1/4, 3/4, 1/2, and ½ · 1/4 within Huber's bound of 1.
    expected = {MSE: 0.25, SSE: 0.75, MAE: 0.5, huber(): 0.125, LOGLOSS: math.log(2.0)}
    for loss, error in expected.items():
        found = Objective(line(), loss, data).error_of(0.5, 1.0)
        assert found == pytest.approx(error, rel=1e-15)
    certain = Objective(line(), LOGLOSS, data).error_of(0.5, 0.0)
    assert math.isnan(certain)


def test_a_cut_through_a_row_keeps_its_other_columns() -> None:
    columns = (Column("p", [1.0, 2.0, 4.0]), Column("q", [5.0, 0.0, -3.0]))
    model = Model.from_formula(parse_formula("a*p + c*q + b", ["p", "q"]))
    objective = Objective(model, MSE, Dataset(columns, Column("y", [0.0, 1.0, 3.0])))
    # 2 p − 3 + 7 through the last row, where q is −3 and c is 1.
    cut = objective.through(2, np.array([2.0, 1.0, 7.0]), np.array([0.0, 4.0]))
    assert cut.tolist() == [4.0, 12.0]
