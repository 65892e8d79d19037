"""Question of `cost`: whether squares stay as large where lengths do."""

from gdcore.experiment import Experiment
from gdcore.landscape.comparison import comparison
from scenes.questions import Guess

__all__ = ["guess"]


def guess(experiment: Experiment) -> Guess | None:
    """Return it where a line can be turned so that the lengths together stay as they are."""
    return Guess("keep_the_lengths", "turn", "more") if comparison(experiment).tie else None
