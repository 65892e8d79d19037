"""The usual descent of a lesson: plain, at the automatic rate, a hundred steps from its start."""

from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.descent.stopping import Stop
from gdcore.experiment import Experiment, run
from gdcore.rules.recipes import FIXED, rule_named, sampling_named
from gdcore.usual import usual

X, Y = np.array([1.0, 2.0, 4.0]), np.array([3.0, 1.0, 2.0])
DATA = Dataset((Column("x", X),), Column("y", Y))
START = {"m": 2.0, "b": 1.0}


def made(rule: str = "fixed", method: str = "batch", **options: Any) -> Experiment:
    rows = sampling_named(method, 5 if method != "batch" else None)
    given = {"units": Units.OWN, "start": START, **options}
    return run(DATA, rule=rule_named(rule), sampling=rows, **given)


@pytest.mark.parametrize(
    "lesson",
    [
        *({"rate": 0.01}, {"rate": 9.0}, {"steps": 7}, {"steps": 300}, {"rule": "momentum:0.5"}),
        *({"rule": "adam"}, {"method": "stochastic"}, {"stops": (Stop("step", 0.1),)}),
    ],
    ids=str,
)
def test_whatever_the_descent_the_usual_one_is_the_same(lesson: dict[str, Any]) -> None:
    found, plain = usual(made(**lesson)), made()
    assert (found.rule, found.asked_rate, found.rate) == (FIXED, None, plain.rate)
    assert found.trajectory.points.tolist() == plain.trajectory.points.tolist()
    assert found.trajectory.steps == 100
    assert found.trajectory.sentence == plain.trajectory.sentence
    misses = 2.0 * X + 1.0 - Y
    first = np.array([2.0, 1.0]) - found.rate * 2.0 * np.array([(misses * X).mean(), misses.mean()])
    assert found.trajectory.points[1] == pytest.approx(first, rel=1e-12)
    assert usual(found) is found


def test_a_lesson_that_asks_for_nothing_has_made_it() -> None:
    lesson = made()
    assert usual(lesson) is lesson


def test_where_there_is_no_automatic_rate_the_lesson_s_own_serves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(*_: object) -> float:
        raise ValueError("no curvature")

    monkeypatch.setattr("gdcore.usual.auto_rate", none)
    lesson = made(rate=0.01)
    assert usual(lesson) is lesson
