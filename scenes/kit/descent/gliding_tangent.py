"""The curve of the error with a point that goes to and fro on it, and its tangent with it."""

import numpy as np

from gdcore.section import Section
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import plot_error_curve

__all__ = ["GlidingTangent"]

_REACH = 0.8
"""How far it goes from the middle, as a share of the way to where the curve leaves the picture."""


class GlidingTangent:
    """A curve without its lowest point, and its steepness at a point.

    Parameters
    ----------
    box : Box
    section : Section
        Of one parameter.
    look : Look
    label : str
        What stands before the number.

    Attributes
    ----------
    point : Dots
    """

    def __init__(self, box: Box, section: Section, look: Look, label: str) -> None:
        self._curve = plot_error_curve(box, section, look)
        self._tangent = TangentLine(self._curve, look, label)
        self._ends = self._curve.best + _REACH * (np.array(self._curve.visible) - self._curve.best)
        self.point: Dots = self._tangent.point
        self.glide(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        axes, tangent = self._curve.plot.axes.shapes, self._tangent
        return (*axes, self._curve.curve, tangent.line, tangent.told, tangent.point)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: nothing."""
        return ()

    def glide(self, progress: float) -> None:
        """Be so far from left to right, as a function of progress."""
        self._tangent.at(float(self._ends[0] + eased(progress) * np.ptp(self._ends)))

    def back(self, progress: float) -> None:
        """Be so far from right to left, as a function of progress."""
        self.glide(1.0 - progress)
