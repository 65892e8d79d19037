"""Two equations for two parameters in a panel: no steepness, in numbers, and their solution."""

import math

from gdcore.arrays import Floats
from gdcore.landscape.level_lines import normal_equations
from gdcore.section import Section
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.level_marks import steepness
from scenes.kit.plots.plot import Panel
from scenes.kit.text.formula import Formula
from scenes.telling.numerals import MINUS

__all__ = ["Equations"]

_PX, _LEAST_PX = 30.0, 21.0
_EDGE, _DROP, _GAP, _NUMBER = 0.3, 0.1, 0.12, 0.5


class Equations:
    """The equations ∂E/∂θ = 0 of two parameters; of a bowl with their numbers, and the solution.

    Parameters
    ----------
    box : Box
    section : Section
        Of two parameters.
    look : Look

    Attributes
    ----------
    panel : Panel
    steepness : tuple of Formula
        How steep E is along the first parameter, and along the second: what follows is equal.
    values : tuple of Type
        How steep that is.
    zeros : tuple of Type
        What it is at the lowest place.
    written : tuple of Formula
        The same in numbers; none if E is no bowl.
    solution : tuple of Formula
        Both parameters; none if E is no bowl.
    """

    def __init__(self, box: Box, section: Section, look: Look) -> None:
        self.panel = Panel(box, look)
        self._section, self._look = section, look
        is_bowl = section.objective.is_quadratic
        self.steepness = tuple(self._formula(steepness(name) + " =") for name in section.names)
        self.values, self.zeros = (
            tuple(Type(text, _PX, look.slope) for _ in section.names)
            for text in ("", f"${look.numerals.significant(0.0)}$")
        )
        self.written = tuple(map(self._formula, self._in_numbers())) if is_bowl else ()
        self.solution = (self._formula(self._solved(), look.best),) if is_bowl else ()
        self._lay(box.inset(_EDGE, 0.0, _EDGE, 0.0))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        formulas = (*self.steepness, *self.written, *self.solution)
        parts = (part for formula in formulas for part in formula.shapes)
        return (self.panel, *parts, *self.values, *self.zeros)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: all but the panel and how steep E is."""
        later = (*self.written, *self.solution)
        return (*self.zeros, *(part for formula in later for part in formula.shapes))

    def at(self, gradient: Floats, span: Floats) -> None:
        """Show how steep E is along both, shape (2,); `span` has the largest of each."""
        told, most = self._look.numerals, float(span.max())
        for value, slope in zip(self.values, gradient.tolist(), strict=True):
            x, y = self._homes[value]
            text = (
                told.steady(slope, max(most, abs(slope)))
                if math.isfinite(slope)
                else told.rounded(slope)
            )
            value.write(f'$"{text}"$').at(x, y)

    def _formula(self, source: str, colour: str = "") -> Formula:
        return Formula(source, _PX, {}, colour or self._look.text)

    def _in_numbers(self) -> list[str]:
        names = [name_typst(name) for name in self._section.names]
        return [
            f"arrow.l.r.double {self._terms(factors, names)} = {self._number(right)}"
            for *factors, right in normal_equations(self._section.bowl).tolist()
        ]

    def _terms(self, factors: list[float], names: list[str]) -> str:
        """Return the terms that are not zero, each with its sign."""
        terms = ""
        for factor, name in zip(factors, names, strict=True):
            if factor:
                sign = "-" if factor < 0.0 else "+" if terms else ""
                number = "" if math.isclose(abs(factor), 1.0) else self._number(abs(factor))
                terms += f" {sign} {number} {name}"
        return terms

    def _solved(self) -> str:
        pairs = zip(self._section.names, self._section.best.tolist(), strict=True)
        return ' "," quad '.join(f"{name_typst(name)} = {self._number(at)}" for name, at in pairs)

    def _number(self, value: float) -> str:
        """Return a number as Typst mathematics, its sign as an operator."""
        text = self._look.numerals.significant(value)
        sign = "-" if text.startswith(MINUS) else ""
        return f'{sign}"{text.removeprefix(MINUS)}"'

    def _lay(self, box: Box) -> None:
        """Put equations beside how steep E is, long ones below that, and the solution last."""
        longest = max((formula.advance for formula in self.written), default=0.0)
        beside = max(formula.advance for formula in self.steepness) + _GAP
        stacked = longest * _LEAST_PX / _PX > box.width - beside - _NUMBER
        kinds = 1 + (stacked and bool(self.written))
        rows = 2 * kinds + len(self.solution)
        heights = [box.top - (k + 0.5) * box.height / rows - _DROP for k in range(rows)]
        left = box.left if stacked else box.left + beside + _NUMBER
        self._homes = {}
        for row, y in enumerate(heights[kinds::-kinds]):
            self.steepness[row].at(box.left, y)
            self._homes[self.values[row]] = (box.left + beside, y)
            self.zeros[row].at(box.left + beside, y)
        share = min((box.right - left) / longest, 1.0) if longest else 1.0
        for written, y in zip(self.written, heights[2 * kinds - 1 :: -kinds], strict=False):
            written.size_px *= share
            written.at(left, y)
        for solution in self.solution:
            solution.at(left, heights[-1]).fitted(box.right - left)
