"""Question of `rules`: what becomes of the corner when the change is halved."""

from gdcore.experiment import Experiment
from scenes.questions import Guess

__all__ = ["guess"]


def guess(experiment: Experiment) -> Guess:
    """Return it; the scene shows the same for every lesson that it suits."""
    del experiment
    return Guess("halve_the_change", "first", "quarter")
