"""Many descents at once: by closed form in a bowl, and as the one that walks alone."""

import numpy as np
import sympy

from gdcore.data.dataset import Column, Dataset
from gdcore.descent.flock import flock, shaken
from gdcore.descent.loop import walk
from gdcore.descent.sampling import Batches, Shuffled
from gdcore.error.loss import MSE, SSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.rules.recipes import FIXED, rule_named

X, K = sympy.symbols("x k", real=True)
T = np.array([0.2, 0.7, 1.3, 2.1, 2.6])
STARTS = np.array([0.3, 1.1, 1.9])


def objective(expression: sympy.Expr, y: np.ndarray, loss=SSE) -> Objective:
    return Objective(
        Model(expression, (X,), (K,)), loss, Dataset((Column("x", T),), Column("y", y))
    )


def test_in_a_bowl_each_step_leaves_the_same_share() -> None:
    # E = Σ x² (k − 2)²: a step leaves 1 − 2 η Σ x² of the distance.
    lights = flock(objective(K * X, 2.0 * T), STARTS, 0.01, 7)
    left = (1.0 - 0.02 * np.sum(T**2)) ** np.arange(8)
    np.testing.assert_allclose(lights, 2.0 + left[:, None] * (STARTS - 2.0), rtol=1e-13)


def test_each_light_goes_the_way_of_one_that_walks_alone() -> None:
    wavy = objective(sympy.sin(K * X), np.sin(1.4 * T), MSE)
    lights = flock(wavy, STARTS, 0.05, 30, 0.7)
    for k, start in enumerate(STARTS):
        alone = walk(wavy, rule_named("momentum:0.7").update(0.05), np.array([start]), 30)
        np.testing.assert_allclose(lights[:, k], alone.points[:, 0], rtol=1e-12)


def test_each_light_sees_the_rows_in_an_order_of_its_own() -> None:
    wavy = objective(sympy.sin(K * X), np.sin(1.4 * T))
    lights = shaken(wavy, STARTS, 0.02, 6, seed=3)
    for k, start in enumerate(STARTS):
        sampling = Batches(1, Shuffled(3 + k))
        alone = walk(wavy, FIXED.update(0.02), np.array([start]), 30, sampling=sampling)
        np.testing.assert_allclose(lights[:, k], alone.points[::5, 0], rtol=1e-12)
