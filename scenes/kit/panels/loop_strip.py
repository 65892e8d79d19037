"""The loop in one line: what is done in turn, the one that is being done lit."""

from collections.abc import Sequence

from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import lighting
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import Panel
from scenes.kit.text.glyphs import escaped

__all__ = ["LoopStrip"]

_PX, _LEAST_PX = 24.0, 18.0
_DROP, _DIM, _LEAST_GAP = -0.08, 0.5, 0.15


class LoopStrip:
    """Words in a row, arrows between them, and one back to the first.

    Parameters
    ----------
    box : Box
    words : sequence of str
        Plain text, what is done in turn.
    look : Look

    Attributes
    ----------
    panel : Panel
    words : tuple of Type
    """

    def __init__(self, box: Box, words: Sequence[str], look: Look) -> None:
        self.panel = Panel(box, look)
        pieces = [*[part for word in words for part in (word, "→")][:-1], "↺"]
        types = [Type(escaped(piece), _PX, look.text) for piece in pieces]
        needed = sum(piece.advance for piece in types) + _LEAST_GAP * (len(types) + 1)
        if needed > box.width:
            size_px = max(_PX * box.width / needed, _LEAST_PX)
            types = [Type(escaped(piece), size_px, look.text) for piece in pieces]
        gap = (box.width - sum(piece.advance for piece in types)) / (len(types) + 1)
        x, y = box.left + gap, (box.bottom + box.top) / 2 + _DROP
        for piece in types:
            piece.at(x, y)
            x += piece.advance + gap
        self.words = tuple(types[::2])[: len(words)]
        self._signs = tuple(piece for piece in types if piece not in self.words)
        lighting(_DIM, *types)(1.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.panel, *self.words, *self._signs)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: nothing."""
        return ()

    def light(self, number: int | None) -> None:
        """Light the words of one number, counted round and round from 0, or none."""
        lit = None if number is None else number % len(self.words)
        for k, word in enumerate(self.words):
            lighting(1.0 if k == lit else _DIM, word)(1.0)
