"""A parameter's value and its error as running numbers, beside the title."""

import numpy as np

from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.layout import RIGHT, TITLE_Y
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.text.readout import Readout

__all__ = ["CurveReadings"]

_PX = 24.0
_GAP = 0.12
_APART = 0.5


class CurveReadings:
    """Two numbers that follow a point on an error curve, in the units descended in.

    Parameters
    ----------
    error_curve : ErrorCurve
    look : Look

    Attributes
    ----------
    shapes : tuple of Inked
        All that it draws, in painting order.
    hidden : tuple of Inked
        Those that wait unseen: none.
    value, error : Readout
    """

    def __init__(self, error_curve: ErrorCurve, look: Look) -> None:
        self._error_curve, self._numerals = error_curve, look.numerals
        names = (f"${name_typst(error_curve.section.names[0])} =$", "$E =$")
        colours = (look.model, look.text)
        right, rows = RIGHT, []
        for name, colour, widest in reversed(
            list(zip(names, colours, self._widest(), strict=True))
        ):
            left = right - widest
            rows.append((Type(name, _PX, colour).at(left - _GAP, TITLE_Y, 1.0), left, colour))
            right = float(rows[-1][0].box[0, 0]) - _APART
        self.error, self.value = (Readout(_PX, colour, x, TITLE_Y) for _, x, colour in rows)
        self.shapes: tuple[Inked, ...] = (*(name for name, _, _ in rows), self.error, self.value)
        self.hidden: tuple[Inked, ...] = ()
        self.tell(error_curve.start)

    def _widest(self) -> tuple[float, float]:
        """Return the room that the longest value and the longest error take."""
        low, high = self._error_curve.visible
        told = [self._texts(value) for value in np.linspace(low, high, 41).tolist()]
        return tuple(  # pyright: ignore[reportReturnType] - two of them
            max(Readout(_PX, "#000000", 0.0, 0.0).tell(text).advance for text in column)
            for column in zip(*told, strict=True)
        )

    def _texts(self, value: float) -> tuple[str, str]:
        window = self._error_curve.plot.window
        error = float(self._error_curve.error(np.array([value]))[0])
        told = self._numerals
        return told.steady(value, window.width), told.significant(error)

    def tell(self, value: float) -> None:
        """Show a value and its error."""
        for readout, text in zip((self.value, self.error), self._texts(value), strict=True):
            readout.tell(text)
