"""How a step and a runaway are followed: pictures zoom out with the arrow, and back at the end."""

from collections.abc import Callable

from gdcore.landscape.following import last_within, zoomed_evenly
from scenes.kit.descent.descent_marks import DescentMarks
from scenes.kit.descent.step_arrows import StepArrows
from scenes.kit.ink.motion import eased

__all__ = ["looking_back", "pointing", "running_away"]

_SIZES, _STEPS, _FAR_SIZES = 5.0, 3, 30.0
"""What has gone further than the last is looked back at from so many times the first picture, or
where so many steps are seen."""


def pointing(
    descent: DescentMarks, arrows: StepArrows, *, with_uphill: bool
) -> Callable[[float], None]:
    """Return a function of progress by which a step's arrow grows, and the pictures to hold it.

    Parameters
    ----------
    descent : DescentMarks
        Where the step begins.
    arrows : StepArrows
    with_uphill : bool
        Whether the gradient's arrow grows beside it; if not, it is there already.
    """
    step = descent.step

    def function(progress: float) -> None:
        share = descent.look_from(step + eased(progress)) - step
        arrows.stand(descent.parameters, descent.there).rise(progress if with_uphill else 1.0)
        arrows.reach(share)

    return function


def running_away(
    descent: DescentMarks, first: int, go: Callable[[float], None]
) -> Callable[[float], None]:
    """Return a function of progress that runs through a runaway, zooming out at one speed.

    Parameters
    ----------
    descent : DescentMarks
    first : int
        The step that it begins with.
    go : callable
        Puts everything where it is at a step.
    """
    return lambda progress: go(zoomed_evenly(descent.windows, first, progress))


def looking_back(descent: DescentMarks) -> Callable[[float], None]:
    """Return a function of progress that looks back at the first steps of a runaway.

    What ran away in very few steps, or not very far, is seen well where it ends.

    Parameters
    ----------
    descent : DescentMarks
        At its end.
    """
    windows, last = descent.windows, descent.steps
    near, far = max(last_within(windows, _SIZES), _STEPS), last_within(windows, _FAR_SIZES)
    near = near if near <= far < last else last

    def function(progress: float) -> None:
        descent.look_from(zoomed_evenly(windows, near, 1.0 - eased(progress)))

    return function
