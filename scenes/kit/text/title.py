"""A scene's title, in lines that are no wider than its panels."""

from typing import Final

from scenes.kit.ink.layout import Grid
from scenes.kit.ink.shapes import PX, Positions, Type
from scenes.kit.text.glyphs import escaped

__all__ = ["Title"]

_SIZE_PX: Final = 34.0
_SPACING: Final = 1.2
"""From one baseline to the next, in em."""
_LINES: Final = "#set text(top-edge: 0.8em, bottom-edge: -0.2em)\n#set par(leading: 0.2em)\n"
_GAP: Final = 0.4


class Title(Type):
    """A title at its place; its last line stands where that of a title of one line does.

    Parameters
    ----------
    text : str
    grid : Grid
    colour : str
    """

    def __init__(self, text: str, grid: Grid, colour: str) -> None:
        self._grid = grid
        self.lines = _folded(text, grid)
        folded = " \\ ".join(map(escaped, self.lines))
        super().__init__(_LINES + folded if self.lines[1:] else folded, _SIZE_PX, colour)
        self.at(grid.whole.left, self._line_y(len(self.lines) - 1))

    def _line_y(self, above: int) -> float:
        """Return the baseline of a line that has so many lines under it."""
        return self._grid.title_y + above * _SPACING * _SIZE_PX * PX

    @property
    def box(self) -> Positions:
        """Lower left and upper right corner of all lines, shape (2, 2)."""
        first = super().box
        return first - [[0.0, self._line_y(len(self.lines) - 1) - self._line_y(0)], [0.0, 0.0]]

    def beside(self, words: Type) -> Type:
        """Put words at the right of the last line, or above the title if that has no room."""
        left, right = self._grid.whole.left, self._grid.whole.right
        taken = Type(escaped(self.lines[-1]), _SIZE_PX, "#000000").advance
        has_room = self._grid.is_wide or left + taken + _GAP + words.advance <= right
        return words.at(right, self._line_y(0 if has_room else len(self.lines)), 1.0)


def _folded(text: str, grid: Grid) -> list[str]:
    """Return a title in one line if it fits or the frame is wide, else in two."""
    words = text.split(" ")
    fitting = [
        cut
        for cut in range(1, len(words) + 1)
        if Type(escaped(" ".join(words[:cut])), _SIZE_PX, "#000000").advance <= grid.whole.width
    ]
    cut = len(words) if grid.is_wide else max(fitting, default=1)
    return [line for part in (words[:cut], words[cut:]) if (line := " ".join(part))]
