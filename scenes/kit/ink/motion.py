"""Movement as a function of progress: the animation moves what exists and copies nothing."""

from collections.abc import Callable

from manim import Animation, Mobject

from scenes.kit.ink.shapes import Inked

__all__ = ["Drive", "appearing", "eased", "vanishing"]


def eased(progress: float) -> float:
    """Return progress with a soft start and end: 3 t² − 2 t³."""
    return progress * progress * (3.0 - 2.0 * progress)


class Drive(Animation):
    """Call a function with a progress that goes from 0 to 1.

    Parameters
    ----------
    function : callable
        Takes the progress and moves mobjects that are on the scene already.
    lowest : Mobject
        The one painted first among those that it moves; what is painted before stays as it is, and
        Manim paints it once for the whole animation.
    run_time : float
        Seconds.
    """

    def __init__(self, function: Callable[[float], None], lowest: Mobject, run_time: float) -> None:
        super().__init__(lowest, run_time=run_time)
        self._function = function

    def begin(self) -> None:
        """Put everything where it is at the start."""
        self._function(0.0)

    def finish(self) -> None:
        """Put everything where it is at the end."""
        self._function(1.0)

    def interpolate(self, alpha: float) -> None:
        """Put everything where it is at a share of the way."""
        self._function(alpha)

    def update_mobjects(self, dt: float) -> None:
        """Do nothing: no mobject of the film updates itself."""


def appearing(*shapes: Inked) -> Callable[[float], None]:
    """Return a function of progress that fades shapes in."""

    def function(progress: float) -> None:
        for shape in shapes:
            shape.veil(eased(progress))

    return function


def vanishing(*shapes: Inked) -> Callable[[float], None]:
    """Return a function of progress that fades shapes out, each from what is seen of it now."""
    seen = [shape.veiled for shape in shapes]

    def function(progress: float) -> None:
        for shape, share in zip(shapes, seen, strict=True):
            shape.veil(share * (1.0 - eased(progress)))

    return function
