"""A gear that is turned: teeth, a hand, and the sector between where it was and where it is."""

from typing import Self

import cairo
import numpy as np

from scenes.kit.calculus.involute import gear_outline
from scenes.kit.ink.pen import Pen
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions, Segments

__all__ = ["Gear"]

_EDGE_PX, _HAND_PX, _OLD_PX, _HUB_PX = 2.0, 4.0, 2.0, 5.5
_INSIDE, _SECTOR = 0.16, 0.3
_HAND_SHARE = 0.84
_ARC = 49


class _Filled(Path):
    """A closed line with a faint inside."""

    def __init__(self, colour: str, stroke_px: float, inside: float) -> None:
        super().__init__(np.zeros((1, 2)), colour, stroke_px)
        self.closed = True
        self._opacities = (inside, 1.0 if stroke_px else 0.0)
        self._show(1.0)

    def paint(self, pen: Pen) -> None:
        """Draw it with coarser edges: it turns, and its many teeth take long."""
        pen.ctx.set_antialias(cairo.Antialias.FAST)
        super().paint(pen)


class _Sector(_Filled):
    """What a hand has swept: the gear's ground, a little brighter."""

    is_ground = True

    def __init__(self, colour: str) -> None:
        super().__init__(colour, 0.0, _SECTOR)


class Gear:
    """A gear with a hand that points up before it is turned.

    Parameters
    ----------
    teeth : int
    colour : str
    pointed : bool
        Whether it has a hand.

    Attributes
    ----------
    teeth : int
    rest : float
        The angle at which its teeth stand before it is turned, counter-clockwise, radians.
    middle : Positions, shape (2,)
    radius : float
        Of its pitch circle, scene units.
    angle : float
        By how much it is turned, clockwise, radians.
    body : Path
        Its outline.
    hub : Dots
        Its middle.
    shapes : tuple of Inked
        All that it draws, in painting order.
    """

    def __init__(self, teeth: int, colour: str, *, pointed: bool = True) -> None:
        self.teeth, self.rest, self._zero = teeth, 0.0, 0.0
        self.body = _Filled(colour, _EDGE_PX, _INSIDE)
        self._sector = _Sector(colour)
        dashes = (5.0, 5.0)
        self._old = Path(np.zeros((2, 2)), colour, _OLD_PX, dashes_px=dashes, opacity=0.85)
        self._hand = Segments(np.zeros((2, 2)), colour, _HAND_PX)
        self.hub = Dots(np.zeros((1, 2)), _HUB_PX, colour)
        pointers: tuple[Inked, ...] = (self._sector, self._old, self._hand)
        self.shapes: tuple[Inked, ...] = (self.body, *(pointers if pointed else ()), self.hub)
        self.middle, self.radius, self.angle = np.zeros(2), 0.0, 0.0

    def at(self, middle: Positions, module: float) -> Self:
        """Stand with the middle at a place, shape (2,), in teeth of a size."""
        self.middle, self.radius = middle, module * self.teeth / 2.0
        self.hub.put(middle[None])
        return self.turn(self.angle)

    def turn(self, angle: float) -> Self:
        """Be turned by an angle, clockwise, radians."""
        self.angle = angle
        scale = 2.0 * self.radius / self.teeth
        self.body.put(self.middle + scale * _turned(gear_outline(self.teeth), self.rest - angle))
        reach = _HAND_SHARE * self.radius
        # After a whole turn the sector is the whole disc.
        swept = np.clip(angle, -2.0 * np.pi, 2.0 * np.pi)
        fan = self._rim(reach, self._zero + np.linspace(0.0, swept, _ARC))
        self._sector.put(np.vstack([self.middle, fan]))
        self._old.put(np.vstack([self.middle, fan[0]]))
        self._hand.put(np.vstack([self.middle, self._rim(reach, np.array([self._zero + angle]))]))
        return self

    def settle(self) -> Self:
        """Count from now on how far it is turned from where it stands now."""
        self.rest, self._zero = self.rest - self.angle, self._zero + self.angle
        return self.turn(0.0)

    @property
    def stands(self) -> float:
        """The angle at which its teeth stand now, counter-clockwise, radians."""
        return self.rest - self.angle

    def _rim(self, reach: float, angles: Positions) -> Positions:
        """Return places on a circle, clockwise from the top."""
        return self.middle + reach * np.column_stack([np.sin(angles), np.cos(angles)])


def _turned(points: Positions, angle: float) -> Positions:
    """Return points turned about (0, 0), counter-clockwise."""
    c, s = np.cos(angle), np.sin(angle)
    return points @ np.array([[c, s], [-s, c]])
