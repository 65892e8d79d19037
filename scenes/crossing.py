"""From one picture to another: partners are one thing that moves, all else fades or appears.

What leaves is gone before what comes appears, so that words never lie over each other; and what
stands on a panel that moves goes with it.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from scenes.kit.ink.between import are_partners, travelling
from scenes.kit.ink.inked import Carriage, Inked
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Positions, Type
from scenes.kit.plots.plot import Panel

__all__ = ["Movement", "Pair", "box_of", "dissolve", "gone", "partners", "passage"]

_HALF, _ASIDE = (0.2, 0.5), (0.1, 0.38)
"""From when to when what leaves fades, as shares of the time: on a panel that moves; elsewhere,
where a panel may come over it. What comes does the same from behind."""
_SWAP = 0.5
_OVER = 0.7
"""How much of the time a shape takes to come over another one."""
_ARRIVED = 0.85
"""The share of the time at which what moves has arrived."""

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
    fades = [_leaving(shape, panels) for shape in before if shape not in paired]
    back = [(there, here) for here, there in panels]
    fades += [_coming(shape, back) for shape in after if shape not in paired]

    def function(progress: float) -> None:
        for travel in travels:
            travel(gone(progress))
        for fade in fades:
            fade(progress)
        # Of two partners one is seen at a time, among what else is seen then.
        unseen = 1 if progress < _SWAP else 0
        for pair in pairs:
            pair[unseen].veiled = 0.0

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
    return eased(min(progress / _ARRIVED, 1.0))


def _leaving(shape: Inked, panels: list[_Way]) -> Movement:
    """Return a function of progress by which a shape fades, on its panel if that moves."""
    seen, way = shape.veiled, _way_of(shape, panels)
    times = _ASIDE if way is None else _HALF
    ride = _riding(shape, way)

    def function(progress: float) -> None:
        ride(gone(progress))
        shape.veil(seen * (1.0 - _faded(progress, times)))

    return function


def _coming(shape: Inked, panels: list[_Way]) -> Movement:
    """Return a function of progress by which a shape appears, on its panel if that moves."""
    seen, way = shape.veiled, _way_of(shape, panels)
    times = _ASIDE if way is None else _HALF
    ride = _riding(shape, way)

    def function(progress: float) -> None:
        ride(1.0 - gone(progress))
        shape.veil(seen * (1.0 - _faded(1.0 - progress, times)))

    return function


def _faded(progress: float, times: tuple[float, float]) -> float:
    first, last = times
    return eased(min(max((progress - first) / (last - first), 0.0), 1.0))


def _way_of(shape: Inked, panels: list[_Way]) -> _Way | None:
    """Return how the panel goes that a shape stands on, if that moves."""
    middle = box_of(shape).mean(axis=0)
    return next((way for way in panels if _holds(way[0], middle)), None)


def _riding(shape: Inked, way: _Way | None) -> Movement:
    """Return a function of how far a shape's panel is from where it belongs, from 0 to 1."""
    middle = box_of(shape).mean(axis=0)

    def function(away: float) -> None:
        if way is not None:
            shape.carried = _carriage(way[0], way[0] + away * (way[1] - way[0]), middle, shape)

    return function


def _carriage(home: Positions, now: Positions, middle: Positions, shape: Inked) -> Carriage:
    """Return how a shape goes along with a rectangle: letters keep their size."""
    scale = (now[1] - now[0]) / (home[1] - home[0])
    shift = now[0] - scale * home[0]
    if isinstance(shape, Type):
        scale, shift = np.ones(2), scale * middle + shift - middle
    return Carriage(*scale.tolist(), *shift.tolist())


def box_of(shape: Inked) -> Positions:
    """Return lower left and upper right corner of where a shape may be seen, shape (2, 2)."""
    if shape.clip is not None:
        left, bottom, width, height = shape.clip
        return np.array([[left, bottom], [left + width, bottom + height]])
    return np.array([shape.points[:, :2].min(axis=0), shape.points[:, :2].max(axis=0)])


def _holds(box: Positions, place: Positions) -> bool:
    return bool((box[0] <= place).all() and (place <= box[1]).all())
