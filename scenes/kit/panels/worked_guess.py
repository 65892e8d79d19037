"""What columns are counted in, and a line's guess for one row worked out in these units."""

from gdcore.landscape.missing import Miss
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import fitted
from scenes.kit.text.formula import Formula, Part
from scenes.kit.text.labels import labelled, numeral
from scenes.telling.measuring import counting
from scenes.telling.numerals import MINUS
from scenes.telling.one_miss import worked_out

__all__ = ["WorkedGuess"]

_UNITS_PX, _PX = 18.0, 24.0
_LINE, _DOWN = 0.3, 0.22


class WorkedGuess:
    """Two lines of words and a line of mathematics, those that a lesson has.

    Parameters
    ----------
    box : Box
        They stand at its top.
    miss : Miss
    look : Look

    Attributes
    ----------
    units : tuple of Inked
        From where the columns are counted, and in which steps, if they are.
    formula : tuple of Part
        m · x + b with numbers, if that is the model and the numbers are short.
    """

    def __init__(self, box: Box, miss: Miss, look: Look) -> None:
        texts = counting(miss.experiment, look.vocabulary)
        self.units: tuple[Inked, ...] = tuple(
            fitted(text, _UNITS_PX, look.muted, box.width).at(box.left, box.top - (k + 1) * _LINE)
            for k, text in enumerate(texts)
        )
        self.formula: tuple[Part, ...] = ()
        numbers = worked_out(miss, look.vocabulary)
        if numbers:
            told = _worked(numbers, look).fitted(box.width)
            self.formula = told.at(box.left, box.top - (len(texts) + 1) * _LINE - _DOWN).shapes

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.units, *self.formula)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def write(self, progress: float) -> None:
        """Let the formula come, a sign after the other, as a function of progress."""
        for k, part in enumerate(self.formula):
            part.veil(min(max(progress * (len(self.formula) + 1) - k, 0.0), 1.0))


def _worked(numbers: tuple[str, ...], look: Look) -> Formula:
    shown = (numeral(f"({n})" if k and n.startswith(MINUS) else n) for k, n in enumerate(numbers))
    m, x, b, guess = (
        labelled(source, label)
        for source, label in zip(shown, ("model", "data", "model", "model"), strict=True)
    )
    colours = {"model": look.model, "data": look.data}
    return Formula(f"{m} dot {x} + {b} = {guess}", _PX, colours, look.text)
