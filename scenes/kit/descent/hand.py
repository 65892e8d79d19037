"""What a hand does with a descent: it takes the point somewhere and back, or opens the picture."""

import math
from collections.abc import Callable

import numpy as np

from gdcore.landscape.view import Window
from scenes.kit.descent.descent_marks import DescentMarks
from scenes.kit.ink.motion import eased
from scenes.kit.plots.plot import passing

__all__ = ["opening", "reaching", "swaying"]


def swaying(descent: DescentMarks, axis: int, share: float) -> Callable[[float], None]:
    """Return a function of progress that moves the point along an axis, inward, and back.

    Parameters
    ----------
    descent : DescentMarks
    axis : int
        0 for the horizontal one, 1 for the vertical one.
    share : float
        How far, as a share of the picture.
    """
    shown, here = descent.error_plot, descent.parameters
    window, k = shown.plot.window, shown.section.chosen[axis]
    size = share * (window.width, window.height)[axis]
    inward = math.copysign(size, window.middle[axis] - here[k])
    return _to_and_fro(descent, inward * (np.arange(here.size) == k))


def reaching(descent: DescentMarks) -> Callable[[float], None]:
    """Return a function of progress that takes the point to the best fit, and back."""
    return _to_and_fro(descent, descent.experiment.best - descent.parameters)


def opening(
    descent: DescentMarks, windows: tuple[Window, Window], ends: tuple[float, float]
) -> Callable[[float], None]:
    """Return a function of progress that looks at the data from one window to another.

    The ring of the intercept goes along the line, its number with it.

    Parameters
    ----------
    descent : DescentMarks
    windows : tuple of Window
    ends : tuple of float
        From which x the ring goes to which.
    """
    mark, (start, end) = descent.intercept, ends

    def function(progress: float) -> None:
        share = eased(progress)
        for shape in mark.shapes:
            shape.veil(1.0)
        mark.move(start + share * (end - start))
        descent.look_at(passing(windows, share))

    return function


def _to_and_fro(descent: DescentMarks, way: np.ndarray) -> Callable[[float], None]:
    here = descent.parameters

    def function(progress: float) -> None:
        descent.stand(here + math.sin(math.pi * eased(progress)) * way)

    return function
