"""One formula becomes the next: what they share travels, what they do not share fades."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from scenes.kit.text.clearing import Leg, cleared, fading, rising
from scenes.kit.text.formula import Formula, Part, Pose
from scenes.kit.text.matching import partners

__all__ = ["morph"]

_GONE, _BACK = 0.35, 0.65
"""What is not shared is gone at the first share of the way, and comes after the second."""

_SWAP = (0.4, 0.6)
"""What changes its shape fades over between these shares of the way."""

_BEND, _LEAST_BEND, _MOST_BEND = 0.16, 0.12, 0.4
"""Parts that pass each other move on arcs, those to the right below: the height as a share of
the way and more, in scene units."""

_SHORT = 0.6
"""What goes less than this share of the way of what it passes goes straight."""

_CLOSE = 0.01
_ALIKE = 1e-3
_SIMILAR = 0.3


def morph(one: Formula, other: Formula) -> Callable[[float], None]:
    """Return a function of progress that turns one formula into another.

    `scenes.kit.text.matching` says which parts belong together. They move and change size on the
    way; if they look different (m becomes −1.00), one fades into the other while both move. A part
    that several belong to divides, or they run into it. Parts that pass each other do so on arcs,
    and no letter lies over another on its way (`scenes.kit.text.clearing`). What finds nothing
    fades where it is. At 0 exactly the first formula is seen, at 1 exactly the second; to keep the
    first in sight, let a second one made like it glide away.

    Parameters
    ----------
    one, other : Formula
        Both at their places and on the scene; they are not to be moved before the end.
    """
    goals, sources = partners(one, other)
    legs = [_leaving(part, goals.get(part), sources) for part in one.shapes]
    legs += [_coming(part, sources.get(part), goals) for part in other.shapes]
    bent = (replace(leg, bend=bend) for leg, bend in zip(legs, _bends(legs), strict=True))
    ways = cleared([*bent])

    def function(progress: float) -> None:
        for leg in ways:
            leg.show(progress)

    return function


def _bends(legs: list[Leg]) -> list[float]:
    """Return how far upwards each way is bent in its middle: 0 where nothing is passed."""
    middles = [leg.part.extent[:, 0].mean() for leg in legs]
    starts, ends = (
        np.array([pose.x + pose.unit * m for pose, m in zip(poses, middles, strict=True)])
        for poses in ([leg.start for leg in legs], [leg.end for leg in legs])
    )
    ways = ends - starts
    passes = (starts[:, None] - starts) * (ends[:, None] - ends) < -_CLOSE
    # The one that goes further makes way; what stands, or fades where it is, is not passed.
    passes &= np.array([not leg.stays for leg in legs])
    lengths = np.abs(ways)
    bent = (passes & (lengths[:, None] >= _SHORT * lengths)).any(axis=1)
    # What goes the same way stays together.
    bent = ((np.abs(ways[:, None] - ways) < _CLOSE) & bent).any(axis=1)
    heights = np.minimum(_LEAST_BEND + _BEND * lengths, _MOST_BEND)
    return (-np.sign(ways) * np.where(bent, heights, 0.0)).tolist()


def _leaving(part: Part, goal: Part | None, sources: dict[Part, Part]) -> Leg:
    home = part.formula.pose
    if goal is None:
        return Leg(part, home, home, fading(0.0, _GONE), False, frozenset({part}))
    seen = fading(*_SWAP)
    if _identical(part, goal):

        def seen(progress: float) -> float:
            return float(progress < 1.0)

    elif _similar(part, goal) and sources[goal] is part:
        # It stays below its like until that covers it, so that the two never shine through.
        seen = fading(_BACK, 1.0)
    return Leg(part, home, _over(part, goal), seen, False, frozenset({part, goal}))


def _coming(part: Part, source: Part | None, goals: dict[Part, Part]) -> Leg:
    home = part.formula.pose
    if source is None:
        return Leg(part, home, home, rising(_BACK, 1.0), True, frozenset({part}))
    seen = rising(*_SWAP)
    if _identical(part, source):
        is_first = goals[source] is part

        def seen(progress: float) -> float:
            return float(progress == 1.0 if is_first else progress > 0.0)

    return Leg(part, _over(part, source), home, seen, True, frozenset({part, source}))


def _over(part: Part, target: Part) -> Pose:
    """Return the pose that lays a part over another.

    What looks alike is laid middle on middle and made as large; else both share a baseline.
    """
    home = target.formula.pose
    middle = target.extent.mean(axis=0) * home.unit + [home.x, home.y]
    if _similar(part, target):
        unit = home.unit * _diagonal(target) / _diagonal(part)
        x, y = middle - part.extent.mean(axis=0) * unit
        return Pose(float(x), float(y), unit)
    x = middle[0] - part.extent[:, 0].mean() * home.unit
    y = home.y + (target.piece.foot - part.piece.foot) * home.unit
    return Pose(float(x), y, home.unit)


def _diagonal(part: Part) -> float:
    return float(np.hypot(*(part.extent[1] - part.extent[0])))


def _similar(one: Part, other: Part) -> bool:
    """Return whether two parts are the same mathematics in about the same shape.

    A raised letter is drawn a little wider and bolder than one on the line.
    """
    slopes = [np.arctan2(*(part.extent[1] - part.extent[0])) for part in (one, other)]
    return one.markup == other.markup and abs(slopes[0] - slopes[1]) < _SIMILAR


def _identical(one: Part, other: Part) -> bool:
    """Return whether two parts differ in place and size only."""
    if one.colour != other.colour or one.piece.curves.shape != other.piece.curves.shape:
        return False
    shapes = [
        (part.piece.curves - part.extent.mean(axis=0)) / _diagonal(part) for part in (one, other)
    ]
    return bool(np.abs(shapes[0] - shapes[1]).max() < _ALIKE)
