"""From parameters in the data's own units to those that are descended in, where that is linear."""

from collections.abc import Callable

import numpy as np

from gdcore.arrays import Floats

__all__ = ["way_in"]


def way_in(original: Callable[[Floats], Floats], own: Floats) -> Floats:
    """Return the point, shape (p,), that an affine way back takes to another one.

    Parameters
    ----------
    original : callable
        From points of shape (k, p) to those in the data's own units, of the same shape.
    own : Floats, shape (p,)
        Where it leads to.

    Examples
    --------
    >>> way_in(lambda points: 2.0 * points + 1.0, np.array([3.0, 5.0])).tolist()
    [1.0, 2.0]
    """
    zero, *ends = original(np.vstack([np.zeros(own.size), np.eye(own.size)]))
    return np.linalg.solve((np.array(ends) - zero).T, own - zero)
