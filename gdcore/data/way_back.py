"""The way back: parameters found on standardised columns, in the data's own units.

A model f(x; θ) was descended on (x − μ)/s and (y − μ_y)/s_y. Wanted are parameters θ' with

    f(x; θ')  =  μ_y + s_y · f((x − μ)/s; θ)     for every x.

Both sides are written as sums of parts that depend on x. Parts that are the same when nothing is
shifted or scaled belong together: their coefficients must be equal, and so must the coefficients
within their arguments. For a·exp(−k·x) + c that gives k' = k/s, a' = s_y·a·exp(k·μ/s) and
c' = s_y·c + μ_y. The work is done once for a model, with letters for shifts and scales.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import numpy as np
import sympy

from gdcore.arrays import Floats
from gdcore.data.dataset import Scaling
from gdcore.error.model import Model
from gdcore.formula.stable import compiled

__all__ = ["WayBack", "way_back"]

Equation = tuple[Any, Any]
"""Two expressions that must be equal: in the parameters wanted, and in those at hand."""


class _NoWayError(Exception):
    """The two sides cannot be made equal."""


@dataclass(frozen=True, slots=True, eq=False)
class WayBack:
    """The parameters in the data's own units, as functions of those descended on.

    Parameters
    ----------
    expressions : tuple of sympy.Expr
        One for each parameter, in the symbols below and the model's parameters.
    shifts, scales : tuple of sympy.Symbol
        One for each column, predictors first.
    function : callable
        The expressions, compiled: takes shifts, scales, then parameters.
    """

    expressions: tuple[sympy.Expr, ...]
    shifts: tuple[sympy.Symbol, ...]
    scales: tuple[sympy.Symbol, ...]
    function: Callable[..., list[Any]]

    def __call__(self, points: Floats, scaling: Scaling) -> Floats:
        """Return parameters of shape (..., p) in the data's own units, of the same shape."""
        with np.errstate(all="ignore"):
            values = self.function(*scaling.shifts, *scaling.scales, *np.moveaxis(points, -1, 0))
        return np.stack([np.broadcast_to(value, points.shape[:-1]) for value in values], axis=-1)


@lru_cache(maxsize=64)
def way_back(model: Model, *, shift: bool = True, response: bool = True) -> WayBack | None:
    """Return how parameters found on standardised columns read in the data's own units.

    Parameters
    ----------
    model : Model
    shift : bool
        Whether columns are shifted as well as scaled.
    response : bool
        Whether the response is shifted and scaled too.

    Returns
    -------
    WayBack or None
        None if there is no such way, as for the sigmoid of a shifted response.

    Examples
    --------
    >>> from gdcore.error.model import line
    >>> way_back(line()).expressions[0]
    _s_y*m/_s_x
    """
    columns = [*(symbol.name for symbol in model.predictors), "y"]
    shifts = tuple(sympy.Dummy(f"mu_{name}", real=True) for name in columns)
    scales = tuple(sympy.Dummy(f"s_{name}", positive=True) for name in columns)
    try:
        solution = _Comparison(model, shifts, scales, shift, response).solution()
    except _NoWayError:
        return None
    expressions = tuple(solution[parameter] for parameter in model.parameters)
    arguments = [*shifts, *scales, *model.parameters]
    return WayBack(expressions, shifts, scales, compiled(arguments, expressions))


class _Comparison:
    """The two sides, and the equations that make them equal."""

    def __init__(
        self,
        model: Model,
        shifts: tuple[Any, ...],
        scales: tuple[Any, ...],
        shift: bool,
        response: bool,
    ) -> None:
        self.model = model
        self.shifts = shifts if shift else (sympy.S.Zero,) * len(shifts)
        self.scales = scales
        self.response = response
        self.wanted = {p: sympy.Dummy(p.name, real=True) for p in model.parameters}
        self.neutral = {
            **dict.fromkeys(shifts, sympy.S.Zero),
            **dict.fromkeys(scales, sympy.S.One),
            **{dummy: parameter for parameter, dummy in self.wanted.items()},
        }

    def solution(self) -> dict[Any, Any]:
        """Return the parameters wanted, by the model's parameters."""
        target = self.moved(self.model.expression)
        if self.response:
            target = self.shifts[-1] + self.scales[-1] * target
        wanted = self.model.expression.xreplace(self.wanted)
        solved = _solved(list(self.sums(wanted, target)), set(self.wanted.values()))
        return {parameter: solved[dummy] for parameter, dummy in self.wanted.items()}

    def moved(self, expression: Any) -> Any:
        """Put the standardised predictors in, and pull scales out of powers, |…| and log."""
        if not expression.has_free(*self.model.predictors):
            return expression
        if expression in self.model.predictors:
            index = self.model.predictors.index(expression)
            return (expression - self.shifts[index]) / self.scales[index]
        arguments = [self.moved(argument) for argument in expression.args]
        scale = self.scale_of(expression.args[0])
        inner = sympy.expand(scale * arguments[0])
        if scale != 1 and expression.is_Pow:
            return scale ** (-arguments[1]) * inner ** arguments[1]
        if scale != 1 and isinstance(expression, sympy.Abs):
            return sympy.Abs(inner) / scale
        if scale != 1 and isinstance(expression, sympy.log):
            return sympy.log(inner) - sympy.log(scale)
        return expression.func(*arguments)

    def scale_of(self, inner: Any) -> Any:
        """Return the power of a scale that a polynomial in one predictor is divided by, else 1."""
        used = [x for x in self.model.predictors if inner.has_free(x)]
        if len(used) != 1 or not inner.is_polynomial(used[0]):
            return sympy.S.One
        polynomial = sympy.Poly(inner, used[0])
        if polynomial.LC().free_symbols:
            return sympy.S.One
        scale: Any = self.scales[self.model.predictors.index(used[0])]
        return scale ** polynomial.degree()

    def sums(self, wanted: Any, target: Any) -> Iterator[Equation]:
        """Yield the equations that make two sums of parts equal."""
        left, right = self.parts(wanted), self.parts(target)
        for key in {**left, **right}:
            coefficient, part = left.get(key, (sympy.S.Zero, None))
            other, image = right.get(key, (sympy.S.Zero, None))
            yield coefficient, other
            if part is not None and image is not None:
                yield from self.factors(part, image)

    def parts(self, expression: Any) -> dict[Any, Equation]:
        """Return coefficient and part of each term, by what the part is when nothing is moved."""
        found: dict[Any, Equation] = {}
        for term in sympy.Add.make_args(_expanded(expression)):
            coefficient, part = self.split(term)
            key = _expanded(part.xreplace(self.neutral))
            # Parts of one key are equal: each function in them has been moved in the same way.
            known, _ = found.get(key, (sympy.S.Zero, part))
            found[key] = known + coefficient, part
        return found

    def split(self, term: Any) -> Equation:
        """Return the factors of a term without predictors, and those with; exponentials are cut."""
        coefficient, part = term.as_independent(*self.model.predictors, as_Add=False)
        powers = [f for f in sympy.Mul.make_args(part) if isinstance(f, sympy.exp)]
        exponent = _expanded(sympy.Add(*(cast("Any", power.args[0]) for power in powers)))
        still, moving = exponent.as_independent(*self.model.predictors, as_Add=True)
        others = [f for f in sympy.Mul.make_args(part) if not isinstance(f, sympy.exp)]
        return coefficient * sympy.exp(still), sympy.Mul(*others) * sympy.exp(moving)

    def factors(self, wanted: Any, target: Any) -> Iterator[Equation]:
        """Yield the equations that make two parts equal, factor by factor."""
        left, right = self.keyed(wanted), self.keyed(target)
        if left.keys() != right.keys():
            raise _NoWayError
        for key, factor in left.items():
            yield from self.same(factor, right[key])

    def keyed(self, part: Any) -> dict[Any, Any]:
        """Return the factors of a part by what they are when nothing is moved."""
        return {_expanded(f.xreplace(self.neutral)): f for f in sympy.Mul.make_args(part)}

    def same(self, wanted: Any, target: Any) -> Iterator[Equation]:
        """Yield the equations that make two factors equal, argument by argument."""
        if wanted == target:
            return
        for argument, other in zip(wanted.args, target.args, strict=True):
            yield from self.sums(argument, other)


def _expanded(expression: Any) -> Any:
    """Multiply out, also powers of products and logarithms of products."""
    return sympy.expand(expression, power_exp=False)


def _solved(equations: list[Equation], unknown: set[Any]) -> dict[Any, Any]:
    """Solve equations one by one, each for the only unknown that is left in it, linearly."""
    solved: dict[Any, Any] = {}
    while unknown - solved.keys():
        open_ = [(a.xreplace(solved), b) for a, b in equations]
        found = next((s for s in (_single(a, b, unknown) for a, b in open_) if s), None)
        solved |= found or _together(open_, unknown - solved.keys())
    for left, right in equations:
        if not _vanishes(left.xreplace(solved) - right):
            raise _NoWayError
    return solved


def _vanishes(expression: Any) -> bool:
    """Tell whether an expression is 0, multiplied out or else simplified."""
    return _expanded(expression) == 0 or sympy.simplify(expression) == 0


def _single(left: Any, right: Any, unknown: set[Any]) -> dict[Any, Any] | None:
    """Solve one equation for its unknown, if it has one only and is linear in it."""
    free = left.free_symbols & unknown
    if len(free) != 1:
        return None
    (symbol,) = free
    if isinstance(left, sympy.exp):
        left, right = left.args[0], sympy.expand_log(sympy.log(right), force=True)
    slope = sympy.diff(left, symbol)
    if slope.has_free(symbol):
        return None
    rest = left.xreplace({symbol: sympy.S.Zero})
    return {symbol: _tidied(sympy.expand((right - rest) / slope))}


def _together(equations: list[Equation], unknown: set[Any]) -> dict[Any, Any]:
    """Solve for all that is left at once, as a linear system."""
    ordered = sorted(unknown, key=str)
    left = [a - b for a, b in equations if a.free_symbols & unknown]
    try:
        (values,) = cast("Any", sympy.linsolve(left, ordered))
    except ValueError:  # not linear, or no solution
        raise _NoWayError from None
    if any(value.free_symbols & unknown for value in values):
        raise _NoWayError
    return dict(zip(ordered, values, strict=True))


def _tidied(expression: Any) -> Any:
    """Join exponentials, so that their exponents cancel before they overflow."""
    joined = sympy.powsimp(expression, combine="exp")
    return joined.replace(sympy.exp, _expanded_exponential)


def _expanded_exponential(exponent: Any) -> Any:
    return sympy.exp(sympy.expand(exponent))
