"""Question of `rate`: whether steps that lead across the valley still arrive."""

from gdcore.experiment import Experiment
from scenes.questions import Guess
from scenes.scripts.rate import swept

__all__ = ["guess"]


def guess(experiment: Experiment) -> Guess | None:
    """Return it for a bowl, on which all is known by formula."""
    return Guess("overshoot", "further", "settles") if swept(experiment).is_bowl else None
