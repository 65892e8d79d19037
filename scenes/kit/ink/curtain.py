"""The curtain: the ground's colour over the whole frame, which opens on a scene's first picture."""

import numpy as np

from scenes.kit.ink.inked import Inked
from scenes.kit.ink.pen import Pen

__all__ = ["Curtain"]

_CORNER = np.array([8.0, 4.5])
"""Beyond the corner of a frame 8 high, of 16 to 9."""


class Curtain(Inked):
    """Covers all that was painted before it.

    Parameters
    ----------
    colour : str
        The ground's.
    """

    def __init__(self, colour: str) -> None:
        super().__init__(colour, filled=True)
        self.put(np.array([-_CORNER, _CORNER]))

    def paint(self, pen: Pen) -> None:
        """Fill the frame."""
        pen.ctx.rectangle(*-_CORNER, *2 * _CORNER)
        self._fill(pen)
