"""Question of `fit`: which of a line's two numbers tilts it."""

from gdcore.experiment import Experiment
from scenes.questions import Guess

__all__ = ["guess"]


def guess(experiment: Experiment) -> Guess | None:
    """Return it for a line with a slope and an intercept."""
    return Guess("turn_the_knobs", "first", "first") if experiment.is_line else None
