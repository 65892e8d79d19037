"""A few words in a rounded frame, such as the name of the rule that is used just now."""

from typing import Self

import numpy as np

from scenes.kit.ink.shapes import PX, Inked, Positions, Rounded, Type
from scenes.kit.look.look import Look

__all__ = ["Tag"]

_TEXT_PX, _HEIGHT, _EDGE = 22.0, 0.42, 0.18
_BASELINE = 0.34


class Tag:
    """Words in a frame; the frame is as wide as they are.

    Parameters
    ----------
    markup : str
        Typst markup.
    look : Look
    """

    def __init__(self, markup: str, look: Look) -> None:
        self._words = Type(markup, _TEXT_PX, look.text)
        self.width = self._words.advance + 2 * _EDGE
        self._frame = Rounded(
            self.width, _HEIGHT, _HEIGHT / 2, look.edge, stroke_px=1.5, filled=True
        )
        self._frame.set_stroke(color=look.text)
        self.at(0.0, 0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self._frame, self._words)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def box(self) -> Positions:
        """Lower left and upper right corner, shape (2, 2)."""
        flat = self._frame.points[:, :2]
        return np.array([flat.min(axis=0), flat.max(axis=0)])

    def at(self, x: float, y: float, anchor: float = 0.0) -> Self:
        """Put its middle at a height, and its left end at `x` less a share of its width."""
        left = x - anchor * self.width
        self._frame.shift([
            left + self.width / 2 - self._frame_middle[0],
            y - self._frame_middle[1],
            0,
        ])
        self._words.at(left + _EDGE, y - _BASELINE * _TEXT_PX * PX)
        return self

    @property
    def _frame_middle(self) -> Positions:
        return self.box.mean(axis=0)
