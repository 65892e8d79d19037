"""A descent that leaves all numbers: its steps counted on a display, as far as inf and nan."""

from collections.abc import Callable

import numpy as np

from gdcore.landscape.rate_sweep import RateSweep
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.panels.count_display import CountDisplay

__all__ = ["RunningOut"]


class RunningOut:
    """A display that counts steps, and tells the error after each.

    Parameters
    ----------
    box : Box
        3.2 wide and 1.4 high.
    sweep : RateSweep
    words : tuple of str
        How a computer writes a number that is too large, and what is no number.
    look : Look

    Attributes
    ----------
    display : CountDisplay
    """

    def __init__(self, box: Box, sweep: RateSweep, words: tuple[str, str], look: Look) -> None:
        self.display = CountDisplay(box, look)
        self._sweep, self._words, self._look = sweep, words, look

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return self.display.shapes

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def counting(self, first: int) -> Callable[[float], None]:
        """Return a function of progress that counts a bowl's steps, ever faster, to inf."""
        more = self._sweep.overflow - first

        def function(progress: float) -> None:
            step = first + round(progress * progress * more)
            self._tell(step, self._sweep.doubled(step))

        return function

    def counting_errors(self, errors: np.ndarray) -> Callable[[float], None]:
        """Return a function of progress that tells E after each step, shape (k + 1,), from 0."""

        def function(progress: float) -> None:
            step = round(progress * (len(errors) - 1))
            self._tell(step, float(errors[step]))

        return function

    def too_large(self) -> None:
        """Tell that the error is larger than any number."""
        self._show("", self._words[0])

    def no_number(self, progress: float) -> None:
        """Tell that it is no number, whatever the progress."""
        del progress
        self._show("", self._words[1])

    def _tell(self, step: int, error: float) -> None:
        look = self._look
        number = look.numerals.significant(error) if error < np.inf else self._words[0]
        self._show(look.label("step-number", number=look.numerals.counted(step)), number)

    def _show(self, count: str, number: str) -> None:
        self.display.tell(count, self._look.label("error-is", number=number))
