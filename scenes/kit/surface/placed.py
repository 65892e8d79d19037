"""Words that are moved at every frame, such as those beside axes that turn with the view."""

import numpy as np

from scenes.kit.ink.pen import Pen
from scenes.kit.ink.shapes import PX, Positions, Type

__all__ = ["Placed"]


class Placed(Type):
    """A line of text that is moved at every frame: it is painted by translation.

    Parameters
    ----------
    markup, size_px, colour
        As for `Type`.

    Attributes
    ----------
    still : Type
        The same line, its left end on its baseline at (0, 0).
    """

    def __init__(self, markup: str, size_px: float, colour: str) -> None:
        super().__init__(markup, size_px, colour)
        self.still = Type(markup, size_px, colour)

    def _show(self, share: float) -> None:
        super()._show(share)
        self.still.light(self.lit).veil(share)

    def paint(self, pen: Pen) -> None:
        """Fill the letters where they are now."""
        pen.ctx.translate(*self.place)
        self.still.paint(pen)

    @property
    def place(self) -> tuple[float, float]:
        """Where the line's left end is on its baseline."""
        return float(self._origin[0]), float(self._origin[1])

    def beside(self, place: Positions, outward: Positions, air: float) -> float:
        """Put the line on one side of a place.

        Parameters
        ----------
        place, outward : Positions, shape (2,)
            On the screen; the direction has length 1.
        air : float
            The least distance from the place, scene units.

        Returns
        -------
        float
            How far out the line's box reaches.
        """
        em = self.size_px * PX
        half = float(np.abs(outward) @ [self.advance / 2, 0.4 * em])
        x, y = place + outward * (air + half)
        self.at(x, y - 0.3 * em, 0.5)
        return air + 2 * half
