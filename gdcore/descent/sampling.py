"""Sampling: which rows each step looks at: all, one at a time, or a few.

A sampling is data; asked for its batches it makes a generator of its own from its seed, so the same
sampling always gives the same rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["AllRows", "Batches", "Drawn", "InOrder", "Order", "Rows", "Sampling", "Shuffled"]

Rows = NDArray[np.intp]
"""Indices of rows, from 0."""


class Order(Protocol):
    """The order in which the rows are gone through, pass by pass."""

    def passes(self, n: int) -> Iterator[Rows]:
        """Yield, without end, the n indices of the next pass, each from 0 to n − 1."""
        ...


@dataclass(frozen=True, slots=True)
class InOrder:
    """The order of the data, in each pass.

    Parameters
    ----------
    backwards : bool
        Whether each pass begins at the last row.
    """

    backwards: bool = False

    def passes(self, n: int) -> Iterator[Rows]:
        """Yield the same order again and again."""
        order = np.arange(n)[:: -1 if self.backwards else 1]
        while True:
            yield order


@dataclass(frozen=True, slots=True)
class Shuffled:
    """A new random order for each pass.

    Parameters
    ----------
    seed : int
        0 or more; it decides all orders.

    Raises
    ------
    ValueError
        If it is negative.

    Examples
    --------
    >>> sorted(next(Shuffled(7).passes(4)).tolist())
    [0, 1, 2, 3]
    """

    seed: int

    def __post_init__(self) -> None:
        _check_seed(self.seed)

    def passes(self, n: int) -> Iterator[Rows]:
        """Yield one permutation after another."""
        generator = np.random.default_rng(self.seed)
        while True:
            yield generator.permutation(n)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows drawn at random, each time out of all: in a pass some come twice, and some not at all.

    Parameters
    ----------
    seed : int
        0 or more; it decides all rows.

    Raises
    ------
    ValueError
        If it is negative.
    """

    seed: int

    def __post_init__(self) -> None:
        _check_seed(self.seed)

    def passes(self, n: int) -> Iterator[Rows]:
        """Yield n independent rows, again and again."""
        generator = np.random.default_rng(self.seed)
        while True:
            yield generator.integers(n, size=n)


def _check_seed(seed: int) -> None:
    if seed < 0:
        raise ValueError(f"`seed` must be 0 or more, got {seed}")


class Sampling(Protocol):
    """Says which rows each step looks at."""

    def batches(self, n: int) -> Iterator[Rows | None]:
        """Yield, without end, the rows of the next step; None for all."""
        ...

    def steps_per_pass(self, n: int) -> int:
        """Return how many steps look at each of `n` rows once."""
        ...


@dataclass(frozen=True, slots=True)
class AllRows:
    """Batch descent: every step looks at every row."""

    def batches(self, n: int) -> Iterator[None]:
        """Yield None for all rows."""
        del n
        while True:
            yield None

    def steps_per_pass(self, n: int) -> int:
        """Return 1."""
        del n
        return 1


@dataclass(frozen=True, slots=True)
class Batches:
    """A few rows at each step; one at a time if not told otherwise.

    Each pass looks at as many rows as there are, at each once unless they are `Drawn`. If `size`
    does not divide the number of rows, the last batch of a pass is smaller. At a fixed rate such a
    descent keeps moving around the best fit.

    Parameters
    ----------
    size : int
        The number of rows in a batch, 1 to the number of rows.
    order : Order
        In which order the rows are taken.

    Raises
    ------
    ValueError
        If `size` is below 1, or more than there are rows.

    Examples
    --------
    >>> batches = Batches(2).batches(3)
    >>> [next(batches).tolist() for _ in range(3)]
    [[0, 1], [2], [0, 1]]
    """

    size: int = 1
    order: Order = field(default_factory=InOrder)

    def __post_init__(self) -> None:
        if self.size < 1:
            raise ValueError(f"`size` must be 1 or more, got {self.size}")

    def batches(self, n: int) -> Iterator[Rows]:
        """Yield the rows of one batch after another."""
        self._check(n)
        return (
            order[first : first + self.size]
            for order in self.order.passes(n)
            for first in range(0, n, self.size)
        )

    def steps_per_pass(self, n: int) -> int:
        """Return the number of batches that `n` rows make."""
        self._check(n)
        return -(-n // self.size)

    def _check(self, n: int) -> None:
        if self.size > n:
            raise ValueError(f"`size` must be at most the {n} rows there are, got {self.size}")
