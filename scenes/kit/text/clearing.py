"""The ways of a formula's parts, chosen so that in flight no letter lies over another.

What cannot go its way beside the others, on whatever arc, does not fly: it fades where it is,
before the others have set out, and comes back where it belongs when they have arrived.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.motion import eased
from scenes.kit.text.formula import Part, Pose

__all__ = ["Leg", "cleared", "fading", "rising"]

_MOMENTS = np.linspace(0.02, 0.98, 25)
_SEEN, _SLACK = 0.2, 0.01
"""What is seen by less, or shares a narrower rectangle in scene units, lies over nothing."""

_AT_ONCE = 0.12
"""What fades so that others can pass is gone at this share of the way, and back as late."""

_ARCS = (0.0, 0.25, -0.25, 0.45, -0.45)
"""Other bends that are tried, in scene units."""

Rectangles = NDArray[np.float64]
"""Lower left and upper right corner at each moment, shape (moments, 2, 2)."""


def rising(start: float, end: float) -> Callable[[float], float]:
    """Return how much is seen, as a function of progress, of what comes between two shares."""
    return lambda progress: eased(float(np.clip((progress - start) / (end - start), 0.0, 1.0)))


def fading(start: float, end: float) -> Callable[[float], float]:
    """Return how much is seen, as a function of progress, of what fades between two shares."""
    risen = rising(start, end)
    return lambda progress: 1.0 - risen(progress)


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """The way of one part: where from, where to, and how much of it is seen.

    Parameters
    ----------
    part : Part
    start, end : Pose
        One and the same for what fades where it is.
    seen : callable
        Takes a progress from 0 to 1.
    comes : bool
        Whether it is a part of the formula that is seen at the end.
    kin : frozenset of Part
        The part itself, and that of the other formula that it belongs to.
    bend : float
        How far upwards its way is bent in its middle, scene units.
    """

    part: Part
    start: Pose
    end: Pose
    seen: Callable[[float], float]
    comes: bool
    kin: frozenset[Part]
    bend: float = 0.0

    @property
    def stays(self) -> bool:
        """Whether it fades where it is."""
        return self.start is self.end

    def pose(self, progress: float) -> Pose:
        """Return where it is."""
        share = eased(progress)
        x, y, unit = (
            (1.0 - share) * a + share * b
            for a, b in zip(self.start.numbers, self.end.numbers, strict=True)
        )
        return Pose(x, y + 4.0 * share * (1.0 - share) * self.bend, unit)

    def show(self, progress: float) -> None:
        """Put its part where it is."""
        self.part.take(self.pose(progress)).veil(self.seen(progress))

    def faded(self) -> "Leg":
        """Return it as one that does not fly: it makes way at once, or comes when all are there."""
        home = self.part.formula.pose
        seen = rising(1.0 - _AT_ONCE, 1.0) if self.comes else fading(0.0, _AT_ONCE)
        return replace(self, start=home, end=home, seen=seen, bend=0.0)

    def rectangles(self) -> Rectangles:
        """Return where it is seen at each moment; nowhere, inside out, if it is not."""
        poses = np.array([self.pose(float(t)).numbers for t in _MOMENTS])
        corners = poses[:, None, 2:] * self.part.extent + poses[:, None, :2]
        unseen = np.array([self.seen(float(t)) < _SEEN for t in _MOMENTS])
        corners[unseen] = [[np.inf, np.inf], [-np.inf, -np.inf]]
        return corners


def cleared(legs: Sequence[Leg]) -> list[Leg]:
    """Return ways of the same parts on which none lies over another in flight.

    Parameters
    ----------
    legs : sequence of Leg
        As they would go if they were alone; those that belong together have the same `kin`.
    """
    found = list(legs)
    seen = [leg.rectangles() for leg in found]

    def crossed(k: int, boxes: Rectangles) -> bool:
        others = (j for j in range(len(found)) if not found[j].kin & found[k].kin)
        return any(_lie_over(boxes, seen[j]) and not _touch(found[k], found[j]) for j in others)

    def take(changed: dict[int, Leg]) -> None:
        for k, leg in changed.items():
            found[k], seen[k] = leg, leg.rectangles()

    for k, leg in enumerate(found):
        if leg.stays and crossed(k, seen[k]):
            take({k: leg.faded()})
    for k in sorted(range(len(found)), key=lambda k: -_length(found[k])):
        if found[k].stays or not crossed(k, seen[k]):
            continue
        together = [j for j, leg in enumerate(found) if leg.kin == found[k].kin]
        tried = ({j: replace(found[j], bend=arc) for j in together} for arc in _ARCS)
        clear = (t for t in tried if not any(crossed(j, leg.rectangles()) for j, leg in t.items()))
        take(next(clear, {j: found[j].faded() for j in together}))
    return found


def _length(leg: Leg) -> float:
    return float(np.hypot(leg.end.x - leg.start.x, leg.end.y - leg.start.y))


def _touch(one: Leg, other: Leg) -> bool:
    """Return whether two parts lie over each other where they come from or go to."""
    ends = (
        [np.array([[leg.part.extent * pose.unit + [pose.x, pose.y]]]) for leg, pose in pair]
        for pair in (((one, one.start), (other, other.start)), ((one, one.end), (other, other.end)))
    )
    return any(_lie_over(first[0], second[0]) for first, second in ends)


def _lie_over(one: Rectangles, other: Rectangles) -> bool:
    """Return whether rectangles share more than an edge at any moment."""
    shared = np.minimum(one[:, 1], other[:, 1]) - np.maximum(one[:, 0], other[:, 0])
    return bool((shared > _SLACK).all(axis=1).any())
