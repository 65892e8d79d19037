"""The bridge between two scenes of a film: the cast of the one goes to where the next begins.

What plays the same role in both is one thing that moves, and a panel that becomes another one takes
its axes along. All else dissolves, but words are gone before words come; and what stands on a panel
that moves goes with it. The first picture is the last one of the first scene; the one after the
last would be the first of the second scene.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from manim import Mobject, Scene, config

from scenes.brief import Brief
from scenes.crossing import Movement, Pair, box_of, holds, partners, passage
from scenes.kit.checks.rehearsal import laid_out, rehearse
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.motion import Drive, lasting_s
from scenes.kit.plots.axes import Lines
from scenes.kit.plots.plot import Panel
from scenes.telling.timeline import BRIDGE_S

__all__ = ["Bridge"]

_ALIKE = 0.25
"""Panels that have more of their area in common become each other."""
_DATA, _ERROR = ("data", "line", "best-line", "residuals"), ("curve", "contour", "best-point")
"""What is in the data's picture and in the error's."""


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
    """Return a function of progress that goes from one picture to another, of other shapes.

    Parameters
    ----------
    before, after : list of Inked
        What is seen of each, in painting order; both are hung up.
    """
    return passage(before, after, _clear([*_partners(before, after)]))


def _partners(before: list[Inked], after: list[Inked]) -> Iterator[Pair]:
    """Yield what plays the same role before and after, then grounds, then the axes on these."""
    cast = [*partners(before, after)]
    yield from cast
    grounds = [*_grounds(*_left(before, after, cast))]
    yield from grounds
    yield from _axes(*_left(before, after, cast), grounds)


def _left(
    before: list[Inked], after: list[Inked], pairs: list[Pair]
) -> tuple[list[Inked], list[Inked]]:
    """Return what of both pictures is in no pair."""
    taken = {shape for pair in pairs for shape in pair}
    return [s for s in before if s not in taken], [s for s in after if s not in taken]


def _axes(before: list[Inked], after: list[Inked], grounds: list[Pair]) -> Iterator[Pair]:
    """Yield the axes of plots whose grounds become each other, where each has one plot."""
    for pair in grounds:
        plots = [
            [shape for shape in side if isinstance(shape, Lines) and holds(ground, shape)]
            for side, ground in zip((before, after), pair, strict=True)
        ]
        if [*map(len, plots)] == [1, 1]:
            yield plots[0][0], plots[1][0]


def _clear(pairs: list[Pair]) -> list[Pair]:
    """Return what may move: not the data's picture, if it would have to pass through the error's.

    The one would be left of the other at first, and right of it at last, or the reverse.
    """
    data, error = ([pair for pair in pairs if pair[0].role in roles] for roles in (_DATA, _ERROR))
    if not data or not error:
        return pairs
    first, last = (
        np.mean([box_of(pair[k]).mean(axis=0)[0] for pair in data])
        - np.mean([box_of(pair[k]).mean(axis=0)[0] for pair in error])
        for k in range(2)
    )
    crosses = first * last < 0.0
    return [pair for pair in pairs if not (crosses and _is_of_the_data(pair[0]))]


def _is_of_the_data(shape: Inked) -> bool:
    return shape.role in _DATA or shape.role.startswith("data ")


def _grounds(before: list[Inked], after: list[Inked]) -> Iterator[Pair]:
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
    boxes = np.array([box_of(one), box_of(other)])
    both = (boxes[:, 1].min(axis=0) - boxes[:, 0].max(axis=0)).clip(min=0.0).prod()
    return float(both / ((boxes[:, 1] - boxes[:, 0]).prod(axis=1).sum() - both))
