"""The strip at the bottom of the frame, where nothing but captions is drawn."""

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.layout import WIDE, Box, Grid
from scenes.kit.ink.rows import lowest_rows
from scenes.kit.ink.shapes import PX, Type
from scenes.kit.look.look import Look
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.typesetter import lettering
from scenes.telling.captions import Caption

__all__ = ["CaptionLine", "caption_lines", "painted", "strip"]

_EDGE = 2.0 * PX
"""The edges of panels are as wide as a pixel."""
_SIZE_PX = 30.0
_LOWEST = 22.0 * PX
_LINE_SPACING = 36.0 * PX


def strip(grid: Grid) -> Box:
    """Return the strip: all that is below the panels and their edges."""
    whole = grid.whole
    return Box("captions", whole.left, grid.frame.bottom, whole.right, whole.bottom - _EDGE)


class CaptionLine(Type):
    """One line of a caption, in the middle of the strip; a long one in smaller letters."""

    def __init__(self, text: str, look: Look, widest: float) -> None:
        super().__init__(escaped(text), _SIZE_PX, look.text)
        if self.advance > widest:
            self.size_px *= widest / self.advance
            self.write(self.markup)


def caption_lines(caption: Caption, look: Look, grid: Grid = WIDE) -> list[CaptionLine]:
    """Return the lines of a caption at their places, the last one always at the same height."""
    place = strip(grid)
    with lettering(look.font):
        lines = [CaptionLine(text, look, place.width) for text in caption.lines]
    for above, line in enumerate(reversed(lines)):
        line.at(0.0, place.bottom + _LOWEST + above * _LINE_SPACING, anchor=0.5)
    return lines


def painted(
    caption: Caption, look: Look, width: int, height: int, grid: Grid = WIDE
) -> NDArray[np.uint8]:
    """Return the strip of a frame with a caption on it.

    Parameters
    ----------
    caption : Caption
    look : Look
    width, height : int
        The whole frame's, in pixels.
    grid : Grid

    Returns
    -------
    ndarray, shape (rows, width, 4)
        RGBA, the lowest rows of a frame.
    """
    rows, frame = int(height * strip(grid).height / grid.frame.height), grid.frame
    lines = caption_lines(caption, look, grid)
    return lowest_rows(lines, look.ground, width, height, rows, frame)
