"""A few running numbers in a panel, one under the other."""

from collections.abc import Sequence

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import Panel
from scenes.kit.text.readout import Readout

__all__ = ["Readings"]

_PX = 24.0
_EDGE = 0.3
_DROP = 0.09


class Readings:
    """Names on the left, their numbers on the right.

    Parameters
    ----------
    box : Box
    names : sequence of Type
        Their sizes and colours stay; they are put in place.
    colours : sequence of str
        Of the numbers.
    look : Look

    Attributes
    ----------
    shapes : tuple of Inked
        All that it draws, in painting order.
    hidden : tuple of Inked
        Those that wait unseen: none.
    """

    def __init__(self, box: Box, names: Sequence[Type], colours: Sequence[str], look: Look) -> None:
        pitch = box.height / (len(names) + 0.4)
        heights = [box.top - (k + 0.7) * pitch - _DROP for k in range(len(names))]
        for name, y in zip(names, heights, strict=True):
            name.at(box.left + _EDGE, y)
        self._readouts = [
            Readout(_PX, colour, box.right - _EDGE, y, 1.0)
            for colour, y in zip(colours, heights, strict=True)
        ]
        self.shapes: tuple[Inked, ...] = (Panel(box, look), *names, *self._readouts)
        self.hidden: tuple[Inked, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """What the numbers show."""
        return tuple(readout.told for readout in self._readouts)

    def tell(self, *texts: str) -> None:
        """Show a text for each name."""
        for readout, text in zip(self._readouts, texts, strict=True):
            readout.tell(text)
