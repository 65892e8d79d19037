"""What the paths of three sizes of batches look like, and a few words about each."""

import numpy as np

from scenes.kit.descent.batch_line import BatchLine, Kind
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.text.glyphs import escaped

__all__ = ["BatchLegend"]

_SIZE_PX, _PITCH, _SAMPLE, _GAP, _RISE = 22.0, 0.55, 0.7, 0.25, 0.08


class BatchLegend:
    """Three rows in the middle of a box, a piece of path and words in each.

    Parameters
    ----------
    box : Box
    words : tuple of str
        Of all rows a step, some, one.
    look : Look
    """

    def __init__(self, box: Box, words: tuple[str, ...], look: Look) -> None:
        types = [Type(escaped(word), _SIZE_PX, look.text) for word in words]
        wide = _SAMPLE + _GAP + max(words.advance for words in types)
        left, y = (box.left + box.right - wide) / 2.0, (box.bottom + box.top) / 2.0 + _PITCH
        self.rows: list[tuple[Inked, ...]] = []
        for k, (kind, told) in enumerate(zip(Kind, types, strict=True)):
            here = y - k * _PITCH
            places = np.column_stack([left + np.linspace(0.0, _SAMPLE, 3), np.full(3, here)])
            sample = BatchLine(kind, places, look, box.clip).at(2)
            told.at(left + _SAMPLE + _GAP, here - _RISE)
            self.rows.append((*sample.shapes, told))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return tuple(shape for row in self.rows for shape in row)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes
