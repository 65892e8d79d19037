"""Singular values with their digits, small ones too: Jacobi's one-sided method.

The usual (bidiagonalising) method finds every singular value to about 1e-16 times the *largest*.
When parameters have very different units, the smallest curvature then is noise. One-sided Jacobi
finds each to about 1e-16 times the condition number that is left when all columns are scaled to one
length (J. Demmel & K. Veselić, "Jacobi's method is more accurate than QR", SIAM J. Matrix Anal.
Appl. 13, 1992, theorem 4.1).
"""

from typing import Final

import numpy as np

from gdcore.arrays import Floats

__all__ = ["right_singular"]

_EPS: Final = float(np.finfo(np.float64).eps)
_SWEEPS: Final = 60


def right_singular(matrix: Floats) -> tuple[Floats, Floats]:
    """Return the singular values, ascending, and the right singular vectors as columns.

    Plane rotations from the right make the columns orthogonal, pair by pair (Golub & Van Loan,
    Matrix Computations, 4th ed., 2013, section 8.6.3); their lengths are the singular values then.

    Parameters
    ----------
    matrix : Floats, shape (m, p)
        Small: the work grows with m p².

    Returns
    -------
    tuple of Floats
        Of shapes (p,) and (p, p).

    Examples
    --------
    >>> values, vectors = right_singular(np.array([[3.0, 0.0], [0.0, 1e-30]]))
    >>> values.tolist()
    [1e-30, 3.0]
    """
    columns = matrix.T.copy()
    vectors = np.eye(len(columns))
    sweeps = 0
    while sweeps < _SWEEPS and _swept(columns, vectors):
        sweeps += 1
    lengths = np.sqrt((columns**2).sum(axis=1))
    order = np.argsort(lengths, kind="stable")
    return lengths[order], vectors[order].T


def _swept(columns: Floats, vectors: Floats) -> bool:
    """Rotate each pair of columns (held as rows) in place; tell whether any was not orthogonal."""
    turned = False
    for i in range(len(columns)):
        for j in range(i + 1, len(columns)):
            tangent = _tangent(columns[i], columns[j])
            if tangent != 0.0:
                turned = True
                for rows in (columns, vectors):
                    _rotate(rows, i, j, tangent)
    return turned


def _tangent(first: Floats, second: Floats) -> float:
    """Return the tangent of the smaller angle that makes two columns orthogonal, 0 if they are."""
    lengths = float(first @ first), float(second @ second)
    product = float(first @ second)
    if abs(product) <= _EPS * np.sqrt(lengths[0]) * np.sqrt(lengths[1]):
        return 0.0
    with np.errstate(over="ignore"):
        cotangent = np.float64(lengths[1] - lengths[0]) / np.float64(2.0 * product)
        return float(np.copysign(1.0, cotangent) / (abs(cotangent) + np.hypot(1.0, cotangent)))


def _rotate(rows: Floats, i: int, j: int, tangent: float) -> None:
    cosine = 1.0 / np.hypot(1.0, tangent)
    first, second = rows[i].copy(), rows[j].copy()
    rows[i] = cosine * (first - tangent * second)
    rows[j] = cosine * (tangent * first + second)
