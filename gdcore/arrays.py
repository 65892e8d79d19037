"""The array types of the numerical core, and the one way to freeze an array."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Floats", "frozen"]

Floats = NDArray[np.float64]
"""Real numbers, float64, of a shape told where it is used."""


def frozen(values: ArrayLike) -> Floats:
    """Return a read-only float64 copy of `values`, of the same shape.

    A frozen dataclass does not freeze the arrays it holds; this does.

    Examples
    --------
    >>> frozen([1, 2]).flags.writeable
    False
    """
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array
