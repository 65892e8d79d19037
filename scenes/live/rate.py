"""Live picture of `rate`: the curve of E, and the whole path that a learning rate makes on it."""

from typing import Any

import numpy as np

from scenes.kit.live.lesson_part import cut_of, live
from scenes.kit.live.pictures import curve_picture
from scenes.rate import LearningRate

__all__ = ["picture"]


def picture(stage: LearningRate) -> dict[str, Any]:
    """Return the curve with the path at the rate that was taken."""
    sweep, cut = stage.sweep, stage.sweep.cut
    start = np.array([sweep.start])
    pictures = (curve_picture(stage.error_curve, stage.look),)
    reduced = cut_of(cut, start, stage.bent.rate)
    steps = len(stage.bent.path.points) - 1
    theta = cut.lift(start)
    told = live(stage, pictures, theta=theta, steps=steps, cut=reduced)
    return told | {"bends": True}
