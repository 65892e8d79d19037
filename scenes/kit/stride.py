"""One step as it is explained: the red arrow uphill, turned round into the green step."""

import numpy as np

from scenes.kit.glyphs import escaped
from scenes.kit.motion import eased
from scenes.kit.plot import NAME_PX
from scenes.kit.shapes import PX, Arrow, Inked, Positions, Type
from scenes.kit.theme import Theme
from scenes.kit.walk import Walk

__all__ = ["Stride"]

_LENGTH = 1.1
_SHORTEST = 2 * PX


class Stride:
    """The arrows of the step that comes next.

    The red one shows the gradient's direction only, with a length that the map has room for; the
    green one is the step itself.

    Parameters
    ----------
    walk : Walk
    taken : Type
        Words on the map that the arrows' names must keep clear of.
    theme : Theme
    """

    def __init__(self, walk: Walk, taken: Type, theme: Theme) -> None:
        self._walk = walk
        self._taken = taken
        self.uphill = Arrow(theme.slope, 4.0, clip=walk.map.area.clip)
        self.step = Arrow(theme.step, 4.0, clip=walk.map.area.clip)
        self.uphill_name = Type(escaped("uphill"), NAME_PX, theme.slope)
        self.step_name = Type(escaped("step"), NAME_PX, theme.step)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.uphill, self.step, self.uphill_name, self.step_name)

    @property
    def lowest(self) -> Inked:
        """What is painted first."""
        return self.uphill

    def rise(self, progress: float) -> None:
        """Let the gradient's arrow grow from the point, uphill."""
        here, way = self._walk.here, self._uphill()
        tip = here + eased(progress) * _LENGTH * way
        self.uphill.point(here, tip).veil(1.0 if way.any() else 0.0)
        self._name(self.uphill_name, tip, way)

    def turn(self, progress: float) -> None:
        """Pull the uphill arrow in, and out on the other side to where the step leads."""
        share, here, way = eased(progress), self._walk.here, self._uphill()
        self.uphill.point(here, here + max(1.0 - 2.0 * share, 0.0) * _LENGTH * way)
        self.uphill.veil(1.0 if share < 0.5 and way.any() else 0.0)
        tip = here + max(2.0 * share - 1.0, 0.0) * (self._walk.there - here)
        is_seen = share >= 0.5 and np.hypot(*(tip - here)) > _SHORTEST
        self.step.point(here, tip).veil(1.0 if is_seen else 0.0)
        self._name(self.step_name, tip, -way)

    def use_up(self, progress: float) -> None:
        """Let the green arrow fade as the point follows it."""
        if self.step.veiled:
            self.step.veil(max(1.0 - progress, 1e-3))
        if progress == 1.0:
            self.step.veil(0.0)

    def _name(self, name: Type, tip: Positions, way: Positions) -> None:
        """Put a name above or below the tip of its arrow, whichever leads away from it."""
        area = self._walk.map.area
        half = name.advance / 2
        x = float(np.clip(tip[0], area.left + half + 0.05, area.right - half - 0.05))
        above = way[1] > 0
        y = float(np.clip(tip[1], area.bottom, area.top)) + (10 * PX if above else -24 * PX)
        name.at(x, max(y, area.bottom + 0.06), 0.5)
        (left, low), (right, high) = self._taken.box
        if (name.box[0] < [right, high]).all() and (name.box[1] > [left, low]).all():
            has_room = right + 0.1 + name.advance < area.right
            name.at(right + 0.1 if has_room else left - 0.1, y, 0.0 if has_room else 1.0)

    def _uphill(self) -> Positions:
        """Return the gradient's direction on the screen, of length 1 or what the map has room for.

        It is 0 at the lowest point, and where the point is outside the map.
        """
        walk = self._walk
        base = walk.parameters
        gradient = walk.experiment.objective.gradient(base)
        size = float(np.abs(gradient).max())
        room_to_walk = np.abs(walk.there - walk.here).max() > 0.0
        if size == 0.0 or not room_to_walk or not walk.map.area.holds(*walk.here):
            return np.zeros(2)
        window = np.array([walk.map.window.width, walk.map.window.height])
        scale = float((window / np.abs(gradient / size).clip(min=1e-300)).min())
        ends = walk.map.places(np.vstack([base, base + gradient / size * scale]))
        way = ends[1] - ends[0]
        way = way / np.hypot(*way)
        return way * min(1.0, 0.9 * self._room(way) / _LENGTH)

    def _room(self, way: Positions) -> float:
        """Return how far the map goes from the point in a direction on the screen."""
        area = self._walk.map.area
        far = np.where(way > 0, [area.right, area.top], [area.left, area.bottom])
        ahead = far - self._walk.here
        return float(min(a / w for a, w in zip(ahead, way, strict=True) if w))
