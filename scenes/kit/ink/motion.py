"""Movement as a function of progress: the animation moves what exists and copies nothing."""

from collections.abc import Callable, Sequence
from math import pi, sin
from typing import NamedTuple

import numpy as np
from manim import Animation, Mobject, config

from scenes.kit.ink.shapes import Dots, Inked, Type

__all__ = [
    "Drive",
    "Move",
    "appearing",
    "dissolving",
    "eased",
    "lasting_s",
    "lighting",
    "lowest_moved",
    "pulsing",
    "replacing",
    "side_by_side",
    "tracing",
    "vanishing",
]

_PROBES = (0.0, 1 / 3, 2 / 3, 1.0, 0.0)
"""At which progress a function is called to see what it moves; the last puts things back."""

_GONE_S, _SHOWN_S = 0.4, 0.5
_PULSE, _REACH, _NARROW = 0.25, 0.2, 0.1
"""How much larger a shape gets in a pulse, as a share, and in scene units, for both sides."""


def eased(progress: float) -> float:
    """Return progress with a soft start and end: 3 t² − 2 t³."""
    return progress * progress * (3.0 - 2.0 * progress)


def lasting_s(frames: int) -> float:
    """Return how many seconds an animation takes of which Manim draws so many frames."""
    # Half a frame less than n lets Manim's range of times have n entries whatever the rounding.
    return (frames - 0.5) / config.frame_rate


class Drive(Animation):
    """Call a function with a progress that goes from 0 to 1.

    Parameters
    ----------
    function : callable
        Takes the progress and moves mobjects that are on the scene already.
    lowest : Mobject
        The one painted first among those that it moves; what is painted before stays as it is, and
        Manim paints it once for the whole animation.
    run_time : float
        Seconds.
    """

    def __init__(self, function: Callable[[float], None], lowest: Mobject, run_time: float) -> None:
        super().__init__(lowest, run_time=run_time)
        self._function = function

    def begin(self) -> None:
        """Put everything where it is at the start."""
        self._function(0.0)

    def finish(self) -> None:
        """Put everything where it is at the end."""
        self._function(1.0)

    def interpolate(self, alpha: float) -> None:
        """Put everything where it is at a share of the way."""
        self._function(alpha)

    def update_mobjects(self, dt: float) -> None:
        """Do nothing: no mobject of the film updates itself."""


def appearing(*shapes: Inked) -> Callable[[float], None]:
    """Return a function of progress that fades shapes in."""

    def function(progress: float) -> None:
        for shape in shapes:
            shape.veil(eased(progress))

    return function


def vanishing(*shapes: Inked) -> Callable[[float], None]:
    """Return a function of progress that fades shapes out, each from what is seen of it now."""
    seen = [shape.veiled for shape in shapes]

    def function(progress: float) -> None:
        for shape, share in zip(shapes, seen, strict=True):
            shape.veil(share * (1.0 - eased(progress)))

    return function


def tracing(shape: Inked) -> Callable[[float], None]:
    """Return a function of progress that draws a line, or pieces of one, from its first end."""
    points = shape.points.copy()

    def function(progress: float) -> None:
        shape.points = points[: max(2, 2 * round(progress * len(points) / 2))]

    return function


def lighting(share: float, *shapes: Inked) -> Callable[[float], None]:
    """Return a function of progress that dims shapes to a share, or lights them up again."""
    before = [shape.lit for shape in shapes]

    def function(progress: float) -> None:
        for shape, lit in zip(shapes, before, strict=True):
            shape.light(lit + eased(progress) * (share - lit))

    return function


def pulsing(shape: Inked) -> Callable[[float], None]:
    """Return a function of progress that lets a shape swell about its middle, and shrink back."""
    points = shape.points.copy()
    middle = (points.min(axis=0) + points.max(axis=0)) / 2.0
    radius = shape.radius if isinstance(shape, Dots) else 0.0
    widest = max(float(np.ptp(points, axis=0).max()), _NARROW)
    # What is wide does not reach further than what is narrow: words at an edge stay on the frame.
    share = min(_PULSE, _REACH / widest)

    def function(progress: float) -> None:
        swollen = 1.0 + share * sin(pi * progress) ** 2
        if isinstance(shape, Dots):
            shape.radius = radius * swollen
        else:
            shape.points = middle + swollen * (points - middle)

    return function


class Move(NamedTuple):
    """One of several movements that run side by side.

    Parameters
    ----------
    function : callable
        Takes a progress from 0 to 1.
    seconds : float
        How long it takes.
    after_s : float
        How long after the others it begins.
    """

    function: Callable[[float], None]
    seconds: float
    after_s: float = 0.0


def replacing(gone: Sequence[Inked], shown: Sequence[Inked]) -> list[Move]:
    """Return how some shapes take the place of others: these fade out first."""
    return [Move(vanishing(*gone), _GONE_S), Move(appearing(*shown), _SHOWN_S, _GONE_S)]


def dissolving(gone: Sequence[Inked], shown: Sequence[Inked]) -> list[Move]:
    """Return how a picture becomes another one, so that the frame is never empty in between.

    Words fade out before words come, all else over all else; what was is gone before new words are
    read over its edges.
    """
    (old_words, old), (words, new) = _sorted(gone), _sorted(shown)
    return [
        Move(vanishing(*old_words), _GONE_S),
        Move(appearing(*new), _SHOWN_S, _GONE_S / 2.0),
        Move(vanishing(*old), _SHOWN_S / 2.0, _GONE_S),
        Move(appearing(*words), _SHOWN_S, _GONE_S),
    ]


def _sorted(shapes: Sequence[Inked]) -> tuple[list[Inked], list[Inked]]:
    """Return which shapes are words, and which are none."""
    words: list[Inked] = [shape for shape in shapes if isinstance(shape, Type)]
    return words, [shape for shape in shapes if not isinstance(shape, Type)]


def side_by_side(*moves: Move) -> tuple[Callable[[float], None], float]:
    """Return one function of progress for several movements, and how many seconds it takes."""
    whole = max(move.after_s + move.seconds for move in moves)

    def function(progress: float) -> None:
        for move in moves:
            move.function(min(max((progress * whole - move.after_s) / move.seconds, 0.0), 1.0))

    return function, whole


def lowest_moved(function: Callable[[float], None], painted: Sequence[Mobject]) -> Inked | None:
    """Return the one painted first of all shapes that a function of progress moves, if any.

    In a rehearsal, where nothing is painted, any that it moves will do.

    Parameters
    ----------
    function : callable
        Takes a progress from 0 to 1; it is called, and left at 0 where anything is painted.
    painted : sequence of Mobject
        In painting order.
    """
    before = {shape: shape.changes for shape in painted if isinstance(shape, Inked)}
    lowest = None
    for progress in _PROBES:
        function(progress)
        lowest = next((shape for shape, n in before.items() if shape.changes > n), None)
        if lowest is not None and config.dry_run:
            break
    return lowest
