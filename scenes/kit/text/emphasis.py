"""What points at what is spoken of: an underline, a brace, a glow around the one live thing."""

from collections.abc import Callable
from typing import Self

import numpy as np

from scenes.kit.ink.motion import eased
from scenes.kit.ink.pen import Pen
from scenes.kit.ink.shapes import PX, Clip, Inked, Path, Positions, Segments, Type, premultiplied

__all__ = ["Brace", "Frame", "Glow", "Sweep", "Underline"]

_BELOW, _SAMPLES = 0.3, 24
_GLOW = 0.5
_AROUND = 0.16
_DRAWN = 0.6
"""The share of a sweep's time after which it fades."""

_CELLS = (np.arange(64) - 31.5) / 32.0
_LIGHT = np.square(1.0 - np.minimum(np.hypot(_CELLS, _CELLS[:, None]), 1.0))
"""How bright a glow is around its middle, by cells of a square: the less, the nearer to its rim."""


class Underline(Segments):
    """A line under words, as long as a share of them.

    Parameters
    ----------
    words : Type
        Where they stand now.
    colour : str
    stroke_px : float
    """

    def __init__(self, words: Type, colour: str, stroke_px: float = 2.0) -> None:
        (self._left, low), (self._right, _) = words.box.tolist()
        self._y = low - _BELOW * 0.22 * words.size_px * PX
        super().__init__(np.zeros((2, 2)), colour, stroke_px)
        self.draw(1.0)

    def draw(self, progress: float) -> None:
        """Draw it from the left, as a function of progress."""
        right = self._left + progress * (self._right - self._left)
        self.put(np.array([[self._left, self._y], [right, self._y]]))


class Sweep(Segments):
    """A stroke along something: it is drawn from one end to the other, and fades.

    Parameters
    ----------
    colour : str
    stroke_px : float
    """

    def __init__(self, colour: str, stroke_px: float) -> None:
        super().__init__(np.zeros((2, 2)), colour, stroke_px)

    def along(self, start: Positions, end: Positions) -> Callable[[float], None]:
        """Return a function of progress that sweeps from `start` to `end`, both of shape (2,)."""

        def function(progress: float) -> None:
            gone = eased(min(progress / _DRAWN, 1.0))
            self.put(np.array([start, start + gone * (end - start)]))
            self.veil(1.0 - eased(max((progress - _DRAWN) / (1.0 - _DRAWN), 0.0)))

        return function


class Brace(Path):
    """A curly brace from one place to another, its tip on the left of that way.

    Parameters
    ----------
    colour : str
    stroke_px : float
    depth : float
        How far the tip is from the straight way, scene units.
    clip : Clip, optional
    """

    def __init__(
        self, colour: str, stroke_px: float = 2.0, *, depth: float = 0.22, clip: Clip | None = None
    ) -> None:
        super().__init__(np.zeros((1, 2)), colour, stroke_px, clip=clip)
        self._bulge = depth
        self.tip = np.zeros(2)

    def between(self, start: Positions, end: Positions) -> Self:
        """Reach from `start` to `end`, both of shape (2,).

        Each half is two quarters of an ellipse: from the end out to half the depth, then from there
        to the tip. A brace shorter than four depths is flatter.
        """
        way = end - start
        length = float(np.hypot(*way))
        along = way / length if length else np.array([1.0, 0.0])
        aside = np.array([-along[1], along[0]])
        depth = min(self._bulge, length / 4.0)
        angles = np.linspace(0.0, np.pi / 2.0, _SAMPLES)
        bend = depth / 2.0
        out = np.column_stack([bend * (1.0 - np.cos(angles)), bend * np.sin(angles)])
        tip = np.array([length / 2.0, depth])
        half = np.vstack([out, (tip - out)[::-1]])
        other = np.column_stack([length - half[::-1, 0], half[::-1, 1]])
        shape = np.vstack([half, other])
        self.tip = start + tip[0] * along + tip[1] * aside
        return self.put(start + shape[:, :1] * along + shape[:, 1:] * aside)


class Frame(Path):
    """A rectangle around something, a little larger than that.

    Parameters
    ----------
    box : Positions, shape (2, 2)
        Lower left and upper right corner of what it goes around.
    colour : str
    stroke_px : float
    """

    def __init__(self, box: Positions, colour: str, stroke_px: float = 2.0) -> None:
        (left, low), (right, high) = (box + _AROUND * np.array([[-1.0], [1.0]])).tolist()
        corners = [[left, low], [right, low], [right, high], [left, high], [left, low]]
        self._corners = np.array(corners)
        sides = np.hypot(*np.diff(self._corners, axis=0).T)
        self._ways = np.concatenate([[0.0], np.cumsum(sides)])
        super().__init__(self._corners, colour, stroke_px)

    def draw(self, progress: float) -> None:
        """Draw it from its lower left corner on, as a function of progress."""
        gone = progress * self._ways[-1]
        tip = [np.interp(gone, self._ways, self._corners[:, axis]) for axis in (0, 1)]
        self.put(np.vstack([self._corners[self._ways < gone], tip])).veil(1.0)


class Glow(Inked):
    """Light around one place, brightest there: it marks the one thing that lives.

    Parameters
    ----------
    radius_px : float
    colour : str
    clip : Clip, optional
    """

    def __init__(self, radius_px: float, colour: str, *, clip: Clip | None = None) -> None:
        super().__init__(colour, filled=True, opacity=_GLOW, clip=clip)
        self.radius = radius_px * PX
        self.put(np.zeros((1, 2)))

    @property
    def bleed(self) -> float:
        """As for `Inked`: its radius."""
        return self.radius

    def paint(self, pen: Pen) -> None:
        """Lay a round patch of light, softer towards its rim: a small picture, made larger."""
        rgba, extent = self.get_fill_rgbas()[0], 2.0 * self.radius
        left, bottom = (self.points[0, :2] - self.radius).tolist()
        pen.ctx.rectangle(left, bottom, extent, extent)
        pen.ctx.clip()
        light = premultiplied(rgba[3] * _LIGHT, rgba[:3])
        pen.image(light, (left, bottom, extent, extent))
