"""The bridge between two scenes of a film: the cast of the one goes to where the next begins.

What plays the same role in both is one thing that moves. All else fades, that of the first scene
before that of the second comes, so that words never lie over each other; and what stands on a panel
that moves goes with it. The first picture is the last one of the first scene; the one after the
last would be the first of the second scene.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from manim import Mobject, Scene, config

from scenes.brief import Brief
from scenes.kit.checks.rehearsal import laid_out, rehearse
from scenes.kit.ink.between import are_partners, travelling
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.inked import Carriage, Inked
from scenes.kit.ink.motion import Drive, eased, lasting_s
from scenes.kit.ink.shapes import Positions, Type
from scenes.kit.plots.plot import Panel
from scenes.telling.timeline import BRIDGE_S

__all__ = ["Bridge"]

_HALF, _ASIDE = (0.2, 0.5), (0.1, 0.38)
"""From when to when what leaves fades, as shares of the time: on a panel that moves; elsewhere,
where a panel may come over it. What comes does the same from behind."""
_SWAP = 0.5
_ALIKE = 0.25
"""Panels that have more of their area in common become each other."""
_ARRIVED = 0.85
"""The share of the time at which what moves has arrived."""

_DATA, _ERROR = ("data", "line", "best-line", "residuals"), ("curve", "contour", "best-point")
"""What is in the data's picture and in the error's."""

Movement = Callable[[float], None]
_Pair = tuple[Inked, Inked]
_Way = tuple[Positions, Positions]
"""Of a panel: its corners in the picture of a shape, and in the other picture."""


class Bridge(Scene):
    """Goes from the last picture of one scene to the first picture of another.

    Parameters
    ----------
    first, second : str
        The ids of the scenes.
    brief : Brief
        What they are handed.
    **manim_options
        Passed on to `manim.Scene`.
    """

    def __init__(self, first: str, second: str, *, brief: Brief, **manim_options: Any) -> None:
        config.disable_caching = True
        self._before = _seen(rehearse(first, brief, lambda stage, _: stage)[-1].mobjects)
        self._after = _seen(laid_out(second, brief).mobjects)
        super().__init__(**{"camera_class": FilmCamera, **manim_options})
        self.camera.background_color = brief.look.ground

    def construct(self) -> None:
        """Hang up both pictures, and go from one to the other."""
        self.add(*self._before, *self._after)
        cross = crossing(self._before, self._after)
        frames = round(BRIDGE_S * config.frame_rate)
        lowest = self.mobjects[0]
        self.play(Drive(cross, lowest, lasting_s(frames)))


def _seen(mobjects: list[Mobject]) -> list[Inked]:
    return [m for m in mobjects if isinstance(m, Inked) and m.veiled and len(m.points)]


def crossing(before: list[Inked], after: list[Inked]) -> Movement:
    """Return a function of progress that goes from one picture to another.

    Parameters
    ----------
    before, after : list of Inked
        What is seen of each, in painting order; both are hung up.
    """
    pairs = _clear(list(_partners(before, after)))
    paired = {shape for pair in pairs for shape in pair}
    travels = [travelling(*pair) for pair in pairs]
    panels = [(_box(one), _box(other)) for one, other in pairs if isinstance(one, Panel)]
    fades = [_leaving(shape, panels) for shape in before if shape not in paired]
    back = [(there, here) for here, there in panels]
    fades += [_coming(shape, back) for shape in after if shape not in paired]

    def function(progress: float) -> None:
        for travel in travels:
            travel(_gone(progress))
        for fade in fades:
            fade(progress)
        # Of two partners one is seen at a time, among what else is seen then.
        unseen = 1 if progress < _SWAP else 0
        for pair in pairs:
            pair[unseen].veiled = 0.0

    return function


def _gone(progress: float) -> float:
    """Return how much of its way has been gone by what moves."""
    return eased(min(progress / _ARRIVED, 1.0))


def _partners(before: list[Inked], after: list[Inked]) -> Iterator[tuple[Inked, Inked]]:
    """Yield what plays the same role before and after, in order, each shape once; then grounds."""
    alone, left = list(before), list(after)
    for one in before:
        other = next((shape for shape in left if are_partners(one, shape)), None)
        if other is not None:
            alone.remove(one)
            left.remove(other)
            yield one, other
    yield from _grounds(alone, left)


def _clear(pairs: list[_Pair]) -> list[_Pair]:
    """Return what may move: not the data's picture, if it would have to pass through the error's.

    The one would be left of the other at first, and right of it at last, or the reverse.
    """
    data, error = ([pair for pair in pairs if pair[0].role in roles] for roles in (_DATA, _ERROR))
    if not data or not error:
        return pairs
    first, last = (
        np.mean([_box(pair[k]).mean(axis=0)[0] for pair in data])
        - np.mean([_box(pair[k]).mean(axis=0)[0] for pair in error])
        for k in range(2)
    )
    crosses = first * last < 0.0
    return [pair for pair in pairs if not (crosses and _is_of_the_data(pair[0]))]


def _is_of_the_data(shape: Inked) -> bool:
    return shape.role in _DATA or shape.role.startswith("data ")


def _grounds(before: list[Inked], after: list[Inked]) -> Iterator[tuple[Inked, Inked]]:
    """Yield panels that have no part of their own but cover mostly the same, the most so first."""
    panels = [[shape for shape in side if isinstance(shape, Panel)] for side in (before, after)]
    pairs = [(_common(one, other), one, other) for one in panels[0] for other in panels[1]]
    taken: set[Inked] = set()
    for share, one, other in sorted(pairs, key=lambda pair: -pair[0]):
        if share > _ALIKE and not taken & {one, other}:
            taken |= {one, other}
            yield one, other


def _common(one: Inked, other: Inked) -> float:
    """Return how much of what two rectangles cover is covered by both, from 0 to 1."""
    boxes = np.array([_box(one), _box(other)])
    both = (boxes[:, 1].min(axis=0) - boxes[:, 0].max(axis=0)).clip(min=0.0).prod()
    return float(both / ((boxes[:, 1] - boxes[:, 0]).prod(axis=1).sum() - both))


def _leaving(shape: Inked, panels: list[_Way]) -> Movement:
    """Return a function of progress by which a shape fades, on its panel if that moves."""
    seen, way = shape.veiled, _way_of(shape, panels)
    times = _ASIDE if way is None else _HALF
    ride = _riding(shape, way)

    def function(progress: float) -> None:
        ride(_gone(progress))
        shape.veil(seen * (1.0 - _faded(progress, times)))

    return function


def _coming(shape: Inked, panels: list[_Way]) -> Movement:
    """Return a function of progress by which a shape appears, on its panel if that moves."""
    seen, way = shape.veiled, _way_of(shape, panels)
    times = _ASIDE if way is None else _HALF
    ride = _riding(shape, way)

    def function(progress: float) -> None:
        ride(1.0 - _gone(progress))
        shape.veil(seen * (1.0 - _faded(1.0 - progress, times)))

    return function


def _faded(progress: float, times: tuple[float, float]) -> float:
    first, last = times
    return eased(min(max((progress - first) / (last - first), 0.0), 1.0))


def _way_of(shape: Inked, panels: list[_Way]) -> _Way | None:
    """Return how the panel goes that a shape stands on, if that moves."""
    middle = _box(shape).mean(axis=0)
    return next((way for way in panels if _holds(way[0], middle)), None)


def _riding(shape: Inked, way: _Way | None) -> Movement:
    """Return a function of how far a shape's panel is from where it belongs, from 0 to 1."""
    middle = _box(shape).mean(axis=0)

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


def _box(shape: Inked) -> Positions:
    """Return lower left and upper right corner of where a shape may be seen, shape (2, 2)."""
    if shape.clip is not None:
        left, bottom, width, height = shape.clip
        return np.array([[left, bottom], [left + width, bottom + height]])
    return np.array([shape.points[:, :2].min(axis=0), shape.points[:, :2].max(axis=0)])


def _holds(box: Positions, place: Positions) -> bool:
    return bool((box[0] <= place).all() and (place <= box[1]).all())
