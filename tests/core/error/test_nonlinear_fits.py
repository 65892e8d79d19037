"""Best fits of published kinds of curves, each from two starts, against certified values and scipy.

`nist.json` holds the data of the Statistical Reference Datasets for nonlinear regression of the
National Institute of Standards and Technology (NIST/ITL StRD), their two starts, and the certified
parameters and sums of squares to eleven digits.
"""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
import scipy.optimize

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.error.fits import best_fit
from gdcore.error.loss import SSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.formula.functions import numpy_function
from gdcore.formula.parsing import parse_formula

pytestmark = pytest.mark.no_cover

NIST: Final[dict[str, Any]] = json.loads((Path(__file__).parent / "nist.json").read_text("utf-8"))

ROUNDED: Final = {"Lanczos1"}
"""Its certified sum of squares, 1e-25, is the rounding of 14 digits."""

# Bates & Watts, Nonlinear Regression Analysis and Its Applications (1988), table A1.3.
PUROMYCIN: Final = (
    [0.02, 0.02, 0.06, 0.06, 0.11, 0.11, 0.22, 0.22, 0.56, 0.56, 1.10, 1.10],
    [76.0, 47.0, 97.0, 107.0, 123.0, 139.0, 159.0, 152.0, 191.0, 201.0, 207.0, 200.0],
)

KINDS: Final[dict[str, tuple[str, tuple[float, ...], tuple[float, float]]]] = {
    "logistic growth": ("k/(1 + a*exp(-r*x))", (100.0, 50.0, 0.5), (0.0, 20.0)),
    "Gompertz growth": ("a*exp(-b*exp(-c*x))", (80.0, 4.0, 0.3), (0.0, 20.0)),
    "Weibull growth": ("a - b*exp(-k*x^d)", (70.0, 60.0, 0.002, 2.5), (1.0, 20.0)),
    "von Bertalanffy growth": ("l*(1 - exp(-k*(x - h)))", (60.0, 0.25, -0.7), (0.5, 15.0)),
    "Hill": ("v*x^n/(k^n + x^n)", (5.0, 2.8, 3.5), (0.5, 12.0)),
    "Langmuir isotherm": ("q*k*x/(1 + k*x)", (3.2, 0.8), (0.1, 10.0)),
    "Freundlich isotherm": ("k*x^(1/n)", (1.7, 2.4), (0.1, 10.0)),
    "Arrhenius": ("a*exp(-b/x)", (3.0e6, 5200.0), (290.0, 370.0)),
    "Antoine": ("a - b/(c + x)", (8.07131, 1730.63, 233.426), (10.0, 100.0)),
    "damped oscillation": ("a*exp(-k*x)*cos(w*x + p)", (2.0, 0.3, 2.5, 0.4), (0.0, 8.0)),
    "Haldane": ("v*x/(k + x + x^2/i)", (4.0, 1.5, 6.0), (0.2, 20.0)),
    "Lorentz peak": ("a/(1 + ((x - m)/w)^2)", (3.0, 4.5, 0.8), (0.0, 10.0)),
}
"""Formula, published or usual values of the parameters, and the range of x."""


def objective_of(text: str, columns: dict[str, list[float]]) -> Objective:
    """Return the sum of squared residuals of a formula on the columns, the last of them y."""
    *xs, y = (Column(name, values) for name, values in columns.items())
    model = Model.from_formula(parse_formula(text, [x.name for x in xs]))
    ordered = tuple(sorted(model.parameters, key=str))
    return Objective(Model(model.expression, model.predictors, ordered), SSE, Dataset(tuple(xs), y))


def of_nist(name: str) -> Objective:
    columns = dict(NIST[name]["columns"])
    y = columns.pop("y")
    return objective_of(
        NIST[name]["formula"], {**columns, "y": np.log(y) if name == "Nelson" else y}
    )


def residuals_of(objective: Objective) -> Any:
    """Return numpy's residuals, a function of the parameters."""
    model, data = objective.model, objective.data
    predict = numpy_function([*model.predictors, *model.parameters], [model.expression])
    columns = [column.values for column in data.predictors]
    return lambda point: np.broadcast_to(predict(*columns, *point)[0], data.n) - data.y.values


def scipys(objective: Objective, start: Floats) -> float:
    """Return the sum of squares that MINPACK's Levenberg-Marquardt comes to from a point."""
    found = scipy.optimize.least_squares(
        residuals_of(objective), start, method="lm", x_scale="jac", xtol=1e-15, ftol=1e-15
    )
    return 2.0 * float(found.cost)


def made(kind: str) -> tuple[Objective, Floats]:
    """Return a curve with noise of a hundredth of its range, and the true parameters."""
    text, truth, (low, high) = KINDS[kind]
    names = Model.from_formula(parse_formula(text, ["x"])).names
    point = np.array([value for _, value in sorted(zip(names, truth, strict=True))])
    x = np.linspace(low, high, 40)
    clean = residuals_of(objective_of(text, {"x": list(x), "y": [0.0] * x.size}))(point)
    noise = 0.01 * np.ptp(clean) * np.random.default_rng(11).normal(size=x.size)
    return objective_of(text, {"x": list(x), "y": list(clean + noise)}), point


@pytest.mark.parametrize("name", NIST)
def test_the_data_are_those_that_nist_has_certified(name: str) -> None:
    residuals = residuals_of(of_nist(name))(np.array(NIST[name]["certified"]))
    slack = 1e-20 if name in ROUNDED else 0.0
    assert float(residuals @ residuals) == pytest.approx(NIST[name]["squares"], rel=2e-9, abs=slack)


@pytest.mark.parametrize("start", [0, 1], ids=["first start", "second start"])
@pytest.mark.parametrize("name", NIST)
def test_the_certified_fit_is_found(name: str, start: int) -> None:
    objective = of_nist(name)
    fit = best_fit(objective, np.array(NIST[name]["starts"][start]))
    assert fit.settled
    assert not fit.endless
    assert fit.value <= NIST[name]["squares"] * (1.0 + 1e-8)
    if name not in ROUNDED:
        assert fit.value <= scipys(objective, np.array(NIST[name]["certified"])) * (1.0 + 1e-8)


def test_michaelis_and_menten() -> None:
    x, y = PUROMYCIN
    objective = objective_of("v*x/(k + x)", {"x": x, "y": y})
    for start in (np.zeros(2), np.full(2, -1.0)):
        fit = best_fit(objective, start)
        # Bates & Watts, p. 41: V = 212.7, K = 0.0641, a sum of squares of 1195.
        assert fit.point == pytest.approx([0.0641, 212.7], rel=1e-3)
        assert fit.value == pytest.approx(scipys(objective, np.array([0.0641, 212.7])), rel=1e-9)


@pytest.mark.parametrize("start", [0.0, -1.0])
@pytest.mark.parametrize("kind", KINDS)
def test_no_worse_than_scipy_from_the_truth(kind: str, start: float) -> None:
    objective, truth = made(kind)
    fit = best_fit(objective, np.full(truth.size, start))
    assert fit.settled
    assert fit.value <= scipys(objective, truth) * (1.0 + 1e-8)
