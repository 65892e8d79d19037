"""Matching: which equations make two expressions of one build equal for every predictor.

Both are sums of parts that depend on predictors. What is constant in a part is pulled out to its
front: c·B to the power e is c^e·B^e, exp(c + u) is exp(c)·exp(u), log(c·B) is log(c) + log(B). What
is left is compared part by part, factor by factor, argument by argument; the coefficients of parts
that belong together must be equal. Two parts belong together if they are the same in a neutral
case, in which the two expressions are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sympy

from gdcore.formula.size import is_expandable

__all__ = ["Equation", "Matching", "NoWayError", "expanded"]

Equation = tuple[Any, Any]
"""Two expressions that must be equal: in what is wanted, and in what is at hand."""


class NoWayError(Exception):
    """The two expressions cannot be made equal."""


@dataclass(frozen=True, slots=True)
class Matching:
    """How two expressions are compared.

    Parameters
    ----------
    predictors : sequence of sympy.Symbol
        For every value of which they must be equal.
    neutral : dict
        What to put in for the symbols of both to see which parts belong together.
    """

    predictors: Sequence[Any]
    neutral: dict[Any, Any]

    def equations(self, wanted: Any, target: Any) -> Iterator[Equation]:
        """Yield the equations that make two sums of parts equal.

        Raises
        ------
        NoWayError
            If they are of different builds.
        """
        left, right = self.parts(wanted), self.parts(target)
        for key in {**left, **right}:
            coefficient, part = left.get(key, (sympy.S.Zero, None))
            other, image = right.get(key, (sympy.S.Zero, None))
            yield coefficient, other
            if part is not None and image is not None:
                yield from self.factors(part, image)

    def parts(self, expression: Any) -> dict[Any, Equation]:
        """Return coefficient and part of each term, by what the part is in the neutral case."""
        found: dict[Any, Equation] = {}
        for term in sympy.Add.make_args(self.spread(expression)):
            for coefficient, part in self.split(term):
                key = self.key(part)
                # Parts of one key are equal: each function in them has been moved alike.
                known, _ = found.get(key, (sympy.S.Zero, part))
                found[key] = known + coefficient, part
        return found

    def key(self, part: Any) -> Any:
        """Return what a part is in the neutral case."""
        return expanded(part.xreplace(self.neutral))

    def halves(self, term: Any) -> Equation:
        """Return the factors of a term without predictors, and those with."""
        return term.as_independent(*self.predictors, as_Add=False)

    def spread(self, expression: Any) -> Any:
        """Multiply constants into the sums that they stand before; powers of sums stay."""
        terms: list[Any] = []
        for term in sympy.Add.make_args(expression):
            constant, moving = self.halves(term)
            if moving.is_Add:
                terms += [self.spread(constant * inner) for inner in moving.args]
            else:
                terms.append(term)
        return sympy.Add(*terms)

    def split(self, term: Any) -> list[Equation]:
        """Return constants and parts whose products add up to a term."""
        constant, moving = self.halves(term)
        found: list[Equation] = [(constant, sympy.S.One)]
        for factor in sympy.Mul.make_args(moving):
            found = [(k * a, p * b) for k, p in found for a, b in self.summands(factor)]
        return found

    def summands(self, factor: Any) -> list[Equation]:
        """Return constants and factors whose products add up to a factor: two for a logarithm."""
        if not isinstance(factor, sympy.log):
            return [self.pulled(factor)]
        constant, inner = self.cut(factor.args[0])
        one = sympy.S.One
        return [(one, sympy.log(inner)), *([(sympy.log(constant), one)] if constant != 1 else [])]

    def cut(self, expression: Any) -> Equation:
        """Return a constant and an expression without one, whose product is the expression."""
        whole = self.spread(expression)
        if whole.is_Add:
            return self.without_leader(whole)
        constant, moving = self.halves(whole)
        pairs = [self.pulled(factor) for factor in sympy.Mul.make_args(moving)]
        return constant * sympy.Mul(*(c for c, _ in pairs)), sympy.Mul(*(f for _, f in pairs))

    def pulled(self, factor: Any) -> Equation:
        """Return a constant and a factor without one, whose product is the factor."""
        if factor.is_Add:
            return self.without_leader(factor)
        if isinstance(factor, sympy.exp):
            return self.exponential(factor.args[0])
        if factor.is_Pow:
            base, exponent = factor.args
            if not base.has_free(*self.predictors):
                return self.exponential(exponent * sympy.log(base))
            constant, inner = self.cut(base)
            return constant**exponent, inner**exponent
        if isinstance(factor, sympy.Abs):
            constant, inner = self.cut(factor.args[0])
            return sympy.Abs(constant), sympy.Abs(inner)
        return sympy.S.One, factor

    def exponential(self, exponent: Any) -> Equation:
        """Return the constant of an exponential, and what is left of it."""
        still, moving = self.spread(exponent).as_independent(*self.predictors, as_Add=True)
        return sympy.exp(still), sympy.exp(moving)

    def without_leader(self, whole: Any) -> Equation:
        """Return the leading coefficient of a sum, and the sum divided by it."""
        parts = self.parts(whole)
        leader, _ = parts[min(parts, key=lambda key: self.rank(key, parts[key][0]))]
        return leader, sympy.Add(
            *(coefficient / leader * part for coefficient, part in parts.values())
        )

    def rank(self, key: Any, coefficient: Any) -> tuple[Any, ...]:
        """Return how late a part is in leading: a number above 0 leads, a constant comes last."""
        neutral = expanded(coefficient.xreplace(self.neutral))
        return neutral == 0, not neutral.is_positive, key == 1, sympy.default_sort_key(key)

    def factors(self, wanted: Any, target: Any) -> Iterator[Equation]:
        """Yield the equations that make two parts equal, factor by factor."""
        left, right = self.keyed(wanted), self.keyed(target)
        if left.keys() != right.keys():
            raise NoWayError
        for key, factor in left.items():
            yield from self.same(factor, right[key])

    def keyed(self, part: Any) -> dict[Any, Any]:
        """Return the factors of a part by what they are, in the neutral case and as they stand."""
        return {(self.key(f), f.func): f for f in sympy.Mul.make_args(part)}

    def same(self, wanted: Any, target: Any) -> Iterator[Equation]:
        """Yield the equations that make two factors equal, argument by argument."""
        if wanted == target:
            return
        if wanted.is_Add:
            yield from self.equations(wanted, target)
            return
        for argument, other in zip(wanted.args, target.args, strict=True):
            # |−u| is written |u|, so a sign may have come back in front of what leads.
            pulled = isinstance(wanted, sympy.Abs)
            sides = (self.cut(side)[1] if pulled else side for side in (argument, other))
            yield from self.equations(*sides)


def expanded(expression: Any) -> Any:
    """Multiply out, also powers of products and logarithms of products.

    Raises
    ------
    NoWayError
        If that would have too many terms.
    """
    if not is_expandable(expression):
        raise NoWayError
    return sympy.expand(expression, power_exp=False)
