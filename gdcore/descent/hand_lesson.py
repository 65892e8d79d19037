"""A lesson as it is worked out by hand: three of its rows, one parameter, short numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
import sympy

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.descent.by_hand import ByHand
from gdcore.descent.hand_form import HandForm, free_parameter
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run

__all__ = ["HandLesson", "Obstacle", "hand_lesson", "obstacle"]

_SPREAD, _DIGITS, _SHORT = (0.1, 0.5, 0.9), 3, 2
"""The rows stand at these shares of their order; digits of numbers of rows, and of parameters."""
_SMALLEST, _LARGEST = Decimal("0.01"), Decimal(100_000)
_APART: Final = Decimal("0.1")
"""A start so near the lowest point leaves nothing to be shown."""
_NOISE: Final = 1e-9
"""Of a column's largest number: a smaller difference is the machine's, not one of rounding."""


class Obstacle(StrEnum):
    """Why a lesson cannot be worked out by hand."""

    LOSS = "loss"
    """Residuals are not squared."""
    CURVED = "curved"
    """The prediction is linear in no parameter."""
    NUMBERS = "numbers"
    """There are no three rows whose numbers are short enough to be written down."""


@dataclass(frozen=True, eq=False)
class HandLesson:
    """What is worked out by hand, and where it comes from.

    Parameters
    ----------
    whole : Experiment
    work : ByHand
    indices : tuple of int
        Which rows of the data are taken, from small x to large.
    table : tuple of tuple of Decimal
        Their columns, predictors first, in the units descended in, as they are written down.
    held : mapping of sympy.Symbol to Decimal
        Parameters that stand still.
    """

    whole: Experiment
    work: ByHand
    indices: tuple[int, ...]
    table: tuple[tuple[Decimal, ...], ...]
    held: Mapping[sympy.Symbol, Decimal]

    @property
    def is_rounded(self) -> bool:
        """Whether numbers of the rows were rounded to be written down."""
        columns = self.whole.objective.data.columns
        given = np.array([[float(column.values[k]) for column in columns] for k in self.indices])
        written = np.array(self.table, dtype=np.float64)
        return bool((np.abs(given - written) > _NOISE * np.abs(written).max(axis=0)).any())

    @cached_property
    def experiment(self) -> Experiment:
        """The same rows and steps as an experiment of their own, of one parameter."""
        model, walk = self.whole.model, self.work.good
        fixed = {symbol: sympy.Rational(str(value)).evalf() for symbol, value in self.held.items()}
        expression: Any = model.expression.xreplace(fixed)
        values = np.array(self.table, dtype=np.float64).T
        columns = [
            Column(column.name, numbers, column.unit)
            for column, numbers in zip(self.whole.data.columns, values, strict=True)
        ]
        return run(
            Dataset(tuple(columns[:-1]), columns[-1]),
            model=Model(expression, model.predictors, (self.work.form.free,)),
            loss=self.whole.objective.loss,
            units=Units.OWN,
            rate=float(walk.rate),
            start={self.work.form.free.name: float(self.work.start)},
            steps=len(walk.steps),
        )


def obstacle(experiment: Experiment) -> Obstacle | None:
    """Return why a lesson cannot be worked out by hand; None if it can."""
    if not experiment.objective.loss.is_quadratic:
        return Obstacle.LOSS
    if free_parameter(experiment.model) is None:
        return Obstacle.CURVED
    return None if _prepared(experiment) else Obstacle.NUMBERS


def hand_lesson(experiment: Experiment) -> HandLesson:
    """Return a lesson as it is worked out by hand.

    The rows are three well-spread ones in the order of x. Their numbers are written with three
    digits of the rows' own extent; the parameters that are held have two of their best, see
    `free_parameter` for the other. It starts where the lesson does, at two digits, or at 0 or 1 if
    that is close to the lowest point.

    Raises
    ------
    ValueError
        If there is an `obstacle`.
    """
    found = obstacle(experiment)
    prepared = None if found else _prepared(experiment)
    if prepared is None:
        raise ValueError(f"`experiment` must have no obstacle to work by hand, got {found}")
    return prepared


@lru_cache(maxsize=64)
def _prepared(experiment: Experiment) -> HandLesson | None:
    """Return the lesson; None if its numbers cannot be written down."""
    free, names = free_parameter(experiment.model), experiment.model.parameters
    assert free is not None, "asked before"
    best = dict(zip(names, experiment.best.tolist(), strict=True))
    held = {symbol: _short(value) for symbol, value in best.items() if symbol != free}
    indices, table = _rows(experiment)
    work = _work(experiment, free, held, table) if len(indices) == len(_SPREAD) else None
    if work is None:
        return None
    first = float(experiment.trajectory.start[names.index(free)])
    starts = (_short(first), Decimal(0), Decimal(1))
    start = next(value for value in starts if abs(value - work.best) >= _APART)
    return HandLesson(experiment, replace(work, start=start), indices, table, held)


def _rows(experiment: Experiment) -> tuple[tuple[int, ...], tuple[tuple[Decimal, ...], ...]]:
    """Return which rows are taken, and their numbers."""
    columns = experiment.objective.data.columns
    order, last = np.argsort(columns[0].values, kind="stable"), experiment.data.n - 1
    indices = tuple(dict.fromkeys(int(order[round(share * last)]) for share in _SPREAD))
    written = [_written([float(column.values[k]) for k in indices]) for column in columns]
    return indices, tuple(zip(*written, strict=True))


def _work(
    experiment: Experiment,
    free: sympy.Symbol,
    held: Mapping[sympy.Symbol, Decimal],
    table: tuple[tuple[Decimal, ...], ...],
) -> ByHand | None:
    """Return what is worked out, from wherever it starts; None if numbers cannot be written."""
    response = experiment.objective.response
    form = HandForm.of(experiment.model, free, response)
    symbols = (*experiment.model.predictors, response)
    given = [{**held, **dict(zip(symbols, row, strict=True))} for row in table]
    rows = [row for row in map(form.row, given) if row is not None]
    parts = [pair for pair in map(form.parts, rows) if pair is not None]
    shown = [value for row in rows for value in row.values()]
    if len(parts) < len(given) or not all(abs(value) < _LARGEST for value in shown):
        return None
    work = ByHand(form, tuple(rows), tuple(parts), experiment.objective.loss.averaged, Decimal(0))
    return work if _is_handy(work, table) else None


def _is_handy(work: ByHand, table: tuple[tuple[Decimal, ...], ...]) -> bool:
    """Return whether rows can be told apart in a few digits, and the descent leads somewhere."""
    *across, up = (max(column) - min(column) for column in zip(*table, strict=True))
    is_told = min(across) >= _SMALLEST and (up == 0 or up >= _SMALLEST)
    return is_told and work.curvature > 0 and abs(work.best) < _LARGEST


def _written(values: list[float]) -> list[Decimal]:
    """Return numbers of one column as they are written: three digits of their extent."""
    extent = Decimal(max(values)) - Decimal(min(values)) or max(abs(Decimal(v)) for v in values)
    places = max(_DIGITS - 1 - extent.adjusted(), 0) if extent else 0
    unit = Decimal(1).scaleb(-places)
    return [_bare(Decimal(repr(value)).quantize(unit, ROUND_HALF_UP)) for value in values]


def _short(value: float) -> Decimal:
    """Return a number of two digits; what is next to nothing is 0."""
    rounded = Decimal(f"{value:.{_SHORT - 1}e}")
    return _bare(rounded if abs(rounded) >= Decimal("0.0001") else Decimal(0))


def _bare(value: Decimal) -> Decimal:
    """Return a decimal without zeros at its end, and without a power of ten."""
    return Decimal(f"{value.normalize():f}") if value else Decimal(0)
