"""Identities that keep digits: what is evaluated in place of what is written.

`log(1 - Sigmoid(z))` is exact on paper; in float64, Sigmoid(40) is 1 and the logarithm of nothing
is −∞. The identities here hold for every real z, and their right-hand sides neither cancel nor
overflow:

    log(Sigmoid(z))      =  -Softplus(-z)
    log(1 - Sigmoid(z))  =  -Softplus(z)
    1 - Sigmoid(z)       =  Sigmoid(-z)

with Softplus(z) = log(1 + exp(z)); M. Mächler, "Accurately computing log(1 − exp(−|a|))" (2012),
section 3, is on that. And x^b log(x), which the derivative of x^b by b holds, is 0 times −∞ at
x = 0; PowerLog(x, b, 1) is the limit for b > 0, which is 0.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import sympy
from numpy.typing import ArrayLike
from sympy.printing.numpy import NumPyPrinter

from gdcore.arrays import Floats
from gdcore.formula.functions import NUMPY_FUNCTIONS, Sigmoid

__all__ = [
    "PowerLog",
    "Softplus",
    "compiled",
    "opaque",
    "power_log_numpy",
    "softplus_numpy",
    "stable",
]


class Softplus(sympy.Function):
    """The function log(1 + exp(z)) of a real `z`, as one symbol. It stands in evaluation only."""

    nargs = 1


class PowerLog(sympy.Function):
    """The product x^b log(x)^k, with its limit 0 where x^b is 0. It stands in evaluation only."""

    nargs = 3


def power_log_numpy(base: ArrayLike, exponent: ArrayLike, times: int) -> Floats:
    """Return base^exponent * log(base)^times elementwise, 0 where the power is 0.

    Examples
    --------
    >>> power_log_numpy([0.0, 1.0], 2.0, 1).tolist()
    [0.0, 0.0]
    """
    values = np.asarray(base, dtype=np.float64)
    powers = values ** np.asarray(exponent)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(powers == 0.0, 0.0, powers * np.log(values) ** times)


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
    >>> stable(sympy.log(1 - Sigmoid(z)) * (1 - Sigmoid(z)))
    -Sigmoid(-z)*Softplus(z)
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
    kept: Any = expression.xreplace(logarithms).xreplace(complements)
    return kept.replace(_holds_power_log, _with_power_log) if kept.has(sympy.log) else kept


def _power_log(product: Any) -> tuple[Any, Any] | None:
    """Return a power in a product and the logarithm's power of the same base, if there are such."""
    powers = {power.as_base_exp()[0]: power for power in product.args if not power.is_Number}
    for factor in product.args:
        logarithm, times = factor.as_base_exp()
        if isinstance(logarithm, sympy.log) and times.is_Integer and times > 0:
            power = powers.get(logarithm.args[0])
            if power is not None:
                return power, factor
    return None


def _holds_power_log(part: Any) -> bool:
    return part.is_Mul and _power_log(part) is not None


def _with_power_log(product: Any) -> Any:
    found = _power_log(product)
    assert found is not None, "asked for by _holds_power_log"
    power, factor = found
    joined: Any = PowerLog(*power.as_base_exp(), factor.as_base_exp()[1])
    return product / power / factor * joined


def _softplus(z: Any) -> Any:
    return Softplus(z)


def _sigmoid(z: Any) -> Any:
    return Sigmoid(z)


_OWN: Final = {
    **NUMPY_FUNCTIONS,
    "Softplus": softplus_numpy,
    "PowerLog": power_log_numpy,
}

_NAMES: Final = {
    "Abs": "abs",
    "atan": "arctan",
    **{name: name for name in ("cos", "exp", "log", "sign", "sin", "tan", "tanh", *_OWN)},
}
"""What sympy's functions and ours are called in the code."""

_NUMPY: Final = {name: value for name, value in vars(np).items() if not name.startswith("_")}
"""What `import numpy` has loaded. The module's name would make sympy load the rest of it too, fifty
milliseconds for functions that no formula has."""


class Compiled:
    """A numpy function, and what it was compiled from: that goes to another process by pickle.

    Parameters
    ----------
    arguments : tuple of sympy.Symbol
    expressions : tuple of sympy.Expr
    function : callable
        Takes the values of the arguments, returns those of the expressions.
    """

    __slots__ = ("_arguments", "_expressions", "_function")

    def __init__(
        self,
        arguments: tuple[sympy.Symbol, ...],
        expressions: tuple[sympy.Expr, ...],
        function: Callable[..., list[Any]],
    ) -> None:
        self._arguments = arguments
        self._expressions = expressions
        self._function = function

    def __call__(self, *values: Any) -> list[Any]:
        """Return the list of the expressions' values."""
        return self._function(*values)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to compile it again: what sympy has made has no name to be found by."""
        return compiled, (self._arguments, self._expressions)


def compiled(arguments: Sequence[sympy.Symbol], expressions: Sequence[sympy.Expr]) -> Compiled:
    """Compile expressions, made stable, into one numpy function that returns the list of values.

    As `gdcore.formula.functions.numpy_function`: no symbol's name reaches the code, common parts
    are computed once. What is asked for again was kept: compiling takes many times as long as most
    of what the function is then used for.
    """
    return _compiled(tuple(arguments), tuple(expressions))


@lru_cache(maxsize=256)
def _compiled(arguments: tuple[sympy.Symbol, ...], expressions: tuple[sympy.Expr, ...]) -> Compiled:
    known: dict[Any, Any] = {}
    kept = [opaque(stable(expression), known) for expression in expressions]
    printer = NumPyPrinter({
        "fully_qualified_modules": False,
        "inline": True,
        "user_functions": {name: name for name in _NAMES.values()},
    })
    function = sympy.lambdify(
        arguments, kept, modules=[_OWN, _NUMPY], printer=printer, dummify=True, cse=True
    )
    return Compiled(arguments, expressions, function)


def opaque(part: Any, known: dict[Any, Any]) -> Any:
    """Return the part with its functions as bare names, of which sympy knows nothing.

    What it knows it asks again and again as it builds: of eight nested hyperbolic tangents, whether
    they are real, zero or finite, for half a minute.
    """
    if part.args and part not in known:
        name = _NAMES.get(part.func.__name__)
        build: Any = part.func if name is None else sympy.Function(name)
        known[part] = build(*(opaque(argument, known) for argument in part.args))
    return known.get(part, part)
