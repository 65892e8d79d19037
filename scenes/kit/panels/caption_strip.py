"""The strip at the bottom of the frame, where nothing but captions is drawn."""

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.layout import BOTTOM, LEFT, RIGHT, Box
from scenes.kit.ink.rows import FRAME_HEIGHT, lowest_rows
from scenes.kit.ink.shapes import PX, Type
from scenes.kit.look.look import Look
from scenes.kit.text.glyphs import escaped
from scenes.telling.captions import Caption

__all__ = ["STRIP", "CaptionLine", "caption_lines", "painted"]

STRIP = Box("captions", LEFT, -4.0, RIGHT, BOTTOM - 2.0 * PX)
"""Below the edges of panels, which are as wide as a pixel."""
_SIZE_PX = 30.0
_LOWEST_Y = STRIP.bottom + 22.0 * PX
_LINE_SPACING = 36.0 * PX


class CaptionLine(Type):
    """One line of a caption, in the middle of the strip; a long one in smaller letters."""

    def __init__(self, text: str, look: Look) -> None:
        super().__init__(escaped(text), _SIZE_PX, look.text)
        if self.advance > STRIP.width:
            self.size_px *= STRIP.width / self.advance
            self.write(self.markup)


def caption_lines(caption: Caption, look: Look) -> list[CaptionLine]:
    """Return the lines of a caption at their places, the last one always at the same height."""
    lines = [CaptionLine(text, look) for text in caption.lines]
    for above, line in enumerate(reversed(lines)):
        line.at(0.0, _LOWEST_Y + above * _LINE_SPACING, anchor=0.5)
    return lines


def painted(caption: Caption, look: Look, width: int, height: int) -> NDArray[np.uint8]:
    """Return the strip of a frame with a caption on it.

    Parameters
    ----------
    caption : Caption
    look : Look
    width, height : int
        The whole frame's, in pixels.

    Returns
    -------
    ndarray, shape (rows, width, 4)
        RGBA, the lowest rows of a frame.
    """
    rows = int(height * STRIP.height / FRAME_HEIGHT)
    return lowest_rows(caption_lines(caption, look), look.ground, width, height, rows)
