"""A descent that leaves all numbers: its error climbs to the largest number, then inf and nan."""

import math
import sys
from collections.abc import Callable
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Inked, Path, Type
from scenes.kit.look.look import Look
from scenes.kit.panels.count_display import CountDisplay, free_box
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.plot import NAME_PX, Plot, fitted
from scenes.kit.text.glyphs import escaped
from scenes.telling.numerals import Ticks, power_of_ten

__all__ = ["RunningOut"]

_LARGEST: Final = math.log10(sys.float_info.max)
_BEYOND: Final = 1.06 * _LARGEST
"""Where a power of ten is shown that no number has."""
_TOP: Final = 1.12 * _LARGEST
_POWERS: Final = (0, 100, 200, 300)
_LINE_PX, _POINT_PX, _WORD_PX, _DASHES_PX = 4.0, 9.0, 24.0, (8.0, 6.0)
_ACROSS, _ROOM = 5, 1.03
_WORD_ABOVE, _WORD_ASIDE = 0.12, 0.35
_DISPLAY: Final = 0.35, 1.65, 3.2, 1.4
"""A display is so far right of the axis, and its foot below the largest number; its size."""


class RunningOut:
    """E of a descent against its steps, by powers of ten, below the largest number that there is.

    A display tells steps and errors; it is all there is if no such descent is known.

    Parameters
    ----------
    curve : ErrorCurve
        Its box is used, after it has gone.
    window : Window
        What the curve looks at when a display alone comes.
    errors : Floats, shape (k + 1,), optional
        E from the start on, positive, the last one infinite.
    look : Look
    label : callable
        Returns the words for "infinite" and "no-number", as a computer writes them, for the
        "largest" number, and for "steps".

    Attributes
    ----------
    display : CountDisplay
    chart : tuple of Inked
        All but the display.
    """

    def __init__(
        self,
        curve: ErrorCurve,
        window: Window,
        errors: Floats | None,
        look: Look,
        label: Callable[[str], str],
    ) -> None:
        self._look, self._label, self._errors = look, label, errors
        self.chart: tuple[Inked, ...] = ()
        if errors is None:
            self.display = CountDisplay(free_box(curve, window), look)
            return
        self._powers = _powers_of(errors)
        self._plot = self._plotted(curve.plot.box)
        area = self._plot.area
        self.display = CountDisplay(self._free(), look)
        self.line = Path(np.zeros((1, 2)), look.slope, _LINE_PX, clip=area.clip)
        self.point = Dots(np.zeros((1, 2)), _POINT_PX, look.model, clip=area.clip)
        self.chart = (*self._plot.axes.shapes, *self._ceiling(), self.line, self.point)
        self.count(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.chart, *self.display.shapes)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def _plotted(self, box: Box) -> Plot:
        """Return axes: the steps across, powers of ten up."""
        look = self._look
        labels = tuple(look.numerals.rounded(1.0) if not k else power_of_ten(k) for k in _POWERS)
        steps = len(self._powers) - 1
        window = Window(0.0, _ROOM * steps, min(0.0, self._powers.min()), _TOP)
        words = (escaped(self._label("steps")), look.label("error"))
        names = (Type(words[0], NAME_PX, look.muted), Type(words[1], NAME_PX, look.muted))
        up = Ticks(tuple(map(float, _POWERS)), labels, "")
        return Plot.build(box, window, names, look, (min(_ACROSS, steps), len(_POWERS)), up=up)

    def _free(self) -> Box:
        """Return where the display stands: below the largest number, above the line."""
        aside, below, width, height = _DISPLAY
        x, y = (self._plot.places(np.array([[0.0, _LARGEST]]))[0] + [aside, -below]).tolist()
        return Box("display", x, y, x + width, y + height)

    def _ceiling(self) -> tuple[Inked, ...]:
        """Return the line of the largest number, and its name."""
        look, plot = self._look, self._plot
        ends = plot.places(np.array([[0.0, _LARGEST], [plot.window.right, _LARGEST]]))
        line = Path(ends, look.text, 2.0, dashes_px=_DASHES_PX)
        number = look.numerals.significant(sys.float_info.max)
        words = f"{self._label('largest')}: {number}"
        name = fitted(words, _WORD_PX, look.text, plot.area.width - 2 * _WORD_ASIDE)
        return line, name.at(float(ends[0, 0]) + _WORD_ASIDE, float(ends[0, 1]) + _WORD_ABOVE)

    def count(self, progress: float) -> None:
        """Count the steps, ever faster, to the one after which E is no number any more."""
        assert self._errors is not None
        step = round(progress * progress * (len(self._powers) - 1))
        seen = np.column_stack([np.arange(step + 1.0), self._powers[: step + 1]])
        places = self._plot.places(seen)
        self.line.put(places)
        self.point.put(places[-1:])
        error, look = float(self._errors[step]), self._look
        number = look.numerals.significant(error) if error < np.inf else self._label("infinite")
        self._show(look.label("step-number", number=look.numerals.counted(step)), number)

    def too_large(self) -> None:
        """Tell that the error is larger than any number."""
        self._show("", self._label("infinite"))

    def no_number(self, progress: float) -> None:
        """Tell that it is no number, whatever the progress."""
        del progress
        self._show("", self._label("no-number"))

    def _show(self, count: str, number: str) -> None:
        self.display.tell(count, self._look.label("error-is", number=number))


def _powers_of(errors: Floats) -> Floats:
    """Return the powers of ten of positive errors; infinite ones are a little above all numbers."""
    finite = np.minimum(errors, sys.float_info.max)
    return np.where(np.isinf(errors), _BEYOND, np.log10(finite))
