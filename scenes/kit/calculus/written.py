"""Typst mathematics of the rules: derivatives as one fraction, equations, factors in brackets."""

from collections.abc import Mapping
from typing import Any

from gdcore.calculus.chain import Chain, Square
from gdcore.typeset.expressions import typst
from scenes.kit.look.look import Look
from scenes.kit.text.labels import labelled

__all__ = [
    "EXPONENT",
    "STEEP",
    "Labels",
    "bracketed",
    "chain_colours",
    "chain_labels",
    "equation",
    "of_square",
    "partial",
    "slope_of",
    "square_colours",
]

Labels = Mapping[Any, str]
"""A label for some parts of expressions."""

_D = "upright(d)"
_CHANGE, EXPONENT, STEEP = "change", "exponent", "steep"


def slope_of(above: str, below: str) -> str:
    """Return the derivative of something by something, both Typst mathematics, as one fraction."""
    return f"frac({_D} {above}, {_D} {below})"


def partial(above: str, chain: Chain) -> str:
    """Return the partial derivative of something, Typst mathematics, by a chain's parameter."""
    below = typst(chain.parameter, chain_labels(chain))
    return labelled(f"frac(partial {above}, partial {below})", STEEP)


def equation(*sides: str) -> str:
    """Return sides that are equal, one after the other."""
    return " = ".join(sides)


def bracketed(source: str) -> str:
    """Return Typst mathematics in brackets if it begins with a minus or has several terms."""
    bare = source.lstrip("{ ")
    is_plain = not bare.startswith(("-", "−")) and " + " not in source and " - " not in source
    return source if is_plain else f"({source})"


def of_square(square: Square, expression: Any) -> str:
    """Return a part of the growing square, du as a d with a u."""
    name = labelled(f"{_D} {typst(square.side)}", _CHANGE)
    source = typst(
        expression, {square.side: "side", square.change: _CHANGE, square.exponent: EXPONENT}
    )
    plain = labelled(typst(square.change), _CHANGE)
    return source.replace(f"{plain}^", f"({name})^").replace(plain, name)


def square_colours(look: Look) -> dict[str, str]:
    """Return the colours of its parts."""
    return {_CHANGE: look.slope, EXPONENT: look.text}


def chain_labels(chain: Chain) -> Labels:
    """Return the labels of a chain's letters."""
    data = dict.fromkeys(chain.predictors, "data")
    return {**data, chain.parameter: "parameter", chain.letter: "inside"}


def chain_colours(look: Look) -> dict[str, str]:
    """Return their colours."""
    colours = {"data": look.data, "parameter": look.model, "inside": look.slope}
    return colours | {STEEP: look.slope}
