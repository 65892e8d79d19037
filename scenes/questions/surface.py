"""Question of `surface`: whether one parameter stays at its best as the other one is turned."""

from gdcore.experiment import Experiment
from gdcore.landscape.turns import are_apart
from gdcore.section import section
from scenes.questions import Guess

__all__ = ["guess"]


def guess(experiment: Experiment) -> Guess | None:
    """Return it; the scene turns one at a time on a bowl only."""
    cut = section(experiment, 2)
    if not cut.objective.is_quadratic:
        return None
    return Guess("turn_one_at_a_time", "second", "still" if are_apart(cut.bowl) else "off")
