"""The steepness at its full length, in a window that is wide enough, times the rate: the step."""

from collections.abc import Callable

from gdcore.landscape.view import Window
from scenes.kit.descent.axis_arrows import AxisArrows
from scenes.kit.descent.curve_walk import CurveWalk
from scenes.kit.ink.motion import eased

__all__ = ["FullLength"]


class FullLength:
    """Movements by which the turned arrow becomes the step, always in units of the axis.

    Parameters
    ----------
    walk : CurveWalk
        Its point stands where the step begins.
    arrows : AxisArrows
    factor : float
        With which the steepness is drawn in the window of now.
    """

    def __init__(self, walk: CurveWalk, arrows: AxisArrows, factor: float) -> None:
        self._walk, self._arrows, self._factor = walk, arrows, factor
        self._curve, self._near = walk.error_curve, walk.error_curve.plot.window

    def widening(self, wide: Window, value: float) -> Callable[[float], None]:
        """Return a function of progress that widens the window as the arrow is drawn truer."""

        def draw(share: float) -> None:
            self._arrows.rise(value, self._factor ** (1.0 - share), 1.0)

        return self._looking_at(wide, value, draw)

    def narrowing(self, value: float) -> Callable[[float], None]:
        """Return a function of progress that looks as closely as before, at the step."""
        change = self._walk.first_change

        def draw(share: float) -> None:
            del share
            self._arrows.lead(value, change)

        return self._looking_at(self._near, value, draw)

    def shortening(self, rate: float, value: float) -> Callable[[float], None]:
        """Return a function of progress that multiplies the arrow by the rate: red becomes green.

        The window stays, so that what is seen to shrink is the rate.
        """
        slope = self._curve.slope(value)

        def function(progress: float) -> None:
            share = eased(progress)
            factor = 1.0 - share * (1.0 - rate)
            self._arrows.rise(value, factor, 1.0).uphill.veil(1.0 - share)
            self._arrows.lead(value, -factor * slope).step.veil(share)

        return function

    def _looking_at(
        self, window: Window, value: float, draw: Callable[[float], object]
    ) -> Callable[[float], None]:
        zoom = self._curve.zoom(window)

        def function(progress: float) -> None:
            share = eased(progress)
            zoom(share)
            self._walk.go(value)
            draw(share)

        return function
