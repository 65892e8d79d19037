"""A way that was walked, as a line on the ground that grows with the steps."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Track", "along"]

Numbers = NDArray[np.float64]

_EDGE: Final = 1.5
_PIECE: Final = 0.05
_APART: Final = 0.03
_LONGEST: Final = 0.3


class Track:
    """Places that a descent came by, up to where it leaves the landscape.

    Parameters
    ----------
    walked : Numbers, shape (k + 1, 2)
        Before the first step and after each; finite.

    Attributes
    ----------
    last : int
        The step after which it is outside, or the last one.
    """

    def __init__(self, walked: Numbers) -> None:
        outside = np.hypot(*np.clip(walked, -1e9, 1e9).T) > _EDGE
        self.last = int(outside.argmax()) if outside.any() else len(walked) - 1
        self._walked = walked[: self.last + 1].copy()
        if outside.any() and self.last:
            self._walked[-1] = self._where_it_leaves()
        lengths = np.hypot(*np.diff(self._walked, axis=0).T)
        # As far in each moment, so that long steps are seen one by one and short ones run together.
        self._way = np.concatenate([[0.0], np.cumsum(np.minimum(lengths, _LONGEST))])
        self._marks = self._apart()

    def _where_it_leaves(self) -> Numbers:
        """Return a place on the last step just outside."""
        before, after = self._walked[-2:]
        length = np.hypot(*(after - before))
        return before + (after - before) * min(1.0, 2.0 * _EDGE / length)

    def _apart(self) -> NDArray[np.int64]:
        """Return the steps whose places are seen apart from the one before."""
        kept = [0]
        for step in range(1, self.last + 1):
            if np.abs(self._walked[step] - self._walked[kept[-1]]).max() > _APART:
                kept.append(step)
        return np.array(kept)

    def whole(self, least: float) -> float:
        """Return the smallest share of the way, of whole steps, that is no less than another."""
        if not self._way[-1]:
            return 0.0
        shares = self._way / self._way[-1]
        return float(shares[np.searchsorted(shares, least)])

    def step_at(self, share: float) -> float:
        """Return which step a share of the way leads to; each step slows down at its end."""
        if not self._way[-1]:
            return 0.0
        step = float(np.interp(share * self._way[-1], self._way, np.arange(len(self._way))))
        done = np.floor(step)
        part = step - done
        return float(done + part * part * (3.0 - 2.0 * part))

    def place(self, step: float) -> Numbers:
        """Return the place after a step, or on the way to the next, shape (2,)."""
        done = int(step)
        ahead = min(done + 1, self.last)
        return self._walked[done] + (step - done) * (self._walked[ahead] - self._walked[done])

    @property
    def kept(self) -> list[float]:
        """The steps whose places are seen apart from the one before."""
        return [float(step) for step in self._marks]

    def marks(self, step: float) -> Numbers:
        """Return the places of the steps so far that are seen apart, shape (n, 2)."""
        return self._walked[self._marks[self._marks <= step]]

    def line(self, step: float) -> Numbers:
        """Return the way so far in short pieces, shape (n, 2)."""
        return along(np.vstack([self.marks(step), self.place(step)]))


def along(corners: Numbers) -> Numbers:
    """Return a line through places, shape (k, 2), with more places where it is long."""
    lengths = np.hypot(*np.diff(corners, axis=0).T)
    far = np.concatenate([[0.0], np.cumsum(lengths)])
    count = int(far[-1] / _PIECE) + 2
    at = np.union1d(far, np.linspace(0.0, far[-1], count))
    return np.column_stack([np.interp(at, far, corners[:, k]) for k in range(2)])
