"""The function that formulas may use and sympy lacks: the logistic sigmoid.

`Sigmoid` stays one symbol in an expression, so that it is shown, differentiated and evaluated as a
whole: written out as 1/(1 + exp(-z)) it would overflow for large negative `z`, and read badly.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, cast

import numpy as np
import sympy
from numpy.typing import ArrayLike

from gdcore.arrays import Floats

__all__ = ["NUMPY_FUNCTIONS", "Sigmoid", "numpy_function", "sigmoid_numpy", "spelled"]


class Sigmoid(sympy.Function):
    """The logistic sigmoid 1/(1 + exp(-z)) of a real `z`, between 0 and 1.

    Its derivative is Sigmoid(z) * (1 - Sigmoid(z)). Exact values are taken at 0 and at the two
    infinities; elsewhere it stays as it is until it is evaluated in numbers.

    Examples
    --------
    >>> z = sympy.Symbol("z", real=True)
    >>> Sigmoid(0), Sigmoid(z).diff(z)
    (1/2, (1 - Sigmoid(z))*Sigmoid(z))
    >>> Sigmoid(2).evalf(6)
    0.880797
    """

    nargs = 1

    @classmethod
    def eval(cls, *args: Any) -> Any:
        """Return the exact value at 0 and at the infinities, else None."""
        exact = {sympy.S.Zero: sympy.S.Half, sympy.oo: sympy.S.One, -sympy.oo: sympy.S.Zero}
        return exact.get(args[0])

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the derivative with respect to the one argument, in terms of the sigmoid."""
        if argindex != 1:
            raise ValueError(f"`argindex` must be 1, the only argument, got {argindex}")
        return self * (1 - self)

    def _eval_evalf(self, prec: int) -> Any:
        argument: Any = self.args[0]
        return (1 / (1 + sympy.exp(-argument)))._eval_evalf(prec)

    def _eval_is_real(self) -> bool | None:
        return self.args[0].is_real

    def _eval_is_positive(self) -> bool | None:
        return self.args[0].is_real


def sigmoid_numpy(z: ArrayLike) -> Floats:
    """Return 1/(1 + exp(-z)) elementwise, of the shape of `z`, without overflow for any float.

    The exponential is only ever taken of -|z|: for negative `z` the fraction is expanded by exp(z).

    Examples
    --------
    >>> sigmoid_numpy([-1000.0, 0.0, 1000.0]).tolist()
    [0.0, 0.5, 1.0]
    """
    values = np.asarray(z, dtype=np.float64)
    decay = np.exp(-np.abs(values))
    return np.where(values >= 0, 1.0, decay) / (1.0 + decay)


NUMPY_FUNCTIONS: Final[dict[str, Callable[[ArrayLike], Floats]]] = {"Sigmoid": sigmoid_numpy}
"""What `sympy.lambdify` needs beside numpy: `modules=[NUMPY_FUNCTIONS, "numpy"]`."""


def numpy_function(
    arguments: Sequence[sympy.Symbol], expressions: Sequence[sympy.Expr]
) -> Callable[..., list[ArrayLike]]:
    """Compile expressions into one numpy function that returns the list of their values.

    No symbol's name reaches the generated code, so that a parameter called `exp` or `array` cannot
    hide a numpy function of that name.

    Examples
    --------
    >>> exp = sympy.Symbol("exp", real=True)
    >>> numpy_function([exp], [sympy.exp(exp), Sigmoid(exp)])(0.0)
    [np.float64(1.0), np.float64(0.5)]
    """
    modules = [NUMPY_FUNCTIONS, "numpy"]
    return sympy.lambdify(arguments, list(expressions), modules=modules, dummify=True, cse=True)


def spelled(expression: sympy.Expr) -> sympy.Expr:
    """Return an expression with each sigmoid as the quotient that it stands for.

    Examples
    --------
    >>> m, x = sympy.symbols("m x", real=True)
    >>> spelled(2 * Sigmoid(m * x))
    2/(1 + exp(-m*x))
    """

    def quotient(z: sympy.Expr) -> sympy.Expr:
        return 1 / (1 + sympy.exp(-z))

    return cast(sympy.Expr, expression.replace(Sigmoid, quotient))
