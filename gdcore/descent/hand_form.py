"""How the derivative of one row's squared residual is written, with places for its numbers.

A prediction that is linear in a parameter θ is g + φ θ, and the derivative of (y − (g + φ θ))² is
−2 φ (y − (g + φ θ)). It is written as the formula has it, if that is short; else with letters for g
and φ, which stand for numbers that were worked out before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

import sympy

from gdcore.error.model import Model

__all__ = ["MOST_SYMBOLS", "HandForm", "exact", "free_parameter"]

MOST_SYMBOLS: Final = 6
"""How many symbols one line has at most, each as often as it occurs."""
_DIGITS: Final = 25
_PLACES: Final = Decimal("0.0001")

Written = Mapping[sympy.Symbol, Decimal]
"""What symbols stand for."""


@dataclass(frozen=True)
class HandForm:
    """A row's derivative by one parameter, as it is written.

    Parameters
    ----------
    slope : sympy.Expr
        Built without evaluation: −2 φ (y − (g + φ θ)).
    free, response : sympy.Symbol
        θ and y.
    feature, rest : sympy.Expr
        φ and g, as `slope` has them.
    folded : mapping of sympy.Symbol to sympy.Expr
        What the letters for g and φ stand for, if there are such.
    """

    slope: sympy.Expr
    free: sympy.Symbol
    response: sympy.Symbol
    feature: sympy.Expr
    rest: sympy.Expr
    folded: Mapping[sympy.Symbol, sympy.Expr]

    @classmethod
    def of(cls, model: Model, free: sympy.Symbol, response: sympy.Symbol) -> "HandForm":
        """Write the derivative by a parameter that the prediction is linear in.

        Examples
        --------
        >>> from gdcore.error.model import RESPONSE, line
        >>> HandForm.of(line(), line().parameters[1], RESPONSE).slope
        -2*(y - (b + m*x))
        """
        whole: Any = model.expression
        feature, rest = sympy.diff(whole, free), whole.xreplace({free: sympy.Integer(0)})
        slope = _slope(response, whole, feature)
        if _symbols(slope) <= MOST_SYMBOLS:
            return cls(slope, free, response, feature, rest, {})
        taken = {symbol.name for symbol in (*model.predictors, *model.parameters, response)}
        folded: dict[sympy.Symbol, sympy.Expr] = {}
        kept_rest = _letter("g", rest, taken, folded)
        kept: Any = _letter("h", feature, taken, folded)
        slope = _slope(response, kept_rest + kept * free, kept)
        return cls(slope, free, response, kept, kept_rest, folded)

    @property
    def symbols(self) -> tuple[sympy.Symbol, ...]:
        """All that it is written with, by name."""
        found = self.slope.free_symbols
        return tuple(sorted((s for s in found if isinstance(s, sympy.Symbol)), key=str))

    def row(self, given: Written) -> dict[sympy.Symbol, Decimal] | None:
        """Return what the symbols of the form stand for at a row; None if a part has no value.

        Parameters
        ----------
        given : mapping of sympy.Symbol to Decimal
            The row's numbers, and the parameters that are held.
        """
        letters = {letter: exact(part, given) for letter, part in self.folded.items()}
        if any(value is None for value in letters.values()):
            return None
        worked = {
            s: v.quantize(_PLACES, ROUND_HALF_UP) for s, v in letters.items() if v is not None
        }
        used = self.symbols
        return {s: v for s, v in {**given, **worked}.items() if s in used}

    def parts(self, row: Written) -> tuple[Decimal, Decimal] | None:
        """Return φ and y − g at a row of `row`; None if one of them has no value."""
        feature, rest = exact(self.feature, row), exact(self.rest, row)
        if feature is None or rest is None:
            return None
        return feature, row[self.response] - rest


def free_parameter(model: Model) -> sympy.Symbol | None:
    """Return the last parameter that is added, else the last that is multiplied with something.

    None if the prediction is linear in no parameter.

    Examples
    --------
    >>> from gdcore.error.model import line
    >>> free_parameter(line())
    b
    """
    features = dict(zip(model.parameters, model.features, strict=True))
    linear = model.linear_parameters
    added = [parameter for parameter in linear if features[parameter] == 1]
    return (added or [None, *linear])[-1]


def exact(expression: sympy.Expr, numbers: Written) -> Decimal | None:
    """Return the value of an expression of decimals, to 25 digits; None if it is no real number."""
    filled: Any = expression.xreplace({s: sympy.Rational(str(v)) for s, v in numbers.items()})
    value = filled.evalf(_DIGITS)
    return Decimal(str(value)) if value.is_Number and value.is_finite else None


def _slope(response: sympy.Symbol, predicted: sympy.Expr, feature: sympy.Expr) -> sympy.Expr:
    """Return −2 φ (y − f), as it is to be written."""
    minus: Any = sympy.Mul(-1, predicted, evaluate=False)
    residual: Any = sympy.Add(response, minus, evaluate=False)
    factors = (-2, residual) if feature == 1 else (-2, feature, residual)
    return sympy.Mul(*factors, evaluate=False)


def _symbols(expression: sympy.Expr) -> int:
    """Return how often symbols occur."""
    return sum(isinstance(node, sympy.Symbol) for node in sympy.preorder_traversal(expression))


def _letter(
    name: str, part: sympy.Expr, taken: set[str], folded: dict[sympy.Symbol, sympy.Expr]
) -> sympy.Expr:
    """Return a letter for a part, and note what it stands for; a number or symbol stays itself."""
    if part.is_Number or part.is_Symbol:
        return part
    free = next(n for n in (name, *(f"{name}_{k}" for k in range(len(taken)))) if n not in taken)
    letter = sympy.Symbol(free, real=True)
    folded[letter] = part
    return letter
