"""A shape on its way from what it is in one picture to what it is in another.

Two shapes stand for it, the one of each picture. Both are made alike at every moment, so that
either can be shown: the first among what it was painted with, the second among what it will be.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.inked import Clip, Inked
from scenes.kit.ink.shapes import Arrow, Density, Dots, Path, Positions, Rounded, Segments, Type

__all__ = ["BETWEEN", "are_partners", "can_travel", "travelling"]

BETWEEN: Final = frozenset({
    *("points", "fill_rgbas", "stroke_rgbas", "stroke_width", "radius", "clip", "extent"),
    *("veiled", "lit"),
})
"""The attributes of a shape that change bit by bit, or go into one that does."""

_NOWHERE_CUT: Clip = (-8.0, -4.5, 16.0, 9.0)
"""A rectangle beyond the frame, which cuts nothing."""
_SIDES = 3


@dataclass(frozen=True, slots=True)
class _State:
    """What of a shape can be between two others.

    Parameters
    ----------
    points : Positions, shape (n, 2)
    inks : ndarray, shape (2, 4)
        Of the inside and of the line: red, green, blue, opacity.
    sizes : ndarray, shape (2,)
        The width of the line, in Manim's units; the radius of dots, in scene units.
    clip : ndarray, shape (4,)
    """

    points: Positions
    inks: NDArray[np.float64]
    sizes: NDArray[np.float64]
    clip: NDArray[np.float64]

    @classmethod
    def of(cls, shape: Inked) -> "_State":
        """Return the state of a shape."""
        return cls(
            shape.points[:, :2].copy(),
            np.array([shape.get_fill_rgbas()[0], shape.get_stroke_rgbas()[0]]),
            np.array([shape.get_stroke_width(), getattr(shape, "radius", 0.0)]),
            np.array(shape.clip or _NOWHERE_CUT),
        )

    def towards(self, other: "_State", share: float) -> "_State":
        """Return the state a share of the way to another one, of as many points."""
        return _State(
            *(
                getattr(self, name) + share * (getattr(other, name) - getattr(self, name))
                for name in self.__slots__
            )
        )

    def give(self, shape: Inked) -> None:
        """Bring a shape into this state; it is then seen with the opacity of its inks alone."""
        shape.lie(self.points)
        shape.fill_rgbas, shape.stroke_rgbas = self.inks[:1].copy(), self.inks[1:].copy()
        shape.stroke_width = float(self.sizes[0])
        if hasattr(shape, "radius"):
            shape.radius = float(self.sizes[1])
        if shape.clip is not None:
            shape.clip = _four(self.clip)
        if isinstance(shape, Density):
            shape.extent = _four(np.append(self.points[0], self.points[1] - self.points[0]))
        shape.veiled = 1.0


def _four(values: NDArray[np.float64]) -> Clip:
    left, bottom, width, height = values.tolist()
    return (left, bottom, width, height)


def are_partners(one: Inked, other: Inked) -> bool:
    """Return whether two shapes of one role can be the beginning and the end of one that moves."""
    return bool(one.role) and one.role == other.role and can_travel(one, other)


def can_travel(one: Inked, other: Inked) -> bool:
    """Return whether a shape can become another one bit by bit.

    They must be of one kind, and what cannot change bit by bit must be the same.
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, Type) and isinstance(other, Type):
        return one.letters == other.letters and len(one.points) == len(other.points)
    if isinstance(one, (Dots, Segments)):
        return len(one.points) == len(other.points)
    if len(one.points) == len(other.points) == 1:
        return True
    # Halfway between two arrows is none.
    kinds = isinstance(one, (Density, Path, Rounded)) and not isinstance(one, Arrow)
    return kinds and _drawn(one) == _drawn(other)


def _drawn(shape: Inked) -> tuple[Any, ...]:
    """Return how a line is drawn: its dashes, and whether it is closed."""
    return tuple(getattr(shape, name, None) for name in ("dashes", "closed"))


def travelling(one: Inked, other: Inked) -> Callable[[float], None]:
    """Return a function of progress that makes two partners what lies between them.

    Parameters
    ----------
    one, other : Inked
        As they are before and afterwards; see `are_partners`.
    """
    start, end = _State.of(one), _State.of(other)
    first, last = _alike(start, end)
    if isinstance(one, Path) and all(_is_loop(state.points) for state in (first, last)):
        last = replace(last, points=_in_step(last.points, first.points))

    def function(progress: float) -> None:
        ends = {0.0: start, 1.0: end}
        state = ends.get(progress) or first.towards(last, progress)
        for shape in (one, other):
            state.give(shape)

    return function


def _alike(start: _State, end: _State) -> tuple[_State, _State]:
    """Return two states with as many points each: the one with fewer has some more of its own."""
    count = max(len(start.points), len(end.points))
    first, last = (
        replace(state, points=_more_points(state.points, count)) for state in (start, end)
    )
    return first, last


def _more_points(points: Positions, count: int) -> Positions:
    """Return a line with more points on it, evenly from one to the next."""
    if len(points) == count:
        return points
    at, wanted = np.arange(len(points)), np.linspace(0.0, len(points) - 1.0, count)
    return np.column_stack([np.interp(wanted, at, points[:, k]) for k in range(2)])


def _is_loop(points: Positions) -> bool:
    return len(points) > _SIDES and np.allclose(points[0], points[-1])


def _in_step(loop: Positions, other: Positions) -> Positions:
    """Return a loop that runs around as another one does, from the point that is nearest to it."""
    if _area(loop) * _area(other) < 0.0:
        loop = loop[::-1]
    around, centred = loop[:-1] - loop[:-1].mean(axis=0), other[:-1] - other[:-1].mean(axis=0)
    fits = [float((np.roll(around, -k, axis=0) * centred).sum()) for k in range(len(around))]
    turned = np.roll(loop[:-1], -int(np.argmax(fits)), axis=0)
    return np.vstack([turned, turned[:1]])


def _area(loop: Positions) -> float:
    """Return twice the area inside a loop, negative if it runs with the clock (shoelace)."""
    (x, y), (next_x, next_y) = loop[:-1].T, loop[1:].T
    return float((x * next_y - next_x * y).sum())
