"""What is written around a derivation's lines: rules' names, places, ways, numbers, thumbnails."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.calculus.board import INSIDE
from gdcore.calculus.example import turned
from gdcore.typeset.expressions import name_typst, typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Arrow, Inked, Segments, Type
from scenes.kit.panels.derivation_board import DerivationBoard
from scenes.kit.plots.knob_effect import KnobEffect
from scenes.kit.plots.row_square import RowSquare
from scenes.kit.text.flight import Flight, centred_over, laid_over, middle_of
from scenes.kit.text.formula import Formula, Part, Pose
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.slot import Slot
from scenes.kit.text.tag import Tag

__all__ = ["DerivationNotes"]

_TAG_Y, _ZERO_DROP, _ZERO_PX, _VALUE_DROP = 2.44, 0.78, 34.0, 0.95
_STRIPS_PX, _STRIPS_LINE = 22.0, 0.34
_ASKED_WIDTH, _ASKED_PX = 3.2, 40.0
_ARROW_LENGTH, _ARROW_DROP, _ARROW_PX = 0.5, 0.22, 5.0
_THUMB_SHARE, _MOST_ZEROS = 0.46, 4
_PRODUCT_DROP, _RESULT_GAP, _RATES_PX, _RATES_DROP, _HOP = 0.68, 0.2, 22.0, 0.45, 1.2
_LONGEST_NAMES, _OTHERS_DROP = 4.5, 0.9
_LONGEST_FACTOR: Final = 2.0
"""Scene units of a factor behind a thumbnail's words, in its own size."""


class DerivationNotes:
    """All that is not a line of the board itself.

    Parameters
    ----------
    board : DerivationBoard
    picture : RowSquare
    gradient : Floats, shape (1,) or (2,)
        At the start, over all rows.
    box : Box
        For the thumbnails.
    label : callable
        Returns the scene's words.
    """

    def __init__(
        self,
        board: DerivationBoard,
        picture: RowSquare,
        gradient: Floats,
        box: Box,
        label: Callable[[str], str],
    ) -> None:
        self._board, self._picture, self._look = board, picture, board.look
        self._gradient, self._box, self._label = gradient, box, label

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        trail = (self.trail, *self.left) if self._is_square else ()
        tags = (*self.outside.shapes, *self.chain.shapes)
        first = (*self.asked, *trail, *tags, *self.fronts, *self.strips, *self.widths, *self.slot)
        effects = [shape for effect in self.effects for shape in effect.shapes]
        results = [part for line in self.results for part in line.shapes]
        last = (*self.differing, *effects, *self.shared, *self.shares, *self.rates, *self.staying)
        return (
            *first,
            *self.zeros,
            *self.worked,
            *self.waiting,
            *self.others,
            *last,
            *results,
            *self.arrows,
        )

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def _is_square(self) -> bool:
        return self._board.sources[0].is_square

    # -- the question

    @cached_property
    def asked(self) -> tuple[Inked, ...]:
        """A question mark in an empty place behind each left-hand side."""
        return tuple(shape for line in self._board.twins for shape in self._asked(line))

    def _asked(self, line: Formula) -> tuple[Inked, Inked]:
        part = line.parts["sum"][0]
        left, look = float(part.box[0, 0]), self._look
        mark = Type(escaped("?"), _ASKED_PX, look.text)
        middle = line.pose.y + 0.12
        mark.at(left + _ASKED_WIDTH / 2, middle - 0.35 * _ASKED_PX * PX, 0.5)
        half = 0.42
        corners = np.array([[left, middle - half], [left + _ASKED_WIDTH, middle + half]])
        return mark, Slot(corners, look.muted)

    # -- the outside

    @cached_property
    def outside(self) -> Tag:
        """The name of the outer function's rule, and what it does."""
        shown = self._board.sources[0].board
        words = escaped(self._label("power" if self._is_square else "outside"))
        rule = "" if shown.outer_slope.is_Add else _rule(shown.outer, shown.outer_slope)
        return self._tag(words + rule, self._board.question.parts["row"])

    def _tag(self, markup: str, parts: Sequence[Part]) -> Tag:
        tag, box = Tag(markup, self._look), self._board.box
        right = max(float(part.box[1, 0]) for part in parts)
        x = min(max(right - tag.width / 2, box.left), box.right - tag.width)
        return tag.at(x, _TAG_Y)

    @cached_property
    def way(self) -> Flight:
        """The way of the 2, out of the exponent, under the line, to the place in front."""
        two, above = self._board.chained.parts["power"], self._board.question.parts["power"]
        start, end = middle_of(above), middle_of(two)
        between = (float(start[0]) + 1.2, -0.2), (float(end[0]), 0.45)
        return Flight(two, laid_over(two, above), between)

    @cached_property
    def trail(self) -> Inked:
        """The dotted line of that way."""
        return self.way.trail(self._look.muted)

    @cached_property
    def left(self) -> tuple[Inked, ...]:
        """The place that the 2 has left."""
        return (Slot.around(self._board.question.parts["power"], self._look.muted),)

    @cached_property
    def fronts(self) -> tuple[Part, ...]:
        """The row's numbers under what stands in front, as factors."""
        board, row, told = self._board, self._board.numbers, self._look.numerals.rounded
        line, y = board.chained, board.chained.pose.y - _VALUE_DROP
        equals = board.value("=", line.rest[:1], y).shapes
        if not self._is_square:
            front = [p for p in line.parts["tail"] if p not in line.parts["last"]]
            front = [p for p in front if p not in line.parts["dot"]]
            return (*equals, *board.value(_bracketed(told(row.front)), tuple(front), y).shapes)
        two = board.value(
            typst(board.sources[0].board.outer_slope / INSIDE), line.parts["power"], y
        )
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
        """Return words on the square, if there is one."""
        if not self._is_square or not self._board.numbers.inside:
            return ()
        lines = [Type(escaped(self._label(k)), _STRIPS_PX, self._look.text) for k in keys]
        x, y = self._picture.middle.tolist()
        area, half = self._picture.plot.area, max(line.advance for line in lines) / 2
        x = min(max(x, area.left + half + 0.1), area.right - half)
        return tuple(line.at(x, y + 0.1 - k * _STRIPS_LINE, 0.5) for k, line in enumerate(lines))

    @cached_property
    def widths(self) -> tuple[Inked, ...]:
        """How wide the strips are, in their place."""
        return self._on_the_square("strips-width", "strips-turn")

    @property
    def done(self) -> tuple[Inked, ...]:
        """What belongs to the outside only."""
        way = (self.trail, *self.left) if self._is_square else ()
        return (*self.outside.shapes, *self.strips, *way)

    # -- the inside

    @cached_property
    def chain(self) -> Tag:
        """The name of the chain rule."""
        return self._tag(escaped(self._label("chain")), self._board.question.parts["row"])

    @cached_property
    def slot(self) -> tuple[Inked, ...]:
        """The empty place of the last factor, with a question mark."""
        last, look = self._board.chained.parts["last"], self._look
        x, y = middle_of(last).tolist()
        mark = Type(escaped("?"), _ZERO_PX, look.text)
        return Slot.around(last, look.muted), mark.at(x, y - 0.35 * _ZERO_PX * PX, 0.5)

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
        terms = [part for part in self.still if part.labels[-1] not in {"prediction", "data"}]
        zeros = [Type("$0$", _ZERO_PX, self._look.muted) for _ in terms[:_MOST_ZEROS]]
        y = self._board.question.pose.y - _ZERO_DROP
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
        between = (float(start[0]), 0.0), (float(end[0]), 0.1)
        # A factor of one symbol is seen all the way; a larger one falls out as a copy.
        above = self.source[0].formula.shapes if len(factor) > len(("minus", "symbol")) else ()
        return Flight(factor, self._over(factor), between, above)

    def _over(self, factor: Sequence[Part]) -> Pose:
        """Return the pose that lays the factor over where it comes from, x over x if there is."""
        mine, theirs = (
            [p for p in parts if p.labels[-1:] == ("data",)] for parts in (factor, self.source)
        )
        if mine and theirs:
            return laid_over(mine[:1], theirs[:1])
        return laid_over(factor, self.source)

    @cached_property
    def worked(self) -> tuple[Part, ...]:
        """The row's number under the last factor, and the product."""
        board, row, told = self._board, self._board.numbers, self._look.numerals.rounded
        line, y = board.chained, board.chained.pose.y - _VALUE_DROP
        factor = board.value(_bracketed(told(row.factor)), line.parts["factor"], y)
        equals, *_, before = self.fronts
        product = board.result(told(row.slope), float(equals.box[0, 0]), y - _PRODUCT_DROP)
        return (*self._dot(before.formula, factor), *factor.shapes, *product.shapes)

    # -- both parameters, and all rows

    @cached_property
    def differing(self) -> tuple[Inked, ...]:
        """A line under the last factor of each derivative."""
        return tuple(
            _underline(line.parts["last"], colour)
            for line, colour in zip(
                self._board.twins, (self._look.data, self._look.text), strict=False
            )
        )

    def other(self) -> Flight:
        """Return the way of the second line's last factor: out of its own inside, over the top."""
        line, source = self._board.twins[1], self._board.sources[1]
        inside = line.parts["inside"]
        theirs = [p for p in inside if p.labels[-1] == source.knob][-1:] or list(inside)
        factor = line.parts["factor"]
        x, y = ((middle_of(theirs) + middle_of(factor)) / 2).tolist()
        return Flight(factor, centred_over(factor, theirs), ((x, y + _HOP),))

    @cached_property
    def effects(self) -> tuple[KnobEffect, ...]:
        """What turning each knob does to the model."""
        board, box = self._board, self._box
        if len(board.sources) < len(("one", "other")):
            return ()
        upper, lower = box.split_down(0.5)
        objective, start = board.experiment.objective, board.experiment.trajectory.start
        return tuple(
            KnobEffect(
                part, objective, start, turned(objective, start, k), self._moves(key, k), self._look
            )
            for k, (part, key) in enumerate(((upper, "moves"), (lower, "moves-next")))
        )

    def _moves(self, key: str, index: int) -> str:
        """Return the words under a thumbnail, with the factor unless that is too long."""
        factor = f" ${self._board.sources[index].moves}$"
        long = Type(factor, _STRIPS_PX, self._look.text).advance > _LONGEST_FACTOR
        words = self._label(key)
        return escaped(words.partition(":")[0]) if long else escaped(words) + factor

    @cached_property
    def _shared_parts(self) -> list[tuple[Part, ...]]:
        key = "power" if self._is_square else "sum"
        return [
            tuple(p for p in line.parts[key] if p not in line.parts["sigma"])
            for line in self._board.twins
        ]

    @cached_property
    def _both(self) -> Tag:
        """The words for what both lines share."""
        tag = Tag(escaped(self._label("in-both")), self._look)
        parts = [part for parts in self._shared_parts for part in parts[:1]]
        x, y = np.mean([middle_of([part]) for part in parts], axis=0).tolist()
        return tag.at(x - 0.25, y)

    @cached_property
    def shared(self) -> tuple[Inked, ...]:
        """What both lines have, ringed, joined, and named."""
        look, tag = self._look, self._both.box
        rings = [Slot.around(parts, look.text) for parts in self._shared_parts if parts]
        if len(self._board.twins) == 1 or not rings:
            return tuple(rings)
        x = float(middle_of(self._shared_parts[0])[0])
        ends = [float(rings[0].points[:, 1].min()), float(rings[1].points[:, 1].max())]
        joined = np.array([[x, ends[0]], [x, tag[1, 1]], [x, tag[0, 1]], [x, ends[1]]])
        return (*rings, Segments(joined, look.text, 1.5), *self._both.shapes)

    @cached_property
    def shares(self) -> tuple[Inked, ...]:
        """A box around 1/N in each line."""
        lines = self._board.twins
        parts = [[p for p in n.parts["sum"] if p not in n.parts["sigma"]] for n in lines]
        return tuple(Slot.around(part, self._look.text) for part in parts if part)

    @cached_property
    def rates(self) -> tuple[Inked, ...]:
        """The two rates that make the same steps, where there is a 2 to drop."""
        if not self._is_square:
            return ()
        words = Type(escaped(self._label("rates")), _RATES_PX, self._look.step)
        *_, last = self._board.twins
        if len(self._board.twins) == 1:
            box = np.array([part.box for part in last.parts["power"]])
            return (words.at(float(box[0, 0, 0]), float(last.box[0, 1]) - _RATES_DROP),)
        x, middle = float(self._both.box[1, 0]) + _RESULT_GAP, float(self._both.box[:, 1].mean())
        if x + words.advance < self._box.left:
            return (words.at(x, middle - 0.35 * _RATES_PX * PX),)
        return (words.at(float(middle_of(last.parts["power"])[0]), float(last.box[0, 1]) - 0.45),)

    @cached_property
    def others(self) -> tuple[Inked, ...]:
        """Words for the parameters that no line is for."""
        model, line = self._board.experiment.model, self._board.twins[-1]
        if len(model.parameters) <= len(self._board.twins):
            return ()
        names = ", ".join(name_typst(name) for name in model.names[len(self._board.twins) :])
        words = Type(f"{self._look.label('and-so-on')}: ${names}$", _RATES_PX, self._look.text)
        words = (
            words if words.advance < _LONGEST_NAMES else words.write(self._look.label("and-so-on"))
        )
        return (words.at(float(line.parts["tail"][0].box[0, 0]), line.pose.y - _OTHERS_DROP),)

    @cached_property
    def waiting(self) -> tuple[Inked, ...]:
        """An empty place where each sum will be."""
        return tuple(Slot.around(n.parts["sum"], self._look.muted) for n in self._board.twins)

    @cached_property
    def staying(self) -> tuple[Inked, ...]:
        """The sums, underlined, and what is said of them."""
        line, look = self._board.twins[-1], self._look
        box = np.array([part.box for part in line.parts["sigma"]])
        tag = Tag(escaped(self._label("stays")), look)
        tag.at(float(box[:, :, 0].mean()), float(box[:, 0, 1].min()) - 0.36, 0.5)
        return (*tag.shapes,)

    @cached_property
    def results(self) -> tuple[Formula, ...]:
        """The gradient's numbers, behind the lines, the one below the other."""
        told = self._look.numerals.significant
        lines = self._board.twins
        x = max(float(line.box[1, 0]) for line in lines) + 1.5 * _RESULT_GAP
        return tuple(
            self._board.result(told(v), x, line.pose.y)
            for v, line in zip(self._gradient.tolist(), lines, strict=True)
        )

    @property
    def larger(self) -> Formula:
        """The number that is further from 0."""
        return self.results[int(np.argmax(np.abs(self._gradient)))]

    @cached_property
    def arrows(self) -> tuple[Inked, ...]:
        """Below each number the knob's name, and an arrow that says which way it is turned."""
        made: list[Inked] = []
        names = self._board.experiment.model.names
        for value, line, name in zip(self._gradient.tolist(), self.results, names, strict=False):
            if value:
                made += self._arrow(line, name, value < 0.0)
        return tuple(made)

    def _arrow(self, line: Formula, name: str, is_up: bool) -> tuple[Inked, Inked]:
        x = float(middle_of(line.parts["residual"])[0])
        top = float(line.box[0, 1]) - _ARROW_DROP
        ends = [np.array([x + 0.25, top - _ARROW_LENGTH]), np.array([x + 0.25, top])]
        start, end = ends if is_up else ends[::-1]
        words = Type(f"${name_typst(name)}$", 30.0, self._look.model)
        words.at(x + 0.05, top - _ARROW_LENGTH / 2 - 0.1, 1.0)
        return words, Arrow(self._look.step, _ARROW_PX).point(start, end)


def _rule(outer: object, slope: object) -> str:
    return f" $space {typst(outer)} arrow.r {typst(slope)}$"  # pyright: ignore[reportArgumentType]


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def _underline(parts: Sequence[Part], colour: str) -> Segments:
    boxes = np.array([part.box for part in parts])
    left, right, low = boxes[:, 0, 0].min(), boxes[:, 1, 0].max(), boxes[:, 0, 1].min() - 0.1
    return Segments(np.array([[left, low], [right, low]]), colour, 3.0)
