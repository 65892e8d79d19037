"""The part of the plane that a landscape shows: two parameters, around their best values."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.descent.trajectory import Trajectory
from gdcore.descent.verdict import Start, Verdict
from gdcore.experiment import Experiment
from gdcore.landscape.height_field import HeightField, HeightScale, height_field
from gdcore.landscape.planform import Planform
from gdcore.landscape.view import Window, view_window
from gdcore.section import Section, section

__all__ = ["MOST_STEPS", "Region", "region"]

MOST_STEPS: Final = 100
"""So many steps of the descent a landscape shows at most."""

_ROOM_SHARE: Final = 1.4
_ALIKE: Final = 2.5
"""Standardised parameters whose spreads differ by less are shown in one unit; so are those of a
bowl whose widths do, however the path goes, which else would be seen as a trough."""
_POINT_SHARE: Final = 0.1
"""How wide the point is, about, in units of the reach."""
_COVERED: Final = 0.02
_SAMPLES: Final = 401
_DIAGONALS: Final = frozen(np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2.0))
_LONGEST: Final = 5.0
"""A bowl's lines of equal error are at most so many times as long as wide; else it is a valley."""
_SHORTEST: Final = 0.25
"""A strip along a valley is at least so wide, in lengths; and as long as it is wide."""
_SIZE, _FINE_SIZE = 29, 45
"""How many points the grid has each way for a bowl, and for what may be steeper here and there."""
_ROUNDING: Final = 1e-12
"""A share of the heights shown that is rounding."""


@dataclass(frozen=True, eq=False)
class Region:
    """What a landscape shows.

    Parameters
    ----------
    section : Section
        Of two parameters.
    path : Trajectory
        Of these two alone, if there are more.
    reach : Floats, shape (2,)
        What counts as 1 along each: how far the landscape goes from the best fit at most.
    planform : Planform, optional
        What is shown of the plane, where E is a bowl: a line of equal error, or a strip along a
        valley; else a disc.
    """

    section: Section
    path: Trajectory
    reach: Floats
    planform: Planform | None = None

    @cached_property
    def height_field(self) -> HeightField:
        """E over that part of the plane, the start in the picture."""
        cut, told = self.section, self.path.values[:1]
        size = _SIZE if self.planform else _FINE_SIZE
        return height_field(
            cut.objective, cut.best, self.reach, self.planform, size=size, told=told
        )

    @cached_property
    def verdict(self) -> Verdict:
        """How the descent went that is shown."""
        return self.section.verdict(self.path)

    @property
    def is_level(self) -> bool:
        """Whether the gradient is zero at the start, but for rounding."""
        return self.verdict.start in (Start.ARRIVED, Start.LEVEL)

    @property
    def hides_the_step(self) -> bool:
        """Whether there is a first step, but one that is shorter than the point is wide."""
        start, end = self.height_field.places(self.path.points[[0, min(1, self.path.steps)]])
        return 0.0 < float(np.hypot(*(end - start))) < _POINT_SHARE and not self.is_level

    @property
    def ends_outside(self) -> bool:
        """Whether the descent ends off the ground, or above the top of the picture."""
        field = self.height_field
        is_inside = bool(field.planform.holds(field.places(self.path.points[-1:]))[0])
        return not is_inside or bool(field.scale.shares(self.path.values[-1:])[0] > 1.0)

    @property
    def slice_ends(self) -> Floats:
        """Where E along the first parameter, the other at its best, is in the picture: (2, 2)."""
        field, best = self.height_field, self.section.best
        along = np.linspace(-1.0, 1.0, _SAMPLES)[:, None] * [1.0, 0.0]
        out = ~field.planform.holds(along) | (field.shares_at(along) > 1.0)
        middle = _SAMPLES // 2
        low, high = np.flatnonzero(out[:middle]), np.flatnonzero(out[middle:])
        first = low[-1] + 1 if low.size else 0
        last = middle + high[0] - 1 if high.size else _SAMPLES - 1
        return frozen(best + self.reach * along[[first, last]])

    @property
    def slice_scale(self) -> HeightScale:
        """The heights that E takes along the slice, from the lowest of all."""
        first, last = self.slice_ends
        along = first + np.linspace(0.0, 1.0, _SAMPLES)[:, None] * (last - first)
        scale, top = self.height_field.scale, float(self.section.objective.value(along).max())
        return replace(scale, highest=top) if scale.lowest < top < scale.highest else scale

    def off(self, place: Floats) -> Floats:
        """Return how far each parameter of a place, shape (2,), is from its best, in reaches."""
        return np.abs(place - self.section.best) / self.reach

    def seems_best(self, place: Floats) -> bool:
        """Return whether a point at a place, shape (2,), covers the middle of the best fit."""
        return bool(self.off(place).max() < _COVERED)

    def error(self, value: float) -> float:
        """Return an error as it is told: the lowest one if it differs by rounding only."""
        scale = self.height_field.scale
        is_lowest = abs(value - scale.lowest) <= _ROUNDING * scale.spread
        return scale.lowest if is_lowest else value


@lru_cache(maxsize=2)
def region(experiment: Experiment, steps: int) -> Region:
    """Return what the landscape of a lesson shows.

    Parameters
    ----------
    experiment : Experiment
        Of two parameters or more.
    steps : int
        So many steps of the descent are shown at most.
    """
    cut = section(experiment, 2)
    whole = experiment.trajectory
    path = cut.descend(min(whole.steps, steps)) if cut.held else whole.first(steps)
    points = _points(cut, path)
    window = view_window(points, cut.best, cut.bowl.hessian)
    sides = _sides(window, cut, may_be_alike=experiment.rescaled)
    away = (_inside(window, points) - cut.best) / sides
    if cut.objective.is_quadratic:
        reach, planform = _of_a_bowl(cut.bowl.hessian, sides, away)
        return Region(cut, path, reach, planform)
    far = np.hypot(*away.T).max(initial=0.0)
    return Region(cut, path, frozen(sides * (_ROOM_SHARE * far or 1.0)))


def _of_a_bowl(hessian: Floats, sides: Floats, away: Floats) -> tuple[Floats, Planform]:
    """Return reach and planform around a bowl's lowest point that hold a path, with room.

    Parameters
    ----------
    hessian : Floats, shape (2, 2)
    sides : Floats, shape (2,)
        How far the path goes along both parameters.
    away : Floats, shape (k, 2)
        The path from the lowest point, in units of the sides.
    """
    curved = hessian * np.outer(sides, sides)
    (first, both), (_, second) = curved.tolist()
    tilt = both / (np.sqrt(first) * np.sqrt(second)) if first > 0.0 and second > 0.0 else 1.0
    if (1.0 + abs(tilt)) <= _LONGEST**2 * (1.0 - abs(tilt)):
        return _level_set(curved, float(tilt), sides, away)
    return _strip(curved, sides, away)


def _level_set(curved: Floats, tilt: float, sides: Floats, away: Floats) -> tuple[Floats, Planform]:
    """Return the inside of a line of equal error, as far along one parameter as along the other.

    ½ (x² H₁₁ + 2 x y H₁₂ + y² H₂₂) = h reaches as far as √(2 h / (H_jj (1 − c²))) along each, with
    c = H₁₂/√(H₁₁ H₂₂). In these units its half axes are on the diagonals, √(1 ∓ c) long.
    """
    rise = float((away @ curved * away).sum(axis=1).max(initial=0.0)) * _ROOM_SHARE**2
    diagonal = np.diagonal(curved) * (1.0 - tilt**2)
    reach = np.sqrt((rise or float(diagonal.min())) / diagonal)
    lengths = np.sqrt([1.0 - tilt, 1.0 + tilt])
    return frozen(sides * reach), Planform(frozen(_DIAGONALS * lengths))


def _strip(curved: Floats, sides: Floats, away: Floats) -> tuple[Floats, Planform]:
    """Return a strip along a valley: its walls are seen, and its floor."""
    _, axes = np.linalg.eigh(curved)
    axes[:, 1] *= np.sign(np.linalg.det(axes))
    along, across = np.abs(away @ axes).max(axis=0, initial=0.0)
    along, across = (along, across) if along or across else (1.0, 1.0)
    lengths = _ROOM_SHARE * np.array([max(along, across), max(across, _SHORTEST * along)])
    planform = Planform(frozen(axes * lengths), is_strip=True)
    wide = float(planform.extent.max())
    return frozen(sides * wide), planform.times(1.0 / wide)


def _points(cut: Section, path: Trajectory) -> Floats:
    """Return what must be in view; a start at the best fit differs from it by rounding only."""
    has_arrived = cut.verdict(path).start is Start.ARRIVED
    return cut.best[None] if has_arrived else path.points


def _sides(window: Window, cut: Section, *, may_be_alike: bool) -> Floats:
    """Return how far a window goes from the best fit at most, along each parameter."""
    low, high = np.array([window.left, window.bottom]), np.array([window.right, window.top])
    sides = np.maximum(high - cut.best, cut.best - low)
    is_alike = sides.max() <= _ALIKE * sides.min() or _is_round(cut)
    return np.full(2, sides.max()) if may_be_alike and is_alike else sides


def _is_round(cut: Section) -> bool:
    """Return whether the bowl is about as wide each way: its width is one over √curvature."""
    curvatures = np.linalg.eigvalsh(cut.bowl.hessian)
    return bool(curvatures.max() <= _ALIKE**2 * curvatures.min())


def _inside(window: Window, points: Floats) -> Floats:
    """Return those of the points, shape (k, 2), that are in a window."""
    low, high = (window.left, window.bottom), (window.right, window.top)
    return points[((points >= low) & (points <= high)).all(axis=1)]
