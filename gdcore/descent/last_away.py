"""From which step on a descent is there for good, where any step can be asked for at once."""

from collections.abc import Callable
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.stopping import Flags

__all__ = ["there_from"]

_SEARCHED: Final = 400


def there_from(is_away: Callable[[Floats], Flags], most: float) -> int:
    """Return the step from which on a descent is not away any more.

    Numbers of steps in equal ratios are looked at first; between two of them it is there for good
    from one step on, which bisection finds.

    Parameters
    ----------
    is_away : callable
        From whole numbers of steps of shape (k,), 0 included, to whether it is away then.
    most : float
        After so many steps it is there for sure.

    Examples
    --------
    >>> there_from(lambda steps: 0.5**steps > 0.01, 20.0)
    7
    """
    tried = np.unique(np.geomspace(1.0, max(most, 1.0), _SEARCHED).round())
    tried = np.concatenate([[0.0], tried])
    away = np.flatnonzero(is_away(tried))
    if not away.size:
        return 0
    low, high = int(tried[away[-1]]), int(tried[min(away[-1] + 1, tried.size - 1)])
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_away(np.array([float(middle)]))[0] else (low, middle)
    return high
