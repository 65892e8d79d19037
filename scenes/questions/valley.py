"""Question of `valley`: whether the intercept has arrived when the error is all but gone."""

from gdcore.experiment import Experiment
from scenes.questions import Guess

__all__ = ["guess"]


def guess(experiment: Experiment) -> Guess | None:
    """Return it: in the valleys that are shown it has hardly begun."""
    del experiment
    return Guess("open_the_spreadsheet", "apart", "little")
