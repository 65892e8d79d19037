"""Curvatures at the best fits of published curves, against mpmath with sixty digits."""

import json
import math
from pathlib import Path
from typing import Any, Final

import mpmath
import numpy as np
import pytest
import sympy

from gdcore.data.dataset import Column, Dataset
from gdcore.error.fits import best_fit
from gdcore.error.loss import SSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.curvature import condition_number

NIST: Final[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "error" / "nist.json").read_text("utf-8")
)


def precise(objective: Objective, point: list[float]) -> Any:
    """Return the Hessian of the sum of squares, in mpmath's digits, a number at a time."""
    model, row = objective.model, objective.row
    symbols = [*model.predictors, objective.response, *model.parameters]
    size = len(model.parameters)
    hessian = mpmath.zeros(size)
    for i in range(size):
        for j in range(i, size):
            second = sympy.diff(row, model.parameters[i], model.parameters[j])
            function = sympy.lambdify(symbols, second, modules="mpmath")
            rows = zip(*(column.values for column in objective.data.columns), strict=True)
            numbers = [[mpmath.mpf(float(v)) for v in (*r, *point)] for r in rows]
            hessian[i, j] = hessian[j, i] = mpmath.fsum(function(*values) for values in numbers)
    return hessian


@pytest.mark.no_cover
@pytest.mark.parametrize("name", ["Misra1b", "Misra1a", "Kirby2", "Thurber"])
def test_the_condition_number_of_raw_curves_is_finite_and_mpmath_s(name: str) -> None:
    with mpmath.workdps(60):
        columns = NIST[name]["columns"]
        model = Model.from_formula(parse_formula(NIST[name]["formula"], ["x"]))
        data = Dataset((Column("x", columns["x"]),), Column("y", columns["y"]))
        objective = Objective(model, SSE, data)
        fit = best_fit(objective, np.zeros(len(model.parameters)))
        bowl = Quadratic.from_hessian(fit.point, fit.value, objective.hessian(fit.point))
        found = sorted(mpmath.eigsy(precise(objective, fit.point.tolist()), eigvals_only=True))
        assert condition_number(bowl) == pytest.approx(float(found[-1] / found[0]), rel=1e-4)
        assert bowl.eigenvalues == pytest.approx([float(value) for value in found], rel=1e-4)
        assert condition_number(bowl) > 1e8


def test_a_direction_without_curvature_has_no_condition_number_in_any_units() -> None:
    units = np.diag([1e-9, 1.0, 1e7])
    # The first two change together only: H has a row that is twice another one.
    hessian = units @ np.array([[1.0, 2.0, 0.5], [2.0, 4.0, 1.0], [0.5, 1.0, 3.0]]) @ units
    bowl = Quadratic.from_hessian(np.zeros(3), 0.0, hessian)
    assert bowl.rank == 2
    assert condition_number(bowl) == math.inf
    assert bowl.eigenvectors @ np.diag(bowl.eigenvalues) @ bowl.eigenvectors.T == pytest.approx(
        hessian, rel=1e-9, abs=1e-25
    )


def test_saddles_have_no_negative_curvatures_left() -> None:
    bowl = Quadratic.from_hessian(np.zeros(2), 0.0, np.array([[1.0, 0.0], [0.0, -4.0]]))
    assert bowl.eigenvalues.tolist() == [0.0, 1.0]
    flat = Quadratic.from_hessian(np.zeros(2), 0.0, np.zeros((2, 2)))
    assert flat.rank == 0
