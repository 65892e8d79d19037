"""The card of a lesson: what was fitted, how, and what came of it beside the exact result."""

from collections.abc import Iterator, Mapping

import numpy as np

from gdcore.experiment import Experiment
from gdcore.landscape.first_steps import first_steps
from gdcore.rules.recipes import FIXED
from gdcore.typeset.expressions import plain_text, typst
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Type
from scenes.kit.look.look import Look
from scenes.kit.panels.result_table import ResultTable
from scenes.kit.plots.plot import Panel, fitted
from scenes.kit.text.formula import Formula
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.names import units_tail

__all__ = ["LessonCard"]

_PX, _FORMULA_PX, _LEAST_PX = 20.0, 25.0, 18.0
_EDGE, _GAP, _DROP = 0.24, 0.35, 0.08
_RATE = 4
"""In which row the learning rate is."""
_ROW = 0.35
"""How high a formula is that still fits one row."""
_MOST_ROWS = 3.0
"""How many rows a formula takes at most."""
_AIR = 0.16
"""What a higher one has above and below it, together."""
_SHARE = 0.52
"""How much of the card's height what was given takes, or of its width if that is low."""
_LOW = 2.0
"""So many times as wide as it is high."""


class LessonCard:
    """Two panels: what was given, and the result beside the exact one, in the data's own units.

    Parameters
    ----------
    box : Box
    experiment : Experiment
    names : mapping of str to str
        What the rows are called: "data", "model", "rate" and "steps".
    look : Look

    Attributes
    ----------
    panels : tuple of Inked
        The grounds of both.
    rows : tuple of tuple of Inked
        What was given, row by row.
    result : tuple of Inked
        What came of it, and the exact result.
    units : tuple of Inked
        Of the result, what the rows are called, with their units.
    """

    def __init__(
        self, box: Box, experiment: Experiment, names: Mapping[str, str], look: Look
    ) -> None:
        is_low = box.width > _LOW * box.height
        upper, lower = box.split_across(_SHARE) if is_low else box.split_down(_SHARE)
        self._look, self._box, self._experiment = look, upper, experiment
        self.panels: tuple[Inked, ...] = (Panel(upper, look), Panel(lower, look))
        table = ResultTable(lower, experiment, look)
        self.result, self.units = table.shapes, table.names
        told = list(self._told(names))
        heights = np.array([_rows_high(value) for _, value in told])
        pitch = upper.height / (heights.sum() + 0.4)
        middles = upper.top - (np.cumsum(heights) - heights / 2 + 0.2) * pitch - _DROP
        self.rows = tuple(
            self._row(name, value, middle)
            for (name, value), middle in zip(told, middles.tolist(), strict=True)
        )

    @property
    def rate(self) -> Inked:
        """The learning rate."""
        return self.rows[_RATE][-1]

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.panels, *(shape for row in self.rows for shape in row), *self.result)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def _told(self, names: Mapping[str, str]) -> Iterator[tuple[Type, str | Formula]]:
        """Yield the name of each row, and its value: words, or the model's formula."""
        experiment = self._experiment
        yield (
            self._name(escaped(names["data"])),
            self._look.vocabulary.count("data-points", experiment.data.n),
        )
        *predictors, response = (column.label for column in experiment.data.columns)
        yield self._name("$x$"), ", ".join(predictors)
        yield self._name("$y$"), response
        expression = experiment.model.expression
        name = self._name(escaped(names["model"]))
        yield name, self._formula(self._room(name)) or plain_text(expression)
        rate = names["rate"] + units_tail(experiment, self._look)
        yield self._name(escaped(rate)), self._rate_told()
        yield self._name(escaped(names["steps"])), self._steps_told()

    def _formula(self, room: float) -> Formula | None:
        """Return the model's formula in a line or in few; None if it cannot be read so."""
        source = typst(self._experiment.model.expression)
        line = Formula(source, _FORMULA_PX, {}, self._look.model).fitted(room)
        if line.size_px >= _LEAST_PX:
            return line
        lines = Formula(source, _FORMULA_PX, {}, self._look.model, room)
        return lines if lines.advance <= room and _rows_high(lines) <= _MOST_ROWS else None

    def _rate_told(self) -> str:
        """Return the learning rate, or the rule's name if it has none of its own."""
        rule, rate = self._experiment.rule, self._look.numerals.rounded(self._experiment.rate)
        return rule.name if rule.kind == "none" else rate

    def _steps_told(self) -> str:
        """Return how many steps were made, by which rule, and of how many rows, if not as usual."""
        experiment, look = self._experiment, self._look
        (first,) = first_steps(experiment, 1)
        steps = look.numerals.counted(experiment.trajectory.steps)
        if experiment.rule.kind != "none" and experiment.rule.name != FIXED.name:
            steps = f"{steps}, {experiment.rule.name}"
        if first.rows is None:
            return steps
        seen = look.vocabulary.count("data-points", first.rows.size)
        return look.label("each-sees", steps=steps, seen=seen)

    def _name(self, markup: str) -> Type:
        return Type(markup, _PX, self._look.muted)

    def _room(self, name: Type) -> float:
        return self._box.width - 2 * _EDGE - _GAP - name.advance

    def _row(self, name: Type, value: str | Formula, y: float) -> tuple[Inked, ...]:
        right = self._box.right - _EDGE
        name.at(self._box.left + _EDGE, y)
        if isinstance(value, Formula):
            drop = _middle(value.at(right, y, 1.0)) - _middle(name)
            return (name, *value.at(right, y - drop * (_rows_high(value) > 1.0), 1.0).shapes)
        return (name, fitted(value, _PX, self._look.text, self._room(name)).at(right, y, 1.0))


def _rows_high(value: str | Formula) -> float:
    """Return how many rows a value takes; a fraction takes more than one."""
    if isinstance(value, str):
        return 1.0
    low, high = value.box[:, 1].tolist()
    return (high - low + _AIR) / _ROW if high - low > _ROW else 1.0


def _middle(shape: Type | Formula) -> float:
    return float(shape.box[:, 1].mean())
