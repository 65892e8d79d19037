"""A quadratic bowl, known by its lowest point, its height there and its curvatures.

Any E(θ) of a model that is linear in its parameters, with squared residuals, is
E* + ½ (θ − θ*)ᵀ H (θ − θ*). Written about θ* nothing cancels: the gradient vanishes at θ* exactly,
and the excess over E* is never negative, whatever the condition number.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gdcore.arrays import Floats, frozen

__all__ = ["Quadratic"]

_RANK_TOLERANCE = 8 * np.finfo(np.float64).eps


@dataclass(frozen=True, slots=True, eq=False)
class Quadratic:
    """E(θ) = lowest + ½ (θ − minimum)ᵀ H (θ − minimum), H = V diag(eigenvalues) Vᵀ.

    Parameters
    ----------
    minimum : Floats, shape (p,)
        Where E is lowest (of all such points the one nearest to zero).
    lowest : float
        E there.
    eigenvalues : Floats, shape (p,)
        The curvatures, ascending, not negative.
    eigenvectors : Floats, shape (p, p)
        The matching directions, as orthonormal columns.
    hessian : Floats, shape (p, p)
        Symmetric.
    """

    minimum: Floats
    lowest: float
    eigenvalues: Floats
    eigenvectors: Floats
    hessian: Floats

    @classmethod
    def from_rows(cls, features: ArrayLike, targets: ArrayLike, curvature: float) -> "Quadratic":
        """Return the bowl ½ · curvature · |features θ − targets|².

        The rows are first reduced to a triangle by Householder QR, never to normal equations, so the
        smallest curvature keeps its digits (Trefethen & Bau, Numerical Linear Algebra, 1997, lecture 11
        and 19).

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
        ValueError
            If sums of squares overflow float64.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            triangle = _triangle(np.column_stack([features, targets]))
            matrix, column = triangle[:, :-1], triangle[:, -1]
            if not np.isfinite(triangle).all():
                raise ValueError("`features` and `targets` must have squares below 1e308, got an overflow")
            left, singular, right = np.linalg.svd(matrix)
            hessian = curvature * matrix.T @ matrix
            if not np.isfinite(hessian).all():
                raise ValueError("`features` and `targets` must have squares below 1e308, got an overflow")
        minimum = _solve(left, singular, right, column)
        lowest = 0.5 * curvature * float(np.sum((matrix @ minimum - column) ** 2))
        curvatures = np.zeros(matrix.shape[1])
        curvatures[: singular.size] = curvature * singular**2
        return cls(
            frozen(minimum), lowest, frozen(curvatures[::-1]), frozen(right.T[:, ::-1]), frozen(hessian)
        )

    @property
    def rank(self) -> int:
        """How many directions in parameter space the data determine."""
        largest = float(self.eigenvalues[-1])
        return int(np.sum(self.eigenvalues > largest * _RANK_TOLERANCE**2))

    def value(self, points: Floats) -> Floats:
        """Return E at points of shape (..., p), of shape (...)."""
        along = (points - self.minimum) @ self.eigenvectors
        return self.lowest + 0.5 * (along**2 @ self.eigenvalues)

    def gradient(self, point: Floats) -> Floats:
        """Return the gradient at a point or points, of shape (..., p)."""
        return (point - self.minimum) @ self.hessian

    def iterates(self, start: Floats, rate: float, steps: Floats) -> Floats:
        """Return where gradient descent at a fixed rate is after each of `steps`, without looping.

        θ_k = θ* + V diag((1 − r λ)^k) Vᵀ (θ_0 − θ*): in the eigenvectors' directions each step keeps the
        factor 1 − r λ of the distance (Nocedal & Wright, Numerical Optimization, 2006, section 3.3).

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
        along = (start - self.minimum) @ self.eigenvectors
        kept = (1.0 - rate * self.eigenvalues)[None, :]
        with np.errstate(over="ignore", invalid="ignore"):
            return self.minimum + (kept ** steps[:, None] * along) @ self.eigenvectors.T


def _triangle(rows: Floats, block: int = 65_536) -> Floats:
    """Reduce rows of shape (n, q) to at most q rows with the same sums of products."""
    width = rows.shape[1]
    reduced = np.empty((0, width))
    for first in range(0, len(rows), block):
        reduced = np.linalg.qr(np.vstack([reduced, rows[first : first + block]]), mode="r")
    return reduced


def _solve(left: Floats, singular: Floats, right: Floats, column: Floats) -> Floats:
    """Return the least-squares solution of smallest norm from a singular value decomposition."""
    kept = singular > singular[0] * _RANK_TOLERANCE
    along = (left.T @ column)[: singular.size][kept] / singular[kept]
    return right[: singular.size][kept].T @ along
