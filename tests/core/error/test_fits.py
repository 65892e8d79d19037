"""Best fits against scipy and sklearn, for every loss and models of every kind."""

import math

import numpy as np
import pytest
import scipy.optimize
from sklearn.linear_model import LogisticRegression, QuantileRegressor

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.error.fits import Fit, best_fit
from gdcore.error.loss import LOGLOSS, LOSSES, MAE, MSE, SSE, Loss, huber
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.formula.functions import numpy_function
from gdcore.formula.parsing import parse_formula

CURVES = {
    "a*exp(-k*x) + c": lambda x: 3.0 * np.exp(-1.7 * x) + 0.5,
    "a*sigmoid(w*x + b) + c": lambda x: 2.0 / (1.0 + np.exp(3.0 - 3.0 * x)) - 1.0,
    "a*sin(w*x + p) + c": lambda x: 2.0 * np.sin(3.0 * x + 0.4),
    "a*exp(-k*(x - h)^2)": lambda x: 2.0 * np.exp(-3.0 * (x - 1.2) ** 2),
    "a*x^b": lambda x: 2.0 * x**1.7,
    "a*x/(b + x)": lambda x: 3.0 * x / (1.2 + x),
    "a*abs(x - k) + c": lambda x: np.abs(x - 1.0),
}


def objective_of(text: str, x: Floats, y: Floats, loss: Loss) -> Objective:
    model = Model.from_formula(parse_formula(text, ["x"]))
    return Objective(model, loss, Dataset((Column("x", x),), Column("r", y)))


def curve(text: str, noise: float = 0.1) -> tuple[Floats, Floats]:
    random = np.random.default_rng(5)
    x = random.uniform(0.1, 3.0, 80)
    return x, CURVES[text](x) + noise * random.normal(size=80)


def lowered(objective: Objective, point: Floats) -> float:
    """Return the lowest E that scipy's simplex search finds from a point."""
    found = scipy.optimize.minimize(
        lambda place: float(objective.value(place)),
        point,
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-14, "maxiter": 600, "maxfev": 600},
    )
    return float(found.fun)


@pytest.mark.no_cover
@pytest.mark.parametrize("text", CURVES)
def test_squares_as_scipys_least_squares_from_the_truth(text: str) -> None:
    # scipy starts at a fit of data without noise, as close to the answer as one can be.
    x, y = curve(text)
    objective = objective_of(text, x, y, SSE)
    start = np.full(len(objective.model.parameters), -1.0)
    fit = best_fit(objective, start)
    clean = best_fit(objective_of(text, *curve(text, noise=0.0), SSE), start)
    assert clean.value == pytest.approx(0.0, abs=1e-20)

    model = objective.model
    predict = numpy_function([*model.predictors, *model.parameters], [model.expression])

    def residuals(place: Floats) -> Floats:
        return np.asarray(predict(x, *place)[0]) - y

    peer = scipy.optimize.least_squares(residuals, clean.point, xtol=1e-15, ftol=1e-15, gtol=1e-15)
    assert fit.value == pytest.approx(2.0 * peer.cost, rel=1e-9)
    assert fit.settled
    assert not fit.proven
    assert np.abs(objective.gradient(fit.point)).max() < 1e-9


@pytest.mark.no_cover
@pytest.mark.parametrize("text", CURVES)
@pytest.mark.parametrize("loss", [MSE, MAE, huber(), huber(0.05)], ids=lambda loss: loss.name)
def test_nothing_near_is_lower(text: str, loss: Loss) -> None:
    x, y = curve(text)
    objective = objective_of(text, x, y, loss)
    fit = best_fit(objective, np.full(len(objective.model.parameters), -1.0))
    assert fit.value <= lowered(objective, fit.point) + 1e-9
    assert fit.value == pytest.approx(float(objective.value(fit.point)), rel=1e-12)


def test_logistic_regression_is_sklearns() -> None:
    random = np.random.default_rng(3)
    x = random.normal(size=300)
    y = (random.random(300) < 1.0 / (1.0 + np.exp(0.5 - 2.0 * x))).astype(float)
    fit = best_fit(objective_of("sigmoid(w*x + b)", x, y, LOGLOSS), np.zeros(2))
    peer = LogisticRegression(C=math.inf, tol=1e-12, max_iter=1000).fit(x[:, None], y)
    assert fit.point == pytest.approx([peer.coef_[0, 0], peer.intercept_[0]], rel=1e-5)
    assert fit.proven
    assert fit.settled


def test_absolute_line_is_sklearns_median_regression() -> None:
    random = np.random.default_rng(4)
    x = random.uniform(0, 10, 120)
    y = 3.0 * x + 7.0 + random.standard_t(1.5, 120)
    fit = best_fit(objective_of("m*x + b", x, y, MAE), np.zeros(2))
    peer = QuantileRegressor(quantile=0.5, alpha=0.0, solver="highs").fit(x[:, None], y)
    assert fit.point == pytest.approx([peer.coef_[0], peer.intercept_], rel=1e-7)
    assert fit.proven


def test_huber_line_is_scipys() -> None:
    random = np.random.default_rng(4)
    x = random.uniform(0, 10, 120)
    y = 3.0 * x + 7.0 + random.standard_t(1.5, 120)
    fit = best_fit(objective_of("m*x + b", x, y, huber(1.0)), np.zeros(2))

    def cost(place: Floats) -> float:
        return float(scipy.special.huber(1.0, y - place[0] * x - place[1]).mean())

    peer = scipy.optimize.minimize(cost, [3.0, 7.0], method="BFGS", options={"gtol": 1e-10})
    assert fit.value == pytest.approx(peer.fun, rel=1e-12)
    assert fit.point == pytest.approx(peer.x, rel=1e-6)


@pytest.mark.parametrize("loss", [MAE, huber(1e-9)], ids=lambda loss: loss.name)
def test_units_do_not_matter(loss: Loss) -> None:
    x, y = curve("a*exp(-k*x) + c")
    objective = objective_of("a*exp(-k*x) + c", x * 1e-7, y * 1e-9, loss)
    fit = best_fit(objective, np.zeros(3))
    assert fit.value <= lowered(objective, fit.point) * (1 + 1e-9)
    assert fit.point[1] == pytest.approx(1.7e7, rel=0.2)


def test_bowl_knows_its_minimum() -> None:
    x = np.array([0.5, 2.3, 2.9])
    fit = best_fit(objective_of("m*x + b", x, np.array([1.4, 1.9, 3.2]), MSE), np.zeros(2))
    assert fit.point == pytest.approx([25 / 39, 37 / 39], rel=1e-14)
    assert (fit.settled, fit.proven) == (True, True)


def test_separable_answers_have_no_best_fit() -> None:
    x = np.arange(10.0)
    fit = best_fit(objective_of("sigmoid(w*x + b)", x, (x > 4).astype(float), LOGLOSS), np.zeros(2))
    assert (fit.settled, fit.endless) == (False, True)
    assert fit.value < 1e-10


@pytest.mark.parametrize("formula", ["sigmoid(w*x + b)", "1/(1 + exp(-w*x - b))"])
def test_answers_that_overlap_at_one_place_have_no_best_fit_either(formula: str) -> None:
    x = np.array([1.0, 2.0, 3.0, 3.0, 4.0, 5.0])
    y = np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0])
    fit = best_fit(objective_of(formula, x, y, LOGLOSS), np.zeros(2))
    assert (fit.settled, fit.proven, fit.endless) == (False, False, True)
    # Two rows of six keep a probability of a half: E falls to ln 2 / 3.
    assert fit.value == pytest.approx(math.log(2.0) / 3.0, abs=1e-6)
    other = best_fit(objective_of(formula, x, y[[0, 1, 2, 4, 3, 5]], LOGLOSS), np.zeros(2))
    assert other.endless
    overlap = best_fit(objective_of(formula, x, y[[0, 5, 1, 2, 3, 4]], LOGLOSS), np.zeros(2))
    assert (overlap.settled, overlap.proven, overlap.endless) == (True, True, False)


def test_a_search_that_runs_out_does_not_say_that_there_is_no_best_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = {"_ROUNDS": 1, "_MOST_ROUNDS": 1, "_TANGENTS": 1, "_POLISHES": 0}
    for name, count in few.items():
        monkeypatch.setattr(f"gdcore.error.fits.{name}", count)
    x, y = curve("a*sin(w*x + p) + c")
    for loss in (MSE, huber(0.05), MAE):
        fit = best_fit(objective_of("a*sin(w*x + p) + c", x, y, loss), np.full(4, 0.5))
        assert (fit.settled, fit.endless) == (False, False), loss.name


def test_of_mirror_images_the_one_the_start_leads_to_is_taken() -> None:
    x = np.linspace(0.1, 3.0, 60)
    objective = objective_of("k*k*x", x, 4.0 * x, MSE)
    assert best_fit(objective, np.array([3.0])).point == pytest.approx([2.0], rel=1e-9)
    assert best_fit(objective, np.array([-3.0])).point == pytest.approx([-2.0], rel=1e-9)


def test_many_rows_are_thinned_first_and_all_used_last() -> None:
    random = np.random.default_rng(8)
    x = random.uniform(0.0, 3.0, 30_000)
    y = 3.0 * np.exp(-1.7 * x) + 0.5 + 0.1 * random.normal(size=x.size)
    objective = objective_of("a*exp(-k*x) + c", x, y, MSE)
    fit = best_fit(objective, np.zeros(3))
    assert np.abs(objective.gradient(fit.point)).max() < 1e-13
    assert fit.point == pytest.approx([3.0, 1.7, 0.5], abs=0.02)


@pytest.mark.parametrize("loss", [MSE, MAE, huber()], ids=lambda loss: loss.name)
def test_start_without_a_slope_is_passed_over(loss: Loss) -> None:
    # At b = 0 the derivative of 0^b by b is −∞.
    x = np.linspace(0.0, 4.0, 30)
    fit = best_fit(objective_of("a*x^b", x, 2.0 * x**1.5, loss), np.zeros(2))
    assert fit.point == pytest.approx([2.0, 1.5], rel=1e-6)


def test_a_curve_through_all_rows_misses_nothing() -> None:
    text, start = "a*exp(-k*x) + c", np.ones(3)
    assert best_fit(objective_of(text, *curve(text, 0.0), MSE), start).value == 0.0
    assert best_fit(objective_of(text, *curve(text, 1e-9), MSE), start).value > 0.0


def test_nowhere_finite_is_said() -> None:
    objective = objective_of("log(-k^2*x^2 - 1)", np.ones(4), np.ones(4), MSE)
    with pytest.raises(ValueError, match="`start` must be where E is finite"):
        best_fit(objective, np.zeros(1))


def test_search_is_the_same_each_time() -> None:
    objective = objective_of("a*sin(w*x + p) + c", *curve("a*sin(w*x + p) + c"), MSE)
    start = np.zeros(4)
    assert (best_fit(objective, start).point == best_fit(objective, start).point).all()


def test_every_loss_can_be_fitted() -> None:
    x = np.linspace(-2.0, 2.0, 40)
    y = (np.sin(7.0 * x) > 0.2).astype(float)
    for loss in LOSSES.values():
        fit = best_fit(objective_of("sigmoid(w*x + b)", x, y, loss), np.full(2, 0.1))
        assert math.isfinite(fit.value), loss.name


@pytest.mark.parametrize("settled", [True, False])
@pytest.mark.parametrize("proven", [True, False])
def test_a_fit_is_certain_if_it_is_proven_and_there_is_one(settled: bool, proven: bool) -> None:
    fit = Fit(np.zeros(1), 0.0, settled=settled, proven=proven)
    assert fit.is_certain is (settled and proven)
