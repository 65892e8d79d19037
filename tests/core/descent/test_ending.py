"""How a stretch of steps ends a path, on stretches written by hand."""

import numpy as np
import pytest

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.descent.ending import Leg, Watch, ending, limit_of
from gdcore.descent.stopping import RUNAWAY, Stop
from gdcore.descent.trajectory import Status
from gdcore.error.loss import SSE
from gdcore.error.model import line
from gdcore.error.objective import Objective


def level(points: Floats) -> Floats:
    return np.full_like(points, 5.0)


def stretch(points: list[float], values: list[float]) -> Leg:
    return Leg(np.array([points[0]]), values[0], np.array([points[1:]]).T, np.array(values[1:]))


def test_a_rule_does_not_see_what_lies_past_a_runaway() -> None:
    # The second step leads out of bounds, the third does not move.
    leg = stretch([1.0, 2.0, 900.0, 900.0], [1.0, 4.0, 8e5, 8e5])
    watch = Watch((Stop("step", 0.5), Stop("loss", 0.5)), level, 1, limit=100.0)
    end, _ = ending(watch, leg, done=10, runs=(0, 0))
    assert end is not None
    assert (end.steps, end.status, end.fired) == (1, Status.DIVERGED, None)
    assert end.sentence == "After 12 steps the error was out of all bounds."


def test_a_rule_that_fires_on_the_last_sound_step_ends_the_path() -> None:
    leg = stretch([1.0, 1.1, 900.0], [1.0, 1.2, 8e5])
    end, runs = ending(Watch((Stop("step", 0.5),), level, 1, 100.0), leg, 0, (0,))
    assert end is not None
    assert (end.steps, end.status, end.fired) == (1, Status.CONVERGED, Stop("step", 0.5))
    assert runs == (1,)


def test_a_stretch_without_an_end_hands_on_the_runs_of_each_rule() -> None:
    leg = stretch([1.0, 1.1, 1.2, 1.3], [9.0, 9.1, 5.0, 4.9])
    watch = Watch((Stop("step", 0.5), Stop("loss", 0.5), Stop("gradient", 1.0)), level, 9, 100.0)
    assert ending(watch, leg, 0, (2, 2, 0)) == (None, (5, 1, 0))


def test_without_rules_runs_are_handed_through() -> None:
    leg = stretch([1.0, 1.1], [9.0, 9.1])
    assert ending(Watch((), level, 1, 100.0), leg, 0, ()) == (None, ())


@pytest.mark.parametrize("count", [1, 3])
def test_a_slope_that_overflows_does_not_warn_and_does_not_stop(count: int) -> None:
    def steep(points: Floats) -> Floats:
        return points * 1e308 * 100.0

    leg = stretch([1.0] * (count + 1), [2.0] * (count + 1))
    watch = Watch((Stop("gradient", 1e300),), steep, 1, 100.0)
    assert ending(watch, leg, 0, (0,)) == (None, (0,))


def test_the_limit_is_measured_from_the_start_or_from_the_rounding_of_e_at_zero() -> None:
    # Σ y² = 25 at zero, of which ε² = 2⁻¹⁰⁴ may be rounding.
    objective = Objective(line(), SSE, Dataset((Column("x", [1.0, 2.0]),), Column("y", [3.0, 4.0])))
    assert limit_of(objective, 7.0) == 7.0 * RUNAWAY
    assert limit_of(objective, 0.0) == pytest.approx(25.0 * 2.0**-104 * RUNAWAY, rel=1e-12)
