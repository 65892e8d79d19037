"""From the syntax tree of a formula to a sympy expression, without letting sympy run away.

Sympy evaluates while an expression is built: 9^9^9^9 would fill the memory, 1/0 becomes `zoo`, and
powers that meet are merged, so that 2^(x + 1e9) * 2^(-x) would be worked out to 300 million digits.
Hence three guards: every constant is vetted after every operation; a constant exponent is at most
`MAX_EXPONENT`; a number inside an exponent that holds names is at most `MAX_EXPONENT_NUMBER`, and
so is the product of two such numbers where powers of powers would multiply them.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

import sympy

from gdcore.formula.functions import Sigmoid, sigmoid_numpy
from gdcore.formula.syntax import Name, Number, Tree
from gdcore.formula.tokens import FormulaError, folded

__all__ = ["MAX_DIGITS", "MAX_EXPONENT", "MAX_EXPONENT_NUMBER", "MAX_MAGNITUDE", "build_expression"]

MAX_DIGITS: Final = 17
"""The most significant digits of a number: as many as a float64 can tell apart."""

MAX_EXPONENT: Final = 12
"""The largest magnitude of a constant exponent."""

MAX_EXPONENT_NUMBER: Final = 10_000
"""The largest magnitude of a number in an exponent that holds names, such as x^(2*k)."""

MAX_MAGNITUDE: Final = 100
"""Constants are 0 or between 10^-100 and 10^100 in magnitude."""

MAX_MAGNITUDES: Final = 2
"""How deep absolute values of what sympy cannot prove real may be nested."""

_EXACT: Final = 10**18
"""Fractions with longer numerators or denominators become floats: numpy knows 64-bit integers."""

_LARGEST: Final = float(f"1e{MAX_MAGNITUDE}")
_SMALLEST: Final = float(f"1e-{MAX_MAGNITUDE}")
_RANGE: Final = f"constants are 0 or between 1e-{MAX_MAGNITUDE} and 1e{MAX_MAGNITUDE}"
_TOO_HIGH: Final = f"Numbers in a variable exponent may reach at most {MAX_EXPONENT_NUMBER}."
_NOT_REAL: Final = (
    "This part has no real value: it divides by zero, or leaves the domain of log, sqrt or a power."
)
_UNREAL: Final = (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo, sympy.I)


def build_expression(tree: Tree, text: str, symbols: Mapping[str, sympy.Symbol]) -> sympy.Expr:
    """Build the expression of a syntax tree.

    Numbers are exact fractions (0.5 is 1/2) as long as numerator and denominator have 18 digits.
    The absolute value of what sympy cannot prove real, such as a logarithm, is written sqrt(u^2):
    the same value, and one that can be differentiated.

    Parameters
    ----------
    tree : Tree
        What `parse_tree(text)` returned.
    text : str
        The formula, for messages.
    symbols : mapping from str to sympy.Symbol
        The symbol of each folded name.

    Raises
    ------
    FormulaError
        If a number is out of bounds, or a part has no real value whatever its names stand for.
    """
    return _Builder(text, symbols).build(tree)


class _Builder:
    """Builds bottom-up, and vets every part before it becomes an operand."""

    def __init__(self, text: str, symbols: Mapping[str, sympy.Symbol]) -> None:
        self.text = text
        self.symbols = symbols

    def build(self, tree: Tree) -> Any:
        """Return the expression of the tree."""
        try:
            return self.built(tree)
        except FormulaError:
            raise
        except ValueError as problem:
            raise FormulaError(self.text, tree.position, str(problem)) from None

    def built(self, tree: Tree) -> Any:
        """Return the expression of the tree, or raise a ValueError that says what is wrong."""
        if isinstance(tree, Number):
            return _number(tree.text)
        if isinstance(tree, Name):
            return self.symbols[folded(tree.text)]
        operands = [self.build(operand) for operand in tree.operands]
        rules = _UNARY if len(operands) == 1 else _BINARY
        return _vetted(rules[tree.operator](*operands))


def _number(text: str) -> sympy.Number:
    """Return the number exactly, or as a float if the fraction would be long.

    The exponent is judged as text first: 1e999999999 must not be worked out.
    """
    mantissa, _, exponent = text.lower().partition("e")
    digits = mantissa.replace(".", "").strip("0")
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"A number may have at most {MAX_DIGITS} significant digits.")
    if abs(int(exponent or 0)) > MAX_MAGNITUDE:
        raise ValueError(f"This number is out of range: {_RANGE}.")
    return _vetted(sympy.Rational(text))


def _vetted(expression: Any) -> Any:
    """Return the expression if every constant in it is real and of a bearable size."""
    if expression.has(*_UNREAL):
        raise ValueError(_NOT_REAL)
    if any(_out_of_range(number) for number in expression.atoms(sympy.Number)):
        raise ValueError(f"A constant gets too large or too small here: {_RANGE}.")
    if _reach(expression, sympy.Pow) > MAX_EXPONENT_NUMBER:
        raise ValueError(_TOO_HIGH)
    return expression if expression.free_symbols else _vetted_constant(expression)


def _out_of_range(number: Any) -> bool:
    if number.is_Rational:
        return max(abs(number.p), number.q) > 10**MAX_MAGNITUDE
    return not _bearable(abs(float(number)))


def _bearable(magnitude: float) -> bool:
    return magnitude == 0 or _SMALLEST <= magnitude <= _LARGEST


def _vetted_constant(constant: Any) -> Any:
    """Return the constant, as a float if it is a long fraction, once it is known to be real."""
    if constant.is_Rational:
        short = max(abs(constant.p), constant.q) < _EXACT
        return constant if short else sympy.Float(float(constant))
    magnitude = abs(_float(constant))
    if math.isnan(magnitude):
        raise ValueError(_NOT_REAL)
    if not _bearable(magnitude):
        raise ValueError(f"This constant is out of range: {_RANGE}.")
    return constant


def _float(constant: Any) -> float:
    """Return the value, infinity if it overflows, or NaN if it is not real.

    In plain floats: sympy's own evaluation would follow exp(exp(...)) until the memory is full.
    """
    function = sympy.lambdify([], constant, modules=[{"Sigmoid": _sigmoid}, "math"])
    try:
        value = function()
    except OverflowError:
        return math.inf
    except (ValueError, ZeroDivisionError):
        return math.nan
    return math.nan if isinstance(value, complex) else float(value)


def _size(number: Any) -> float:
    """Return a float's magnitude or a fraction's numerator: the degree that sympy gives to powers.

    To sympy, x^3.14 is a polynomial of degree 157 in x^(1/50).
    """
    return float(abs(number.p)) if number.is_Rational else abs(float(number))


def _largest(expression: Any) -> float:
    """Return the largest size of a number in the expression, at least 1."""
    return max([1.0, *map(_size, expression.atoms(sympy.Number))])


def _low_degree(exponent: Any) -> Any:
    """Return the exponent with its long fractions as floats."""
    if exponent.is_Rational:
        return exponent if exponent.q <= MAX_EXPONENT else sympy.Float(float(exponent))
    long = [
        number for number in exponent.atoms(sympy.Rational) if _size(number) > MAX_EXPONENT_NUMBER
    ]
    return exponent.xreplace({number: sympy.Float(float(number)) for number in long})


def _reach(expression: Any, *kinds: type) -> float:
    """Return the largest number in the exponents of the powers in the expression, at least 1."""
    return max([1.0, *(_largest(power.exp) for power in expression.atoms(*kinds))])


def _sigmoid(value: float) -> float:
    """Return a plain float: numpy's would warn where Python's raises."""
    return float(sigmoid_numpy(value))


def _power(base: Any, exponent: Any) -> Any:
    """Return base^exponent; (2^(1e9 x))^(1/x) must be refused before sympy makes it 2^1e9."""
    if not exponent.free_symbols:
        if abs(_float(exponent)) > MAX_EXPONENT:
            raise ValueError(f"A constant exponent may be at most {MAX_EXPONENT} in magnitude.")
        return base ** _low_degree(exponent)
    if not base.free_symbols and not base.is_positive:
        raise ValueError("A constant that is raised to a variable power must be positive.")
    exponent = _low_degree(exponent)
    if _reach(base, sympy.Pow, sympy.exp) * _largest(exponent) > MAX_EXPONENT_NUMBER:
        raise ValueError(_TOO_HIGH)
    return base**exponent


def _exponential(argument: Any) -> Any:
    """Return exp(argument); exp(1e9 log(2)) must be refused before sympy makes it 2^1e9."""
    if argument.has(sympy.log):
        factors = argument.xreplace({log: sympy.Dummy() for log in argument.atoms(sympy.log)})
        if _largest(factors) > MAX_EXPONENT_NUMBER:
            raise ValueError(_TOO_HIGH)
    return sympy.exp(_low_degree(argument))


def _absolute(argument: Any) -> Any:
    """Return |argument|, by a root where sympy would take the argument for a complex number.

    Sympy looks for the real part of what is below a root, the deeper the longer.
    """
    if argument.is_extended_real:
        return sympy.Abs(argument)
    if _magnitudes_deep(argument) >= MAX_MAGNITUDES:
        raise ValueError(
            f"abs of what holds log, sqrt or a power may be nested at most {MAX_MAGNITUDES} deep; "
            "write it flatter."
        )
    return sympy.sqrt(argument**2)


def _magnitudes_deep(part: Any) -> int:
    """Return how deep roots of squares are nested in a part."""
    is_one = part.is_Pow and part.exp == sympy.S.Half and part.base.is_Pow
    return is_one + max(map(_magnitudes_deep, part.args), default=0)


_UNARY: Final[dict[str, Callable[[Any], Any]]] = {
    "-": lambda operand: -operand,
    "exp": _exponential,
    "log": sympy.log,
    "sqrt": sympy.sqrt,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "atan": sympy.atan,
    "tanh": sympy.tanh,
    "abs": _absolute,
    "sigmoid": Sigmoid,
}

_BINARY: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": _power,
}
