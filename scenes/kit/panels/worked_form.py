"""The derivative of one row as a printed form, filled in row by row, down to the new parameter."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import chain
from typing import Final

import numpy as np

from gdcore.descent.by_hand import HandStep
from gdcore.descent.hand_lesson import HandLesson
from gdcore.typeset.expressions import typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.text.dashed_box import DashedBox
from scenes.kit.text.formula import Formula, Part, Pose
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.labels import labelled, numeral
from scenes.kit.text.printed_form import PrintedForm, dotted

__all__ = ["BETWEEN", "FREE", "RESULT", "WorkedForm", "WorkedStep"]

FREE, RESULT = "free", "result"
"""Labels of the slots for the parameter that descends, and for what a row comes to."""
_GIVEN: Final = "given"
_LARGEST_PX, _ASKED_PX, _WORD_PX, _NAME_PX = 32.0, 44.0, 24.0, 22.0
_EDGE, _TOP, _UNDER_HEAD, _GAP = 0.3, 0.62, 0.92, 0.35
_PITCH, _RULE_DROP, _UNDER_RULE, _ABOVE_MIDDLE = 0.72, 0.28, 0.64, 0.25
_BLANK_ROOM = 0.03
BETWEEN = _PITCH / 2
"""How far above a row there is nothing."""


class WorkedStep:
    """One step on the form: what is written into its slots, and the three lines under its rows.

    Parameters
    ----------
    rows : tuple of Formula
        A line for each row.
    sums : tuple of Formula
        What the rows come to, the step, and the new parameter.
    """

    def __init__(self, rows: tuple[Formula, ...], sums: tuple[Formula, ...]) -> None:
        self.rows, self.sums = rows, sums

    @property
    def shapes(self) -> tuple[Part, ...]:
        """All that it draws, in painting order."""
        return tuple(part for line in (*self.rows, *self.sums) for part in line.shapes)

    @property
    def hidden(self) -> tuple[Part, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def slots(self, row: int, label: str) -> tuple[Part, ...]:
        """Return what is written into the slots of a label in a row."""
        return self.rows[row].parts[label]

    def column(self, label: str) -> tuple[Part, ...]:
        """Return what is written into the slots of a label in all rows."""
        return tuple(part for line in self.rows for part in line.parts[label])

    @property
    def results(self) -> tuple[Part, ...]:
        """The rows' results."""
        return self.column(RESULT)


class WorkedForm:
    """A row of symbols, a row of numbers for each row of the data, and what they come to.

    Parameters
    ----------
    lesson : HandLesson
    steps : sequence of HandStep
        Those that are worked out on it; slots are wide enough for all.
    box : Box
    look : Look
    label : callable
        Returns the words for "row", "mean" or "sum", "step" and "new".

    Attributes
    ----------
    head : Formula
        The form with its symbols.
    row_name : Type
        That it is of one row, beside the head, if there is room.
    steps : tuple of WorkedStep
        Rows and sums, one over the other.
    blanks : tuple of dict of str to DashedBox
        For each row a dashed box where a number of its own is missing, by label.
    rule : Segments
        Under the rows.
    words : tuple of Type
        What the lines under it are.
    labels : dict of sympy.Symbol to str
        The label of each symbol's slots.
    given : tuple of tuple of str
        Labels of what differs from row to row: of the response, and of the others.
    alike : tuple of str
        Labels of what is the same in every row.
    """

    def __init__(
        self,
        lesson: HandLesson,
        steps: Sequence[HandStep],
        box: Box,
        look: Look,
        label: Callable[[str], str],
    ) -> None:
        self._lesson, self._look, self._told = lesson, look, look.numerals.decimal
        form = lesson.work.form
        self.labels = {
            symbol: FREE if symbol == form.free else f"{_GIVEN}-{k}"
            for k, symbol in enumerate(form.symbols)
        }
        self.given, self.alike = self._sorted(lesson)
        head = dotted(typst(form.slope, self.labels))
        symbols = {name: typst(symbol) for symbol, name in self.labels.items()} | {RESULT: ""}
        lines = [[self._texts(step, k) for k in range(len(lesson.indices))] for step in steps]
        source = f"{head} = {labelled('', RESULT)}"
        printed = PrintedForm(source, [symbols, *chain.from_iterable(lines)], (RESULT,))
        sums = [self._sums(step) for step in steps]
        self._size_px = self._fitting(printed.line(lines[0][0]), box)
        self._close = Formula(head, _ASKED_PX, {}, look.text)
        self.head = self._made(printed.line(symbols).rpartition(" = ")[0])
        self.steps = tuple(
            WorkedStep(
                tuple(self._made(printed.line(texts)) for texts in rows),
                tuple(self._made(source) for source in under),
            )
            for rows, under in zip(lines, sums, strict=True)
        )
        self.words = tuple(
            Type(escaped(label(key)), _WORD_PX, colour)
            for key, colour in (
                ("mean" if lesson.work.averaged else "sum", look.slope),
                ("step", look.step),
                ("new", look.model),
            )
        )
        self.row_name = Type(escaped(label("row")), _NAME_PX, look.muted)
        self._lay(box)
        self.blanks = tuple(self._blanks(line) for line in self.steps[0].rows)

    def _blanks(self, line: Formula) -> dict[str, DashedBox]:
        """Return a dashed box for each of a row's own numbers, as large in every row."""
        first, rest = self.given
        return {name: self._blank(line, name) for name in (*first, *rest, RESULT)}

    def _blank(self, line: Formula, name: str) -> DashedBox:
        rows = self.steps[0].rows
        column = np.array([row.parts[name][0].box - [0.0, row.pose.y] for row in rows])
        low, high = column[:, 0].min(axis=0), column[:, 1].max(axis=0)
        corners = np.array([low - _BLANK_ROOM, high + _BLANK_ROOM])
        corners[:, 1] += line.pose.y
        return DashedBox(corners, self._look.muted)

    def _sorted(
        self, lesson: HandLesson
    ) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]]:
        form = lesson.work.form
        alike = [s for s in self.labels if s == form.free or s in lesson.held]
        others = [s for s in self.labels if s not in (*alike, form.response)]
        first, *rest = (
            tuple(self.labels[s] for s in symbols) for symbols in ([form.response], others, alike)
        )
        return (first, rest[0]), rest[1]

    def _texts(self, step: HandStep, row: int) -> dict[str, str]:
        """Return what a row's line holds: for each label a number."""
        values = self._lesson.work.rows[row] | {self._lesson.work.form.free: step.before}
        told = {name: numeral(self._told(values[symbol])) for symbol, name in self.labels.items()}
        return told | {RESULT: numeral(self._told(step.slopes[row]))}

    def _sums(self, step: HandStep) -> tuple[str, str, str]:
        told, rate = self._number, self._lesson.work.good.rate
        return (
            f"= {told(step.steepness, 'slope')}",
            f"-{told(rate, 'rate')} dot.op {self._signed(step.steepness, 'slope')}"
            f" = {told(step.change, 'step')}",
            f"{told(step.before, FREE)} + {self._signed(step.change, 'step')}"
            f" = {told(step.after, 'new')}",
        )

    def _number(self, value: Decimal, name: str) -> str:
        return labelled(numeral(self._told(value)), name)

    def _signed(self, value: Decimal, name: str) -> str:
        text = numeral(self._told(value))
        return labelled(f"({text})" if text.startswith("-") else text, name)

    def _fitting(self, source: str, box: Box) -> float:
        line = Formula(source, _LARGEST_PX, {}, self._look.text)
        return line.fitted(box.width - 2 * _EDGE).size_px

    def _made(self, source: str) -> Formula:
        look = self._look
        colours = {"slope": look.slope, "step": look.step, "new": look.model, RESULT: look.slope}
        return Formula(source, self._size_px, colours | self._colours(), look.text)

    def _colours(self) -> dict[str, str]:
        """Return the colours of the symbols' slots: data, or the model's."""
        look, form, held = self._look, self._lesson.work.form, self._lesson.held
        return {
            name: look.model if symbol in held or symbol == form.free else look.data
            for symbol, name in self.labels.items()
            if symbol not in form.folded
        }

    def lift(self, risen: float) -> None:
        """Put the symbols close and large in the middle of the box, or on their way to the top."""
        for part, close in zip(self.head.shapes, self._close.shapes, strict=True):
            start, end = np.array(close.pose.numbers), np.array(self.head.pose.numbers)
            start[:2] += (close.extent - part.extent).mean(axis=0) * close.pose.unit
            part.take(Pose(*(start + risen * (end - start)).tolist()))

    def _lay(self, box: Box) -> None:
        self._close.fitted(box.width - 2 * _EDGE)
        middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2 + _ABOVE_MIDDLE
        self._close.at(*middle, 0.5)
        left, y = box.left + _EDGE, box.top - _TOP
        right = left + max(self.steps[0].rows[0].advance, *self._widths_below())
        self.head.at(left, y)
        heights = [y - _UNDER_HEAD - k * _PITCH for k in range(len(self._lesson.indices))]
        rule = heights[-1] - _RULE_DROP
        under = [rule - _UNDER_RULE - k * _PITCH for k in range(len(self.words))]
        for step in self.steps:
            for line, height in zip(step.rows, heights, strict=True):
                line.at(left, height)
            for line, height in zip(step.sums, under, strict=True):
                line.at(right, height, 1.0)
        room = box.right - _EDGE - self.head.box[1, 0]
        is_told = self.row_name.advance + _GAP <= room
        self.row_name.write(self.row_name.markup if is_told else "")
        self.row_name.at(box.right - _EDGE, y, 1.0)
        for word, height in zip(self.words, under, strict=True):
            word.at(left, height)
        self.rule = Segments(np.array([[left, rule], [right, rule]]), self._look.muted, 1.5)

    def _widths_below(self) -> list[float]:
        """Return how wide each line under the rule is, with what it is called."""
        return [
            word.advance + _GAP + line.advance
            for step in self.steps
            for word, line in zip(self.words, step.sums, strict=True)
        ]

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        steps = (part for step in self.steps for part in step.shapes)
        blanks = (slot for row in self.blanks for slot in row.values())
        return (*self.head.shapes, self.row_name, *steps, *blanks, self.rule, *self.words)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes
