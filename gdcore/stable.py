"""Identities that keep digits: what is evaluated in place of what is written.

`log(1 - Sigmoid(z))` is exact on paper; in float64, Sigmoid(40) is 1 and the logarithm of nothing
is −∞. The identities here hold for every real z, and their right-hand sides neither cancel nor
overflow:

    log(Sigmoid(z))      =  -Softplus(-z)
    log(1 - Sigmoid(z))  =  -Softplus(z)
    1 - Sigmoid(z)       =  Sigmoid(-z)

with Softplus(z) = log(1 + exp(z)). M. Mächler, "Accurately computing log(1 − exp(−|a|))" (2012),
section 3, on log(1 + exp(z)).
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy
from numpy.typing import ArrayLike

from gdcore.arrays import Floats
from gdcore.functions import NUMPY_FUNCTIONS, Sigmoid

__all__ = ["Softplus", "compiled", "softplus_numpy", "stable"]


class Softplus(sympy.Function):
    """The function log(1 + exp(z)) of a real `z`, as one symbol. It stands in evaluation only."""

    nargs = 1


def softplus_numpy(z: ArrayLike) -> Floats:
    """Return log(1 + exp(z)) elementwise, exact to rounding for any float.

    The exponential is only ever taken of −|z|: log(1 + exp(z)) = max(z, 0) + log(1 + exp(−|z|)).

    Examples
    --------
    >>> softplus_numpy([-1000.0, 0.0, 1000.0]).round(6).tolist()
    [0.0, 0.693147, 1000.0]
    """
    values = np.asarray(z, dtype=np.float64)
    return np.maximum(values, 0.0) + np.log1p(np.exp(-np.abs(values)))


def stable(expression: sympy.Expr) -> Any:
    """Return an expression of the same value that keeps its digits around sigmoids.

    Examples
    --------
    >>> z = sympy.Symbol("z", real=True)
    >>> stable(sympy.log(1 - Sigmoid(z)) - (1 - Sigmoid(z)))
    -Sigmoid(-z) - Softplus(z)
    """
    logarithms: dict[Any, Any] = {}
    complements: dict[Any, Any] = {}
    for atom in expression.atoms(Sigmoid):
        sigmoid: Any = atom
        z = sigmoid.args[0]
        logarithms[sympy.log(sigmoid)] = -_softplus(-z)
        logarithms[sympy.log(1 - sigmoid)] = -_softplus(z)
        complements[1 - sigmoid] = _sigmoid(-z)
        complements[sigmoid - 1] = -_sigmoid(-z)
    return expression.xreplace(logarithms).xreplace(complements)


def _softplus(z: Any) -> Any:
    return Softplus(z)


def _sigmoid(z: Any) -> Any:
    return Sigmoid(z)


def compiled(
    arguments: Sequence[sympy.Symbol], expressions: Sequence[sympy.Expr]
) -> Callable[..., list[Any]]:
    """Compile expressions, made stable, into one numpy function that returns the list of values.

    As `gdcore.functions.numpy_function`: no symbol's name reaches the code, common parts are
    computed once.
    """
    modules = [{**NUMPY_FUNCTIONS, "Softplus": softplus_numpy}, "numpy"]
    kept = [stable(expression) for expression in expressions]
    return sympy.lambdify(arguments, kept, modules=modules, dummify=True, cse=True)
