"""One row's numbers under the symbols that they belong to, braced and named."""

from collections.abc import Callable

import numpy as np

from gdcore.typeset.expressions import typst
from scenes.kit.ink.shapes import PX, Inked, Type
from scenes.kit.panels.derivation_board import DerivationBoard
from scenes.kit.text.emphasis import Brace
from scenes.kit.text.flight import Flight, laid_over
from scenes.kit.text.formula import Formula, Part
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.labels import numeral

__all__ = ["RowNotes"]

_PX, _GAP, _DEPTH, _LINE, _LOSS_DROP = 26.0, 0.12, 0.12, 0.58, 0.4
_LAG = 0.5
"""Of the time in which numbers fall, the share by which the last sets out after the first."""


class RowNotes:
    """The inside in numbers, the prediction and the residual under braces, and the row's loss.

    Parameters
    ----------
    board : DerivationBoard
    label : callable
        Returns the words for "prediction", "residual", and what the loss is called.
    loss_key : str
        The last of these words.

    Attributes
    ----------
    numbers : Formula
        The inside with numbers in the places of its symbols.
    prediction, inside, loss : tuple of Inked
        What is written below it.
    """

    def __init__(self, board: DerivationBoard, label: Callable[[str], str], loss_key: str) -> None:
        look, row = board.look, board.numbers
        told, shown = look.numerals.rounded, board.sources[0].board
        self._board, self.numbers = board, board.substituted
        self.prediction: tuple[Inked, ...] = ()
        low = float(self.numbers.box[0, 1])
        whole = self.numbers.shapes
        if shown.is_residual:
            words = _told(label("prediction"), told(row.prediction))
            parts = self.numbers.parts.get("prediction", whole)
            self.prediction = self._braced(parts, low, words, look.model)
            low -= _LINE + _GAP + _DEPTH
        colour = look.slope if shown.is_residual else look.model
        self.inside = self._braced(whole, low, self._of_inside(label), colour)
        low -= _LINE + _LOSS_DROP
        middle = float(np.mean(self.numbers.box[:, 0]))
        loss = _told(label(loss_key), told(row.loss))
        if board.is_square:
            exponent = typst(shown.exponent)
            power = f"{_bracketed(told(row.inside))}^{exponent}"
            loss = _told(label(loss_key), told(row.loss), f"{power} = ")
        self.loss: tuple[Inked, ...] = (Type(loss, _PX, look.text).at(middle, low, 0.5),)

    def _of_inside(self, label: Callable[[str], str]) -> str:
        """Return what the inside is, the residual as a difference."""
        row, told = self._board.numbers, self._board.look.numerals.rounded
        if not self._board.sources[0].board.is_residual:
            return _told(label("prediction"), told(row.inside))
        difference = f"{numeral(told(row.y))} - {_bracketed(told(row.prediction))}"
        return _told(label("residual"), told(row.inside), f"{difference} = ")

    def _braced(
        self, parts: tuple[Part, ...], low: float, words: str, colour: str
    ) -> tuple[Inked, ...]:
        """Return a brace below parts, and words below it."""
        boxes = np.array([part.box for part in parts])
        left, right = float(boxes[:, 0, 0].min()), float(boxes[:, 1, 0].max())
        y = low - _GAP
        brace = Brace(colour, depth=_DEPTH)
        brace.between(np.array([right, y]), np.array([left, y]))
        text = Type(words, _PX, colour)
        half = text.advance / 2
        box = self._board.box
        x = float(np.clip((left + right) / 2, box.left + half, box.right - half))
        return brace, text.at(x, y - _DEPTH - _PX * PX - 0.02, 0.5)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.numbers.shapes, *self.prediction, *self.inside, *self.loss)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def falling(self, symbols: Formula) -> Callable[[float], None]:
        """Return a function of progress by which each number falls from its symbol.

        Parameters
        ----------
        symbols : Formula
            The line above.
        """
        flights = [
            Flight([part], laid_over([part], [above]), (), symbols.shapes)
            for part, above in self._pairs(symbols)
        ]
        paired = {flight.parts[0] for flight in flights}
        rest = [part for part in self.numbers.shapes if part not in paired]
        count = max(len(flights) - 1, 1)

        def function(progress: float) -> None:
            for k, flight in enumerate(flights):
                begun = _LAG * k / count
                flight.fly(min(max((progress - begun) / (1.0 - _LAG), 0.0), 1.0))
            for part in rest:
                part.veil(progress)

        return function

    @property
    def _short_label(self) -> str:
        """Return the label of the prediction if it is one letter."""
        return "prediction" if self._board.sources[0].short else ""

    def _pairs(self, symbols: Formula) -> list[tuple[Part, Part]]:
        """Return each number with the symbol that it stands for."""
        pairs: list[tuple[Part, Part]] = []
        inside = symbols.parts["inside"]
        # These hold more than one symbol; signs and brackets in them fade in.
        signs = {"inside", "moving", "still"} | ({"prediction"} - {self._short_label})
        for label in dict.fromkeys(part.labels[-1] for part in self.numbers.shapes if part.labels):
            here = [part for part in self.numbers.shapes if part.labels[-1:] == (label,)]
            there = [part for part in inside if part.labels[-1:] == (label,)]
            pairs += zip(here, there, strict=False) if label not in signs else ()
        return pairs


def _bracketed(text: str) -> str:
    """Return a number as Typst mathematics, in brackets if it has a minus or a power of ten."""
    needs = text.startswith("−") or "×" in text
    return f"({numeral(text)})" if needs else numeral(text)


def _told(words: str, number: str, before: str = "") -> str:
    """Return words and a number as Typst markup, perhaps with what it comes from before it."""
    return f"{escaped(words)} ${before}{numeral(number)}$"
