"""E as ground to stand on: heights over a square around the best fit, and the way walked there.

Places are measured from the best fit, in the reach of what is shown: the landscape of `region` is
the disc of radius 1. A model of one parameter has a trough: nothing changes along the second axis.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.descent.verdict import Start
from gdcore.experiment import Experiment
from gdcore.landscape.contours import contours, grid_contours
from gdcore.landscape.height_field import HeightScale
from gdcore.landscape.region import region
from gdcore.landscape.view import Window, view_interval
from gdcore.section import Section, section

__all__ = ["SIDE", "Ground", "ground"]

SIDE: Final = 1.8
"""The square reaches so far from the best fit, in the reach of the landscape."""

_SIZE: Final = 161
_CLOUDS: Final = 1.2
"""What is higher than so much of the picture's top is as good as in the clouds."""
_FEWEST, _MOST = 10, 40


@dataclass(frozen=True, eq=False)
class Ground:
    """E around the best fit, true to scale.

    Parameters
    ----------
    cut : Section
        Of two parameters, or of the only one.
    reach : Floats, shape (2,)
        How long a unit of place is, in each parameter; of the second axis of a trough 1.
    walked : Floats, shape (k + 1, 2)
        The places of the descent, before the first step and after each.
    scale : HeightScale
        How heights are drawn.
    shares : Floats, shape (n, n)
        Heights on that scale over the square, rows along the second axis, at most 1.2.
    """

    cut: Section
    reach: Floats
    walked: Floats
    scale: HeightScale
    shares: Floats

    @property
    def foot(self) -> Floats:
        """The place of the start, shape (2,)."""
        return self.walked[0]

    @cached_property
    def fall(self) -> Floats:
        """Where minus the gradient points at the start, shape (2,): of length 1, or 0 if level."""
        if self.cut.verdict(self.cut.descend(0)).start in (Start.ARRIVED, Start.LEVEL):
            return frozen(np.zeros(2))
        gradient = self.cut.objective.gradient(self.cut.start)
        way = _flat(-gradient / np.abs(gradient).max() / self.reach[: gradient.size])
        return frozen(way / np.hypot(*way))

    @cached_property
    def slopes(self) -> Floats:
        """How much the shares rise along both axes, shape (n, n, 2), in a unit of place."""
        along_second, along_first = np.gradient(self.shares, 2.0 * SIDE / (len(self.shares) - 1))
        return frozen(np.stack([along_first, along_second], axis=-1))

    def shares_at(self, places: Floats) -> Floats:
        """Return heights on their scale at places of shape (..., 2), as shape (...)."""
        return _sampled(self.shares, places)

    def slopes_at(self, places: Floats) -> Floats:
        """Return how much they rise along both axes, both of shape (..., 2)."""
        return _sampled(self.slopes, places)

    def contour_gap(self, spacing: float) -> float:
        """Return how much higher each of the lines of `contours` is than the one below it."""
        return 1.0 / self._contour_count(spacing)

    def _contour_count(self, spacing: float) -> int:
        rise = float(np.hypot(*self.slopes_at(self.foot))) * spacing
        return int(np.clip(1.0 / max(rise, 1.0 / _MOST), _FEWEST, _MOST))

    def contours(self, spacing: float) -> tuple[Floats, ...]:
        """Return lines of equal E as places, each of shape (n, 2).

        Their heights are evenly spaced, 10 to 40 up to the picture's top.

        Parameters
        ----------
        spacing : float
            How far they are from each other at the start, about, in units of place.
        """
        count = self._contour_count(spacing)
        if len(self.cut.chosen) == 1:
            square, highest = Window(-SIDE, SIDE, -SIDE, SIDE), 1.0
            found = grid_contours(self.shares, square, count, highest)
            return tuple(line for contour in found for line in contour.lines)
        (left, low), (right, top) = (self.cut.best + side * self.reach for side in (-SIDE, SIDE))
        window = Window(float(left), float(right), float(low), float(top))
        found = contours(self.cut.objective, window, count, highest=self.scale.highest)
        lines = (line for contour in found for line in contour.lines)
        return tuple(frozen((line - self.cut.best) / self.reach) for line in lines)


@lru_cache(maxsize=2)
def ground(experiment: Experiment) -> Ground:
    """Return the ground of a lesson, with the whole way that was walked.

    Of more than two parameters, two are shown: the ground is E of these, the others at their best,
    and of the way it is their part.

    Parameters
    ----------
    experiment : Experiment
    """
    if len(experiment.model.names) == 1:
        return _trough(experiment)
    shown = region(experiment, experiment.trajectory.steps)
    cut = shown.section
    walked = (cut.project(experiment.trajectory.points) - cut.best) / shown.reach
    heights = cut.objective.value(cut.best + shown.reach * _square())
    scale = shown.height_field.scale
    return Ground(cut, shown.reach, frozen(walked), scale, _capped(scale, heights))


def _trough(experiment: Experiment) -> Ground:
    """Return the ground of a model of one parameter."""
    cut, path = section(experiment, 1), experiment.trajectory
    curvature = float(cut.bowl.hessian[0, 0])
    low, high = view_interval(path.points[:, 0], float(cut.best[0]), curvature)
    reach = np.array([max(high - cut.best[0], cut.best[0] - low), 1.0])
    walked = _flat((path.points - cut.best) / reach[0])
    across = _square()[0, :, :1]
    with np.errstate(all="ignore"):
        heights = cut.objective.value(cut.best + reach[0] * across)
    inner = np.abs(across[:, 0]) <= 1.0
    scale = HeightScale.of(heights[inner], path.values[:1])
    heights = np.broadcast_to(heights, (_SIZE, _SIZE))
    return Ground(cut, frozen(reach), frozen(walked), scale, _capped(scale, heights))


def _square() -> Floats:
    """Return the places of the grid, shape (n, n, 2)."""
    return Window(-SIDE, SIDE, -SIDE, SIDE).grid(_SIZE, _SIZE)


def _capped(scale: HeightScale, heights: Floats) -> Floats:
    return frozen(np.minimum(scale.shares(heights), _CLOUDS))


def _flat(places: Floats) -> Floats:
    """Return places of shape (..., 1) or (..., 2) with both coordinates."""
    return np.concatenate([places, np.zeros_like(places)], axis=-1)[..., :2]


def _sampled(grid: Floats, places: Floats) -> Floats:
    """Return a grid's values, bilinear between its points; beyond the square those of its edge."""
    size = len(grid)
    cells = np.clip((places + SIDE) * ((size - 1) / (2.0 * SIDE)), 0.0, size - 1.0)
    corner = np.minimum(cells.astype(np.int64), size - 2)
    flat, first = grid.reshape(size * size, -1), corner[..., 1] * size + corner[..., 0]
    across, up = np.moveaxis((cells - corner)[..., None], -2, 0)
    low = flat[first] + across * (flat[first + 1] - flat[first])
    high = flat[first + size] + across * (flat[first + size + 1] - flat[first + size])
    sampled = low + up * (high - low)
    return sampled.reshape((*places.shape[:-1], *grid.shape[2:]))
