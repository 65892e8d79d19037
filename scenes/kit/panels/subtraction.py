"""A subtraction as one writes it by hand: two numbers, a line, and what is left."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import fitted
from scenes.kit.text.glyphs import escaped
from scenes.telling.numerals import MINUS

__all__ = ["Subtraction"]

_NAME_PX, _PX = 20.0, 22.0
_GAP = 0.2
_LINE = 0.42
_RULE = 0.17
"""How far the line is under the second baseline."""


class Subtraction:
    """Three rows, names left and numbers right, a line above the last.

    Parameters
    ----------
    box : Box
        At least `HEIGHT` high; the rows stand at its top.
    names, numbers : sequence of str
        Three of each, with units.
    look : Look

    Attributes
    ----------
    rows : tuple of tuple of Inked
        What belongs to each row; the line to the last one.
    """

    HEIGHT = 1.4

    def __init__(self, box: Box, names: Sequence[str], numbers: Sequence[str], look: Look) -> None:
        first, second, left = numbers
        taken = f"({second})" if second.startswith(MINUS) else second
        colours = (look.data, look.model, look.slope)
        rows: list[tuple[Type, Type]] = []
        told = zip(names, (first, f"{MINUS} {taken}", left), colours, strict=True)
        for k, (name, number, colour) in enumerate(told):
            y = box.top - (k + 1) * _LINE + 0.12 - (_RULE / 2 if k == 2 else 0.0)
            value = Type(escaped(number), _PX, colour).at(box.right, y, 1.0)
            room = box.width - value.advance - _GAP
            last = k == len(numbers) - 1
            words = fitted(name, _NAME_PX, colour if last else look.text, room)
            rows.append((words.at(box.left, y), value))
        rule = self._rule(box, rows, look)
        self.rows: tuple[tuple[Inked, ...], ...] = (*rows[:-1], (rule, *rows[-1]))

    @staticmethod
    def _rule(box: Box, rows: list[tuple[Type, Type]], look: Look) -> Segments:
        """Return the line above the last row, as long as the longest number."""
        left = min(float(number.box[0, 0]) for _, number in rows)
        y = float(rows[1][1].box[0, 1]) - _RULE / 2
        return Segments(np.array([[left, y], [box.right, y]]), look.muted, 1.5)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return tuple(shape for row in self.rows for shape in row)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes
