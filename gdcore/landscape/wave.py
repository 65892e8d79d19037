"""A curve with many valleys, from measured data: how often a year the temperature rises and falls.

Monthly temperatures T, t years after a new year, and a wave through them,

    T = c − a cos(2π f t − d),

of which c, a and d are held and f alone descends. E is low where the wave keeps time with the
years, and has a valley more wherever it falls in step with them again at one end of the data: of n
years those lie about 1/n apart (the side lobes of a periodogram; P. Bloomfield, Fourier Analysis of
Time Series, 2nd edition, Wiley 2000, chapter 4).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import sympy
from numpy.typing import NDArray

from gdcore.arrays import Floats, frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Scaling
from gdcore.descent.flock import flock, shaken
from gdcore.descent.loop import descend
from gdcore.descent.restarts import scattered
from gdcore.error.fits import Fit
from gdcore.error.loss import MSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.experiment import Experiment
from gdcore.landscape.valleys import Valleys, bends_down, valleys
from gdcore.rules.recipes import FIXED

__all__ = ["BETA", "FREQUENCY", "RESTARTS", "TIME", "TRIES", "Wave", "wave"]

TIME, FREQUENCY = sympy.symbols("t f", real=True)
_TEMPERATURE: Final = sympy.Symbol("T", real=True)

BETA: Final = 0.9
"""How much of its speed a light with momentum keeps at each step."""

RESTARTS: Final = 10
TRIES: Final = 100
"""From so many random starts a search keeps the lowest end; and how many searches are made."""

_YEARS: Final = 3.0
_LOW, _HIGH = 0.45, 2.25
"""Waves a year, between which the curve is looked at."""
_STARTS: Final = 40
_RATE, _STEPS, _LONG = 4e-5, 60, 200
_NOISY_RATE, _PASSES, _SEED = 1.4e-5, 40, 0
_PARTS: Final = 8
"""Of half a turn, to one of which the phase is rounded."""
_NEAR: Final = 0.01


@dataclass(frozen=True, eq=False)
class Wave:
    """The curve, its valleys, and what descents from many starts come to.

    Parameters
    ----------
    objective : Objective
        E over f, the mean of squares.
    """

    objective: Objective

    @property
    def formula(self) -> Any:
        """The wave as it is evaluated, T being the temperature."""
        return sympy.Eq(_TEMPERATURE, self.objective.model.expression, evaluate=False)

    @cached_property
    def valleys(self) -> Valleys:
        """The valleys of E."""
        return valleys(self.slope, _LOW, _HIGH)

    @property
    def starts(self) -> Floats:
        """Forty starts, evenly spaced between the ends of the curve."""
        low, high = self.valleys.low, self.valleys.high
        return frozen(low + (high - low) * (np.arange(_STARTS) + 0.5) / _STARTS)

    def error(self, values: Floats) -> Floats:
        """Return E at values of f, of the same shape."""
        return self.objective.value(np.asarray(values)[..., None])

    @cached_property
    def errors(self) -> Floats:
        """E at the lowest place of each valley, shape (k,)."""
        return self.error(self.valleys.lowest)

    @property
    def deepest(self) -> int:
        """Which valley is the deepest."""
        return int(np.argmin(self.errors))

    @property
    def best(self) -> float:
        """The f of the deepest valley's lowest place."""
        return float(self.valleys.lowest[self.deepest])

    @cached_property
    def plain(self) -> Floats:
        """Where the lights are at each step of plain descents, shape (steps + 1, 40)."""
        return flock(self.objective, self.starts, _RATE, _STEPS)

    @cached_property
    def heavy(self) -> Floats:
        """The same with momentum: a share `BETA` of each step is kept."""
        return flock(self.objective, self.starts, _RATE, _LONG, BETA)

    @cached_property
    def noisy(self) -> Floats:
        """The same with one month a step, after each pass over all months, at a lively rate."""
        return shaken(self.objective, self.starts, _NOISY_RATE, _PASSES, _SEED)

    def found(self, lights: Floats) -> int:
        """Return how many lights end in the deepest valley, of paths of shape (k, s)."""
        return self.valleys.counts(lights[-1])[self.deepest]

    def left(self, lights: Floats) -> int:
        """Return how many lights end beyond both ends of the curve."""
        final = lights[-1]
        return int(np.sum((final < self.valleys.low) | (final > self.valleys.high)))

    @property
    def pair(self) -> tuple[int, int]:
        """Two starts near each other, of which the first alone finds the deepest valley.

        Between them lies the one that is nearest to the wall, and takes long to set out.
        """
        ends = self.valleys.ending(self.starts)
        last = int(np.flatnonzero(ends == self.deepest)[-1])
        return last - 1, last + 1

    def bends_down(self, values: Floats) -> NDArray[np.bool_]:
        """Return where the curve bends down, the second derivative of E being negative, shape (n,).

        Parameters
        ----------
        values : Floats, shape (n,)
            Values of f, ascending.
        """
        return bends_down(self.slope(values), values)

    def slope(self, values: Floats) -> Floats:
        """Return dE/df at values of f, both of shape (n,)."""
        return self.objective.gradient(values[:, None])[:, 0]

    def counts(self, lights: Floats, *, rested: bool = True) -> NDArray[np.intp]:
        """Return how many lights are in each valley at each step, shape (k, valleys).

        Parameters
        ----------
        lights : Floats, shape (k, s)
            Paths.
        rested : bool
            Whether a light counts only once it has come to rest: from when on it stays within a
            hundredth of its end.
        """
        far = np.abs(lights - lights[-1]) > _NEAR if rested else np.zeros(lights.shape, dtype=bool)
        moves = np.logical_or.accumulate(far[::-1])[::-1]
        where = np.where(moves, np.nan, lights)
        return np.array([self.valleys.counts(row) for row in where])

    @cached_property
    def searches(self) -> NDArray[np.intp]:
        """How many of the first k searches find the deepest valley, shape (101,), k from 0.

        Each makes ten plain descents from random starts, and keeps the lowest end.
        """
        low, high = [self.valleys.low], [self.valleys.high]
        starts = scattered(low, high, TRIES * RESTARTS, _SEED)[:, 0]
        ends = flock(self.objective, starts, _RATE, _STEPS)[-1].reshape(TRIES, RESTARTS)
        lowest = self.error(ends).argmin(axis=1)
        where = self.valleys.ending(ends[np.arange(TRIES), lowest])
        return np.append(0, np.cumsum(where == self.deepest))

    def from_start(self, start: float) -> Experiment:
        """Return the plain descent from a start, as the experiment that a picture is drawn from."""
        path = descend(self.objective, FIXED.update(_RATE), np.array([start]), _STEPS)
        fit = Fit(frozen([self.best]), float(self.errors.min()), settled=True, proven=False)
        data = self.objective.data
        return Experiment(data, self.objective, Scaling.none(2), _RATE, path, fit)


def wave(data: Dataset) -> Wave:
    """Return the curve of the first three years of temperatures.

    Parameters
    ----------
    data : Dataset
        Time in years, and the temperature; more than three years.

    Notes
    -----
    With f held at once a year, the wave is linear in c, a cos d and a sin d; their least squares
    fit, rounded to whole degrees and to an eighth of π, gives the numbers that are held.
    """
    kept = data.x.values < _YEARS
    x, y = (Column(c.name, c.values[kept], c.unit) for c in (data.x, data.y))
    return Wave(Objective(_model(x.values, y.values), MSE, Dataset((x,), y)))


def _model(t: Floats, temperatures: Floats) -> Model:
    """Return the wave with its held numbers put in."""
    turn = 2.0 * np.pi * t
    table = np.column_stack([np.ones_like(t), -np.cos(turn), -np.sin(turn)])
    level, even, odd = np.linalg.lstsq(table, temperatures)[0].tolist()
    c, a = (sympy.Integer(f"{value:.0f}") for value in (level, float(np.hypot(even, odd))))
    d = sympy.pi * sympy.Rational(round(_PARTS * float(np.arctan2(odd, even)) / np.pi), _PARTS)
    # By itself sympy would write the sine of another angle.
    cosine = sympy.cos(2 * sympy.pi * FREQUENCY * TIME - d, evaluate=False)
    return Model(c - a * cosine, (TIME,), (FREQUENCY,))
