"""From one picture to another: partners are one thing that moves, all else fades or appears.

Words that leave are gone before words that come appear, so that they never lie over each other;
all else dissolves, so that the frame is never empty. What stands on a panel that moves goes with
it.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from scenes.kit.ink.between import are_partners, travelling
from scenes.kit.ink.inked import Carriage, Inked
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Positions, Type
from scenes.kit.plots.plot import Panel

__all__ = ["Movement", "Pair", "box_of", "dissolve", "gone", "holds", "partners", "passage"]

_WORDS, _MARKS = (0.0, 0.36), (0.2, 0.7)
"""From when to when words and all else fade that leave, as shares of the time. What comes does the
same from behind."""
_UNDER, _BESIDE, _FREE = (0.05, 0.36), (0.05, 0.55), (0.1, 0.65)
"""The same of all else that is on no panel that moves: where one may come over it; what comes where
one may have been; where none moves."""
_HANDED, _SWAP = 0.3, 0.75
"""When a partner is painted among what comes: a mark before that appears, and a panel, which would
cover it, after what leaves is gone."""
_OVER = 0.7
"""How much of the time a shape takes to come over another one."""
_OFF, _ARRIVED = 0.1, 0.9
"""The shares of the time at which what moves sets off, and has arrived."""

Movement = Callable[[float], None]
Pair = tuple[Inked, Inked]
"""Two shapes that stand for one that moves, as it is before and as it is afterwards."""
_Way = tuple[Positions, Positions]
"""Of a panel: its corners in the picture of a shape, and in the other picture."""


def passage(before: Sequence[Inked], after: Sequence[Inked], pairs: Sequence[Pair]) -> Movement:
    """Return a function of progress that goes from one picture to another.

    Parameters
    ----------
    before, after : sequence of Inked
        What is seen of each, in painting order; both are hung up.
    pairs : sequence of Pair
        What of both is one thing.
    """
    paired = {shape for pair in pairs for shape in pair}
    travels = [travelling(*pair) for pair in pairs]
    panels = [(box_of(one), box_of(other)) for one, other in pairs if isinstance(one, Panel)]
    back = [(there, here) for here, there in panels]
    left, new = ([s for s in side if s not in paired] for side in (before, after))
    fades = [_leaving(shape, panels, _is_in(after, shape)) for shape in left]
    fades += [_coming(shape, back, _is_in(before, shape)) for shape in new]

    def function(progress: float) -> None:
        for travel in travels:
            travel(gone(progress))
        for fade in fades:
            fade(progress)
        # Of two partners one is seen at a time.
        for pair in pairs:
            swap = _SWAP if isinstance(pair[0], Panel) else _HANDED
            pair[int(progress < swap)].veiled = 0.0

    return function


def partners(before: Sequence[Inked], after: Sequence[Inked]) -> Iterator[Pair]:
    """Yield what plays the same role before and after, in order, each shape once."""
    left = list(after)
    for one in before:
        other = next((shape for shape in left if are_partners(one, shape)), None)
        if other is not None:
            left.remove(other)
            yield one, other


def dissolve(one: Inked, other: Inked) -> Movement:
    """Return a function of progress by which a shape comes over another one, which then goes."""
    seen = one.veiled, other.veiled

    def function(progress: float) -> None:
        one.veil(seen[0] * (1.0 - eased(max((progress - 1.0) / _OVER + 1.0, 0.0))))
        other.veil(seen[1] * eased(min(progress / _OVER, 1.0)))

    return function


def gone(progress: float) -> float:
    """Return how much of its way has been gone by what moves."""
    return _share(progress, (_OFF, _ARRIVED))


def _leaving(shape: Inked, panels: list[_Way], is_twice: bool) -> Movement:
    """Return a function of progress by which a shape fades, on its panel if that moves."""
    seen, way = shape.veiled, _way_of(shape, panels)
    times = _WORDS if is_twice else _times(shape, way, _UNDER if panels else _FREE)
    ride = _riding(shape, way)

    def function(progress: float) -> None:
        ride(gone(progress))
        shape.veil(seen * (1.0 - _share(progress, times)))

    return function


def _coming(shape: Inked, panels: list[_Way], is_twice: bool) -> Movement:
    """Return a function of progress by which a shape appears, on its panel if that moves."""
    seen, way = shape.veiled, _way_of(shape, panels)
    times = _WORDS if is_twice else _times(shape, way, _BESIDE if panels else _FREE)
    ride = _riding(shape, way)

    def function(progress: float) -> None:
        ride(1.0 - gone(progress))
        shape.veil(seen * (1.0 - _share(1.0 - progress, times)))

    return function


def _is_in(others: Sequence[Inked], shape: Inked) -> bool:
    """Return whether a shape is in another picture, too, so that it would be seen twice."""
    return any(are_partners(shape, other) for other in others)


def _times(shape: Inked, way: _Way | None, aside: tuple[float, float]) -> tuple[float, float]:
    """Return from when to when a shape fades; `aside` if it is no word, and on no such panel."""
    # Light without the point that it is around would be one more point.
    if isinstance(shape, Type) or shape.role == "glow":
        return _WORDS
    return aside if way is None else _MARKS


def _share(progress: float, times: tuple[float, float]) -> float:
    """Return how much has been done of what takes from one time to another."""
    first, last = times
    return eased(min(max((progress - first) / (last - first), 0.0), 1.0))


def _way_of(shape: Inked, panels: list[_Way]) -> _Way | None:
    """Return how the panel goes that a shape stands on, if that moves."""
    return next((way for way in panels if _holds(way[0], shape)), None)


def _riding(shape: Inked, way: _Way | None) -> Movement:
    """Return a function of how far a shape's panel is from where it belongs, from 0 to 1."""
    middle = box_of(shape).mean(axis=0)

    def function(away: float) -> None:
        if way is not None:
            shape.carried = _carriage(way[0], way[0] + away * (way[1] - way[0]), middle, shape)

    return function


def _carriage(home: Positions, now: Positions, middle: Positions, shape: Inked) -> Carriage:
    """Return how a shape goes along with a rectangle: letters keep their form, and never grow."""
    scale = (now[1] - now[0]) / (home[1] - home[0])
    shift = now[0] - scale * home[0]
    if isinstance(shape, Type):
        size = np.full(2, min(*scale, 1.0))
        scale, shift = size, (scale - size) * middle + shift
    return Carriage(*scale.tolist(), *shift.tolist())


def box_of(shape: Inked) -> Positions:
    """Return lower left and upper right corner of where a shape may be seen, shape (2, 2)."""
    if shape.clip is not None:
        left, bottom, width, height = shape.clip
        return np.array([[left, bottom], [left + width, bottom + height]])
    return np.array([shape.points[:, :2].min(axis=0), shape.points[:, :2].max(axis=0)])


def holds(ground: Inked, shape: Inked) -> bool:
    """Return whether the middle of a shape is on a ground."""
    return _holds(box_of(ground), shape)


def _holds(box: Positions, shape: Inked) -> bool:
    middle = box_of(shape).mean(axis=0)
    return bool((box[0] <= middle).all() and (middle <= box[1]).all())
