"""What is written beside the pictures of the rules: a heading, and formulas one under the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from gdcore.calculus.chain import Chain, Square
from gdcore.landscape.gear_train import GearTrain
from gdcore.typeset.expressions import typst
from scenes.kit.calculus.written import (
    EXPONENT,
    Labels,
    bracketed,
    chain_colours,
    chain_labels,
    equation,
    of_square,
    slope_of,
    square_colours,
)
from scenes.kit.descent.axis_arrows import factor_told
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.text.flight import Flight, laid_over
from scenes.kit.text.formula import Formula, Part
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.labels import numeral
from scenes.kit.text.readout import Readout

__all__ = ["ChainNotes", "Row", "SquareNotes", "asked", "titled"]

HEADING_PX: Final = 30.0
_ASKED_PX, _FORMULA_PX, _RESULT_PX, _WORD_PX, _WHOLE_PX = 40.0, 34.0, 44.0, 24.0, 30.0
_LONGEST: Final = 1.6
"""A formula that is this much wider than its box is too long."""
_TOP, _AIR, _UNDER, _GAP, _LINE, _ARC = 0.42, 0.23, 0.85, 0.25, 0.36, 0.8


def _heading(box: Box, words: str, look: Look) -> Type:
    """Return the name of a rule at the top of a box."""
    return Type(escaped(words), HEADING_PX, look.text).at(box.left, box.top - _TOP)


def titled(box: Box, words: str, source: str, look: Look) -> tuple[Inked, ...]:
    """Return the name of a rule at the top of a box, and a formula at its right end.

    Parameters
    ----------
    box : Box
    words : str
    source : str
        Typst mathematics.
    look : Look
    """
    name, formula = (
        _heading(box, words, look),
        Formula(source, _FORMULA_PX, chain_colours(look), look.text),
    )
    return (name, *formula.at(box.right, box.top - _TOP, 1.0).shapes)


def asked(box: Box, chain: Chain, look: Look) -> Formula:
    """Return the question for the derivative of a row's loss, in the middle of a box.

    What is outside stands alone if the whole is too long to be read.

    Parameters
    ----------
    box : Box
    chain : Chain
    look : Look
    """
    labels = chain_labels(chain)
    operator = slope_of("", typst(chain.parameter, labels))
    made = (
        Formula(
            f"{operator} {_operand(part, labels)} = thin ?",
            _ASKED_PX,
            chain_colours(look),
            look.text,
        )
        for part in (chain.whole, chain.outer)
    )
    long, short = made
    formula = long if long.advance <= _LONGEST * box.width else short
    return formula.fitted(box.width).at(box.left + box.width / 2, (box.bottom + box.top) / 2, 0.5)


def _operand(part: Any, labels: Labels) -> str:
    """Return what is derived, in brackets if it is a sum or a product."""
    source = typst(part, labels)
    return f"({source})" if part.is_Add or part.is_Mul else source


def stacked(box: Box, formulas: Sequence[Formula], top: float) -> None:
    """Put formulas one under the other, the first one's ink under `top`, no wider than a box."""
    for formula in formulas:
        formula.fitted(box.width)
        high = float(formula.box[1, 1]) - formula.pose.y
        formula.at(box.left, top - high)
        top = float(formula.box[0, 1]) - _AIR


@dataclass(frozen=True, eq=False)
class Row:
    """What is written of a data point.

    Parameters
    ----------
    name : str
    drawn : str
        What stands before the factor at which a gear turns.
    values : mapping
        Its predictors, by their symbols.
    """

    name: str
    drawn: str
    values: Mapping[Any, float]


class SquareNotes:
    """The area of the grown square as a sum, how small the corner is, and the power rule.

    Parameters
    ----------
    box : Box
    square : Square
    labels : tuple of str
        The name of the rule, and what stands before the corner's share.
    look : Look

    Attributes
    ----------
    heading : Type
    sum, rule : Formula
    share : Readout
        How large the corner is beside the strips.
    written : str
        The rule as Typst mathematics.
    """

    def __init__(self, box: Box, square: Square, labels: tuple[str, str], look: Look) -> None:
        self._numerals, self._words = look.numerals, labels[1]
        self.heading = _heading(box, labels[0], look)
        colours = square_colours(look)
        both = equation(of_square(square, square.whole), of_square(square, square.parts))
        self.sum = Formula(both, _FORMULA_PX, colours, look.text)
        above, below = of_square(square, square.area), of_square(square, square.side)
        self.written = equation(slope_of(f"({above})", below), of_square(square, square.slope))
        self.rule = Formula(self.written, _RESULT_PX, colours, look.text)
        middle = (box.bottom + box.top) / 2.0
        stacked(box, [self.sum], middle + 1.3)
        self.share = Readout(_WORD_PX, look.muted, box.left, middle + 0.2)
        stacked(box, [self.rule], middle - 0.4)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.heading, *self.sum.shapes, self.share, *self.rule.shapes)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def exponent(self) -> Part:
        """The 2 in the square."""
        return self.rule.parts[EXPONENT][0]

    @property
    def factor(self) -> Part:
        """The 2 before the u."""
        return self.rule.parts[EXPONENT][-1]

    def coming_down(self) -> Flight:
        """Return how the 2 comes from the exponent, on an arc over the sign between."""
        start, end = (part.box.mean(axis=0) for part in (self.exponent, self.factor))
        x, y = (start + end) / 2.0 + np.array([0.0, _ARC])
        parts, others = (self.factor,), (self.exponent,)
        return Flight(parts, laid_over(parts, others), [(float(x), float(y))])

    def tell(self, share: float) -> None:
        """Tell how large the corner is beside the strips, as a share."""
        percent = self._numerals.rounded(share)
        self.share.tell(f"{self._words} {percent}")


class ChainNotes:
    """A data point's numbers, the slopes inside and outside, and their product.

    Parameters
    ----------
    box : Box
        Of the formulas.
    below : Box
        Of the data point's numbers, on its lower edge.
    train : GearTrain
    row : Row
        What the data point is called, and its predictors.
    title : str
        The name of the rule.
    other : float, optional
        dL/du after the last gear was changed.
    look : Look

    Attributes
    ----------
    heading : Type
    reading : tuple of Inked
        The data point's numbers; the last one tells what is inside.
    inside : tuple of Part
        What is inside as a formula, if that is no longer than can be read.
    inner, outer, product, values : Formula
        Both slopes, the chain rule, and the same in numbers.
    later : tuple of Formula
        `outer` and `values` after the last gear was changed; empty if it never is.
    """

    def __init__(
        self,
        box: Box,
        below: Box,
        train: GearTrain,
        row: Row,
        title: str,
        other: float | None,
        look: Look,
    ) -> None:
        self._train, self._look = train, look
        self._labels = chain_labels(train.chain)
        self.heading = _heading(box, title, look)
        self.reading = self._read_off(row, below)
        chain, (inner, outer) = train.chain, train.slopes
        self.inner = self._slope(chain.letter, chain.parameter, chain.inner_slope, inner)
        self.outer = self._slope(chain.outer, chain.letter, chain.outer_slope, outer)
        self.product = self._product(box.width)
        self.values = self._values(outer)
        written = equation(self._typst(chain.letter), self._typst(chain.inner))
        self.inside = self._stack(box, self._formula(written, _WHOLE_PX))
        self.later = () if other is None else self._later(other)
        self.read(train.inside)

    def _stack(self, box: Box, whole: Formula) -> tuple[Inked, ...]:
        """Put all formulas in their places; return what is inside as one, if it has room."""
        rest, top = [self.inner, self.outer, self.product, self.values], box.top - _UNDER
        stacked(box, [whole, *rest], top)
        is_readable = whole.size_px * _LONGEST >= _WHOLE_PX
        if is_readable and self.values.box[0, 1] > box.bottom:
            return whole.shapes
        stacked(box, rest, top)
        return ()

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        formulas = (self.inner, self.outer, self.product, self.values, *self.later)
        parts = (part for formula in formulas for part in formula.shapes)
        return (self.heading, *self.reading, *self.inside, *parts)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def read(self, inside: float) -> None:
        """Tell what is inside."""
        self._inside.tell(self._look.numerals.steady(inside, abs(self._train.inside)))

    def _read_off(self, row: Row, below: Box) -> tuple[Inked, ...]:
        """Write a data point's numbers, in the middle of a box, on its lower edge."""
        letter = Type(f"${typst(self._train.chain.letter)} =$", _WORD_PX, self._look.slope)
        self._inside = Readout(_WORD_PX, self._look.slope, 0.0, 0.0)
        self.read(self._train.inside)
        taken = letter.advance + self._inside.advance + 1.5 * _GAP
        words = self._pairs(row, below.right - below.left - taken)
        widths = [words.advance, letter.advance, self._inside.advance]
        x = (below.left + below.right - sum(widths) - _GAP - _GAP / 2) / 2
        words.at(x, below.bottom)
        letter.at(x + widths[0] + _GAP, below.bottom)
        self._inside.move(x + widths[0] + widths[1] + _GAP * 1.5, below.bottom)
        return (words, letter, *self._factors(row, below), self._inside)

    def _pairs(self, row: Row, room: float) -> Type:
        """Return a data point's numbers in so much room; where it is small, the first few."""
        told = self._look.numerals.rounded
        pairs = [f"${typst(s)} = {numeral(told(v))}$" for s, v in row.values.items()]
        shorter = ([*pairs[:k], "…"] for k in range(len(pairs) - 1, 0, -1))
        for some in ([escaped(row.name), *pairs], pairs, *shorter):
            words = Type(" ".join(some), _WORD_PX, self._look.muted)
            if words.advance <= room:
                break
        return words

    def _factors(self, row: Row, below: Box) -> tuple[Inked, ...]:
        """Write how many times as far as they should two gears turn, where that is not once."""
        chain, units, numerals = self._train.chain, self._train.units, self._look.numerals
        if units == (1.0, 1.0):
            return ()
        drawn = escaped(row.drawn)
        told = ", ".join(
            f"${typst(part)}$ {drawn} {escaped(factor_told(1.0 / unit, numerals))}"
            for part, unit in zip((chain.letter, chain.outer), units, strict=True)
        )
        x, y = (below.left + below.right) / 2, below.bottom + _LINE
        return (Type(told, _WORD_PX, self._look.muted).at(x, y, 0.5),)

    def _slope(self, above: Any, below: Any, slope: Any, number: float) -> Formula:
        """Return the derivative of a gear by the one before it, and its number."""
        fraction = slope_of(bracketed(self._typst(above)), self._typst(below))
        value = numeral(self._look.numerals.rounded(number))
        is_number = not slope.free_symbols
        return self._formula(
            equation(fraction, *(() if is_number else (self._typst(slope),)), value)
        )

    def _product(self, width: float) -> Formula:
        """Return the chain rule, with letters for both slopes if these are long."""
        chain = self._train.chain
        fraction = slope_of(bracketed(self._typst(chain.outer)), self._typst(chain.parameter))
        slopes = (bracketed(self._typst(slope)) for slope in (chain.outer_slope, chain.inner_slope))
        written = self._formula(equation(fraction, " dot ".join(slopes)))
        outer = slope_of(bracketed(self._typst(chain.outer)), self._typst(chain.letter))
        inner = slope_of(self._typst(chain.letter), self._typst(chain.parameter))
        short = self._formula(equation(fraction, f"{outer} dot {inner}"))
        return written if written.advance <= width else short

    def _values(self, outer: float) -> Formula:
        """Return both slopes and their product as numbers."""
        inner, told = self._train.slopes[0], self._look.numerals.rounded
        first, second = (bracketed(numeral(told(slope))) for slope in (outer, inner))
        return self._formula(f"= {first} dot {second} = {numeral(told(outer * inner))}")

    def _later(self, outer: float) -> tuple[Formula, ...]:
        """Return what stands in the places of `outer` and `values` later."""
        chain = self._train.chain
        changed = (
            self._slope(chain.outer, chain.letter, chain.outer_slope, outer),
            self._values(outer),
        )
        for new, old in zip(changed, (self.outer, self.values), strict=True):
            new.size_px = old.size_px
            new.at(old.pose.x, old.pose.y)
        return changed

    def _typst(self, expression: Any) -> str:
        return typst(expression, self._labels)

    def _formula(self, source: str, size_px: float = _FORMULA_PX) -> Formula:
        return Formula(source, size_px, chain_colours(self._look), self._look.text)
