"""The cloud of a descent on a few rows: closed forms, its own equation, walks that were made."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.descent.cloud import cloud, largest_rate, near_cloud
from gdcore.descent.loop import descend
from gdcore.descent.sampling import Batches, Shuffled
from gdcore.error.loss import MSE, SSE, Loss
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.rules.update import FixedRate, SteepestDescent, Update

x, m, b = sympy.symbols("x m b", real=True)
LEVEL = Model(b, (x,), (b,))
THROUGH_ZERO = Model(m * x, (x,), (m,))


def told(model: Model, xs: Floats, ys: Floats, loss: Loss = MSE) -> Objective:
    return Objective(model, loss, Dataset((Column("x", xs),), Column("y", ys)))


def noisy(n: int, seed: int = 5) -> tuple[Floats, Floats]:
    random = np.random.default_rng(seed)
    xs = random.normal(0.7, 1.1, n)
    return xs, 1.7 * xs - 0.4 + random.normal(0.0, 0.6, n)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.01, 0.95), st.integers(1, 6), st.floats(1e-4, 1e4))
def test_a_level_is_a_closed_form(seed: int, rate: float, size: int, scale: float) -> None:
    """δ' = (1 − 2r) δ + 2r ρ̄ has the variance 4r² σ²/size / (1 − (1 − 2r)²) = r σ²/size/(1 − r)."""
    values = scale * np.random.default_rng(seed).normal(3.0, 1.0, 9)
    found = cloud(told(LEVEL, np.arange(9.0), values), rate, size)
    assert found is not None
    expected = rate * np.var(values) / size / (1.0 - rate)
    assert found.covariance[0, 0] == pytest.approx(expected, rel=1e-9)
    assert found.radius == pytest.approx(np.sqrt(expected), rel=1e-9)
    assert found.centre[0] == pytest.approx(np.mean(values), rel=1e-9)
    assert found.excess == pytest.approx(expected, rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_it_is_lost_where_the_fourth_moment_says(seed: int, size: int) -> None:
    """E[(1 − 2r x²)²] < 1, that is r < Σx²/Σx⁴ for one row at a time, ends the cloud of m·x."""
    xs, ys = noisy(12, seed)
    square, fourth = np.mean(xs**2), np.mean(xs**4)
    limit = float(square / ((fourth - square**2) / size + square**2))
    objective = told(THROUGH_ZERO, xs, ys)
    assert cloud(objective, 0.98 * limit, size) is not None
    assert cloud(objective, 1.02 * limit, size) is None
    assert largest_rate(objective, size) == pytest.approx(limit, rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.003, 0.03), st.sampled_from([MSE, SSE]))
def test_a_step_from_the_cloud_leads_to_the_cloud(seed: int, rate: float, loss: Loss) -> None:
    xs, ys = noisy(7, seed)
    found = cloud(told(line(), xs, ys, loss), rate)
    assert found is not None
    best = np.polynomial.polynomial.polyfit(xs, ys, 1)[::-1]
    after = np.zeros((2, 2))
    for at, height in zip(xs, ys, strict=True):
        feature = np.array([at, 1.0])
        keep = np.eye(2) - 2.0 * rate * np.outer(feature, feature)
        push = 2.0 * rate * (feature @ best - height) * feature
        after += (keep @ found.covariance @ keep + np.outer(push, push)) / 7
    assert found.covariance == pytest.approx(after, rel=1e-7, abs=1e-12)


def test_rows_drawn_independently_stay_within_it() -> None:
    xs, ys = noisy(40)
    found = cloud(told(line(), xs, ys), 0.05, 2)
    assert found is not None
    random, points = np.random.default_rng(8), np.tile(found.centre, (4000, 1))
    for _ in range(300):
        rows = random.integers(40, size=(4000, 2))
        misses = points[:, :1] * xs[rows] + points[:, 1:] - ys[rows]
        slope = np.column_stack([(misses * xs[rows]).mean(axis=1), misses.mean(axis=1)])
        points = points - 0.05 * 2.0 * slope
    seen = np.cov(points.T)
    assert seen == pytest.approx(found.covariance, rel=0.15, abs=0.1 * float(seen.max()))
    assert np.trace(seen) == pytest.approx(found.radius**2, rel=0.1)
    inside = _inside(points, found.outline(2.0, 400))
    assert inside == pytest.approx(1.0 - np.exp(-2.0), abs=0.03)


def _inside(points: Floats, outline: Floats) -> float:
    """Return the share of points on the inner side of all edges of a convex outline."""
    edges = np.roll(outline, -1, axis=0) - outline
    out = points[:, None, :] - outline
    turns = edges[:, 0] * out[..., 1] - edges[:, 1] * out[..., 0]
    return float(np.mean((turns >= 0).all(axis=1) | (turns <= 0).all(axis=1)))


def test_a_descent_in_shuffled_passes_stays_a_little_nearer() -> None:
    xs, ys = noisy(300)
    objective = told(line(), xs, ys)
    found, bowl = cloud(objective, 0.05), objective.quadratic
    assert found is not None
    assert bowl is not None
    assert 1.0 / (0.05 * bowl.eigenvalues[0] * 300) < 0.15
    plain = Update(SteepestDescent(), FixedRate(0.05))
    walk = descend(objective, plain, found.centre, 30_000, (), Batches(1, Shuffled(2)))
    away = np.sqrt(np.mean(np.sum((walk.points[300:] - found.centre) ** 2, axis=1)))
    assert 0.9 * found.radius < away < 1.02 * found.radius


def test_what_has_no_cloud_is_refused() -> None:
    xs, ys = noisy(5)
    bowl = told(line(), xs, ys)
    with pytest.raises(ValueError, match="one lowest point"):
        cloud(told(Model(sympy.exp(m * x), (x,), (m,)), xs, ys), 0.1)
    with pytest.raises(ValueError, match="one lowest point"):
        cloud(told(line(), np.ones(5), ys), 0.1)
    for rate, size in ((0.0, 1), (float("nan"), 1), (0.1, 0)):
        with pytest.raises(ValueError, match="positive"):
            cloud(bowl, rate, size)
    with pytest.raises(ValueError, match="1 or more, got 0"):
        largest_rate(bowl, 0)
    level = cloud(told(LEVEL, xs, ys), 0.1)
    assert level is not None
    with pytest.raises(ValueError, match="2 parameters, got 1"):
        level.outline(1.0, 8)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5), st.sampled_from([MSE, SSE]))
def test_the_largest_rate_parts_clouds_from_none(seed: int, size: int, loss: Loss) -> None:
    objective = told(line(), *noisy(9, seed), loss)
    limit = largest_rate(objective, size)
    assert cloud(objective, 0.999 * limit, size) is not None
    assert cloud(objective, 1.001 * limit, size) is None


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([MSE, SSE]), st.integers(1, 3))
def test_close_by_a_bowl_s_cloud_is_about_what_any_curve_has(
    seed: int, loss: Loss, size: int
) -> None:
    """Both differ by how unevenly rows are curved, which counts ever less as rates get small."""
    objective = told(line(), *noisy(9, seed), loss)
    rate = 1e-4 * largest_rate(objective, size)
    exact, bowl = cloud(objective, rate, size), objective.quadratic
    assert exact is not None
    assert bowl is not None
    found = near_cloud(objective, bowl.minimum, rate, size)
    assert found.covariance == pytest.approx(exact.covariance, rel=1e-2, abs=1e-3 * exact.radius**2)
    assert found.excess == pytest.approx(exact.excess, rel=1e-2)
