"""A scene's title, in lines that are no wider than its panels."""

from typing import Final, Self

import numpy as np

from scenes.kit.ink.layout import Grid
from scenes.kit.ink.shapes import PX, Positions, Type
from scenes.kit.text.glyphs import escaped, outline

__all__ = ["Title"]

_SIZE_PX: Final = 34.0
_PITCH: Final = 1.2 * _SIZE_PX * PX
"""From one baseline to the next."""
_GAP: Final = 0.4


class Title(Type):
    """A title at its place; its last line stands where that of a title of one line does.

    Parameters
    ----------
    text : str
    grid : Grid
        In a wide frame a title has one line, else two if one is too wide.
    colour : str
    """

    def __init__(self, text: str, grid: Grid, colour: str) -> None:
        self._grid = grid
        self.lines = (text,) if grid.is_wide else _folded(text, grid.whole.width)
        super().__init__(escaped(text), _SIZE_PX, colour)
        self.at(grid.whole.left, grid.title_y)

    def write(self, markup: str) -> Self:
        """Show the lines, the left end of the last one on the baseline at (0, 0)."""
        super().write(markup)
        if len(self.lines) == 1:
            return self
        first, last = (outline(escaped(line)) for line in self.lines)
        self.advance = max(first.advance, last.advance) * self.size_px * PX
        raised = np.array([0.0, _PITCH / (self.size_px * PX)])
        curves = [first.curves + raised, last.curves]
        return self.put((np.concatenate(curves) * self.size_px * PX).reshape(-1, 2))

    @property
    def box(self) -> Positions:
        """Lower left and upper right corner of all lines, shape (2, 2)."""
        return super().box + np.array([[0.0, 0.0], [0.0, _PITCH * (len(self.lines) - 1)]])

    def beside(self, words: Type) -> Type:
        """Put words at the right of the last line, or above the title where it leaves no room."""
        return words.at(*self.place_beside(words.advance), 1.0)

    def place_beside(self, width: float) -> tuple[float, float]:
        """Return where something so wide ends that stands beside the last line, or above all."""
        whole = self._grid.whole
        free = whole.width - max(map(_width, self.lines)) - _GAP
        above = 0 if self._grid.is_wide or width <= free else len(self.lines)
        return whole.right, self._grid.title_y + above * _PITCH


def _width(text: str) -> float:
    return outline(escaped(text)).advance * _SIZE_PX * PX


def _folded(text: str, room: float) -> tuple[str, ...]:
    """Return a text in one line if it fits, else in two that are about as wide."""
    words = text.split(" ")
    if _width(text) <= room or len(words) == 1:
        return (text,)
    cuts = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words)))
    return min(cuts, key=lambda lines: max(map(_width, lines)))
