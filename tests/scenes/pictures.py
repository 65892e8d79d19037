"""When two pictures that were painted in different ways are one."""

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["assert_same_picture"]

_ROUNDED = 2
"""Layers of what stands still round once more."""
_FAR = 64
_CUT, _CUT_FAR = 1e-3, 3e-5
"""Where a line is cut, by a panel or by what is painted anew, Cairo rounds what it covers
otherwise: such shares of all numbers may differ by more, and by far more."""


def assert_same_picture(ours: ArrayLike, theirs: ArrayLike) -> None:
    """Hold one picture against another, number by number."""
    apart = np.abs(np.asarray(ours, int) - np.asarray(theirs, int))
    assert np.mean(apart > _ROUNDED) <= _CUT
    assert np.mean(apart > _FAR) <= _CUT_FAR
