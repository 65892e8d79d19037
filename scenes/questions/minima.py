"""Question of `minima`: whether descents from everywhere reach the lowest place."""

from gdcore.experiment import Experiment
from scenes.questions import Guess

__all__ = ["guess"]


def guess(experiment: Experiment) -> Guess:
    """Return it; the scene shows the same for every lesson that it suits."""
    del experiment
    return Guess("drop_the_lights", "down", "some")
