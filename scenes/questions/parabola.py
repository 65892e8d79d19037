"""Question of `parabola`: whether the plain parabola can be laid over the curve of the error."""

from gdcore.experiment import Experiment
from gdcore.section import Shape, section
from scenes.questions import Guess

__all__ = ["guess"]


def guess(experiment: Experiment) -> Guess | None:
    """Return it where the scene tries."""
    is_parabola = section(experiment, 1).shape is Shape.PARABOLA
    return Guess("lay_the_parabola_over_it", "moved", "exactly" if is_parabola else "nearly")
