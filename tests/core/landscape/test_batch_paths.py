"""Three sizes of batches from one start: rates, paths, what they cost, the ring and its closing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS, MAE, SSE
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.batch_paths import SPREADS, BatchPaths, batch_paths
from gdcore.landscape.batch_rates import SHARE

_RANDOM = np.random.default_rng(4)
X = _RANDOM.normal(0.4, 1.0, 60)
NOISE = _RANDOM.normal(0.0, 0.7, 60)


def lesson(x: Floats = X, y: Floats = X + NOISE, formula: str = "", **options: Any) -> Experiment:
    model = Model.from_formula(parse_formula(formula, ["x"])) if formula else None
    data = Dataset((Column("x", x),), Column("y", y))
    return run(data, model=model, units=Units.OWN, **options)


def told(experiment: Experiment) -> BatchPaths:
    paths = batch_paths(experiment)
    assert paths is not None
    return paths


def logistic() -> Experiment:
    answers = (X + NOISE > 0.3).astype(float)
    return lesson(y=answers, formula="1/(1+exp(-(w*x+b)))", loss=LOGLOSS)


def test_the_path_on_one_row_is_the_plain_loop() -> None:
    paths = told(lesson())
    m, b = paths.one.path.start
    for step, row in enumerate(paths.rows_drawn(200)):
        assert paths.one.path.points[step] == pytest.approx([m, b], rel=1e-12)
        miss = m * X[row] + b - (X + NOISE)[row]
        m, b = m - paths.one.rate * 2.0 * miss * X[row], b - paths.one.rate * 2.0 * miss


def test_each_rate_is_the_same_share_of_its_largest() -> None:
    paths = told(lesson())
    features = np.column_stack([X, np.ones(60)])
    bends = np.linalg.eigvalsh(2.0 * features.T @ features / 60)
    assert paths.every.rate == pytest.approx(SHARE * 2.0 / bends[-1], rel=0.05)
    assert paths.some.size == 8
    for path in (paths.one, paths.some):
        largest = path.rate / SHARE
        for rate, settles in ((0.9 * largest, True), (1.1 * largest, False)):
            spread = np.zeros((4, 4))
            squares = [np.outer(row, row) * 2.0 for row in features]
            mean = np.mean(squares, axis=0)
            keep = np.eye(2) - rate * mean
            for pull in squares:
                spread += np.kron(pull - mean, pull - mean) / 60
            whole = np.kron(keep, keep) + rate**2 / path.size * spread
            assert (np.abs(np.linalg.eigvals(whole)).max() < 1.0) is np.bool_(settles)


def test_the_ring_holds_as_many_stops_as_a_normal_cloud() -> None:
    """Of a normal cloud 1 − exp(−2) are within two standard deviations."""
    paths = told(lesson())
    assert paths.inside == pytest.approx(1.0 - np.exp(-(SPREADS**2) / 2.0), abs=0.06)
    assert paths.arrival < 60
    best = np.polyfit(X, X + NOISE, 1)
    away = np.hypot(*(paths.one.path.points[500:] - best).T)
    assert np.sqrt(np.mean(away**2)) == pytest.approx(paths.cloud.radius, rel=0.15)


def test_work_is_counted_in_rows() -> None:
    paths = told(lesson())
    assert [paths.every.steps_made(rows) for rows in (0, 59, 60, 119, 120)] == [0, 0, 1, 1, 2]
    assert [paths.some.steps_made(rows) for rows in (7, 8, 55, 56, 59, 60)] == [0, 1, 6, 7, 7, 8]
    assert paths.one.steps_made(60) == 60
    assert paths.rows == max(60 * paths.every.path.steps, paths.one.path.steps)


def test_all_rows_come_below_the_cloud() -> None:
    paths = told(lesson())
    assert paths.heights(paths.every.path)[paths.passes] < paths.cloud.excess / 4.0
    assert paths.every.path.steps >= paths.passes


def test_the_window_holds_the_ways_and_the_ring() -> None:
    paths = told(lesson())
    seen = paths.window
    ways = (paths.every.path.points, paths.one.path.points[: paths.arrival], paths.ring_at(0.0))
    for points in ways:
        assert ((points > (seen.left, seen.bottom)) & (points < (seen.right, seen.top))).all()


def test_stretches_begin_with_single_steps_and_end_with_all() -> None:
    paths = told(lesson())
    found, heights = paths.stretches(paths.one.path, 30), paths.heights(paths.one.path)
    assert found.rows[:3].tolist() == [0.0, 1.0, 2.0]
    assert found.means[:3].tolist() == found.low[:3].tolist() == heights[:3].tolist()
    assert found.rows[-1] == paths.one.path.steps
    last = heights[int(found.rows[-2]) + 1 :]
    assert found.means[-1] == pytest.approx(np.mean(last))
    assert np.mean(last < found.low[-1]) == pytest.approx(0.1, abs=0.02)
    assert np.mean(last > found.high[-1]) == pytest.approx(0.1, abs=0.02)
    later = paths.stretches(paths.circling.path, 30, before=600.0)
    assert later.rows[-1] == 600.0 + paths.circling.path.steps
    assert len(later.rows) < len(paths.stretches(paths.circling.path, 30).rows)


def test_the_ring_closes_with_the_rate_and_keeps_the_path_in_it() -> None:
    paths = told(lesson())
    steps = paths.shrinking.path.steps
    assert paths.rate_at(0.0) == paths.one.rate
    assert paths.rate_at(steps) == pytest.approx(paths.one.rate / 16.0)
    assert paths.shrinking.path.start.tolist() == paths.circling.path.final.tolist()
    assert paths.circling.path.start.tolist() == paths.one.path.final.tolist()
    wide = paths.cloud.outline(SPREADS, 96)
    assert paths.ring_at(0.0) == pytest.approx(wide, rel=1e-9)
    first, last = (np.ptp(paths.ring_at(step), axis=0) for step in (0.0, float(steps)))
    # In a small cloud the covariance is in proportion to the rate.
    assert last / first == pytest.approx([0.25, 0.25], rel=0.25)
    away = np.abs(paths.shrinking.path.points[-steps // 4 :] - paths.cloud.centre).max(axis=0)
    assert (away < np.ptp(paths.ring_at(0.75 * steps), axis=0)).all()


def test_pictures_get_the_descent_on_all_rows_as_a_lesson() -> None:
    whole = lesson(formula="a*x**2+b*x+c", y=X**2 + NOISE)
    shown = told(whole).lesson
    assert shown.trajectory.points.shape == (told(whole).every.path.steps + 1, 3)
    assert (shown.trajectory.points[:, 2] == whole.best[2]).all()
    assert shown.rate == told(whole).every.rate


@pytest.mark.parametrize("make", [logistic, lambda: lesson(loss=SSE)])
def test_curves_and_sums_have_them_too(make: Callable[[], Experiment]) -> None:
    paths = told(make())
    assert 0.7 < paths.inside < 1.0
    assert paths.heights(paths.some.path)[-1] < paths.heights(paths.some.path)[0] / 10.0
    assert np.ptp(paths.ring_at(10.0), axis=0).max() > 0.0


def test_the_rate_of_a_batch_lies_between_in_a_curve_that_is_no_bowl() -> None:
    curve = told(lesson(y=np.exp(0.4 * X) + 0.2 * NOISE, formula="a*exp(k*x)"))
    assert curve.one.rate < curve.some.rate < curve.every.rate
    summed = told(lesson(y=np.exp(0.4 * X) + 0.2 * NOISE, formula="a*exp(k*x)", loss=SSE))
    assert 60 * summed.every.rate == pytest.approx(curve.every.rate, rel=0.1)
    assert summed.some.size * summed.some.rate == pytest.approx(curve.some.rate, rel=0.1)


def test_rates_go_from_one_row_s_to_all_rows() -> None:
    paths = told(lesson())
    assert list(paths.rates) == [1, 2, 4, 8, 16, 32, 60]
    assert paths.rates[1] == paths.one.rate
    assert paths.rates[8] == paths.some.rate
    assert paths.rates[60] == paths.every.rate
    assert list(paths.rates.values()) == sorted(paths.rates.values())


def test_what_crawls_in_its_own_units_is_in_round_ones() -> None:
    raw = lesson(x=X + 300.0)
    paths = told(raw)
    assert raw.units is Units.OWN
    assert paths.cut.whole.units is Units.ROUND
    assert paths.cut.whole.original(paths.cut.whole.best) == pytest.approx(raw.best, rel=1e-6)


def test_what_leaves_nothing_to_see_has_none() -> None:
    line = lesson()
    best = dict(zip(("m", "b"), line.best.tolist(), strict=True))
    unsettled = replace(line, fit=replace(line.fit, settled=False))
    lessons = {
        "two rows": lesson(X[:2], NOISE[:2]),
        "no lowest point known": unsettled,
        "there already": lesson(start=best),
        "no noise": lesson(y=X),
        "a long valley": lesson(x=X + 300.0, formula="a*x**2+b*x"),
        "no other units": lesson(x=X + 5.0, y=(X + 5.0) ** 1.5 + NOISE, formula="x**a+b"),
        "no curvature": lesson(loss=MAE),
        "many best": lesson(formula="a*x+b*x"),
        "elsewhere": lesson(y=np.sin(6.0 * X), formula="sin(w*x)", start={"w": 2.0}),
        "noise only": lesson(X[:12], NOISE[:12]),
        "all rows are too slow": lesson(x=X + 1.5, y=X + 0.005 * NOISE),
    }
    assert [name for name, made in lessons.items() if batch_paths(made)] == []
