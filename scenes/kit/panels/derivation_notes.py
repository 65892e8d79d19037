"""What is written around the lines of one row's derivation: rules' names, places, ways, numbers."""

from collections.abc import Callable, Sequence
from functools import cached_property

from gdcore.typeset.expressions import typst
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.panels.derivation_board import DerivationBoard
from scenes.kit.plots.row_square import RowSquare
from scenes.kit.text.dashed_box import DashedBox
from scenes.kit.text.flight import Flight, Trail, laid_over, middle_of
from scenes.kit.text.formula import Formula, Part, Pose
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.labels import numeral
from scenes.kit.text.tag import Tag

__all__ = ["DerivationNotes"]

_ZERO_DROP, _ZERO_GAP, _ZERO_PX, _PRODUCT_DROP = 0.78, 0.4, 34.0, 0.68
_STRIPS_PX, _STRIPS_LINE, _STRIPS_ROOM, _MOST_ZEROS = 22.0, 0.34, 0.05, 4
_FEW_SIGNS, _DOT_ROOM = 3, 0.4
"""A minus, a letter and its index."""


class DerivationNotes:
    """All that is not a line of the board itself, while it is about one row.

    Parameters
    ----------
    board : DerivationBoard
    picture : RowSquare
    label : callable
        Returns the scene's words.
    """

    def __init__(
        self, board: DerivationBoard, picture: RowSquare, label: Callable[[str], str]
    ) -> None:
        self._board, self._picture, self._look = board, picture, board.look
        self._label = label

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order, but for the words on the square."""
        trail = (self.trail, *self.left) if self._board.is_square else ()
        tags = (
            *self.outside.shapes,
            *self.chain.shapes,
            *self.constant.shapes,
            *self.factor.shapes,
        )
        left = self.left_over if self._board.cancelled else ()
        return (*trail, *tags, *self.fronts, *self.slot, *self.zeros, *self.worked, *left)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    # -- the outside

    @cached_property
    def outside(self) -> Tag:
        """The name of the outer function's rule, and what it does."""
        shown = self._board.sources[0].board
        words = escaped(self._label("power" if self._board.is_square else "outside"))
        rule = "" if shown.outer_slope.is_Add else _rule(shown.outer, shown.outer_slope)
        return self._tag(words + rule, self._board.question.parts["row"])

    def _tag(self, markup: str, parts: Sequence[Part]) -> Tag:
        return self._board.tagged(markup, max(float(part.box[1, 0]) for part in parts))

    @cached_property
    def way(self) -> Flight:
        """The way of the 2, out of the exponent, under the line, to the place in front."""
        two, above = self._board.chained.parts["power"], self._board.question.parts["power"]
        start, end = middle_of(above), middle_of(two)
        y = self._board.y
        between = (float(start[0]) + 1.2, y(-0.2)), (float(end[0]), y(0.45))
        return Flight(two, laid_over(two, above), between)

    @cached_property
    def trail(self) -> Trail:
        """The dotted line of that way."""
        return self.way.trail(self._look.muted)

    @cached_property
    def left(self) -> tuple[Inked, ...]:
        """The place that the 2 has left."""
        return (DashedBox.around(self._board.question.parts["power"], self._look.muted),)

    @cached_property
    def fronts(self) -> tuple[Part, ...]:
        """The row's numbers under what stands in front, as factors."""
        board, row, told = self._board, self._board.numbers, self._look.numerals.rounded
        line, y = board.chained, board.values_y
        equals = board.value("=", line.rest[:1], y).shapes
        if not self._board.is_square:
            front = [p for p in line.parts["tail"] if p not in line.parts["last"]]
            front = [p for p in front if p not in line.parts["dot"]]
            return (*equals, *board.value(_bracketed(told(row.front)), tuple(front), y).shapes)
        two = board.value(typst(board.sources[0].board.multiple), line.parts["power"], y)
        inside = board.value(_bracketed(told(row.inside)), line.parts["inside"], y)
        return (*equals, *two.shapes, *self._dot(two, inside), *inside.shapes)

    def _dot(self, left: Formula, right: Formula) -> tuple[Part, ...]:
        """Return a multiplication sign between two numbers, if there is room."""
        ends = float(left.box[1, 0]), float(right.box[0, 0])
        sign = self._board.sign(sum(ends) / 2, left.pose.y)
        return sign.shapes if ends[1] - ends[0] > 2 * sign.advance else ()

    @cached_property
    def strips(self) -> tuple[Inked, ...]:
        """How long the two strips of the square are, on it."""
        return self._on_the_square("strips-number", "strips-length")

    def _on_the_square(self, *keys: str) -> tuple[Type, ...]:
        """Return words on what is left of the square, if there is one and they have room on it."""
        if not self._board.is_square or not self._board.numbers.inside:
            return ()
        lines = [Type(escaped(self._label(k)), _STRIPS_PX, self._look.text) for k in keys]
        (left, low), (right, high) = self._kept
        x, y = (left + right) / 2, (low + high) / 2 + (len(lines) - 1.6) * _STRIPS_LINE / 2
        if max(line.advance for line in lines) > right - left - 2 * _STRIPS_ROOM:
            return ()
        return tuple(line.at(x, y - k * _STRIPS_LINE, 0.5) for k, line in enumerate(lines))

    @cached_property
    def _kept(self) -> list[list[float]]:
        """Two corners of the square when it has lost its strips, as far as it is seen."""
        return self._picture.seen_square(self._board.turned(1.0)).tolist()

    @cached_property
    def widths(self) -> tuple[Inked, ...]:
        """How wide the strips are, in their place."""
        return self._on_the_square("strips-width", "strips-as", "strips-turn")

    @property
    def done(self) -> tuple[Inked, ...]:
        """What belongs to the outside only."""
        way = (self.trail, *self.left) if self._board.is_square else ()
        return (*self.outside.shapes, *self.strips, *way)

    # -- the inside

    @cached_property
    def chain(self) -> Tag:
        """The name of the chain rule."""
        return self._tag(escaped(self._label("chain")), self._board.question.parts["row"])

    @cached_property
    def constant(self) -> Tag:
        """The name of the rule by which the terms without the parameter vanish."""
        return self._tag(escaped(self._label("constant")), self._board.question.parts["row"])

    @cached_property
    def factor(self) -> Tag:
        """The name of the rule by which a factor stays, and what it does here."""
        shown = self._board.sources[0]
        words = escaped(self._label("factor"))
        rule = f" $space {shown.moving} arrow.r {shown.moves}$"
        tag = self._tag(words + rule, self._board.question.parts["row"])
        is_long = tag.width > self._board.box.width / 2
        return self._tag(words, self._board.question.parts["row"]) if is_long else tag

    @cached_property
    def slot(self) -> tuple[Inked, ...]:
        """The empty place of the last factor, with a question mark."""
        return DashedBox.asking(self._board.chained.parts["last"], self._look)

    @cached_property
    def still(self) -> tuple[Part, ...]:
        """What of the inside does not change."""
        line, source = self._board.question, self._board.sources[0]
        moving = (*line.parts.get("moving", ()), *line.parts[source.knob])
        own = [part for part in line.parts["inside"] if part.labels[-1] == "inside"]
        return tuple(p for p in line.parts["inside"] if p not in moving and p not in own)

    @cached_property
    def zeros(self) -> tuple[Inked, ...]:
        """A 0 under each term that does not change."""
        terms = [part for part in self.still if not _is_given(part)]
        nothing = f"${numeral(self._look.numerals.rounded(0.0))}$"
        zeros = [Type(nothing, _ZERO_PX, self._look.muted) for _ in terms[:_MOST_ZEROS]]
        line = self._board.question
        low = min(float(part.box[0, 1]) for part in line.parts["row"])
        y = min(line.pose.y - _ZERO_DROP, low - _ZERO_GAP)
        for zero, part in zip(zeros, terms, strict=False):
            zero.at(float(middle_of([part])[0]), y, 0.5)
        return tuple(zeros)

    @cached_property
    def source(self) -> tuple[Part, ...]:
        """Where the last factor comes from: of the line above, what is seen of it there."""
        board = self._board
        if board.worked:
            return board.worked[-1].shapes
        line, knob = board.question, board.sources[0].knob
        moving = line.parts.get("moving", ())
        factor = [part for part in moving if knob not in part.labels]
        return tuple(factor) or line.parts[knob][-1:]

    def falling(self) -> Flight:
        """Return the way of the last factor: down, across, and into its place."""
        factor = self._board.chained.parts["factor"]
        start, end = middle_of(self.source), middle_of(factor)
        y = self._board.y
        between = (float(start[0]), y(0.0)), (float(end[0]), y(0.1))
        # A factor of one symbol is seen all the way; a larger one falls out as a copy.
        signs = sum(len(part.piece.symbols) for part in factor)
        above = self.source[0].formula.shapes if signs > _FEW_SIGNS else ()
        return Flight(factor, self._over(factor), between, above)

    def _over(self, factor: Sequence[Part]) -> Pose:
        """Return the pose that lays the factor over where it comes from, x over x if there is."""
        mine, theirs = (
            [p for p in parts if p.labels and p.labels[-1].startswith("data")]
            for parts in (factor, self.source)
        )
        if mine and theirs:
            return laid_over(mine[:1], theirs[:1])
        return laid_over(factor, self.source)

    @cached_property
    def worked(self) -> tuple[Part, ...]:
        """The row's number under the last factor, and the product."""
        board, row, told = self._board, self._board.numbers, self._look.numerals.rounded
        line, y = board.chained, board.values_y
        factor = board.value(_bracketed(told(row.factor)), line.parts["factor"], y)
        equals, *_, before = self.fronts
        product = board.result(told(row.slope), float(equals.box[0, 0]), y - _PRODUCT_DROP)
        return (*self._dot(before.formula, factor), *factor.shapes, *product.shapes)

    @cached_property
    def left_over(self) -> tuple[Part, ...]:
        """The row's numbers under what is left when something has cancelled, and the product."""
        board, row, told = self._board, self._board.numbers, self._look.numerals.rounded
        (line,), y = board.cancelled, self.fronts[0].formula.pose.y
        miss = row.prediction - row.y
        front = board.value(_bracketed(told(miss)), line.parts["inside"], y)
        factor = board.value(_bracketed(told(row.slope / miss)), line.parts["factor"], y)
        factor.slide(max(_DOT_ROOM - float(factor.box[0, 0] - front.box[1, 0]), 0.0), 0.0)
        left = float(line.rest[0].box[0, 0])
        product = board.result(told(row.slope), left, y - _PRODUCT_DROP)
        equals = board.value("=", line.rest[:1], y)
        dot = board.sign(float(front.box[1, 0] + factor.box[0, 0]) / 2, y)
        return tuple(p for n in (equals, front, dot, factor, product) for p in n.shapes)


def _rule(outer: object, slope: object) -> str:
    return f" $space {typst(outer)} arrow.r {typst(slope)}$"  # pyright: ignore[reportArgumentType]


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def _is_given(part: Part) -> bool:
    """Return whether a part is the prediction as a whole, or of the data."""
    return part.labels[-1] == "prediction" or part.labels[-1].startswith("data")
