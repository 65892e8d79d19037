"""What is known of very many rows (x, y) when only their sums are: all that a straight line needs.

Added up are 1, u = x − c and w = y − d − k·u and their products, about a guess of the means c, d
and the slope k. So nothing cancels: if the guess is fair, 1, u and w are as good as orthogonal, and
whatever is small in the rows, such as the residuals of a close fit, is small in the sums too. That
is why normal equations, which lose the smallest curvature's digits, lose none here (L. N. Trefethen
& D. Bau, Numerical Linear Algebra, 1997, lecture 19; a preconditioned Cholesky factor).
"""

import math
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

__all__ = ["Guess", "Sums"]

_FAIR: Final = 0.05
"""Of a column's square so much must be left when what the ones before explain is taken away."""

_LEAST: Final = 1e-270
"""Squares smaller than this may have lost digits."""


class Guess(NamedTuple):
    """About where the rows are, and how steep: y ≈ y₀ + slope · (x − x₀)."""

    x: float
    y: float
    slope: float


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of very many rows.

    Parameters
    ----------
    n : int
        How many rows.
    x, y : tuple of float
        The least and the largest value.
    guess : Guess
        What u and w are counted from.
    u, w, uu, uw, ww : float
        The sums over all rows.

    Examples
    --------
    >>> Sums(3, (1, 3), (5, 9), Guess(2, 7, 2), 0, 0, 2, 0, 0).means
    (2.0, 7.0)
    """

    n: int
    x: tuple[float, float]
    y: tuple[float, float]
    guess: Guess
    u: float
    w: float
    uu: float
    uw: float
    ww: float

    @property
    def is_sound(self) -> bool:
        """Whether the guess was good enough for all digits, and nothing has left the range."""
        sums = (self.u, self.w, self.uu, self.uw, self.ww, *self.x, *self.y)
        if not (all(map(math.isfinite, sums)) and self.uu >= _LEAST):
            return False
        if self.y[0] < self.y[1] and self.deviations[1] ** 2 < _LEAST:
            return False
        left = self._factor
        return left[3] ** 2 >= _FAIR * self.uu and left[5] ** 2 >= _FAIR * self.ww

    @property
    def better(self) -> Guess:
        """The guess that the sums themselves make."""
        slope = self._factor[4] / self._factor[3] if self._factor[3] else 0.0
        return Guess(*self.means, self.guess.slope + slope)

    @property
    def means(self) -> tuple[float, float]:
        """The means of x and y."""
        x, y, slope = self.guess
        return x + self.u / self.n, y + (slope * self.u + self.w) / self.n

    @property
    def deviations(self) -> tuple[float, float]:
        """The population standard deviations of x and y."""
        _, _, _, uu, uw, ww = self._factor
        root = math.sqrt(self.n)
        y = math.hypot(self.guess.slope * uu + uw, ww) / root
        return uu / root, y if self.y[0] < self.y[1] else 0.0

    @property
    def rows(self) -> list[list[float]]:
        """Three rows (x, 1, y), weighted, with the same sums of products as all rows together."""
        one, u, w, uu, uw, ww = self._factor
        x, y, slope = self.guess
        return [
            [x * one + u, one, y * one + slope * u + w],
            [uu, 0.0, slope * uu + uw],
            [0.0, 0.0, ww],
        ]

    @property
    def _factor(self) -> tuple[float, float, float, float, float, float]:
        """The rows of the Cholesky factor of the products of 1, u and w, without its zeros."""
        one = math.sqrt(self.n)
        u, w = self.u / one, self.w / one
        uu = math.sqrt(max(self.uu - u * u, 0.0))
        uw = (self.uw - u * w) / uu if uu else 0.0
        return one, u, w, uu, uw, math.sqrt(max(self.ww - w * w - uw * uw, 0.0))

    def measured(self, shifts: tuple[float, float], scales: tuple[float, float]) -> "Sums":
        """Return the sums of (x − shift)/scale and (y − shift)/scale.

        Parameters
        ----------
        shifts, scales : tuple of float
            Of x and of y; scales are positive.
        """
        (x, y, slope), (over, up) = self.guess, scales
        lows, highs = zip(self.x, self.y, strict=True)
        low, high = (
            [(value - shift) / scale for value, shift, scale in zip(v, shifts, scales, strict=True)]
            for v in (lows, highs)
        )
        return replace(
            self,
            x=(low[0], high[0]),
            y=(low[1], high[1]),
            guess=Guess((x - shifts[0]) / over, (y - shifts[1]) / up, slope * over / up),
            u=self.u / over,
            w=self.w / up,
            uu=self.uu / over / over,
            uw=self.uw / over / up,
            ww=self.ww / up / up,
        )
