"""Verdicts on lessons and their cuts, which must not contradict each other."""

from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.descent.trajectory import Status
from gdcore.descent.verdict import End, Pace, Start, Verdict
from gdcore.error.loss import MAE, MSE, Loss
from gdcore.error.model import line
from gdcore.experiment import run
from gdcore.rules.recipes import rule_named
from gdcore.section import Section, section

THREE = Dataset((Column("x", [1.0, 2.0, 3.0]),), Column("y", [1.0, 2.0, 3.0]))


def test_a_cut_and_the_whole_say_alike_that_the_start_is_the_best() -> None:
    done = run(THREE, units=Units.OWN, start={"m": 1.0, "b": 0.0})
    for found in (done.verdict, *(_of_cut(done, count) for count in (1, 2))):
        assert (found.start, found.end) == (Start.ARRIVED, End.CLOSE)


def _of_cut(done: Any, count: int) -> Verdict:
    cut = section(done, count)
    return cut.verdict(cut.descend(4))


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e12])
@pytest.mark.parametrize("loss", [MSE, MAE])
def test_what_is_nothing_is_measured_by_the_data(scale: float, loss: Loss) -> None:
    # 10⁻⁷ of the responses' spread beside the best is nothing, 10⁻⁴ is not.
    data = Dataset(THREE.predictors, Column("y", scale * np.array([1.0, 2.0, 3.0])))
    for beside, start in ((1e-7, Start.ARRIVED), (1e-4, Start.SETS_OUT)):
        at = {"m": scale * (1.0 + beside), "b": 0.0}
        done = run(data, loss=loss, units=Units.OWN, start=at, rate=1e-9 * scale, steps=3)
        assert done.verdict.start is start


def test_other_rules_are_not_held_to_the_fixed_rate_s_limit() -> None:
    done = run(THREE, rule=rule_named("momentum:0.5"), rate=0.1, steps=5)
    assert done.plain_rate is None
    assert not done.verdict.is_bound_to_fall
    cut = section(done, 1)
    assert not cut.verdict(cut.descend(3), rate=0.1).is_bound_to_fall


def test_a_cut_is_judged_by_the_rate_it_was_descended_with() -> None:
    # Standardised, E of the slope alone is (m − m*)² + …: at 1/2 it arrives, 1 is the limit.
    cut = Section(run(THREE, rate=0.1), (0,))
    verdicts = {rate: cut.verdict(cut.descend(4, rate=rate), rate) for rate in (0.5, 0.9, 1.1)}
    assert [found.pace for found in verdicts.values()] == [Pace.ARRIVES, Pace.OVER, Pace.LONGER]
    assert verdicts[1.1].end is End.DIVERGED
    assert cut.verdict(cut.descend(4)).pace is Pace.SHORTER


@pytest.mark.parametrize(("rate", "steps"), [(0.1, 5), (0.99, 40), (1.01, 5), (3.0, 90), (9e99, 5)])
def test_status_and_verdict_agree(rate: float, steps: int) -> None:
    data = Dataset(THREE.predictors, Column("y", [3.0, 1.0, 2.0]))
    done = run(data, rate=rate, steps=steps)
    has_diverged = done.trajectory.status is Status.DIVERGED
    assert has_diverged is done.verdict.has_run_away
    assert has_diverged is (rate > 1.0)
    assert has_diverged is ("is above the largest stable rate" in done.trajectory.sentence)


def test_the_farthest_parameter_is_one_in_the_data_s_own_units() -> None:
    # The best is (1, 0): what is left of the ways from 0 and from 5.
    done = run(THREE, units=Units.OWN, start={"m": 0.0, "b": 5.0}, rate=0.1, steps=200)
    left = abs(done.trajectory.final - done.best) / [1.0, 5.0]
    assert done.farthest == int(left.argmax())
    # Standardised, m starts at its best, so only b has a way to go.
    other = run(THREE, model=line(), start={"m": 1.0, "b": -1.0}, steps=5)
    assert other.farthest == 1
