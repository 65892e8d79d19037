"""Question of `tangent`: what becomes of the steps on the way down, at one rate."""

from gdcore.descent.verdict import Fall, Pace
from gdcore.experiment import Experiment
from gdcore.landscape.stand import stand
from gdcore.landscape.walk import first_steps
from gdcore.section import section
from scenes.questions import Guess

__all__ = ["guess"]

_RIGHT = {Pace.SHORTER: "shorter", Pace.EQUAL: "equal"}


def guess(experiment: Experiment) -> Guess | None:
    """Return it where the first steps get shorter, or stay as long."""
    cut = section(experiment, 1)
    verdict = cut.verdict(first_steps(cut, stand(cut)))
    if verdict.fall is Fall.CLIMBS or verdict.pace not in _RIGHT:
        return None
    return Guess("walk_down", "walk", _RIGHT[verdict.pace])
