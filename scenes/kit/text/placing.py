"""Where a name may stand: the first clear spot of several, or else the one that covers least.

A caller says where its name could stand, the best spot first, and what must stay seen::

    taken = Obstacles(points=dense(curve.points[:, :2]), boxes=(other.box,), area=area, air=0.06)
    place(name, [(x, above, 0.5), (x, below, 0.5)], taken)

The name is then put at one of the spots. `middle_within` moves a spot sideways into an area.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, Self, TypeVar

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Positions

__all__ = ["Obstacles", "Placeable", "Spot", "along", "dense", "middle_within", "place"]

_MOST_POINTS = 200_000

Spot = tuple[float, float, float]
"""x, y and anchor, as `scenes.kit.ink.shapes.Type.at` takes them."""


class Placeable(Protocol):
    """A line of words or a formula."""

    @property
    def box(self) -> Positions:
        """Lower left and upper right corner, shape (2, 2), scene units."""
        ...

    def at(self, x: float, y: float, anchor: float = 0.0) -> Self:
        """Put it at a spot."""
        ...


Name = TypeVar("Name", bound=Placeable)


def _nothing() -> Positions:
    return np.empty((0, 2))


@dataclass(frozen=True, slots=True, eq=False)
class Obstacles:
    """What a name must not lie on, all in scene units.

    Parameters
    ----------
    points : Positions, shape (k, 2)
        Along lines, so dense that no name fits between two; see `dense`.
    boxes : tuple of Positions
        Lower left and upper right corner of each, shape (2, 2), such as other names' boxes.
    area : Box, optional
        Where the name has to stay.
    air : float
        How far it keeps away from the points.
    """

    points: Positions = field(default_factory=_nothing)
    boxes: tuple[Positions, ...] = ()
    area: Box | None = None
    air: float = 0.0

    def hit_by(self, box: Positions) -> tuple[bool, int, int]:
        """Return whether a box, shape (2, 2), leaves the area, and how much it lies on.

        The numbers are those of boxes and of points; the smaller the tuple, the better the spot.
        """
        low, high = box
        leaves = self.area is not None and not (self.area.holds(*low) and self.area.holds(*high))
        met = sum(bool((low < other[1]).all() and (high > other[0]).all()) for other in self.boxes)
        near = (self.points > low - self.air) & (self.points < high + self.air)
        return leaves, met, int(near.all(axis=1).sum())


def place(name: Name, spots: Iterable[Spot], obstacles: Obstacles) -> Name:
    """Put a name at the first clear spot, or if there is none, where it covers least.

    Parameters
    ----------
    name : Placeable
    spots : iterable of Spot
        One at least, the best first; of two that cover as much, the earlier is taken.
    obstacles : Obstacles
    """
    found: list[tuple[tuple[bool, int, int], Spot]] = []
    for spot in spots:
        hit = obstacles.hit_by(name.at(*spot).box)
        if not any(hit):
            return name
        found.append((hit, spot))
    return name.at(*min(found, key=lambda pair: pair[0])[1])


def dense(line: Positions, times: int = 16) -> Positions:
    """Return a line of n points, shape (n, 2), with `times` as many, straight between them."""
    k = np.linspace(0.0, len(line) - 1.0, times * len(line))
    return np.column_stack([np.interp(k, np.arange(len(line)), axis) for axis in line.T])


def along(line: Positions, apart: float) -> Positions:
    """Return a line of n points, shape (n, 2), with so many more that none are further apart.

    Of a very long line, that has not room for so many, they are evenly spaced.

    Parameters
    ----------
    line : Positions, shape (n, 2)
    apart : float
        Scene units, positive.
    """
    lengths = np.hypot(*np.diff(line, axis=0).T)
    gone = np.append(0.0, np.cumsum(lengths))
    count = min(int(np.ceil(gone[-1] / apart)) + 1, _MOST_POINTS)
    even = np.linspace(0.0, gone[-1], count)
    between = np.column_stack([np.interp(even, gone, axis) for axis in line.T])
    return np.vstack([line, between])


def middle_within(area: Box, x: float, width: float, edge: float = 0.0) -> float:
    """Return the middle nearest to `x` for a name of a width to be in an area.

    Parameters
    ----------
    area : Box
    x, width : float
    edge : float
        The least distance from the area's sides.
    """
    half = width / 2 + edge
    return float(np.clip(x, area.left + half, area.right - half))
