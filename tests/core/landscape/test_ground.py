"""The ground to stand on: its places, its heights, which way is down, and its contours."""

from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.ground import SIDE, ground

X = np.linspace(1.0, 4.0, 12)
Y = 2.0 + 0.5 * X + 0.1 * np.cos(5.0 * X)
LESSONS: dict[str, dict[str, Any]] = {
    "line": {"formula": "m*x + b"},
    "raw line": {"formula": "m*x + b", "units": Units.OWN},
    "cut": {"formula": "a*x**2 + b*x + c"},
    "curve": {"formula": "a*exp(k*x)", "units": Units.OWN, "start": {"a": 1.5, "k": 0.1}},
    "trough": {"formula": "m*x", "units": Units.OWN},
    "curved trough": {"formula": "exp(k*x)", "units": Units.OWN},
}
CURVES: dict[str, Any] = {
    "mb": lambda x, m, b: m * x + b,
    "abc": lambda x, a, b, c: a * x * x + b * x + c,
    "ak": lambda x, a, k: a * np.exp(k * x),
    "m": lambda x, m: m * x,
    "k": lambda x, k: np.exp(k * x),
}


def lesson(formula: str = "m*x + b", y: Any = Y, **options: Any) -> Experiment:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(Dataset((Column("x", X),), Column("y", y)), model=model, **options)


def error_at(done: Experiment, place: np.ndarray) -> float:
    """E row by row, with what a place stands for; other parameters at their best."""
    shown = ground(done)
    theta = done.best.copy()
    for k, which in enumerate(shown.cut.chosen):
        theta[which] += shown.reach[k] * place[k]
    data = done.objective.data
    values = dict(zip(done.model.names, theta.tolist(), strict=True))
    x, y = data.x.values, data.y.values
    return float(np.square(CURVES["".join(values)](x, **values) - y).mean())


@pytest.mark.parametrize("name", LESSONS)
def test_heights_are_errors(name: str) -> None:
    done = lesson(**LESSONS[name])
    shown, low = ground(done), error_at(done, np.zeros(2))
    told = error_at(done, shown.foot) - low
    for place in np.random.default_rng(3).uniform(-0.6, 0.6, (20, 2)):
        share = float(shown.shares_at(place))
        if share < 1.0:
            height = (error_at(done, place) - low) / told
            # Between the points of a grid, 1/45 apart, the ground is flat.
            found = (share - float(shown.shares_at(np.zeros(2)))) / float(
                shown.shares_at(shown.foot)
            )
            assert found == pytest.approx(height, rel=0.02, abs=0.01)


@pytest.mark.parametrize("name", LESSONS)
def test_the_foot_is_the_start_and_the_way_the_descent(name: str) -> None:
    done = lesson(**LESSONS[name], steps=7)
    shown = ground(done)
    chosen = list(shown.cut.chosen)
    walked = (done.trajectory.points - done.best)[:, chosen] / shown.reach[: len(chosen)]
    np.testing.assert_allclose(shown.walked[:, : len(chosen)], walked, atol=1e-12)
    assert not shown.walked[:, len(chosen) :].any()
    np.testing.assert_array_equal(shown.foot, shown.walked[0])
    assert np.hypot(*shown.foot) < 1.0


@pytest.mark.parametrize("name", LESSONS)
def test_down_is_against_the_gradient(name: str) -> None:
    done = lesson(**LESSONS[name])
    shown = ground(done)
    count = len(shown.cut.chosen)
    step = 1e-6 * np.eye(2)[:count]
    rises = [error_at(done, shown.foot + h) - error_at(done, shown.foot - h) for h in step]
    # Of θ, one reach for each unit of place: twice, once for the gradient, once for the way.
    way = -np.array([*rises, 0.0])[:2] / np.append(shown.reach[:count] ** 2, 1.0)[:2]
    np.testing.assert_allclose(shown.fall, way / np.hypot(*way), atol=1e-6)


@pytest.mark.parametrize("name", LESSONS)
def test_slopes_are_those_of_the_shares(name: str) -> None:
    shown = ground(lesson(**LESSONS[name]))
    place, step = np.array([0.21, -0.13]), 0.05
    ways = step * np.eye(2)
    rises = [float(shown.shares_at(place + h) - shown.shares_at(place - h)) for h in ways]
    np.testing.assert_allclose(shown.slopes_at(place), np.array(rises) / 0.1, rtol=0.1, atol=0.02)
    if "trough" in name:
        assert shown.slopes_at(place)[1] == 0.0


@pytest.mark.parametrize("name", LESSONS)
def test_contours_are_lines_of_equal_error(name: str) -> None:
    done = lesson(**LESSONS[name])
    shown = ground(done)
    lines = shown.contours(0.08)
    assert len(lines) >= 10
    for line in lines:
        inside = line[np.abs(line).max(axis=1) < SIDE]
        errors = np.array([error_at(done, place) for place in inside[::7]])
        steep = np.hypot(*shown.slopes_at(inside[::7]).T) * np.ptp([
            shown.scale.lowest,
            shown.scale.highest,
        ])
        assert (np.abs(errors - errors.mean()) <= 0.01 * steep + 1e-9 * errors.mean()).all()


def test_contours_are_so_far_apart_at_the_start_but_ten_at_least_and_forty_at_most() -> None:
    shown = ground(lesson())
    steep = float(np.hypot(*shown.slopes_at(shown.foot)))
    levels = {round(float(shown.shares_at(line[0])), 3) for line in shown.contours(0.05)}
    assert np.diff(sorted(levels)).mean() == pytest.approx(0.05 * steep, rel=0.06)
    gap = shown.contour_gap(0.05)
    assert np.diff(sorted(levels)) == pytest.approx(np.full(len(levels) - 1, gap), abs=0.003)
    assert len({line.tobytes() for line in shown.contours(10.0)}) >= 10
    assert len(shown.contours(1e-6)) <= 2 * 40


@pytest.mark.parametrize("formula", ["m*x + b", "m*x"])
def test_level_ground_falls_nowhere(formula: str) -> None:
    start = {"m": 2.0} if formula == "m*x" else {"m": 2.0, "b": 0.0}
    shown = ground(lesson(formula, 2.0 * X, units=Units.OWN, start=start))
    assert not shown.fall.any()


def test_beyond_the_square_the_ground_goes_on_as_at_its_edge() -> None:
    shown = ground(lesson())
    edge, beyond = np.array([[SIDE, 0.3], [0.2, -SIDE]]), np.array([[9.0, 0.3], [0.2, -7.0]])
    np.testing.assert_array_equal(shown.shares_at(beyond), shown.shares_at(edge))


def test_what_is_no_number_is_in_the_clouds() -> None:
    done = lesson("exp(k*x)", units=Units.OWN, start={"k": 80.0}, steps=0)
    shares = ground(done).shares
    assert np.isfinite(shares).all()
    assert shares.max() == 1.2
