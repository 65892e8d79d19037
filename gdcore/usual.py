"""The usual descent of a lesson: for those who are to know nothing of the lesson's own rate."""

from dataclasses import replace
from functools import lru_cache

from gdcore.descent.loop import descend
from gdcore.descent.sampling import AllRows
from gdcore.descent.trajectory import Status
from gdcore.experiment import USUAL_STEPS, Experiment, judged
from gdcore.rules.rates import auto_rate
from gdcore.rules.recipes import FIXED

__all__ = ["usual"]


@lru_cache(maxsize=64)
def usual(experiment: Experiment) -> Experiment:
    """Return a lesson with the usual descent from its start; itself if it has made that.

    That is plain descent at the automatic rate, by `USUAL_STEPS` steps unless it ends sooner. Where
    the data allow no automatic rate, it is the lesson's plain descent.

    Parameters
    ----------
    experiment : Experiment
    """
    if _is_usual(experiment):
        return experiment
    objective, start, rows = experiment.objective, experiment.trajectory.start, AllRows()
    try:
        rate = auto_rate(FIXED, objective, start, experiment.fit, rows)
    except ValueError:
        return experiment.plain
    made = descend(objective, FIXED.update(rate), start, USUAL_STEPS)
    plainly = replace(experiment, rule=FIXED, sampling=rows, asked_rate=None)
    found = replace(plainly, rate=rate, trajectory=made)
    return replace(found, trajectory=judged(found))


def _is_usual(experiment: Experiment) -> bool:
    path = experiment.trajectory
    is_plain = experiment.rule == FIXED and isinstance(experiment.sampling, AllRows)
    is_whole = path.steps == USUAL_STEPS
    has_ended = path.steps < USUAL_STEPS and path.status is not Status.EXHAUSTED
    is_unasked = experiment.asked_rate is None and path.fired is None
    return is_plain and is_unasked and (is_whole or has_ended)
