"""Two equations for two parameters in a panel: no steepness, in numbers, and their solution."""

from gdcore.landscape.level_lines import normal_equations
from gdcore.section import Section
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.plots.level_marks import level_equation
from scenes.kit.plots.plot import Panel
from scenes.kit.text.formula import Formula
from scenes.telling.numerals import MINUS

__all__ = ["Equations"]

_PX, _LARGE_PX = 26.0, 30.0
_EDGE = 0.3


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
    level : tuple of Formula
        That E is level along the first parameter, and along the second.
    written : tuple of Formula
        The same in numbers; none if E is no bowl.
    solution : tuple of Formula
        Both parameters; none if E is no bowl.
    """

    def __init__(self, box: Box, section: Section, look: Look) -> None:
        self.panel = Panel(box, look)
        self._section, self._look = section, look
        is_bowl = section.objective.is_quadratic
        self.level = tuple(self._formula(level_equation(name)) for name in section.names)
        self.written = tuple(map(self._formula, self._in_numbers())) if is_bowl else ()
        self.solution = (self._formula(self._solved(), look.best),) if is_bowl else ()
        self._lay(box.inset(_EDGE, 0.0, _EDGE, 0.0))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        formulas = (*self.level, *self.written, *self.solution)
        return (self.panel, *(part for formula in formulas for part in formula.shapes))

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: all but the panel and what is to be zero."""
        later = (*self.written, *self.solution)
        return tuple(part for formula in later for part in formula.shapes)

    def _formula(self, source: str, colour: str = "") -> Formula:
        look = self._look
        return Formula(source, _PX, {"slope": look.slope}, colour or look.text)

    def _in_numbers(self) -> list[str]:
        names = [name_typst(name) for name in self._section.names]
        return [
            f"{self._terms(row[:-1].tolist(), names)} = {self._number(float(row[-1]))}"
            for row in normal_equations(self._section.bowl)
        ]

    def _terms(self, factors: list[float], names: list[str]) -> str:
        (one, other), (first, second) = factors, names
        sign = "-" if other < 0.0 else "+"
        return f"{self._number(one)} {first} {sign} {self._number(abs(other))} {second}"

    def _solved(self) -> str:
        pairs = zip(self._section.names, self._section.best.tolist(), strict=True)
        return ' "," quad '.join(f"{name_typst(name)} = {self._number(at)}" for name, at in pairs)

    def _number(self, value: float) -> str:
        """Return a number as Typst mathematics, its sign as an operator."""
        text = self._look.numerals.significant(value)
        sign = "-" if text.startswith(MINUS) else ""
        return f'{sign}"{text.removeprefix(MINUS)}"'

    def _lay(self, box: Box) -> None:
        """Put what is to be zero at the left, numbers beside it, the solution below."""
        rows = 3 if self.solution else 2
        heights = [box.top - (k + 0.5) * box.height / rows - 0.1 for k in range(rows)]
        room = max(formula.advance for formula in self.level) + _EDGE
        for level, y in zip(self.level, heights[1::-1], strict=True):
            level.at(box.left, y)
        for written, y in zip(self.written, heights[1::-1], strict=False):
            written.at(box.left + room, y).fitted(box.width - room)
        for solution in self.solution:
            solution.size_px = _LARGE_PX
            solution.at(box.left + room, heights[2]).fitted(box.width - room)
