"""The whole method in five lines, each with its numbers of the step that is shown."""

from collections.abc import Callable

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased, lighting
from scenes.kit.ink.shapes import Arrow, Inked, Path, Type
from scenes.kit.look.look import Look
from scenes.kit.panels.band import Band
from scenes.kit.plots.level_marks import steepness
from scenes.kit.plots.plot import Panel
from scenes.kit.text.glyphs import escaped

__all__ = ["LINES", "FiveLines"]

LINES = ("start", "measure", "find", "step", "repeat")
"""What each line says, by the keys of its words."""
_FIRST = LINES.index("measure")
"""Where each round begins."""
_WORD_PX, _NUMBER_PX, _LEAST_PX = 25.0, 21.0, 18.0
_EDGE, _MARGIN, _RAISED, _LOWERED, _BRACKET, _COUNT = 0.2, 0.2, 0.05, -0.31, 0.22, 0.36
_DIGITS, _BAND, _FOOT = (3, 2, 1), 0.92, 0.09
_DIM, _LEAST_PITCH, _BESIDE, _GAP = 0.5, 0.64, -0.09, 0.4


class FiveLines:
    """Five lines one below the other, a marker on one of them, and a way back to the second.

    Parameters
    ----------
    box : Box
    experiment : Experiment
    words : dict of str to str
        Plain text for each of `LINES`.
    look : Look

    Attributes
    ----------
    counts, lines : tuple of Type
        The number of each, and what is done.
    numbers : tuple of Type
        What comes of it.
    way_back : tuple of Inked
        From the last line to the second.
    rate : tuple of Type
        The learning rate, beside the step, where there is room.
    """

    def __init__(self, box: Box, experiment: Experiment, words: dict[str, str], look: Look) -> None:
        self._experiment, self._look = experiment, look
        self.panel = Panel(box, look)
        self._pitch = (box.height - 2.0 * _MARGIN) / len(LINES)
        self._top = box.top - _MARGIN
        left, right = box.left + _EDGE / 2, box.right - _EDGE / 2
        self.band = Band(left, right, _BAND * self._pitch, look, look.step)
        self._left = box.left + _EDGE + Band.WIDTH + _COUNT
        self._room = box.right - _EDGE - 2.0 * _BRACKET - self._left
        self.lines = tuple(Type(escaped(words[key]), _WORD_PX, look.text) for key in LINES)
        self.numbers = tuple(
            Type("", _NUMBER_PX, colour)
            for colour in (look.model, look.text, look.slope, look.step, look.muted)
        )
        self.counts = tuple(
            Type(escaped(look.numerals.counted(k + 1)), _NUMBER_PX, look.muted)
            for k in range(len(LINES))
        )
        self._is_low = self._pitch < _LEAST_PITCH
        self._lowered = max(_LOWERED, _FOOT - _BAND / 2 * self._pitch)
        raised = _RAISED + (self._lowered - _LOWERED) / 2
        raised, self._lowered = (_BESIDE, _BESIDE) if self._is_low else (raised, self._lowered)
        for k, (count, line) in enumerate(zip(self.counts, self.lines, strict=True)):
            line.at(self._left, self._middle(k) + raised)
            count.at(self._left - _COUNT, self._middle(k) + raised)
        # Where there is no room below the lines, numbers stand beside them.
        aside = max(line.advance for line in self.lines) + _GAP if self._is_low else 0.0
        self._x, self._room = self._left + aside, self._room - aside
        self.rate = () if self._is_low else (self._told_rate(raised),)
        self.way_back = self._bracket(box.right - _EDGE, look)
        self.stand(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        words = (*self.counts, *self.lines, *self.numbers, *self.rate)
        return (self.panel, *self.band.shapes, *words, *self.way_back)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: all but the panel and the lines."""
        return (*self.band.shapes, *self.numbers, *self.rate, *self.way_back)

    def _told_rate(self, raised: float) -> Type:
        told = self._look.numerals.rounded(self._experiment.rate)
        words = escaped(self._look.label("eta", rate=told))
        rate = Type(words, _NUMBER_PX, self._look.step)
        step = LINES.index("step")
        return rate.at(self._left + self._room, self._middle(step) + raised, 1.0)

    def _middle(self, line: float) -> float:
        return self._top - (line + 0.5) * self._pitch

    def _bracket(self, right: float, look: Look) -> tuple[Inked, ...]:
        low, high = self._middle(len(LINES) - 1), self._middle(_FIRST)
        corners = [(right - _BRACKET, low), (right, low), (right, high)]
        tip = Arrow(look.muted, 2.5)
        tip.point(np.array([right, high]), np.array([right - _BRACKET, high]))
        return (Path(np.array(corners), look.muted, 2.5), tip)

    def stand(self, line: float) -> None:
        """Put the marker on a line, counted from 0, or on its way from one to the next."""
        self.band.stand(self._middle(line))
        for k, words in enumerate(self.lines):
            near = max(1.0 - abs(k - line), 0.0)
            lighting(_DIM + (1.0 - _DIM) * near, words)(1.0)

    def walk(self, start: float, end: float) -> Callable[[float], None]:
        """Return a function of progress that takes the marker from one line to another."""

        def function(progress: float) -> None:
            self.stand(start + (end - start) * eased(progress))

        return function

    def rounds(self, count: int) -> Callable[[float], None]:
        """Return a function of progress in which the marker goes round so many times."""
        length = len(LINES) - _FIRST

        def function(progress: float) -> None:
            at = min(progress, 1.0 - 1e-9) * count * length
            self.stand(float(_FIRST + int(at) % length))

        return function

    def at(self, step: int) -> None:
        """Write the numbers of a step: E before it, the gradient, where it leads; and the start."""
        trajectory, look = self._experiment.trajectory, self._look
        step = min(step, max(trajectory.steps - 1, 0))
        here, there = trajectory.points[step], trajectory.points[min(step + 1, trajectory.steps)]
        with np.errstate(over="ignore", invalid="ignore"):
            gradient = self._experiment.objective.gradient(here)
        names = [name_typst(name) for name in self._experiment.model.names]
        slopes = [steepness(name) for name in self._experiment.model.names]
        error = look.numerals.significant(float(trajectory.values[step]))
        length = look.numerals.significant(float(np.linalg.norm(there - here)))
        told = (
            self._listed(names, "=", trajectory.start),
            [[f'E = "{error}"']],
            self._listed(slopes, "=", gradient),
            self._listed(names, "arrow.l", there),
            [[f'"{look.label("step")}" = "{length}"']],
        )
        for k, (number, ways) in enumerate(zip(self.numbers, told, strict=True)):
            self._write(number, ways).at(self._x, self._middle(k) + self._lowered)

    def _listed(self, names: list[str], sign: str, values: Floats) -> list[list[str]]:
        """Return how values can be told, with the most digits first."""
        told, numbers = self._look.numerals, values.tolist()
        ways = ([told.significant(value, digits) for value in numbers] for digits in _DIGITS)
        return [
            [f'{name} {sign} "{value}"' for name, value in zip(names, way, strict=True)]
            for way in ways
        ]

    def _write(self, number: Type, ways: list[list[str]]) -> Type:
        """Write with the digits, and as many parts, that there is room for."""
        *most, least = ways
        shorter = [(least, count) for count in range(len(least), 0, -1)]
        for parts, count in [*((way, len(way)) for way in most), *shorter]:
            more = ["dots"] if count < len(parts) else []
            number.size_px = _NUMBER_PX
            number.write("$" + ", quad ".join([*parts[:count], *more]) + "$")
            needed = self._room / number.advance
            if needed * _NUMBER_PX >= _LEAST_PX:
                break
        number.size_px *= min(1.0, needed)
        return number.write(number.markup)
