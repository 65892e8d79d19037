"""Sums over the rows of a data set: compiled once, evaluated in blocks of bounded size.

A block holds some ten thousand numbers, so its intermediate results stay in the processor's cache:
that is faster than whole columns at a time, and needs no memory that grows with the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from gdcore.algebra import sympy
from gdcore.arrays import Floats
from gdcore.formula.compiling import compiled

__all__ = ["CELLS", "RowSums"]

CELLS: Final = 16_384
"""How many numbers an intermediate result holds at most, rows times points."""


@dataclass(frozen=True, slots=True, eq=False)
class RowSums:
    """Expressions of one row, to be added over rows.

    Parameters
    ----------
    function : callable
        Takes the columns, then the parameters, and returns a list of `count` arrays.
    count : int
        The number of expressions.
    """

    function: Callable[..., list[Any]]
    count: int

    @classmethod
    def of(
        cls,
        expressions: Sequence[sympy.Expr],
        columns: Sequence[sympy.Symbol],
        parameters: Sequence[sympy.Symbol],
    ) -> RowSums:
        """Compile the expressions.

        Examples
        --------
        >>> x, m = sympy.symbols("x m", real=True)
        >>> sums = RowSums.of([m * x, m**2], [x], [m])
        >>> sums([np.array([1.0, 2.0])], np.array([[3.0], [0.0]])).tolist()
        [[9.0, 18.0], [0.0, 0.0]]
        """
        return cls(compiled([*columns, *parameters], expressions), len(expressions))

    def __call__(self, columns: Sequence[Floats], points: Floats) -> Floats:
        """Return the sums at points of shape (k, p), as shape (k, count).

        Overflow gives infinities, and NaN where infinities meet; it never warns.
        """
        totals = np.zeros((len(points), self.count))
        size = max(1, CELLS // max(1, len(columns[0])))
        with np.errstate(all="ignore"):
            for first in range(0, len(points), size):
                some = points[first : first + size]
                for block in _blocks(columns, len(some)):
                    totals[first : first + size] += self.block(block, some)
        return totals

    def block(self, columns: Sequence[Floats], points: Floats) -> Floats:
        """Return the sums over rows few enough for one block."""
        shape = len(points), len(columns[0])
        values = self.function(*columns, *points.T[:, :, None])
        sums = [np.broadcast_to(value, shape).sum(axis=1) for value in values]
        return np.stack(sums, axis=1)


def _blocks(columns: Sequence[Floats], points: int) -> Iterator[list[Floats]]:
    size = max(1, CELLS // points)
    for first in range(0, len(columns[0]), size):
        yield [column[first : first + size] for column in columns]
