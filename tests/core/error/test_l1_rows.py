"""Least absolute residuals with few rows held, against a linear programme on all of them."""

from collections.abc import Iterator

import numpy as np
import pytest

import gdcore.error.fits
from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.error.fits import best_fit
from gdcore.error.l1_rows import least_absolute_of
from gdcore.error.loss import loss_named
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.formula.parsing import parse_formula
from tests.core.error.test_l1 import by_linear_programme


def _sum(features: Floats, targets: Floats, most: int) -> tuple[float, list[int]]:
    """Return the sum that is reached, and how many rows were gone over in each pass."""
    passes: list[int] = []

    def blocks() -> Iterator[tuple[Floats, Floats]]:
        passes.append(len(targets))
        for first in range(0, len(targets), most):
            yield features[first : first + most], targets[first : first + most]

    step = least_absolute_of(blocks)
    return float(np.abs(features @ step - targets).sum()), passes


@pytest.mark.parametrize("away", [0.0, 0.3, 20.0])
@pytest.mark.parametrize("coarse", [False, True])
@pytest.mark.parametrize("p", [1, 2, 4])
def test_no_sum_is_lower(p: int, coarse: bool, away: float) -> None:
    # Far away, most rows change sides on the way; coarse data are full of ties.
    random = np.random.default_rng(29 * p)
    features = np.column_stack([random.normal(2.0, 1.0, (300, p - 1)), np.ones(300)])
    targets = features @ np.full(p, away) + random.standard_t(2, 300)
    if coarse:
        features, targets = np.round(features), np.round(targets)
    reached, _ = _sum(features, targets, 64)
    assert reached == pytest.approx(by_linear_programme(features, targets), rel=1e-9)


def test_a_parameter_that_one_row_tells_of_is_found() -> None:
    # The row of the only 1 is far from where the search begins.
    random = np.random.default_rng(3)
    only = np.zeros(200)
    only[77] = 1.0
    features = np.column_stack([only, np.ones(200)])
    targets = random.normal(size=200)
    targets[77] = 500.0
    reached, _ = _sum(features, targets, 50)
    assert reached == pytest.approx(by_linear_programme(features, targets), rel=1e-9)


def test_near_the_fit_one_round_is_enough() -> None:
    random = np.random.default_rng(5)
    features = np.column_stack([random.normal(size=4000), np.ones(4000)])
    targets = random.normal(size=4000)
    _, passes = _sum(features, targets, 500)
    # The width, the rows within it, the rows that tell; then a round: gathered, and looked at.
    assert len(passes) <= 3 + 2 * 2


def test_the_best_fit_is_the_same_whether_rows_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(8)
    x = random.uniform(0.0, 3.0, 3000)
    data = Dataset((Column("x", x),), Column("y", np.exp(0.5 * x) + random.standard_t(2, 3000)))
    model = Model.from_formula(parse_formula("a*exp(k*x)", ["x"]))
    objective = Objective(model, loss_named("mae"), data)
    held = best_fit(objective, np.array([1.0, 0.4]))
    monkeypatch.setattr(gdcore.error.fits, "_HELD_ROWS", 2000)
    streamed = best_fit(objective, np.array([1.0, 0.4]))
    np.testing.assert_allclose(streamed.point, held.point, rtol=1e-9)
    assert streamed.settled
