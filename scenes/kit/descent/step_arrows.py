"""One step as it is explained: the gradient's arrow uphill, and the step's the other way."""

from typing import Self

import numpy as np

from gdcore.arrays import Floats
from scenes.kit.descent.projection import ArrowEnds, Projection
from scenes.kit.descent.step_names import StepNames
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Positions
from scenes.kit.look.look import Look

__all__ = ["StepArrows"]


class StepArrows:
    """The red arrow of the gradient at a point, and the green one of the step from there.

    `stand` says which step. Then `rise` lets the red one grow, `grow_step` the green one, `reach`
    draws a share of that, and `use_up` lets both fade as the point follows it. Each is a function
    of progress alone.

    Parameters
    ----------
    projection : Projection
        Where they are seen.
    look : Look
    names : StepNames, optional
        What is written beside their tips.

    Attributes
    ----------
    uphill, step : Arrow or SurfaceArrow
        The gradient's and the step's.
    """

    def __init__(self, projection: Projection, look: Look, names: StepNames | None = None) -> None:
        self._projection, self._names = projection, names
        self.uphill = projection.ink.arrow(look.slope)
        self.step = projection.ink.arrow(look.step)
        self._ends = ArrowEnds(np.zeros(2), np.zeros(2), np.zeros((2, 2)))
        self._is_drawn = False

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.uphill, self.step, *(self._names.shapes if self._names else ()))

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def stand(self, point: Floats, there: Floats) -> Self:
        """Take the step from parameters to others, both of shape (p,), as the one that is shown."""
        self._ends = self._projection.arrows(point, there)
        self._is_drawn = False
        if self._names:
            self._names.beside(self._ends)
        return self

    def rise(self, progress: float) -> None:
        """Let the gradient's arrow grow from the point, uphill."""
        self._draw_uphill(eased(progress) * self._ends.uphill)

    def grow_step(self, progress: float) -> None:
        """Let the step's arrow grow from its start, the gradient's stays as it is."""
        self.reach(eased(progress))

    def reach(self, share: float) -> None:
        """Draw a share of the step's arrow."""
        start, tip = self._ends.step
        self._draw_step(start, start + share * (tip - start), 1.0)

    def use_up(self, progress: float) -> None:
        """Let the arrows, if the step's has been drawn, fade as the point follows that."""
        if self._is_drawn:
            self.step.veil(1.0 - progress)
            self.uphill.veil(min(self.uphill.veiled, 1.0 - progress))

    def _draw_uphill(self, way: Positions) -> None:
        self.uphill.point(self._ends.here, self._ends.here + way).veil(1.0)

    def _draw_step(self, start: Positions, tip: Positions, share: float) -> None:
        self.step.point(start, tip).veil(share)
        self._is_drawn = True
