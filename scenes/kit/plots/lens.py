"""A round lens over a place of an error curve: what is in its ring, so many times as large."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from gdcore.arrays import Floats
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Dots, Inked, Path, Positions, Segments, Type, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.direction import unit_lengths
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, dense

__all__ = ["Lens", "Spot", "beams"]

_SAMPLES = 31
_FACTOR_PX = 24.0
_FACTOR_ANGLES = np.pi / 3 * np.array([1.0, 2.0, 4.0, 5.0])
_FACTOR_AWAY, _FACTOR_AIR, _FACTOR_CAPITAL = 0.14, 0.04, 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """Where a lens is, how large, and how many times it enlarges.

    Parameters
    ----------
    middle : Positions, shape (2,)
        Where the place that it looks at is seen in it.
    radius : float
        Scene units.
    factor : float
        1 on the curve itself.
    """

    middle: Positions
    radius: float
    factor: float

    def seen_in(self, other: "Spot") -> "Spot":
        """Return the ring of all that this lens shows, as it is seen in another one."""
        return Spot(other.middle, self.radius * other.factor / self.factor, other.factor)

    def on_the_way(self, start: "Spot", progress: float) -> "Spot":
        """Return the lens as it opens out of its ring: constant speed to the eye.

        The factor grows by the same ratio in the same time, and the lens always shows the same
        part of the curve.
        """
        factor = start.factor * (self.factor / start.factor) ** progress
        share = (factor - start.factor) / (self.factor - start.factor)
        middle = start.middle + share * (self.middle - start.middle)
        return Spot(middle, self.radius * factor / self.factor, factor)


class Lens:
    """The curve and its tangent at a value of the parameter, through a lens.

    Its ring is true: as large as what is seen in the lens is on the curve, or in the lens that it
    looks through. Curve and tangent in it are the core's own, in that small window.

    Parameters
    ----------
    error_curve : ErrorCurve
    value : float
        Of the parameter.
    spot : Spot
        Where it is once it is open.
    look : Look
    through : Lens, optional
        The lens that this one looks into, if it does not look at the curve itself.

    Attributes
    ----------
    ring : Dots
        What is enlarged.
    factor : Type
        How many times it is enlarged.
    """

    def __init__(
        self,
        error_curve: ErrorCurve,
        value: float,
        spot: Spot,
        look: Look,
        through: "Lens | None" = None,
    ) -> None:
        self.spot, self._curve, self._value = spot, error_curve, value
        self._here, self._along = error_curve.place(value), error_curve.along(value)
        outer = through.spot if through else Spot(self._here, 1.0, 1.0)
        self._start = spot.seen_in(outer)
        middle = self._start.middle[None]
        ring_px, clip = self._start.radius / PX, error_curve.plot.box.clip
        self.ring = Dots(middle, ring_px, look.text, stroke_px=2.0, clip=clip)
        self._beams = Segments(np.zeros((4, 2)), look.muted, 1.2)
        self._disc = Dots(middle, 1.0, look.panel)
        self._tint = Dots(middle, 1.0, look.edge, opacity=0.45)
        self._rim = Dots(middle, 1.0, look.text, stroke_px=2.5)
        self._seen = Path(np.zeros((2, 2)), look.text, 7.0)
        self._tangent = Path(np.zeros((2, 2)), look.slope, 3.5)
        self._point = Dots(middle, 9.0, look.model)
        told = f"{look.numerals.rounded(spot.factor)} ×"
        self.factor = Type(escaped(told), _FACTOR_PX, look.text)
        self._angle = self._clear_angle() if through is None else float(_FACTOR_ANGLES[0])
        self.open(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self._beams, self.ring, *self.glass, self.factor)

    @property
    def glass(self) -> tuple[Inked, ...]:
        """The lens itself, and what is seen in it."""
        return (self._disc, self._tint, self._seen, self._tangent, self._rim, self._point)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def veil_glass(self) -> None:
        """Show nothing yet but the ring."""
        for shape in (self._beams, *self.glass, self.factor):
            shape.veil(0.0)

    def close_in(self, progress: float) -> None:
        """Let the ring close in on its place."""
        self.ring.radius = self._start.radius * (1.0 + 3.0 * (1.0 - progress))
        self.ring.veil(progress)

    def open(self, progress: float) -> Self:
        """Open the lens out of its ring."""
        now = self.spot.on_the_way(self._start, progress)
        for disc in (self._disc, self._tint, self._rim):
            disc.put(now.middle[None]).radius = now.radius
        self._seen.put(self.curve_in(now))
        self._tangent.put(now.middle + now.radius * np.array([[-1.0], [1.0]]) * self._along)
        self._point.put(now.middle[None])
        self._beams.put(beams(self._start, now))
        self._tell(now)
        for shape in (self._beams, *self.glass):
            shape.veil(1.0)
        self.factor.veil(max(2.0 * progress - 1.0, 0.0))
        return self

    def curve_in(self, spot: Spot) -> Positions:
        """Return the curve as it is seen in a lens, cut at its rim, shape (n, 2)."""
        places = self._curve.places(self._values(spot.radius / spot.factor))
        return spot.middle + _within(spot.factor * (places - self._here), spot.radius)

    def gap(self) -> float:
        """Return how far curve and tangent part in the open lens, scene units."""
        aside = np.array([-self._along[1], self._along[0]])
        return float(np.abs((self.curve_in(self.spot) - self.spot.middle) @ aside).max())

    def _values(self, reach: float) -> Floats:
        """Return values of the parameter about its own, of places no further than `reach`."""
        spread = np.linspace(0.0, 1.0, _SAMPLES)[1:]
        steep = np.minimum(1.5 * abs(float(self._along[0])), 1.0) * spread
        right = np.unique(np.concatenate([spread, steep]))
        away = np.concatenate([-right[::-1], [0.0], right])
        return self._value + away * reach / float(unit_lengths(self._curve.plot)[0])

    def _clear_angle(self) -> float:
        """Return in which direction the factor of the open lens stands clear of all lines."""
        curve, sides = self._curve, beams(self._start, self.spot)
        lines = (curve.curve.points[:, :2], *curve.straight_at(self._value), sides[:2], sides[2:])
        points = np.vstack([dense(line) for line in lines])
        area = curve.plot.area
        room = Box("factor", area.left, area.bottom, area.right, curve.plot.box.top)
        taken = Obstacles(points=points, area=room, air=_FACTOR_AIR)
        spots = [_beside(self.spot, angle) for angle in _FACTOR_ANGLES.tolist()]
        hits = [taken.hit_by(self.factor.at(*spot).box) for spot in spots]
        return float(_FACTOR_ANGLES[hits.index(min(hits))])

    def _tell(self, spot: Spot) -> None:
        self.factor.at(*_beside(spot, self._angle))


def _beside(spot: Spot, angle: float) -> tuple[float, float, float]:
    """Return where a factor stands beside a lens, in a direction."""
    x, y = spot.middle + (spot.radius + _FACTOR_AWAY) * np.array([np.cos(angle), np.sin(angle)])
    below = _FACTOR_CAPITAL * _FACTOR_PX * PX * (np.sin(angle) < 0.0)
    return float(x), float(y - below), float(np.cos(angle) < 0.0)


def _within(points: Positions, radius: float) -> Positions:
    """Return the stretch of a line about its middle point that is in a circle about (0, 0)."""
    middle = len(points) // 2
    left, right = (_leaving(half, radius) for half in (points[middle::-1], points[middle:]))
    return np.vstack([left[:0:-1], right])


def _leaving(points: Positions, radius: float) -> Positions:
    """Return a line from (0, 0), cut where it first leaves the circle."""
    outside = np.hypot(*points.T) > radius
    if not outside.any():
        return points
    last = int(outside.argmax())
    start, way = points[last - 1], points[last] - points[last - 1]
    # |start + s way| = radius, the positive root.
    a, b, c = way @ way, start @ way, start @ start - radius**2
    share = (np.sqrt(b * b - a * c) - b) / a
    return np.vstack([points[:last], start + share * way])


def beams(ring: Spot, lens: Spot) -> Positions:
    """Return the two outer tangents of ring and lens; nothing while one lies in the other."""
    way = lens.middle - ring.middle
    apart = float(np.hypot(*way))
    if apart <= lens.radius - ring.radius + PX:
        return np.zeros((4, 2))
    # The normals n with n · way = (R - r): then both circles touch the line from outside.
    lean = (lens.radius - ring.radius) / apart
    along = way / apart
    aside = np.array([-along[1], along[0]]) * np.sqrt(1.0 - lean**2)
    normals = np.array([-lean * along + aside, -lean * along - aside])
    return segment_points(ring.middle + ring.radius * normals, lens.middle + lens.radius * normals)
