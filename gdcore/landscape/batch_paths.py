"""The same descent with all rows a step, with one, and with a few, told by rows looked at.

Each has a fixed rate of its own, the same share of the largest that it bears. The rows of a batch
are drawn at random, each out of all, so that the cloud in which one row a step ends is known from
the data alone (see `gdcore.descent.cloud`). Then its rate shrinks, as Robbins and Monro (Annals of
Mathematical Statistics 22(3), 1951, pages 400-407) have it, and the cloud with it.
"""

import math
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats, frozen
from gdcore.data.units import Units
from gdcore.data.way_back import NoCounterpartError
from gdcore.descent.cloud import Cloud, cloud, near_cloud
from gdcore.descent.loop import descend
from gdcore.descent.sampling import AllRows, Batches, Drawn
from gdcore.descent.trajectory import Trajectory
from gdcore.descent.verdict import Start
from gdcore.experiment import Experiment, run
from gdcore.landscape.batch_rates import rate_between, rates_for
from gdcore.landscape.free_height import with_height
from gdcore.landscape.view import Window, view_window
from gdcore.rules.recipes import FIXED, rule_named
from gdcore.section import Section, section

__all__ = ["BAND", "SPREADS", "BatchPath", "BatchPaths", "Stretches", "batch_paths"]

SPREADS: Final = 2.0
"""The ring is so many standard deviations out."""
BAND: Final = (0.1, 0.9)
"""Between which shares of the errors, from the lowest on, the band lies."""

_SEED: Final = 1
_FEWEST_ROWS: Final = 3
_PASSES, _MOST_PASSES = 20, 200
_ROWS, _MOST_ROWS, _MOST_STEPS = 600, 4000, 6000
"""One row a step, so many steps are made at least, at most, and at most where the way is long."""
_PATIENCE: Final = 10.0
"""So many times the steps that shorten what is left of the slowest way to 1/e."""
_BELOW: Final = 0.25
"""All rows a step come down to so much of the cloud's height."""
_NEAR: Final = 0.25
"""A cloud is so near at least: its height over the start's."""
_HOLDS: Final = 0.7
"""A ring holds so many of the stops at least."""
_MORE_STEPS: Final = 600
_SHRUNK: Final = 16.0
"""At the end the rate is so many times smaller."""
_PATIENT: Final = 0.25
"""It shrinks by so much of itself at most while the cloud shrinks by itself."""
_RINGS, _CORNERS = 9, 96
"""Rings of so many rates are found, of so many corners; others lie between."""
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class BatchPath:
    """A descent with batches of one size.

    Parameters
    ----------
    size : int
        The rows of a batch.
    rate : float
        The learning rate, of the first step if it shrinks.
    path : Trajectory
    """

    size: int
    rate: float
    path: Trajectory

    def steps_made(self, rows: float) -> int:
        """Return how many steps had been made when so many rows had been looked at."""
        return int(np.searchsorted(self.path.work, rows, side="right")) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """How high E was above the best fit's over stretches of a path.

    Parameters
    ----------
    rows : Floats, shape (k,)
        How many rows had been looked at when each ended.
    means : Floats, shape (k,)
    low, high : Floats, shape (k,)
        A tenth of its steps ended lower than the one, and a tenth higher than the other.
    """

    rows: Floats
    means: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class BatchPaths:
    """Descents with three sizes of batches from one start.

    Parameters
    ----------
    cut : Section
        Of up to two parameters.
    every, some, one : BatchPath
        All rows a step, a few, one.
    cloud : Cloud
        Where one row a step stays, as the data have it: exact in a bowl.
    passes : int
        After so many steps, all rows at each, E is well below that cloud's.
    """

    cut: Section
    every: BatchPath
    some: BatchPath
    one: BatchPath
    cloud: Cloud
    passes: int

    @property
    def lowest(self) -> float:
        """E at the best fit."""
        return self.cut.whole.best_loss

    @property
    def rows(self) -> int:
        """How many rows are looked at by the longest of them."""
        return int(max(path.path.work[-1] for path in (self.every, self.some, self.one)))

    @cached_property
    def window(self) -> Window:
        """Where to look to see all rows' way, the one-row way until it arrives, and the ring."""
        first = self.one.path.points[: self.arrival + 1]
        ring = self.cloud.outline(SPREADS, _CORNERS)
        points = np.vstack([self.every.path.points, first, ring])
        return view_window(points, self.cut.best, self.cut.bowl.hessian)

    def heights(self, path: Trajectory) -> Floats:
        """Return how far E lies above the best fit's along a path, shape (k + 1,), not below 0."""
        return np.maximum(path.values - self.lowest, 0.0)

    def stretches(self, path: Trajectory, count: int, before: float = 0.0) -> Stretches:
        """Return the heights of E over stretches of a path.

        In log(1 + rows) stretches are equally long; those without a step are left out, so that at
        first each step is told by itself.

        Parameters
        ----------
        path : Trajectory
        count : int
            How many stretches there are up to the most rows that are looked at.
        before : float
            How many rows had been looked at before it began.
        """
        work = before + path.work
        scale = np.log1p(work)
        index = np.ceil(count * scale / np.log1p(self.rows)).astype(int)
        last = np.flatnonzero(np.diff(index, append=index[-1] + 1))
        parts = np.split(self.heights(path), last[:-1] + 1)
        means = frozen([part.mean() for part in parts])
        low, high = (frozen([np.quantile(part, q) for part in parts]) for q in BAND)
        return Stretches(frozen(work[last]), means, low, high)

    def rows_drawn(self, steps: int) -> tuple[int, ...]:
        """Return which rows the first steps on one row look at, from 0."""
        batches = Batches(1, Drawn(_SEED)).batches(self.cut.objective.n)
        return tuple(int(next(batches)[0]) for _ in range(steps))

    @cached_property
    def lesson(self) -> Experiment:
        """The lesson with the descent on all rows, for pictures that follow a lesson's own."""
        path = self.every.path
        lifted = replace(path, points=self.cut.lift(path.points))
        return replace(
            self.cut.whole,
            rate=self.every.rate,
            rule=FIXED,
            sampling=AllRows(),
            trajectory=lifted,
        )

    @property
    def rates(self) -> dict[int, float]:
        """Rates that suit sizes from one row to all, each size about twice the one before."""
        n = self.cut.objective.n
        sizes = [2**k for k in range(n.bit_length()) if 2**k < n]
        one, every = self.one.rate, self.every.rate
        return {size: rate_between(self.cut, size, one, every) for size in sizes} | {n: every}

    @cached_property
    def arrival(self) -> int:
        """After so many rows, one a step, the path is inside the ring for the first time."""
        return int(_within(self.one.path.points, self.cloud).argmax())

    @cached_property
    def inside(self) -> float:
        """Which share of its stops from then on is inside the ring."""
        stops = self.one.path.points[self.arrival :]
        return float(_within(stops, self.cloud).mean())

    @cached_property
    def circling(self) -> BatchPath:
        """One row a step further on, at the same rate."""
        path = _walk(self.cut, 1, self.one.rate, _MORE_STEPS, self.one.path.final, _SEED + 1)
        return BatchPath(1, self.one.rate, path)

    @cached_property
    def shrinking(self) -> BatchPath:
        """One row a step from where that has ended, while the rate shrinks."""
        objective, one = self.cut.objective, self.one
        slowest = self.cut.bowl.eigenvalues[0]
        slowest /= 1.0 if objective.loss.averaged else objective.n
        decay = _PATIENT * one.rate * float(slowest)
        steps = min(math.ceil((_SHRUNK - 1.0) / decay), _MOST_STEPS)
        update = rule_named(f"decay:{(_SHRUNK - 1.0) / steps}").update(one.rate)
        sampling, start = Batches(1, Drawn(_SEED + 2)), self.circling.path.final
        path = descend(objective, update, start, steps, sampling=sampling)
        return BatchPath(1, one.rate, path)

    def rate_at(self, step: float) -> float:
        """Return the rate of a step, or between two, of the path whose rate shrinks."""
        return self.one.rate / (1.0 + (_SHRUNK - 1.0) * step / self.shrinking.path.steps)

    def ring_at(self, step: float) -> Floats:
        """Return the ring of the rate at a step of the path whose rate shrinks, shape (k, 2)."""
        rates, rings = self._rings
        share = np.interp(np.sqrt(self.rate_at(step)), np.sqrt(rates), np.arange(len(rates)))
        k = min(int(share), len(rates) - 2)
        return rings[k] + (share - k) * (rings[k + 1] - rings[k])

    @cached_property
    def _rings(self) -> tuple[Floats, Floats]:
        """Return some rates, from the smallest on, and their rings, (rates, corners, 2)."""
        rates = self.one.rate / np.geomspace(_SHRUNK, 1.0, _RINGS)
        clouds = [_cloud(self.cut, rate) or self.cloud for rate in rates.tolist()]
        return rates, np.array([found.outline(SPREADS, _CORNERS) for found in clouds])


@lru_cache(maxsize=64)
def batch_paths(experiment: Experiment) -> BatchPaths | None:
    """Return the descents of a lesson, over its first two parameters.

    Parameters
    ----------
    experiment : Experiment
        Where the data's own units make a descent crawl, it is made in round units; a single
        parameter gets a second one, see `gdcore.landscape.free_height`.

    Returns
    -------
    BatchPaths or None
        None if they do not all come near one lowest point that is known, or none of them strays
        from it: then the data leave nothing to see.
    """
    wide = with_height(experiment) if len(experiment.model.names) == 1 else experiment
    return None if wide is None else _in_handy_units(wide)


def _in_handy_units(experiment: Experiment) -> BatchPaths | None:
    cut = section(experiment, 2)
    if experiment.units is Units.OWN and _crawls(cut):
        return _paths(section(_in_round_units(experiment), 2))
    return _paths(cut)


def _crawls(cut: Section) -> bool:
    """Return whether steps on one row are too many to be made."""
    return _is_suited(cut) and _steps(cut, next(rates_for(cut, 1))) > _MOST_STEPS


def _in_round_units(experiment: Experiment) -> Experiment:
    """Return the same lesson, of one step, in round units, or as it is if there is no way back."""
    whole, rate = experiment.objective, experiment.rate
    try:
        return run(
            experiment.data,
            model=whole.model,
            loss=whole.loss,
            units=Units.ROUND,
            rate=rate,
            steps=1,
        )
    except NoCounterpartError:
        return experiment


def _paths(cut: Section) -> BatchPaths | None:
    """Return the descents in a cut."""
    found = _one(cut) if _is_suited(cut) else None
    if found is None:
        return None
    (one, ring), every = found, _every(cut)
    low = every.path.values - cut.whole.best_loss <= _BELOW * ring.excess
    if not low.any():
        return None
    passes = max(int(low.argmax()), _PASSES)
    rows = max(passes * cut.objective.n, _ROWS)
    some = _some(cut, one.rate, every.rate, rows)
    whole = BatchPath(every.size, every.rate, every.path.first(-(-rows // every.size)))
    return BatchPaths(cut, whole, some, one, ring, passes)


def _is_suited(cut: Section) -> bool:
    """Return whether there are rows to choose from, one lowest point, and a way there."""
    bowl = cut.objective.quadratic
    has_one = bowl is None or bowl.rank == len(cut.names)
    has_one = has_one and cut.whole.fit.settled and cut.bowl.rank == len(cut.names)
    is_way = cut.whole.verdict.start not in (Start.ARRIVED, Start.LEVEL)
    return cut.objective.n >= _FEWEST_ROWS and has_one and is_way and _height(cut) > 0.0


def _height(cut: Section) -> float:
    """Return how far E lies above the best fit's at the start."""
    return float(cut.objective.value(cut.start)) - cut.whole.best_loss


def _within(points: Floats, ring: Cloud) -> NDArray[np.bool_]:
    """Return for each of the points, shape (k, p), whether it is inside the ring of a cloud."""
    away = points - ring.centre
    return np.sum(away * np.linalg.solve(ring.covariance, away.T).T, axis=1) <= SPREADS**2


def _cloud(cut: Section, rate: float) -> Cloud | None:
    """Return the cloud of one row a step at a rate, exact in a bowl."""
    if cut.objective.is_quadratic:
        return cloud(cut.objective, rate)
    return near_cloud(cut.objective, cut.best, rate)


def _one(cut: Section) -> tuple[BatchPath, Cloud] | None:
    """Return the path of one row a step, and its cloud; None if it does not come into that."""
    for rate in rates_for(cut, 1):
        ring, steps = _cloud(cut, rate), _steps(cut, rate)
        if steps > _MOST_STEPS:
            return None
        if ring is None or not _is_seen(ring, _height(cut)):
            continue
        path = _walk(cut, 1, rate, steps)
        inside = _within(path.points, ring)
        stops = inside[inside.argmax() :]
        if path.steps == steps and inside.any() and float(stops.mean()) > _HOLDS:
            return BatchPath(1, rate, path), ring
    return None


def _is_seen(ring: Cloud, height: float) -> bool:
    """Return whether a cloud is low beside the start's height, and wide in each direction."""
    widths = np.linalg.eigvalsh(ring.covariance)
    return _ROUNDING < ring.excess / height < _NEAR and widths[0] > _ROUNDING * widths[-1]


def _steps(cut: Section, rate: float) -> int:
    """Return how many steps on one row show how it comes near, and that it stays about there."""
    objective, slowest = cut.objective, float(cut.bowl.eigenvalues[0])
    mean = slowest if objective.loss.averaged else slowest / objective.n
    some = min(max(_PASSES * objective.n, _ROWS), _MOST_ROWS)
    return max(some, math.ceil(min(_PATIENCE / (rate * mean), 2.0 * _MOST_STEPS)))


def _every(cut: Section) -> BatchPath:
    """Return the path of all rows a step, longer than may be needed."""
    rate = next(rates_for(cut, cut.objective.n))
    path = descend(cut.objective, FIXED.update(rate), cut.start, _MOST_PASSES)
    return BatchPath(cut.objective.n, rate, path)


def _some(cut: Section, one: float, every: float, rows: int) -> BatchPath:
    """Return the path of batches whose size is the root of the number of rows."""
    size = max(round(math.sqrt(cut.objective.n)), 2)
    rate = rate_between(cut, size, one, every)
    return BatchPath(size, rate, _walk(cut, size, rate, min(-(-rows // size), _MOST_STEPS)))


def _walk(
    cut: Section, size: int, rate: float, steps: int, start: Floats | None = None, seed: int = _SEED
) -> Trajectory:
    """Return a descent with batches that are drawn at random."""
    sampling, first = Batches(size, Drawn(seed)), cut.start if start is None else start
    return descend(cut.objective, FIXED.update(rate), first, steps, sampling=sampling)
