"""What a learner may guess: asked before the scene shows it, answered by the lesson's numbers."""

import numpy as np
import pytest

from gdcore.data.units import Units
from gdcore.experiment import Experiment
from gdcore.landscape.stand import stand
from gdcore.section import section
from scenes.brief import Brief, default_brief
from scenes.film import scene_timeline, unsuited
from scenes.questions import LEAD_S, Question, asked
from tests.scenes.conftest import LESSONS
from tests.scenes.formulas import FORMULAS, women

BY_NUMBERS = ("fit", "cost", "parabola", "tangent", "rate", "surface", "iterate")
"""Scenes whose question depends on the lesson."""
ASKING = (*BY_NUMBERS, "steps", "rules", "valley", "stochastic", "minima")
ODD = ("starts at the best fit", "negative, odd names", "no slope")


def question(scene: str, experiment: Experiment | None = None) -> Question:
    found = asked(scene, Brief(experiment) if experiment else default_brief())
    assert found is not None
    return found


def right(scene: str, experiment: Experiment | None = None) -> str:
    found = question(scene, experiment)
    return found.options[found.right]


@pytest.mark.parametrize("scene", ASKING)
def test_it_is_asked_before_its_answer_begins_and_told_when_that_was_seen(scene: str) -> None:
    found = question(scene)
    beats = scene_timeline(scene, default_brief()).beats
    (beat,) = (beat for beat in beats if beat.end_s == pytest.approx(found.told_s))
    begins = [beat.start_s + cue_s - LEAD_S for _, cue_s in beat.cues]
    assert any(found.asked_s == pytest.approx(begin, abs=1e-3) for begin in begins)


@pytest.mark.parametrize("start", [(-1.0, 0.0), (3.0, 0.5)])
def test_the_first_step_goes_where_the_answer_says(start: tuple[float, float]) -> None:
    experiment = women(units=Units.STANDARD, start=dict(zip("mb", start, strict=True)))
    before, after = experiment.trajectory.points[:2]
    most = int(np.argmax(np.abs(after - before)))
    assert right("iterate", experiment) == ("up" if after[most] > before[most] else "down")


def test_one_parameter_stays_at_its_best_only_where_they_are_apart() -> None:
    """About the mean of x, dE/dm has no part of b: ∂²E/∂m∂b is twice the mean of x, zero there."""
    assert right("surface", women(units=Units.STANDARD)) == "yes"
    assert right("surface", women(units=Units.OWN)) == "no"


def test_only_squares_of_what_is_linear_make_a_parabola() -> None:
    """The second derivative of (exp(k x) − y)² by k has k in it, so it is not constant."""
    assert right("parabola") == "yes"
    assert right("parabola", FORMULAS["rate only"]().experiment) == "no"


def test_steps_are_as_long_as_the_answer_says() -> None:
    cut = section(default_brief().experiment, 1)
    rate, curvature = cut.whole.rate, float(cut.bowl.hessian[0, 0])
    assert stand(cut) != pytest.approx(float(cut.bowl.minimum[0]))
    # On a parabola each step is (1 - rate * curvature) times as long as the one before.
    assert 0 < 1 - rate * curvature < 1
    assert right("tangent") == "they get shorter"


@pytest.mark.parametrize("lesson", ODD)
def test_any_lesson_has_words_for_what_it_asks(lesson: str) -> None:
    brief = LESSONS[lesson]()
    for scene in BY_NUMBERS:
        found = None if unsuited(scene, brief) else asked(scene, brief)
        assert found is None or "{" not in found.text + found.because + "".join(found.options)
