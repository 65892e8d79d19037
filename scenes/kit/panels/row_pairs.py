"""The rows that are worked out by hand, each as its numbers in parentheses, in one line."""

import numpy as np

from gdcore.descent.hand_lesson import HandLesson
from gdcore.typeset.expressions import typst
from scenes.kit.ink.shapes import Type
from scenes.kit.look.look import Look
from scenes.kit.text.labels import numeral

__all__ = ["RowPairs"]

_LARGEST_PX, _GAP = 28.0, 0.3


class RowPairs:
    """What the symbols are, then the numbers of each row: (x, y)  (0.5, 1.4)  (2.3, 1.9).

    Parameters
    ----------
    lesson : HandLesson
    width : float
        How wide the line may be, in scene units.
    look : Look

    Attributes
    ----------
    name : Type
    pairs : tuple of Type
        One for each row.
    """

    def __init__(self, lesson: HandLesson, width: float, look: Look) -> None:
        form, told = lesson.work.form, look.numerals.decimal
        symbols = [s for s in lesson.work.rows[0] if s not in lesson.held and s != form.response]
        symbols.append(form.response)
        texts = [", ".join(map(typst, symbols))]
        texts += [", ".join(numeral(told(row[s])) for s in symbols) for row in lesson.work.rows]
        size_px = self._fitting(texts, width)
        self.name, *pairs = (
            Type(f"$({text})$", size_px, look.muted if k == 0 else look.data)
            for k, text in enumerate(texts)
        )
        self.pairs = tuple(pairs)

    def _fitting(self, texts: list[str], width: float) -> float:
        """Return the size at which all stand in one line."""
        ems = [Type(f"$({text})$", 1.0, "#000000").advance for text in texts]
        room = width - _GAP * (len(texts) - 1)
        return min(_LARGEST_PX, room / sum(ems))

    @property
    def advance(self) -> float:
        """The width of the line, in scene units."""
        return float(np.sum([s.advance for s in self.shapes])) + _GAP * len(self.pairs)

    @property
    def shapes(self) -> tuple[Type, ...]:
        """All that it draws, in painting order."""
        return (self.name, *self.pairs)

    @property
    def hidden(self) -> tuple[Type, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, x: float, y: float, anchor: float = 0.0) -> None:
        """Put the line's baseline at a height, its left end at `x` less a share of its width."""
        x -= anchor * self.advance
        for shape in self.shapes:
            shape.at(x, y)
            x += shape.advance + _GAP
