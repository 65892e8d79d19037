"""A quadratic bowl, known by its lowest point, its height there and its curvatures.

Any E(θ) of a model that is linear in its parameters, with squared residuals, is
E* + ½ (θ − θ*)ᵀ H (θ − θ*). Written about θ* nothing cancels: the gradient vanishes at θ* exactly,
and the excess over E* is never negative, whatever the condition number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final, cast

import numpy as np
from numpy.typing import ArrayLike

from gdcore.arrays import Floats, blocks, frozen
from gdcore.error.jacobi import right_singular

__all__ = ["UNSEEN", "Quadratic", "SquaresRangeError", "triangle"]

UNSEEN: Final = 64 * float(np.finfo(np.float64).eps)
"""A miss so short beside the responses is rounding."""

_RANK_TOLERANCE: Final = UNSEEN
"""Columns scaled to one length are dependent below this relative singular value."""

_CLEAR: Final = 1e-7
"""The usual method leaves eigenvalues above this share of the largest nine digits at least."""

_TINY: Final = float(np.finfo(np.float64).tiny)
_RANGE: Final = "`features` and `targets` must have squares between 1e-300 and 1e300"


class SquaresRangeError(ValueError):
    """Sums of squares overflow or vanish in float64."""


@dataclass(frozen=True, slots=True, eq=False)
class Quadratic:
    """E(θ) = lowest + ½ (θ − minimum)ᵀ H (θ − minimum), H = V diag(eigenvalues) Vᵀ.

    Parameters
    ----------
    minimum : Floats, shape (p,)
        Where E is lowest (of all such points the one nearest to zero).
    lowest : float
        E there; what rounding alone makes of a fit that misses nothing is 0.
    eigenvalues : Floats, shape (p,)
        The curvatures, ascending, not negative; 0 along directions that the data leave open.
    eigenvectors : Floats, shape (p, p)
        The matching directions, as orthonormal columns.
    hessian : Floats, shape (p, p)
        Symmetric.
    rounding : float
        What E is of misses that are rounding beside the responses. No rise above the lowest that is
        smaller is one, and no parameter that alone makes no more of E is other than 0.
    """

    minimum: Floats
    lowest: float
    eigenvalues: Floats
    eigenvectors: Floats
    hessian: Floats
    rounding: float = 0.0

    @classmethod
    def from_rows(cls, features: ArrayLike, targets: ArrayLike, curvature: float) -> "Quadratic":
        """Return the bowl ½ · curvature · |features θ − targets|².

        Parameters
        ----------
        features : array_like, shape (n, p)
            The partial derivatives of the prediction, a row for each row of data.
        targets : array_like, shape (n,)
            The responses.
        curvature : float
            The second derivative of a row's weighted loss by the prediction, positive.

        Raises
        ------
        SquaresRangeError
            If sums of squares overflow or vanish in float64.

        Examples
        --------
        >>> bowl = Quadratic.from_rows([[1.0, 1.0], [2.0, 1.0], [3.0, 1.0]], [3.0, 5.0, 7.0], 2.0)
        >>> bowl.minimum.round(12).tolist(), bowl.rank
        ([2.0, 1.0], 2)
        """
        return cls.from_blocks([np.column_stack([features, targets])], curvature)

    @classmethod
    def from_blocks(cls, tables: Iterable[Floats], curvature: float) -> "Quadratic":
        """Return the bowl of rows that come in blocks, of which one is held at a time.

        The rows are reduced to a triangle by Householder QR, never to normal equations, so that the
        smallest curvature keeps its digits (Trefethen & Bau, Numerical Linear Algebra, 1997,
        lectures 11 and 19). Whether columns are dependent is judged when all are scaled to one
        length: a change of units does not change the rank.

        Parameters
        ----------
        tables : iterable of Floats, shape (rows, p + 1)
            The features, and the targets as the last column.
        curvature : float
            As for `from_rows`.

        Raises
        ------
        SquaresRangeError
            If sums of squares overflow or vanish in float64.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            reduced = triangle(tables)
            matrix, column = reduced[:, :-1], reduced[:, -1]
            hessian = curvature * matrix.T @ matrix
            if not (np.isfinite(reduced).all() and np.isfinite(hessian).all()):
                raise SquaresRangeError(f"{_RANGE}, got an overflow")
        if matrix.any() and np.diag(hessian).max() < _TINY:
            raise SquaresRangeError(f"{_RANGE}, got an underflow")
        least = UNSEEN * float(np.sqrt(np.sum(column**2)))
        minimum, rank = _solve(matrix, column, least)
        missed = float(np.sqrt(np.sum((matrix @ minimum - column) ** 2)))
        lowest = 0.5 * curvature * missed**2 if missed > least else 0.0
        singular, vectors = right_singular(matrix)
        singular[: singular.size - rank] = 0.0
        return cls(
            frozen(minimum),
            lowest,
            frozen(curvature * singular**2),
            frozen(vectors),
            frozen(hessian),
            0.5 * curvature * least**2,
        )

    @classmethod
    def from_hessian(cls, minimum: ArrayLike, lowest: float, hessian: ArrayLike) -> "Quadratic":
        """Return the bowl with this second derivative.

        Rank is judged when H is scaled to a diagonal of ones, which is all but the scaling that
        makes its condition number smallest (A. van der Sluis, "Condition numbers and equilibration
        of matrices", Numerische Mathematik 14, 1969, pp. 14-23), and small curvatures keep the
        digits that are left then. Negative ones become 0.

        Parameters
        ----------
        minimum : array_like, shape (p,)
        lowest : float
        hessian : array_like, shape (p, p)
            Symmetric. Where one is no finite number, as far out where a search was given up, no
            curvature is known: all are NaN.
        """
        full = np.asarray(hessian, dtype=np.float64)
        if not np.isfinite(full).all():
            unknown = frozen(np.full(len(full), np.nan))
            return cls(frozen(minimum), lowest, unknown, frozen(np.eye(len(full))), frozen(full))
        values, vectors = np.linalg.eigh(full)
        if values[0] < _CLEAR * np.abs(values).max():
            values, vectors = _small_eigenvalues(full) or (values, vectors)
        values = np.maximum(values, 0.0)
        return cls(frozen(minimum), lowest, frozen(values), frozen(vectors), frozen(full))

    @property
    def rank(self) -> int:
        """How many directions in parameter space the data determine."""
        return int(np.count_nonzero(self.eigenvalues))

    def value(self, points: Floats) -> Floats:
        """Return E at points of shape (..., p), of shape (...)."""
        rise = self._rise(self._along(points))
        return self.lowest + np.where(rise <= self.rounding, 0.0, rise)

    def settled(self, points: Floats) -> Floats:
        """Return points, shape (..., p), each in the lowest place if it is there but for rounding.

        What the data leave open stays as it is.
        """
        along = self._along(points)
        open_ = np.where(self.eigenvalues > 0.0, 0.0, along) @ self.eigenvectors.T
        is_there = self._rise(along)[..., None] <= self.rounding
        return np.where(is_there, self.minimum + open_, points)

    def _along(self, points: Floats) -> Floats:
        return (points - self.minimum) @ self.eigenvectors

    def _rise(self, along: Floats) -> Floats:
        return 0.5 * (along**2 @ self.eigenvalues)

    def gradient(self, point: Floats) -> Floats:
        """Return the gradient at a point or points, of shape (..., p); 0 in the lowest place."""
        # dot takes half the time of @ here, which a step in a loop feels.
        away = point - self.minimum
        slope = away.dot(self.hessian)
        if slope.ndim == 1:
            return np.zeros_like(slope) if abs(slope.dot(away)) < 2.0 * self.rounding else slope
        rise = np.abs((slope * away).sum(axis=-1, keepdims=True))
        return np.where(rise < 2.0 * self.rounding, 0.0, slope)

    def iterates(self, start: Floats, rate: float, steps: Floats) -> Floats:
        """Return where descent at a fixed rate is after each of `steps`, without looping.

        θ_k = θ* + V diag((1 − r λ)^k) Vᵀ (θ_0 − θ*): in the eigenvectors' directions each step
        keeps the factor 1 − r λ of the distance (Nocedal & Wright, Numerical Optimization, 2006,
        section 3.3). While most of the way is still to go, what is gone of it is added to the
        start, so that steps far smaller than the distance keep their digits.

        Parameters
        ----------
        start : Floats, shape (p,)
        rate : float
            The learning rate, positive.
        steps : Floats, shape (k,)
            Whole numbers from 0 on.

        Returns
        -------
        Floats, shape (k, p)
            Infinite or NaN where the descent has left the range of float64.
        """
        along = self._along(self.settled(start))
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            exponents, signs = _powers(rate * self.eigenvalues, steps)
            left = np.where(along == 0.0, 0.0, signs * np.exp(exponents) * along)
            reached = self.minimum + left @ self.eigenvectors.T
            slow = np.abs(left).max(axis=1) > 0.5 * np.abs(along).max()
            # 1 − r λ rounds to 1 for r λ below 1e-16, expm1(k log1p(−r λ)) does not round to 0.
            gone = np.where(
                signs[slow] > 0, np.expm1(exponents[slow]), -1 - np.exp(exponents[slow])
            )
            gone = np.where(along == 0.0, 0.0, gone * along)
            reached[slow] = start + gone @ self.eigenvectors.T
        return reached


def _small_eigenvalues(hessian: Floats) -> tuple[Floats, Floats] | None:
    """Return eigenvalues, small ones with their digits, and eigenvectors; None if one is negative.

    With H = D S D, where S has a diagonal of ones, and S = V diag(σ) Vᵀ, H is AᵀA for
    A = diag(√σ) Vᵀ D, whose columns Jacobi's method makes orthogonal.
    """
    sizes = np.sqrt(np.abs(np.diag(hessian)))
    sizes = np.where(sizes > 0, sizes, 1.0)
    scaled, ways = np.linalg.eigh(hessian / sizes / sizes[:, None])
    least = _RANK_TOLERANCE * float(np.abs(scaled).max())
    if scaled[0] < -least:
        return None
    roots = np.sqrt(np.where(scaled > least, scaled, 0.0))
    singular, vectors = right_singular(roots[:, None] * ways.T * sizes)
    singular[: int(np.count_nonzero(roots == 0.0))] = 0.0
    return singular**2, vectors


def _powers(sizes: Floats, steps: Floats) -> tuple[Floats, Floats]:
    """Return logarithms of |1 − s|^k and the signs of (1 − s)^k, shape (k, p) each."""
    logarithms = np.where(sizes < 1.0, np.log1p(-sizes), np.log(np.abs(sizes - 1.0)))
    exponents = np.where(steps[:, None] == 0.0, 0.0, steps[:, None] * logarithms)
    signs = np.where((sizes > 1.0) & (steps[:, None] % 2.0 == 1.0), -1.0, 1.0)
    return exponents, signs


def triangle(tables: Iterable[Floats]) -> Floats:
    """Reduce rows of width q to at most q rows with the same sums of products.

    Parameters
    ----------
    tables : iterable of Floats, shape (rows, q)
        One at a time; it is cut into smaller ones.
    """
    reduced: Floats | None = None
    for rows in chain.from_iterable(map(blocks, tables)):
        stacked = rows if reduced is None else np.vstack([reduced, rows])
        reduced = cast("Floats", np.linalg.qr(stacked, mode="r"))
    assert reduced is not None, "a data set has at least one row"
    return reduced


def _solve(matrix: Floats, column: Floats, least: float) -> tuple[Floats, int]:
    """Return the least-squares solution of smallest norm, and the rank."""
    sizes = np.sqrt((matrix**2).sum(axis=0))
    sizes = np.where(sizes > 0, sizes, 1.0)
    left, singular, right = np.linalg.svd(matrix / sizes)
    rank = int(np.count_nonzero(singular > singular[0] * _RANK_TOLERANCE))
    along = (left.T @ column)[:rank] / singular[:rank]
    solution = (right[:rank].T @ along) / sizes
    # Scaling has moved what "smallest" means: take out what lies in the null space.
    free = np.linalg.qr(right[rank:].T / sizes[:, None])[0]
    solution = solution - free @ (free.T @ solution)
    # What moves the predictions by less than the solution's own rounding is no digit of it.
    return np.where(np.abs(solution) * sizes > least, solution, 0.0), rank
