"""What is written around a gradient's lines: what both share, what must stay, what it says."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from gdcore.arrays import Floats
from gdcore.calculus.example import turned
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.shapes import PX, Arrow, Inked, Segments, Type
from scenes.kit.panels.board_places import BoardPlaces
from scenes.kit.panels.derivation_board import DerivationBoard
from scenes.kit.plots.knob_effect import KnobEffect
from scenes.kit.plots.plot import fitted
from scenes.kit.text.dashed_box import DashedBox
from scenes.kit.text.flight import Flight, centred_over, laid_over, middle_of
from scenes.kit.text.formula import SWELL, Formula, Part
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.tag import Tag

__all__ = ["GradientNotes"]

_ASKED_WIDTH, _ASKED_HALF, _ASKED_PX, _MIDDLE_EM = 3.2, 0.42, 40.0, 0.35
_ARROW_LENGTH, _ARROW_DROP, _ARROW_PX, _ARROW_ASIDE, _NAME_PX = 0.5, 0.22, 5.0, 0.25, 30.0
_RESULT_GAP, _WORDS_PX, _LEAST_PX, _STAYS_DROP = 0.2, 22.0, 18.0, 0.36
_HOP, _OTHERS_DROP, _UNDERLINE_DROP, _RING_ASIDE = 1.2, 0.9, 0.1, 0.08
_RATES_DROP = 0.42
_FLAT, _VALUE_DROP, _ARROW_ROOM, _LOWER = 2.5, 0.95, 0.9, 0.62
_LONGEST_NAMES = 4.5
"""Scene units of the other parameters' names."""


class GradientNotes:
    """All that is not a line of the board itself, while it is about all rows.

    Parameters
    ----------
    board : DerivationBoard
    gradient : Floats, shape (1,) or (2,)
        At the start, over all rows.
    places : BoardPlaces
    label : callable
        Returns the scene's words.
    """

    def __init__(
        self,
        board: DerivationBoard,
        gradient: Floats,
        places: BoardPlaces,
        label: Callable[[str], str],
    ) -> None:
        self._board, self._look = board, board.look
        self._gradient, self._box, self._label = gradient, places.thumbs, label
        self._is_below, box = places.numbers_below, places.thumbs
        self._edge = box.left if box.left > board.box.left else board.right

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        effects = [shape for effect in self.effects for shape in effect.shapes]
        results = [part for line in self.results for part in line.shapes]
        first = (*self.asked, *self.others, *self.differing, *self.summed.shapes)
        first += (*self.slot, *self.chained)
        return (*first, *effects, *self.said, *results, *self.arrows)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

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
        mark.at(left + _ASKED_WIDTH / 2, middle - _MIDDLE_EM * _ASKED_PX * PX, 0.5)
        half = _ASKED_HALF
        corners = np.array([[left, middle - half], [left + _ASKED_WIDTH, middle + half]])
        return mark, DashedBox(corners, look.muted)

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
    def slot(self) -> tuple[Inked, ...]:
        """The empty place of the second line's last factor, if that takes lines of its own."""
        if not self._board.worked_other:
            return ()
        return DashedBox.asking(self._board.twins[1].parts["last"], self._look)

    @cached_property
    def chained(self) -> tuple[Inked, ...]:
        """The name of the chain rule over these lines."""
        if not self._board.worked_other:
            return ()
        right = float(self._board.worked_other[0].box[1, 0])
        return self._board.tagged(escaped(self._label("chain")), right).shapes

    def falling(self) -> Flight:
        """Return the way of the second line's last factor, out of the last of its own lines."""
        (first, second), above = self._board.twins, self._board.worked_other[-1].shapes
        factor = second.parts["factor"]
        return Flight(factor, laid_over(factor, above), (), (*above, *first.shapes))

    @cached_property
    def effects(self) -> tuple[KnobEffect, ...]:
        """What turning each knob does to the model."""
        board, box = self._board, self._box
        if len(board.sources) < len(("one", "other")):
            return ()
        is_flat = box.width > _FLAT * box.height
        parts = box.split_across(0.5) if is_flat else box.split_down(0.5)
        objective, start = board.experiment.objective, board.experiment.trajectory.start
        row = board.numbers.row
        return tuple(
            KnobEffect(
                part,
                objective,
                row,
                start,
                turned(objective, start, k),
                self._moves(key, k, part.width),
                self._look,
            )
            for k, (part, key) in enumerate(zip(parts, ("moves", "moves-next"), strict=True))
        )

    def _moves(self, key: str, index: int, width: float) -> str:
        """Return the words under a thumbnail, with the factor if there is room."""
        words = self._label(key)
        whole = f"{escaped(words)} ${self._board.sources[index].moves}$"
        if Type(whole, _WORDS_PX, self._look.text).advance <= width:
            return whole
        return fitted(words.partition(":")[0], _WORDS_PX, self._look.text, width).markup

    @cached_property
    def summed(self) -> Tag:
        """The name of the rule by which the sum stays outside."""
        above, below = self._board.error, self._board.twins[0]
        tag = Tag(escaped(self._label("sum")), self._look)
        left = float(below.parts["tail"][0].box[0, 0])
        return tag.at(left + _RESULT_GAP, (above.pose.y + below.pose.y) / 2)

    @cached_property
    def _shared_parts(self) -> list[tuple[Part, ...]]:
        key = "power" if self._board.is_square else "sum"
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
        sums = [part.box[1, 0] for line in self._board.twins for part in line.parts["sigma"]]
        return tag.at(float(max([x - _RING_ASIDE, *sums])), y)

    @cached_property
    def shared(self) -> tuple[Inked, ...]:
        """What both lines have, ringed, joined, and named."""
        look, tag = self._look, self._both.box
        rings = [DashedBox.around(parts, look.text) for parts in self._shared_parts if parts]
        if len(self._board.twins) == 1 or not rings:
            return tuple(rings)
        x = float(middle_of(self._shared_parts[0])[0])
        ends = [float(rings[0].points[:, 1].min()), float(rings[1].points[:, 1].max())]
        joined = [[x, ends[0]], [x, tag[1, 1]], [x, tag[0, 1]], [x, ends[1]]]
        if x < tag[0, 0]:
            # The words stand beside the line that joins the rings.
            y = float(tag[:, 1].mean())
            joined = [[x, ends[0]], [x, ends[1]], [x, y], [float(tag[0, 0]), y]]
        return (*rings, Segments(np.array(joined), look.text, 1.5), *self._both.shapes)

    @cached_property
    def shares(self) -> tuple[Inked, ...]:
        """A box around 1/N in each line."""
        lines = self._board.twins
        parts = [[p for p in n.parts["sum"] if p not in n.parts["sigma"]] for n in lines]
        return tuple(DashedBox.around(part, self._look.text) for part in parts if part)

    @cached_property
    def rates(self) -> tuple[Inked, ...]:
        """The two rates that make the same steps, where there is a 2 to drop."""
        if not self._board.is_square:
            return ()
        words = Type(escaped(self._label("rates")), _WORDS_PX, self._look.step)
        x, middle = float(self._both.box[1, 0]) + _RESULT_GAP, float(self._both.box[:, 1].mean())
        if len(self._board.twins) > 1 and x + words.advance < self._edge:
            return (words.at(x, middle - _MIDDLE_EM * _WORDS_PX * PX),)
        x = float(max(shape.points[:, 0].max() for shape in self.staying)) + _RESULT_GAP
        y = float(self.staying[0].points[:, 1].mean())
        edge = self._edge - _RESULT_GAP - words.advance
        if x > edge:
            x, y = edge, y - _RATES_DROP
        return (words.at(x, y - _MIDDLE_EM * _WORDS_PX * PX),)

    @cached_property
    def others(self) -> tuple[Inked, ...]:
        """Words for the parameters that no line is for."""
        model, line = self._board.experiment.model, self._board.twins[-1]
        if len(model.parameters) <= len(self._board.twins):
            return ()
        names = ", ".join(name_typst(name) for name in model.names[len(self._board.twins) :])
        words = Type(f"{self._look.label('and-so-on')}: ${names}$", _WORDS_PX, self._look.text)
        words = (
            words if words.advance < _LONGEST_NAMES else words.write(self._look.label("and-so-on"))
        )
        drop = _OTHERS_DROP + _LOWER * self._is_below
        return (words.at(float(line.parts["tail"][0].box[0, 0]), line.pose.y - drop),)

    @cached_property
    def staying(self) -> tuple[Inked, ...]:
        """A whole frame around each sum, and what is said of them."""
        line, look = self._board.twins[-1], self._look
        box = np.array([part.box for part in line.parts["sigma"]])
        tag = Tag(escaped(self._label("stays")), look)
        tag.at(float(box[:, :, 0].mean()), float(box[:, 0, 1].min()) - _STAYS_DROP, 0.5)
        sums = (line.parts["sigma"] for line in self._board.twins)
        return (*tag.shapes, *(DashedBox.around(parts, look.text, ()) for parts in sums))

    @property
    def said(self) -> tuple[Inked, ...]:
        """All that says what may be dropped and what must stay."""
        return (*self.shared, *self.shares, *self.rates, *self.staying)

    @cached_property
    def results(self) -> tuple[Formula, ...]:
        """The gradient's numbers, behind the lines or between them, the one below the other."""
        told = self._look.numerals.significant
        lines = self._board.tidied or self._board.twins
        x = max(float(line.box[1, 0]) for line in lines) + 1.5 * _RESULT_GAP
        edge, down = self._edge - _RESULT_GAP, 0.0
        if self._is_below:
            x, edge, down = self._board.box.left, edge - _ARROW_ROOM, _VALUE_DROP
        # They swell to the right, and are not to reach the pictures then.
        room = (edge - x) / SWELL
        made = tuple(
            self._board.result(told(v), x, line.pose.y - down).fitted(room)
            for v, line in zip(self._gradient.tolist(), lines, strict=True)
        )
        least = max(min(result.size_px for result in made), _LEAST_PX)
        for result in made:
            result.size_px = least
        if self._is_below:
            x = edge - SWELL * max(result.advance for result in made)
        for result in made:
            result.at(x, result.pose.y)
        return made

    @property
    def larger(self) -> Formula:
        """The number that is further from 0."""
        return self.results[int(np.argmax(np.abs(self._gradient)))]

    @cached_property
    def arrows(self) -> tuple[Inked, ...]:
        """By each number the knob's name, and an arrow that says which way it is turned."""
        made: list[Inked] = []
        names = self._board.experiment.model.names
        for value, line, name in zip(self._gradient.tolist(), self.results, names, strict=False):
            if value:
                made += self._arrow(line, name, value < 0.0)
        return tuple(made)

    def _arrow(self, line: Formula, name: str, is_up: bool) -> tuple[Inked, Inked]:
        x = float(middle_of(line.parts["residual"])[0])
        top = float(line.box[0, 1]) - _ARROW_DROP
        if self._is_below:
            x, top = (
                self._edge - 0.65 * _ARROW_ROOM,
                float(line.box[:, 1].mean()) + _ARROW_LENGTH / 2,
            )
        ends = [
            np.array([x + _ARROW_ASIDE, top - _ARROW_LENGTH]),
            np.array([x + _ARROW_ASIDE, top]),
        ]
        start, end = ends if is_up else ends[::-1]
        words = Type(f"${name_typst(name)}$", _NAME_PX, self._look.model)
        words.at(x + 0.05, top - _ARROW_LENGTH / 2 - 0.1, 1.0)
        return words, Arrow(self._look.step, _ARROW_PX).point(start, end)


def _underline(parts: Sequence[Part], colour: str) -> Segments:
    boxes = np.array([part.box for part in parts])
    left, right, low = (
        boxes[:, 0, 0].min(),
        boxes[:, 1, 0].max(),
        boxes[:, 0, 1].min() - _UNDERLINE_DROP,
    )
    return Segments(np.array([[left, low], [right, low]]), colour, 3.0)
