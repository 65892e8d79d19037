"""The landscape from straight above, turned and enlarged so that start and best fit lie at will.

Nothing is bent: places of `ground` are turned, mirrored and enlarged alike in all directions. So a
picture without axes, such as a thumbnail, shows any lesson at the same places.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.descent.verdict import Start
from gdcore.experiment import Experiment
from gdcore.landscape.ground import Ground, ground
from gdcore.landscape.sublevel import sublevel_sets
from gdcore.landscape.view import Window

__all__ = ["Overhead", "overhead"]

_TO_THE_START: Final = 4
"""So many bands lie between the lowest place and the start."""
_BANDS: Final = 16
_SAMPLES: Final = 801


@dataclass(frozen=True, eq=False)
class Overhead:
    """How a landscape lies in a picture.

    Parameters
    ----------
    land : Ground
    best : Floats, shape (2,)
        Where in the picture the best fit is.
    turn : Floats, shape (2, 2)
        What turns places into the picture's units, from the best fit.
    """

    land: Ground
    best: Floats
    turn: Floats

    def seen(self, places: Floats) -> Floats:
        """Return where places, shape (n, 2), are in the picture."""
        return self.best + places @ self.turn.T

    def bands(self, frame: Window) -> tuple[tuple[Floats, ...], ...]:
        """Return outlines, each of shape (n, 2), of where E is at most so high; the highest first.

        What is inside an odd number of those of a band belongs to it. Heights are h (k/4)² above
        the lowest place for k = 1, 2, … and h the start's height above it: the bands of a bowl are
        evenly wide. Where the start is no higher, h is that of the landscape's top.

        Parameters
        ----------
        frame : Window
            The part of the picture in which they are wanted.
        """
        corners = frame.grid(2, 2).reshape(-1, 2) - self.best
        reach = np.abs(corners @ np.linalg.inv(self.turn).T).max(axis=0)
        find = _strips if len(self.land.cut.chosen) == 1 else _outlines
        found = find(self.land, reach)
        return tuple(tuple(frozen(self.seen(line)) for line in band) for band in found)


def overhead(experiment: Experiment, start: Floats, best: Floats) -> Overhead:
    """Return a lesson's landscape, its start and its best fit at two places of a picture.

    Of two mirror images the one is shown whose way bends to the right of the straight one from the
    best fit to the start.

    Parameters
    ----------
    experiment : Experiment
    start, best : Floats, shape (2,)
        A descent that starts at the best fit lies there, and the landscape is as large as if it
        had started at its rim.
    """
    land, towards = ground(experiment), start - best
    along = _turn(towards)
    turn = along if _is_there(experiment) else along @ np.linalg.inv(_turn(land.foot))
    # A way bends to the side to which its first step leads.
    first = np.diff(land.walked[:2], axis=0).sum(axis=0)
    if turn @ first @ [-towards[1], towards[0]] > 0.0:
        turn = along @ np.diag([1.0, -1.0]) @ np.linalg.inv(along) @ turn
    return Overhead(land, best, frozen(turn))


def _turn(vector: Floats) -> Floats:
    """Return the matrix that turns and enlarges (1, 0) to a vector, both of shape (2,)."""
    x, y = vector.tolist()
    return np.array([[x, -y], [y, x]])


def _is_there(experiment: Experiment) -> bool:
    """Return whether the descent starts at the best fit."""
    return experiment.verdict.start is Start.ARRIVED


def _heights(land: Ground) -> Floats:
    """Return the heights of bands, the highest first."""
    low = float(land.cut.objective.value(land.cut.best))
    starts_there = _is_there(land.cut.whole)
    top = land.scale.highest if starts_there else float(land.cut.objective.value(land.cut.start))
    return low + (top - low) * (np.arange(_BANDS, 0, -1) / _TO_THE_START) ** 2


def _outlines(land: Ground, reach: Floats) -> tuple[tuple[Floats, ...], ...]:
    """Return the outlines of bands over two parameters, as places."""
    (left, low), (right, top) = (land.cut.best + side * reach * land.reach for side in (-1, 1))
    window = Window(float(left), float(right), float(low), float(top))
    found = sublevel_sets(land.cut.objective, window, _heights(land))
    return tuple(
        tuple((line - land.cut.best) / land.reach for line in band.lines) for band in found
    )


def _strips(land: Ground, reach: Floats) -> tuple[tuple[Floats, ...], ...]:
    """Return the outlines of bands over one parameter: strips, as places."""
    across = np.linspace(-reach[0], reach[0], _SAMPLES)
    with np.errstate(all="ignore"):
        errors = land.cut.objective.value(land.cut.best + across[:, None] * land.reach[0])
    return tuple(
        tuple(
            np.array([[a, -reach[1]], [b, -reach[1]], [b, reach[1]], [a, reach[1]]])
            for a, b in _runs(across, errors <= height)
        )
        for height in _heights(land)
    )


def _runs(across: Floats, is_inside: Floats) -> Floats:
    """Return where runs of true values begin and end, shape (n, 2)."""
    edges = np.diff(np.concatenate([[False], is_inside, [False]]).astype(np.int8))
    first, last = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) - 1
    return np.column_stack([across[first], across[last]])
