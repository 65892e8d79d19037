"""Whether yes and no are separated, so that no logistic regression fits them best.

The log loss of sigmoid(φ·θ) has a lowest place if and only if no direction d has φ·d ≥ 0 on all
rows of yes and φ·d ≤ 0 on all rows of no, without being 0 on every row: along such a direction it
falls on without end (A. Albert & J. A. Anderson, "On the existence of maximum likelihood estimates
in logistic regression models", Biometrika 71, 1984, pp. 1-10). If there is one, the steps of
Newton's method turn towards one.
"""

from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.formula.functions import sigmoid_numpy
from gdcore.formula.stable import softplus_numpy

__all__ = ["is_separated"]

_ROUNDS: Final = 100
_HALVINGS: Final = 40
_ZERO: Final = 1e-12
"""A margin is zero that is less than this share of what it could be."""

_SHORT: Final = 1e-6
"""Steps that change the logit by less lead to a lowest place."""


def is_separated(features: Floats, answers: Floats) -> bool:
    """Tell whether some combination of features separates yes from no.

    Parameters
    ----------
    features : Floats, shape (n, p)
        The partial derivatives of the logit, a row for each row of data.
    answers : Floats, shape (n,)
        1 for yes, 0 for no.

    Examples
    --------
    >>> rows = np.array([[1.0, 1.0], [2.0, 1.0], [3.0, 1.0], [4.0, 1.0]])
    >>> is_separated(rows, np.array([0.0, 0.0, 1.0, 1.0]))
    True
    >>> is_separated(rows, np.array([0.0, 1.0, 0.0, 1.0]))
    False
    """
    sizes = np.abs(features).max(axis=0)
    towards = (
        features / np.where(sizes > 0, sizes, 1.0) * np.where(answers == 1, 1.0, -1.0)[:, None]
    )
    point = np.zeros(features.shape[1])
    for _ in range(_ROUNDS):
        step = _newton(towards, point)
        if _separates(towards, point) or _separates(towards, step):
            return True
        if np.abs(towards @ step).max() < _SHORT:
            break
        point = point + _shortened(towards, point, step)
    return False


def _separates(towards: Floats, way: Floats) -> bool:
    """Tell whether a direction leads each row towards its answer, or not away at least."""
    margins = towards @ way
    slack = _ZERO * np.abs(towards).sum(axis=1) * np.abs(way).max()
    return bool((margins >= -slack).all() and (margins > slack).any())


def _newton(towards: Floats, point: Floats) -> Floats:
    """Return Newton's step, as least squares of rows that are weighted by their curvatures."""
    margins = towards @ point
    roots = np.sqrt(sigmoid_numpy(margins) * sigmoid_numpy(-margins))
    weighted, missed = towards * roots[:, None], np.exp(-margins / 2.0)
    return frozen(np.linalg.lstsq(weighted, missed, rcond=None)[0])


def _shortened(towards: Floats, point: Floats, step: Floats) -> Floats:
    """Return the step, halved until the log loss falls."""
    before = softplus_numpy(-(towards @ point)).sum()
    for _ in range(_HALVINGS):
        if softplus_numpy(-(towards @ (point + step))).sum() < before:
            break
        step = step / 2.0
    return step
