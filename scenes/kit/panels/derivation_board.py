"""The board of a derivation: its lines as formulas, each where it is read."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.calculus.example import Example
from gdcore.experiment import Experiment
from gdcore.section import section
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.look.look import Look
from scenes.kit.panels.board_sources import BoardSources
from scenes.kit.text.formula import Formula, Part
from scenes.kit.text.labels import labelled, numeral
from scenes.kit.text.substituted import substituted
from scenes.kit.text.tag import Tag

__all__ = ["MOST_DERIVED", "DerivationBoard", "head_of", "outside_of"]

MOST_DERIVED: Final = 2
"""So many parameters are derived by; the others go the same way."""

_LARGE_PX, _LEAST_LARGE_PX = 58.0, 34.0
_TWIN_PX, _LEAST_TWIN_PX = 44.0, 26.0
_NUMBER_PX, _WORKED_PX, _LEGEND_PX, _LEAST_PX = 36.0, 46.0, 28.0, 22.0
_QUESTION_Y, _NUMBERS_Y, _CHAINED_Y, _HIGHEST_Y = 1.35, 0.05, -1.0, 2.12
_ERROR_Y, _TWIN_Y, _LEGEND_DROP = 1.88, (0.3, -1.42), 0.42
_ALONE_Y, _TAG_Y = -0.4, 2.44
_LEGEND_GAP, _VALUE_DROP, _VALUE_GAP, _VALUE_SIDE, _NUMBERS_GAP = 0.7, 0.95, 0.45, 0.1, 0.15


@dataclass(frozen=True, eq=False)
class DerivationBoard:
    """All formulas of a derivation by the first parameters.

    Parameters
    ----------
    experiment : Experiment
    numbers : Example
        The row whose numbers stand beside the symbols.
    box : Box
        The first lines stand in it.
    width : float
        How wide the last lines may be, with the gradient's numbers behind them.
    look : Look
    right : float
        Where the panel ends.
    foot : Box, optional
        For what the short letter stands for, beside the last lines; behind E if there is none.
    """

    experiment: Experiment
    numbers: Example
    box: Box
    width: float
    look: Look
    right: float = WIDE.whole.right
    foot: Box | None = None

    def y(self, height: float) -> float:
        """Return where a height of a wide frame is, as far below the top of the box."""
        return height + (self.box.top - WIDE.whole.top)

    @cached_property
    def sources(self) -> tuple[BoardSources, ...]:
        """What the lines say, for each parameter that is derived by."""
        for short in (False, True):
            found = self._sources(short)
            if self._fits(found):
                break
        return found

    def _sources(self, short: bool) -> tuple[BoardSources, ...]:
        objective = self.experiment.objective
        count = min(len(objective.model.parameters), MOST_DERIVED)
        return tuple(BoardSources(objective.model, objective.loss, k, short) for k in range(count))

    def _fits(self, sources: tuple[BoardSources, ...]) -> bool:
        first = sources[0]
        large = (first.question, f"= {first.tail(first.last)}")
        is_large = all(
            self._fitting(s, self.box.width, _LARGE_PX) >= _LEAST_LARGE_PX for s in large
        )
        return is_large and self._twin_px(sources) >= _LEAST_TWIN_PX

    def _fitting(self, source: str, width: float, most_px: float) -> float:
        """Return in which size, up to the largest, a line is no wider than that."""
        return min(most_px, most_px * width / self._formula(source, most_px).advance)

    def _twin_px(self, sources: tuple[BoardSources, ...]) -> float:
        return min(self._fitting(s.slope(self._tail(s)), self.width, _TWIN_PX) for s in sources)

    def _tail(self, source: BoardSources) -> str:
        """Return what is behind the sum, the last factor as ∂f/∂p if it is too long."""
        told = source.cancelled or source.tail(source.last)
        px = self._fitting(source.slope(told), self.width, _TWIN_PX)
        is_long = source.short and px < _LEAST_TWIN_PX
        return source.tail(source.named) if is_long else told

    def _formula(self, source: str, size_px: float, width: float | None = None) -> Formula:
        look = self.look
        thetas = {f"theta{k}": look.model for k in range(len(self.experiment.model.parameters))}
        data = {f"data{k or ''}": look.data for k in range(len(self.numbers.x))}
        colours = {**thetas, **data, "response": look.data, "steep": look.slope}
        colours |= {"residual": look.slope, "prediction-value": look.model}
        return Formula(source, size_px, colours, look.text, width)

    @cached_property
    def large_px(self) -> float:
        """The size of the first lines."""
        first = self.sources[0]
        sources = (first.question, f"= {self._chained_source}")
        return min(self._fitting(s, self.box.width, _LARGE_PX) for s in sources)

    @property
    def _chained_source(self) -> str:
        first = self.sources[0]
        fits = self._fitting(f"= {first.tail(first.last)}", self.box.width, _LARGE_PX)
        return first.tail(first.last if fits >= _LEAST_LARGE_PX else first.named)

    @cached_property
    def error(self) -> Formula:
        """E, over all rows."""
        width = min(self.width, self.box.width)
        px = min(self._fitting(self.sources[0].error, width, _TWIN_PX), self.twin_px)
        return self._formula(self.sources[0].error, px).at(self.box.left, self.y(_ERROR_Y))

    @cached_property
    def twin_px(self) -> float:
        """The size of the last lines."""
        return self._twin_px(self.sources)

    @cached_property
    def question(self) -> Formula:
        """The derivative of one row's loss as it stands."""
        return self._hung(self._formula(self.sources[0].question, self.large_px))

    def tagged(self, words: str, right: float) -> Tag:
        """Return a rule's name over a line in the upper place that ends at the right."""
        tag = Tag(words, self.look)
        x = min(max(right - tag.width / 2, self.box.left), self.box.right - tag.width)
        return tag.at(x, self.y(_TAG_Y))

    def _hung(self, line: Formula) -> Formula:
        """Put a line in the upper place, lower if it is tall: a rule's name stands above it."""
        line.at(self.box.left, self.y(_QUESTION_Y))
        over = float(line.box[1, 1]) - self.y(_HIGHEST_Y)
        return line.at(self.box.left, self.y(_QUESTION_Y) - max(over, 0.0))

    @cached_property
    def chained(self) -> Formula:
        """The same by the chain rule, the inside right below the one above it."""
        line = self._formula(f"= {self._chained_source}", self.large_px)
        line.at(self.box.left, self.y(_CHAINED_Y))
        left, mine = (min(p.box[0, 0] for p in f.parts["inside"]) for f in (self.question, line))
        room = self.box.right - self.box.left - line.advance
        x = self.box.left + float(np.clip(left - mine, 0.0, max(room, 0.0)))
        return line.at(x, self.y(_CHAINED_Y))

    @cached_property
    def cancelled(self) -> tuple[Formula, ...]:
        """The same after something has cancelled, if it does."""
        source = self.sources[0].cancelled
        if source is None:
            return ()
        px = min(self.large_px, self._fitting(f"= {source}", self.box.width, _LARGE_PX))
        return (self._formula(f"= {source}", px).at(self.chained.pose.x, self.y(_CHAINED_Y)),)

    @cached_property
    def substituted(self) -> Formula:
        """The inside with the row's numbers."""
        told = self.look.numerals.rounded
        numbers, start = self.numbers, self.experiment.trajectory.start
        values = {f"theta{k}": told(value) for k, value in enumerate(start.tolist())}
        values |= {f"data{k or ''}": told(x) for k, x in enumerate(numbers.x)}
        values |= {"response": told(numbers.y)}
        first = self.sources[0]
        source = substituted(first.inside, {k: _bracketed(v) for k, v in values.items()})
        if first.short:
            source = source.replace(
                first.written(first.letter),
                labelled(numeral(_bracketed(told(numbers.prediction))), "prediction"),
            )
        source = source.replace(" thin ", " dot.op ")
        px = self._fitting(source, self.box.width, _NUMBER_PX)
        line = self._formula(source, px)
        middle = np.mean([p.box.mean(axis=0)[0] for p in self.question.parts["inside"]])
        low, high = self.box.left + line.advance / 2, self.box.right - line.advance / 2
        line.at(float(np.clip(middle, low, max(high, low))), self.y(_NUMBERS_Y), 0.5)
        lowest = min(float(part.box[0, 1]) for part in self.question.parts["row"])
        over = float(line.box[1, 1]) - (lowest - _NUMBERS_GAP)
        return line.at(line.box[:, 0].mean(), self.y(_NUMBERS_Y) - max(over, 0.0), 0.5)

    @cached_property
    def worked(self) -> tuple[Formula, ...]:
        """The lines between the first and the last of the inside's derivative, if there are any."""
        first = self.sources[0]
        if first.is_square and first.board.is_worked_out_at_once and not first.short:
            return ()
        sources = [first.full(line.expression) for line in first.board.lines]
        return tuple(self._wrapped(source) for source in sources)

    @cached_property
    def worked_other(self) -> tuple[Formula, ...]:
        """The lines of the second inside's derivative, if it is the first that takes several."""
        first, second = self.sources[0], self.sources[-1]
        if not first.board.is_direct or second.board.is_worked_out_at_once:
            return ()
        lines = [self._wrapped(second.full(line.expression)) for line in second.board.lines]
        left = min(float(part.box[0, 0]) for part in self.twins[-1].parts["tail"])
        room = self.box.right - max(line.advance for line in lines)
        x = max(min(left, room), self.box.left)
        return tuple(line.at(x, line.pose.y) for line in lines)

    def _wrapped(self, source: str) -> Formula:
        px = max(self._fitting(source, self.box.width, _WORKED_PX), _LEAST_PX)
        line = self._formula(source, px)
        if line.advance > self.box.width:
            line = self._formula(source, px, self.box.width)
        return self._hung(line)

    @cached_property
    def twins(self) -> tuple[Formula, ...]:
        """The derivatives of E, one a parameter, their sums right below each other."""
        heights = _TWIN_Y if len(self.sources) > 1 else (_ALONE_Y,)
        made = [self._formula(s.slope(self._tail(s)), self.twin_px) for s in self.sources]
        for part in (part for line in made for part in line.parts["steep"]):
            part.cast("steepness")
        starts = [min(p.box[0, 0] for p in line.parts["sum"]) for line in made]
        return tuple(
            line.at(self.box.left + max(starts) - start, self.y(y))
            for line, start, y in zip(made, starts, heights, strict=False)
        )

    @cached_property
    def tidied(self) -> tuple[Formula, ...]:
        """The same as they are evaluated, in the places of `twins`; none if it is no line."""
        if not (self.is_square and self.experiment.is_line):
            return ()
        slopes = section(self.experiment, len(self.twins)).slopes
        sources = [s.in_short(slope) for s, slope in zip(self.sources, slopes, strict=True)]
        made = [self._formula(source, self.twin_px).fitted(self.width) for source in sources]
        return tuple(
            short.at(line.pose.x, line.pose.y) for short, line in zip(made, self.twins, strict=True)
        )

    @property
    def is_square(self) -> bool:
        """Whether the loss of a row is the square of its residual."""
        return self.sources[0].is_square

    @property
    def seen_outside(self) -> list[tuple[Part, ...]]:
        """What the outer function is seen by: the 2, the residual, or each prediction."""
        parts = self.question.parts
        if self.is_square:
            return [parts["power"]]
        is_one = self.sources[0].board.is_residual
        return [parts["inside"]] if is_one else [(part,) for part in parts["inside"]]

    def turned(self, turns: float) -> Floats:
        """Return the start with its first parameter turned by so many small turns, shape (p,)."""
        point = np.array(self.experiment.trajectory.start)
        point[0] += turns * self.numbers.small_turn
        return point

    @cached_property
    def legend(self) -> tuple[Formula, ...]:
        """What the short letter for the prediction stands for, if it is used: below the lines."""
        first, y = self.sources[0], self.box.bottom + _LEGEND_DROP
        made = self._legend(first.spelled, self.box.left, y, self.box.width)
        return tuple(line.at(self.box.right, y, 1.0) for line in made)

    @cached_property
    def legend_above(self) -> tuple[Formula, ...]:
        """The same behind E, or at the foot."""
        if self.foot is not None:
            foot = self.foot
            return self._legend(self.sources[0].legend, foot.left, foot.bottom, foot.width)
        left = float(self.error.box[1, 0]) + _LEGEND_GAP
        width = self.right - _LEGEND_GAP / 2 - left
        return self._legend(self.sources[0].legend, left, self.y(_ERROR_Y), width)

    def _legend(self, source: str, x: float, y: float, width: float) -> tuple[Formula, ...]:
        if not self.sources[0].short:
            return ()
        px = max(self._fitting(source, width, _LEGEND_PX), _LEAST_PX)
        return (self._formula(source, px).at(x, y),)

    @property
    def values_y(self) -> float:
        """How high the row's numbers stand below the last line of one row."""
        return min(self.chained.pose.y - _VALUE_DROP, float(self.chained.box[0, 1]) - _VALUE_GAP)

    def value(self, text: str, near: tuple[Part, ...], y: float) -> Formula:
        """Return a number right below parts of a line, small enough to stay on the board."""
        x = float(np.mean([part.box.mean(axis=0)[0] for part in near]))
        room = 2.0 * (self.box.right + _VALUE_SIDE - x)
        return self._formula(numeral(text), _NUMBER_PX).fitted(room).at(x, y, 0.5)

    def sign(self, x: float, y: float) -> Formula:
        """Return a multiplication sign."""
        return self._formula("dot.op", _NUMBER_PX).at(x, y, 0.5)

    def result(self, text: str, x: float, y: float) -> Formula:
        """Return a number as what is equal to the line before, the equals sign at `x`."""
        source = f"= {labelled(numeral(text), 'residual')}"
        return self._formula(source, _NUMBER_PX).at(x, y)


def _bracketed(text: str) -> str:
    """Return a number in brackets if it has a minus."""
    return f"({text})" if text.startswith("−") else text


def head_of(line: Formula) -> list[Part]:
    """Return what stands before the sum: ∂E/∂p and the equals sign."""
    parts = line.parts
    return [p for p in line.shapes if p not in parts["sum"] and p not in parts["tail"]]


def outside_of(line: Formula) -> list[Part]:
    """Return what stands before the last factor but for the inside and the 2."""
    parts = line.parts
    known = (*parts["inside"], *parts["last"], *parts["dot"], *parts.get("power", ()))
    return [part for part in parts["tail"] if part not in known]
