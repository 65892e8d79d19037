"""Somebody who stands on a hillside with a lamp on a staff: the point that a search is at."""

from typing import Self

import numpy as np

from scenes.kit.ink.inked import Inked
from scenes.kit.ink.shapes import Dots, Path, Positions, Segments
from scenes.kit.look.look import DARK, Look
from scenes.kit.text.emphasis import Glow

__all__ = ["Hiker", "Silhouette"]

_BODY = np.array([
    [-0.58, 0.0], [-0.54, 0.22], [-0.53, 0.4], [-0.62, 0.41], [-0.66, 0.48], [-0.65, 0.63],
    [-0.6, 0.7], [-0.5, 0.73], [-0.42, 0.76], [-0.35, 0.72], [-0.28, 0.66], [-0.02, 0.69],
    [-0.01, 0.63], [-0.28, 0.57], [-0.33, 0.58], [-0.33, 0.42], [-0.28, 0.22], [-0.26, 0.0],
    [-0.35, 0.0], [-0.37, 0.2], [-0.43, 0.36], [-0.46, 0.2], [-0.49, 0.0],
])  # fmt: skip
_HEAD = np.array([-0.41, 0.86])
_HEAD_RADIUS, _LAMP_PX, _LARGE, _GLOW_PX = 0.095, 10.0, 0.8, 90.0
"""Sizes: of the head, in lengths of the staff; of the lamp and its glow, where a staff is as long
as `_LARGE`, scene units."""


class Silhouette(Path):
    """The inside of a closed line.

    Parameters
    ----------
    colour : str
    """

    def __init__(self, colour: str) -> None:
        super().__init__(np.zeros((1, 2)), colour, 0.0)
        self.closed, self._opacities = True, (1.0, 0.0)
        self._show(1.0)


class Hiker:
    """A figure with a lamp on a staff, as large as the ground asks for.

    Parameters
    ----------
    look : Look

    Attributes
    ----------
    glow : Glow
        Around the lamp, of the same light by night and by day.
    lamp : Dots
    figure : tuple of Inked
        Body, head and staff.
    """

    def __init__(self, look: Look) -> None:
        self.glow = Glow(_GLOW_PX, DARK.model).cast("glow")
        self.lamp = Dots(np.zeros((1, 2)), _LAMP_PX, look.model).cast("point")
        self._staff = Segments(np.zeros((2, 2)), look.text, 2.0)
        self._body = Silhouette(look.muted)
        self._head = Dots(np.zeros((1, 2)), 1.0, look.muted)
        self.figure: tuple[Inked, ...] = (self._body, self._head, self._staff)
        self._glow, self._lamp = self.glow.radius, self.lamp.radius

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.glow, *self.figure, self.lamp)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: nothing."""
        return ()

    def at(self, foot: Positions, top: Positions) -> Self:
        """Stand with the staff's foot and top at places on the screen, both of shape (2,)."""
        tall = float(top[1] - foot[1])
        share = tall / _LARGE
        self._staff.put(np.array([foot, top]))
        self._body.put(foot + tall * _BODY)
        self._head.put((foot + tall * _HEAD)[None])
        self._head.radius = _HEAD_RADIUS * tall
        self.glow.put(top[None])
        self.glow.radius = self._glow * share
        self.lamp.put(top[None])
        self.lamp.radius = self._lamp * min(max(share, 0.7), 1.0)
        return self
