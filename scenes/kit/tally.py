"""A knob's value and its error as running numbers, beside the title."""

import numpy as np

from gdcore.typeset import name_typst
from scenes.kit.knob import Knob
from scenes.kit.layout import RIGHT, TITLE_Y
from scenes.kit.numerals import significant, steady
from scenes.kit.readout import Readout
from scenes.kit.shapes import Inked, Type
from scenes.kit.theme import Theme

__all__ = ["Tally"]

_PX = 24.0
_GAP = 0.12
_APART = 0.5


class Tally:
    """Two numbers that follow a point on an error curve, in the units descended in.

    Parameters
    ----------
    knob : Knob
    theme : Theme

    Attributes
    ----------
    shapes : tuple of Inked
        All that it draws, in painting order.
    value, error : Readout
    """

    def __init__(self, knob: Knob, theme: Theme) -> None:
        self._knob = knob
        names = (f"${name_typst(knob.section.names[0])} =$", "$E =$")
        colours = (theme.model, theme.text)
        right, rows = RIGHT, []
        for name, colour, widest in reversed(
            list(zip(names, colours, self._widest(), strict=True))
        ):
            left = right - widest
            rows.append((Type(name, _PX, colour).at(left - _GAP, TITLE_Y, 1.0), left, colour))
            right = float(rows[-1][0].box[0, 0]) - _APART
        self.error, self.value = (Readout(_PX, colour, x, TITLE_Y) for _, x, colour in rows)
        self.shapes: tuple[Inked, ...] = (*(name for name, _, _ in rows), self.error, self.value)
        self.tell(knob.start)

    def _widest(self) -> tuple[float, float]:
        """Return the room that the longest value and the longest error take."""
        low, high = self._knob.visible
        told = [self._texts(value) for value in np.linspace(low, high, 41).tolist()]
        return tuple(  # pyright: ignore[reportReturnType] - two of them
            max(Readout(_PX, "#000000", 0.0, 0.0).tell(text).advance for text in column)
            for column in zip(*told, strict=True)
        )

    def _texts(self, value: float) -> tuple[str, str]:
        window = self._knob.plot.window
        error = float(self._knob.error(np.array([value]))[0])
        return steady(value, window.width), significant(error)

    def tell(self, value: float) -> None:
        """Show a value and its error."""
        for readout, text in zip((self.value, self.error), self._texts(value), strict=True):
            readout.tell(text)
