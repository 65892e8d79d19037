"""The array types of the numerical core, and the one way to freeze an array."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Floats", "blocks", "frozen"]

Floats = NDArray[np.float64]
"""Real numbers, float64, of a shape told where it is used."""


_ROWS: Final = 8_192
"""So many rows of a few columns stay in the processor's cache from one operation to the next."""


def blocks(values: Floats) -> Iterator[Floats]:
    """Yield the rows of `values` in blocks: what is made of one needs hardly any memory.

    Examples
    --------
    >>> [len(block) for block in blocks(np.zeros(10_000))]
    [8192, 1808]
    """
    for first in range(0, len(values), _ROWS):
        yield values[first : first + _ROWS]


def frozen(values: ArrayLike) -> Floats:
    """Return `values` as a read-only float64 array, of the same shape.

    A frozen dataclass does not freeze the arrays it holds; this does. It copies, unless nobody can
    write to the array that it is given.

    Examples
    --------
    >>> frozen([1, 2]).flags.writeable
    False
    """
    if isinstance(values, np.ndarray) and values.dtype == np.float64 and _is_frozen(values):
        return values
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def _is_frozen(array: object) -> bool:
    """Whether neither an array nor what it is a view of can be written to."""
    while isinstance(array, np.ndarray):
        if array.flags.writeable:
            return False
        array = array.base
    return array is None or (isinstance(array, memoryview) and array.readonly)
