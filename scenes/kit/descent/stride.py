"""One step as it is explained: the red arrow uphill, turned round into the green step."""

import numpy as np

from scenes.kit.descent.descent_marks import DescentMarks
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Arrow, Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.text.glyphs import escaped

__all__ = ["Stride"]

_LENGTH = 1.1
_SHORTEST = 2 * PX
_FAR = 60.0
_ABOVE, _LEVEL, _BELOW = 10 * PX, -6 * PX, -24 * PX
"""How high a name stands against what it names."""
_ASIDE, _APART = 0.16, 0.06
_SAMPLES = 201


class Stride:
    """The arrows of the step that comes next.

    The red one is as long as the gradient says, on a scale at which the first one fits the map, or
    as the map has room for; the green one is the step itself. Of more than two parameters a part of
    the gradient is seen, which need not lead uphill on the map, so it is not called so.

    Parameters
    ----------
    descent : DescentMarks
    look : Look
    """

    def __init__(self, descent: DescentMarks, look: Look) -> None:
        self._descent = descent
        self._area = descent.error_plot.plot.area
        words = "gradient" if descent.error_plot.is_cut else "uphill"
        self.uphill = Arrow(look.slope, 4.0, clip=self._area.clip)
        self.step = Arrow(look.step, 4.0, clip=self._area.clip)
        self.uphill_name = Type(escaped(words), NAME_PX, look.slope)
        self.step_name = Type(escaped("step"), NAME_PX, look.step)
        self._steepest = float(np.linalg.norm(descent.gradient))
        way = descent.error_plot.way(descent.gradient)
        self._first = min(1.0, 0.9 * self._room(way) / _LENGTH)

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
        here, way = self._descent.here, self._uphill()
        tip = here + eased(progress) * _LENGTH * way
        self.uphill.point(here, tip).veil(1.0 if way.any() else 0.0)
        self._name(self.uphill_name, tip, way)

    def turn(self, progress: float) -> None:
        """Pull the uphill arrow in, and out on the other side to where the step leads."""
        share, here, way = eased(progress), self._descent.here, self._uphill()
        self.uphill.point(here, here + max(1.0 - 2.0 * share, 0.0) * _LENGTH * way)
        self.uphill.veil(1.0 if share < 0.5 and way.any() else 0.0)
        tip = here + max(2.0 * share - 1.0, 0.0) * self._reach()
        is_seen = share >= 0.5 and np.hypot(*(tip - here)) > _SHORTEST
        self.step.point(here, tip).veil(1.0 if is_seen else 0.0)
        self._name(self.step_name, tip, -way)

    def _reach(self) -> Positions:
        """Return the step on the screen, shape (2,), cut short far outside the map."""
        step = self._descent.there - self._descent.here
        size = float(np.abs(step).max())
        return step * min(1.0, _FAR / size) if 0.0 < size < np.inf else np.zeros(2)

    def use_up(self, progress: float) -> None:
        """Let the green arrow fade as the point follows it."""
        if self.step.veiled:
            self.step.veil(max(1.0 - progress, 1e-3))
        if progress == 1.0:
            self.step.veil(0.0)

    def _name(self, name: Type, tip: Positions, way: Positions) -> None:
        """Put a name beyond the tip of its arrow, or where else near by it covers nothing."""
        spots = self._spots(name.advance, tip, way)
        for x, y, anchor in (*spots, spots[0]):
            name.at(x, y, anchor)
            if self._is_clear(name, tip):
                return

    def _spots(
        self, width: float, tip: Positions, way: Positions
    ) -> list[tuple[float, float, float]]:
        """Return where a name may stand, as for `Type.at`, the best place first."""
        area, here = self._area, self._descent.here
        x = float(np.clip(tip[0], area.left + width / 2 + 0.12, area.right - width / 2 - 0.12))
        y = float(np.clip(tip[1], area.bottom, area.top)) + (_ABOVE if way[1] > 0 else _BELOW)
        spots = [(x, max(y, area.bottom + 0.06), 0.5)]
        for near in (tip, (tip + here) / 2, here):
            for height in (_LEVEL, _ABOVE, _BELOW):
                row = float(near[1]) + height
                spots += [(float(near[0]) + _ASIDE, row, 0.0), (float(near[0]) - _ASIDE, row, 1.0)]
        return spots

    def _is_clear(self, name: Type, tip: Positions) -> bool:
        """Return whether a name is in the picture and covers no arrow, point or other name."""
        low, high = name.box
        area, error_plot, here = self._area, self._descent.error_plot, self._descent.here
        inside = area.holds(*low) and area.holds(*high)
        size = max(float(np.hypot(*(tip - here))), PX)
        seen = min(1.0, (area.width + area.height) / size)
        shaft = here + np.linspace(0.0, seen, _SAMPLES)[:, None] * (tip - here)
        curve = np.empty((0, 2)) if error_plot.is_map else error_plot.marks[0].points[:, :2]
        taken = np.vstack([shaft, curve])
        covered = ((taken > low - _APART) & (taken < high + _APART)).all(axis=1).any()
        (left, bottom), (right, top) = error_plot.name.box
        meets = (low < [right, top]).all() and (high > [left, bottom]).all()
        return bool(inside and not covered and not meets)

    def _uphill(self) -> Positions:
        """Return the gradient's direction on the screen, of length 1 or what the map has room for.

        It is 0 where the gradient is, and where the point is outside the map.
        """
        descent = self._descent
        stays = np.abs(descent.there - descent.here).max() == 0.0
        if stays or not self._area.holds(*descent.here):
            return np.zeros(2)
        way = descent.error_plot.way(descent.gradient)
        size = float(np.linalg.norm(descent.gradient))
        way = way * self._first * (size / self._steepest if self._steepest else 1.0)
        return way * min(1.0, 0.9 * self._room(way) / (_LENGTH * float(np.hypot(*way)) or 1.0))

    def _room(self, way: Positions) -> float:
        """Return how far the map goes from the point in a direction on the screen."""
        area = self._area
        far = np.where(way > 0, [area.right, area.top], [area.left, area.bottom])
        ahead = far - self._descent.here
        return float(min((a / w for a, w in zip(ahead, way, strict=True) if w), default=0.0))
