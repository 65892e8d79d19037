"""What one row costs by the length of its residual, beside what it costs by its square."""

from collections.abc import Callable

from gdcore.error.loss import MAE, MSE
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.plots.loss_curve import LossCurve

__all__ = ["LossPair"]

_FAR, _CLOSE = 0.8, 0.25
"""Of what is seen of the squares, where a residual starts; of that, where it is before a kink."""


class LossPair:
    """Two curves over one residual, that is pushed along both.

    Parameters
    ----------
    boxes : tuple of Box
        Of the lengths, and of the squares.
    label : callable
        Returns the words for "residual", "length", "square" and "steepness".
    look : Look

    Attributes
    ----------
    lengths, squares : LossCurve
    far, close : float
        Residuals: where it starts, and one shortly before zero.
    """

    def __init__(self, boxes: tuple[Box, Box], label: Callable[[str], str], look: Look) -> None:
        self.lengths, self.squares = (
            LossCurve(box, loss, (label("residual"), label(cost)), label("steepness"), look)
            for box, loss, cost in zip(boxes, (MAE, MSE), ("length", "square"), strict=True)
        )
        self.far = _FAR * self.squares.reach
        self.close = _CLOSE * self.far
        self.at(self.far)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.lengths.shapes, *self.squares.shapes)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, residual: float) -> None:
        """Show what a residual costs."""
        for curve in (self.lengths, self.squares):
            curve.at(residual)

    def pushing(self, first: float, last: float) -> Callable[[float], None]:
        """Return a function of progress that pushes the residual from one value to another."""
        return lambda progress: self.at(first + eased(progress) * (last - first))
