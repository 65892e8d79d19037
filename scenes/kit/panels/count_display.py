"""A display such as a computer's: a count of steps, and the error that it holds."""

from typing import Final

import numpy as np

from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import places
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.plot import Panel
from scenes.kit.text.readout import Readout

__all__ = ["CountDisplay", "free_box"]

_COUNT_PX, _NUMBER_PX = 22.0, 34.0
_COUNT, _NUMBER = 0.48, 1.04
_WIDTH, _HEIGHT = 3.2, 1.4
_PLACES: Final = np.array([0.6, 0.5, 0.98, 0.02, 0.3, 0.7])
"""Where a display may stand, as shares of the room that there is, the best first."""
_SAMPLES: Final = 600


class CountDisplay:
    """Two lines, the second large, on a ground of their own.

    Parameters
    ----------
    box : Box
        3.2 wide and 1.4 high.
    look : Look

    Attributes
    ----------
    ground : Panel
    count, number : Readout
    """

    def __init__(self, box: Box, look: Look) -> None:
        middle = (box.left + box.right) / 2
        self.ground = Panel(box, look)
        self.count = Readout(_COUNT_PX, look.muted, middle, box.top - _COUNT, 0.5)
        self.number = Readout(_NUMBER_PX, look.slope, middle, box.top - _NUMBER, 0.5)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.ground, self.count, self.number)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def tell(self, count: str, number: str) -> None:
        """Show both lines."""
        self.count.tell(count)
        self.number.tell(number)


def free_box(curve: ErrorCurve, window: Window) -> Box:
    """Return where a display hides least of a curve, in a window that its plot may look at."""
    area = curve.plot.area
    values = np.linspace(window.left, window.right, _SAMPLES)
    drawn = places(area, window, np.column_stack([values, curve.error(values)]))
    boxes = [
        Box("display", x, y, x + _WIDTH, y + _HEIGHT)
        for y in (area.bottom + _PLACES * (area.height - _HEIGHT)).tolist()
        for x in (area.left + _PLACES * (area.width - _WIDTH)).tolist()
    ]
    return min(boxes, key=lambda box: _length_inside(drawn, box))


def _length_inside(drawn: Positions, box: Box) -> float:
    """Return how much of a line through places, shape (n, 2), is in a box."""
    middles, lengths = (drawn[1:] + drawn[:-1]) / 2, np.hypot(*np.diff(drawn, axis=0).T)
    pairs = zip(middles.tolist(), lengths.tolist(), strict=True)
    return sum(length for (x, y), length in pairs if box.holds(x, y))
