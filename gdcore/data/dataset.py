"""A data set: columns with names and units, and their moments.

A column's moments are computed on values divided by a power of two near their largest magnitude,
which rounds nothing, so that data around 1e-200 or 1e200 has them as exactly as data around 1.
A column in other units is worked out block by block when it is read, and held only if it is asked
for whole: ten million numbers cost more to write down than to work out.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdcore.arrays import Floats, blocks, frozen
from gdcore.data.sums import Sums

__all__ = ["Column", "Dataset"]


_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_FACTORS = 1000
"""Powers of two up to this are normal numbers, and multiplying is faster than `ldexp`."""


class _Measured(NamedTuple):
    """What a column is made of: another one's values over their power of two, moved and divided."""

    source: "Column"
    shift: float
    scale: float

    def of(self, normal: Floats) -> Floats:
        return (normal - self.shift) / self.scale


class _Told(NamedTuple):
    """What is known of numbers that have not been read yet, and how to read them."""

    size: int
    limits: tuple[float, float]
    mean: float
    deviation: float
    read: Callable[[], Floats]


@dataclass(frozen=True, eq=False)
class Column:
    """One named column of finite numbers.

    Parameters
    ----------
    name : str
        The column's name as the user wrote it.
    values : array_like, shape (n,)
        Kept as read-only float64.
    unit : str
        The unit of the values, empty if unknown.

    Raises
    ------
    ValueError
        If `values` is empty, not one-dimensional, or holds a NaN or an infinity.

    Examples
    --------
    >>> Column("mass", [1.0, 3.0], "g").mean
    2.0
    """

    name: str
    unit: str
    _held: Floats | _Measured | _Told = field(repr=False)

    def __init__(self, name: str, values: ArrayLike, unit: str = "") -> None:
        array = frozen(values)
        if array.ndim != 1 or array.size == 0:
            raise ValueError(
                f"`values` of column {name!r} must have shape (n,), n >= 1, got {array.shape}"
            )
        self._hold(name, array, unit)

    @classmethod
    def told(
        cls,
        name: str,
        unit: str,
        size: int,
        limits: tuple[float, float],
        moments: tuple[float, float],
        read: Callable[[], Floats],
    ) -> "Column":
        """Return a column whose numbers are read only if they are asked for.

        Parameters
        ----------
        name, unit : str
        size : int
            How many numbers there are.
        limits : tuple of float
            The least and the largest.
        moments : tuple of float
            Their mean and population standard deviation.
        read : callable
            Returns the numbers, shape (size,).
        """
        column = object.__new__(cls)
        column._hold(name, _Told(size, limits, *moments, read), unit)
        return column

    def named(self, name: str, unit: str) -> "Column":
        """Return the same numbers under another name, in what is another unit by name only."""
        column = object.__new__(Column)
        column._hold(name, self._held, unit)
        return column

    def _hold(self, name: str, held: Floats | _Measured | _Told, unit: str) -> None:
        for key, value in (("name", name), ("unit", unit), ("_held", held)):
            object.__setattr__(self, key, value)
        # The least and the largest tell of all: minimum and maximum pass on what is no number.
        if not all(map(math.isfinite, self.limits)):
            raise ValueError(f"`values` of column {name!r} must be finite, got NaN or infinity")

    @cached_property
    def values(self) -> Floats:
        """The numbers, shape (n,), read-only."""
        if isinstance(self._held, _Told):
            return frozen(self._held.read())
        if not isinstance(self._held, _Measured):
            return self._held
        values = np.empty(self.size)
        for made, block in zip(blocks(values), self.blocks(), strict=True):
            made[:] = block
        values.setflags(write=False)
        return values

    @property
    def size(self) -> int:
        """How many numbers there are."""
        held = self._held
        return held.source.size if isinstance(held, _Measured) else held.size

    def blocks(self) -> Iterator[Floats]:
        """Yield the values in the blocks of `gdcore.arrays.blocks`."""
        held = self._held
        if isinstance(held, _Measured) and "values" not in vars(self):
            return map(held.of, held.source._normal())
        return blocks(self.values)

    @cached_property
    def magnitude(self) -> float:
        """The largest absolute value, or 1 if all are zero."""
        return max(abs(limit) for limit in self.limits) or 1.0

    @property
    def mean(self) -> float:
        """The arithmetic mean, in the column's unit, right to the last digit or two."""
        return math.ldexp(self._normal_mean, self._exponent)

    @property
    def std(self) -> float:
        """The population standard deviation (divided by n), in the column's unit."""
        return math.ldexp(self._normal_deviation, self._exponent)

    @property
    def is_years(self) -> bool:
        """Whether its values look like years: whole, from 1000 to 2999, without a unit."""
        low, high = self.limits
        is_whole = all((block == np.round(block)).all() for block in self.blocks())
        return not self.unit and is_whole and low >= _FIRST_YEAR and high <= _LAST_YEAR

    def standardised(self) -> "Column":
        """Return the column shifted to mean 0 and scaled to standard deviation 1, without a unit.

        The shift is `mean` as a float, so the way back is exact; what is left of the mean is at
        most its last digit. A column that does not vary becomes zeros.
        """
        mean, deviation = self._normal_mean, self._normal_deviation
        if not deviation:
            return Column(self.name, np.zeros(self.size))
        return self._measured(mean, deviation)

    def scaled(self) -> "Column":
        """Return the column divided by its standard deviation, without a unit; not shifted."""
        deviation = self._normal_deviation
        return self._measured(0.0, deviation) if deviation else Column(self.name, self.values)

    def measured(self, origin: float, step: float) -> "Column":
        """Return the column counted in steps from an origin, both in its unit, without a unit."""
        power = -self._exponent
        return self._measured(math.ldexp(origin, power), math.ldexp(step, power))

    def _measured(self, shift: float, scale: float) -> "Column":
        """Return the column of these values, over their power of two, moved and divided."""
        column = object.__new__(Column)
        column._hold(self.name, _Measured(self, shift, scale), "")
        return column

    @cached_property
    def limits(self) -> tuple[float, float]:
        """The least and the largest of the numbers."""
        held = self._held
        if isinstance(held, _Told):
            return held.limits
        if not isinstance(held, _Measured):
            return float(held.min()), float(held.max())
        # No step of the way changes the order of two numbers.
        limits = _over_power(np.array(held.source.limits), held.source._exponent)
        low, high = held.of(limits).tolist()
        return low, high

    @property
    def _exponent(self) -> int:
        """The power of two next above the magnitude."""
        return math.frexp(self.magnitude)[1]

    def _normal(self) -> Iterator[Floats]:
        """Yield blocks of the values divided by that power of two: at most 1 in magnitude."""
        exponent = self._exponent
        return (_over_power(block, exponent) for block in self.blocks())

    @cached_property
    def _normal_mean(self) -> float:
        """Their mean; adding the mean of what is left takes back the rounding of large sums."""
        held = self._held
        if isinstance(held, _Told):
            return math.ldexp(held.mean, -self._exponent)
        if isinstance(held, _Measured):
            return math.ldexp((held.source._normal_mean - held.shift) / held.scale, -self._exponent)
        first = self._average(lambda normal: normal)
        return first + self._average(lambda normal: normal - first)

    @cached_property
    def _normal_deviation(self) -> float:
        """Their standard deviation, exactly 0 for values that are all the same."""
        held, (low, high) = self._held, self.limits
        if low == high:
            return 0.0
        if isinstance(held, _Told):
            return math.ldexp(held.deviation, -self._exponent)
        if isinstance(held, _Measured):
            return math.ldexp(held.source._normal_deviation / held.scale, -self._exponent)
        mean = self._normal_mean
        return math.sqrt(self._average(lambda normal: (normal - mean) ** 2))

    def _average(self, change: Callable[[Floats], Floats]) -> float:
        """Return the mean of what is made of them."""
        sums = [float(change(normal).sum()) for normal in self._normal()]
        return math.fsum(sums) / self.size

    @property
    def label(self) -> str:
        """The name with its unit in parentheses, as an axis shows it."""
        return f"{self.name} ({self.unit})" if self.unit else self.name


def _over_power(values: Floats, exponent: int) -> Floats:
    """Return values divided by 2 to the exponent, which rounds none that was not tiny."""
    if abs(exponent) > _FACTORS:
        return np.ldexp(values, -exponent)
    return values * math.ldexp(1.0, -exponent)


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """The columns of one lesson: what is predicted from, and what is predicted.

    Parameters
    ----------
    predictors : tuple of Column
        At least one, all of the same length.
    response : Column
        As long as the predictors.
    sums : Sums, optional
        Of one predictor and the response, where they are known without the rows.

    Raises
    ------
    ValueError
        If there is no predictor, a name is used twice, or the lengths differ.
    """

    predictors: tuple[Column, ...]
    response: Column
    sums: Sums | None = None

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if not self.predictors:
            raise ValueError("`predictors` must hold at least one column, got none")
        if len(set(names)) < len(names):
            raise ValueError(f"`predictors` and `response` must have different names, got {names}")
        sizes = [column.size for column in self.columns]
        if len(set(sizes)) > 1:
            raise ValueError(f"`predictors` and `response` must be equally long, got {sizes} rows")

    @property
    def columns(self) -> tuple[Column, ...]:
        """The predictors in their order, then the response."""
        return (*self.predictors, self.response)

    @property
    def table(self) -> Floats:
        """The predictors' values, a row each, shape (n, predictors)."""
        return np.column_stack([column.values for column in self.predictors])

    @property
    def n(self) -> int:
        """The number of rows."""
        return self.response.size

    def select(self, names: Sequence[str]) -> "Dataset":
        """Return the data set with these predictors only, in this order.

        Raises
        ------
        ValueError
            If a name is no predictor's.
        """
        columns = {column.name: column for column in self.predictors}
        if missing := [name for name in names if name not in columns]:
            raise ValueError(f"`names` must be among {list(columns)}, got {missing}")
        chosen = tuple(columns[name] for name in names)
        return self if chosen == self.predictors else Dataset(chosen, self.response)

    def spaced(self, most: int) -> NDArray[np.int64]:
        """Return at most so many rows, from 0, evenly spaced: all if there are no more.

        Examples
        --------
        >>> Dataset((Column("x", range(9)),), Column("y", range(9))).spaced(3).tolist()
        [0, 4, 8]
        """
        return np.linspace(0, self.n - 1, min(self.n, most)).astype(np.int64)

    def only(self, rows: NDArray[np.int64]) -> "Dataset":
        """Return the data set of some rows, counted from 0, in this order."""
        columns = [Column(c.name, c.values[rows], c.unit) for c in self.columns]
        return Dataset(tuple(columns[:-1]), columns[-1])

    @property
    def x(self) -> Column:
        """The first predictor: the one that scenes draw along the horizontal axis."""
        return self.predictors[0]

    @property
    def y(self) -> Column:
        """The response, drawn along the vertical axis."""
        return self.response
