"""Question of `iterate`: which way the first step moves the parameter that it moves most."""

import numpy as np

from gdcore.experiment import Experiment
from gdcore.section import section
from gdcore.typeset.expressions import name_text
from scenes.questions import Guess

__all__ = ["guess"]


def guess(experiment: Experiment) -> Guess | None:
    """Return it, of the parameters that are in the picture."""
    start = experiment.trajectory.start
    slopes = experiment.objective.gradient(start)
    shown = list(section(experiment, 2).chosen)
    steepest = shown[int(np.argmax(np.abs(slopes[shown])))]
    slope = float(slopes[steepest])
    names = {"steepest": name_text(experiment.model.names[steepest]), "steepness": slope}
    return Guess("take_the_first_step", "arrow", "up" if slope < 0.0 else "down", names)
