"""The update rule with its numbers: new value = value − learning rate · slope."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcore.calculus.total import ROW_LOSS, total_of_rows
from gdcore.descent.trajectory import Trajectory
from gdcore.section import Section
from gdcore.typeset.expressions import name_typst, typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.panels.board_sources import SUM
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.text.clearing import rising
from scenes.kit.text.emphasis import Brace
from scenes.kit.text.formula import Formula, Part
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.labels import labelled, numeral
from scenes.kit.text.morph import morph
from scenes.telling.numerals import Numerals

__all__ = ["Derived", "RateName", "UpdateRule"]

_PX = 28.0
_EDGE = 0.3
_TALLEST, _LEAST_PX = 1.75, 18.0
_LINES = (0.0, 0.95, 1.6, 2.25)
_BRACE_REACH, _BRACE_GAP = 0.12, 0.1
_UNSEEN = 0.5
"""So far on its way a morph shows nothing but its first formula, which is hidden here."""
_CLEAR = (0.2, 0.5)
"""Between these shares of their way numbers get clear of their symbols, and are seen."""


def _slope(section: Section, what: str = "E") -> str:
    """Return ∂E/∂θ, or dE/dθ if there is no other parameter, as Typst mathematics."""
    curly = "partial" if section.held else "dif"
    return f"({curly} {what})/({curly} {name_typst(section.names[0])})"


@dataclass(frozen=True, eq=False)
class Derived:
    """E and its derivative as they are evaluated: sums over the rows.

    Parameters
    ----------
    error, slope : Formula
    """

    error: Formula
    slope: Formula

    @property
    def shapes(self) -> tuple[Part, ...]:
        """All that both formulas draw, in painting order."""
        return (*self.error.shapes, *self.slope.shapes)

    @property
    def hidden(self) -> tuple[Part, ...]:
        """All: one formula takes the other's place."""
        return self.shapes

    @classmethod
    def of(cls, section: Section, width: float, look: Look) -> "Derived":
        """Set both formulas; if one is too large to be read, with a letter for each row's loss.

        Parameters
        ----------
        section : Section
            Of one parameter.
        width : float
            The room that there is, in scene units.
        look : Look
        """
        slope = labelled(_slope(section), "slope")
        told, row = typst(total_of_rows(section.objective.loss)), typst(ROW_LOSS)
        named = labelled(row, "loss")
        whole, part = told.replace(row, named), told.replace(row, _slope(section, named))
        return cls(
            _told_as(section, "E", lambda: section.error, whole, width, look),
            _told_as(section, slope, lambda: section.slopes[0], part, width, look),
        )

    @property
    def shortened(self) -> tuple[bool, bool]:
        """Whether a letter stands for each row's loss, in E and in its derivative."""
        return "loss" in self.error.parts, "loss" in self.slope.parts

    @property
    def height(self) -> float:
        """The height of the higher one, in scene units."""
        return max(float(np.diff(f.box[:, 1])[0]) for f in (self.error, self.slope))

    def at(self, x: float, middle: float) -> None:
        """Put both with their left ends at `x`, their middles at a height."""
        for formula in (self.error, self.slope):
            formula.at(x, 0.0).at(x, middle - float(formula.box[:, 1].mean()))


def _told_as(
    section: Section,
    left: str,
    right: Callable[[], Any],
    short: str,
    width: float,
    look: Look,
) -> Formula:
    error_curve = section.objective.model.parameters[0]
    colours = {"parameter": look.model, "slope": look.slope}
    sigma = labelled(SUM, "sigma")
    bare = Formula(f"{left} = {short.replace(SUM, sigma)}", _PX, colours, look.text)
    try:
        told = typst(right(), {error_curve: "parameter"}, partial=bool(section.held))
        told = told.replace(SUM, sigma)
    except ValueError:  # a loss that is put together from pieces has no one formula
        return bare
    whole = Formula(f"{left} = {told}", _PX, colours, look.text).fitted(width)
    if whole.size_px >= _LEAST_PX:
        return whole
    formula = Formula(f"{left} = {told}", _LEAST_PX + 2.0, colours, look.text, width).fitted(width)
    tall = float(np.diff(formula.box[:, 1])[0]) > _TALLEST
    return bare if tall or formula.size_px < _LEAST_PX else formula


class UpdateRule:
    """Four lines: the rule, the rule with numbers, the sum, the new value.

    Parameters
    ----------
    section : Section
        Of one parameter.
    path : Trajectory
        Its first step is worked out.
    rate : float
    box : Box
        The first line stands at its top.
    look : Look

    Attributes
    ----------
    rule : Formula
        The first line.
    lines : tuple of Formula
        The other three.
    """

    def __init__(
        self, section: Section, path: Trajectory, rate: float, box: Box, look: Look
    ) -> None:
        colours = {"parameter": look.model, "slope": look.slope, "step": look.step}
        colours["new"] = look.model
        name = name_typst(section.names[0])
        slope = float(section.objective.gradient(path.start)[0])
        there = float(path.points[min(1, path.steps), 0])
        first, told = (name, "eta", _slope(section)), look.numerals
        numbers = (float(path.start[0]), rate, slope)
        new = labelled(name + '_"new"', "new")
        sources = (
            f"{new} = {_difference(*first)}",
            f"= {_difference(*_told(told, *numbers))}",
            f"= {_sum(told, float(path.start[0]), there - float(path.start[0]))}",
            f"= {labelled(numeral(told.significant(there)), 'new')}",
        )
        width = box.width - 2 * _EDGE
        made = [Formula(source, _PX, colours, look.text).fitted(width) for source in sources]
        for formula, drop in zip(made, _LINES, strict=True):
            formula.at(box.left + _EDGE, box.top - drop)
        self.rule, self.lines = made[0], tuple(made[1:])
        self._copy = Formula(sources[0], _PX, colours, look.text).fitted(width)
        self._copy.at(box.left + _EDGE, box.top)
        self._morph = morph(self._copy, self.lines[0])

    @property
    def shapes(self) -> tuple[Part, ...]:
        """All that it draws, in painting order."""
        return (*self.rule.shapes, *self.worked)

    @property
    def hidden(self) -> tuple[Part, ...]:
        """The lines with numbers."""
        return self.worked

    @property
    def worked(self) -> tuple[Part, ...]:
        """All that the lines with numbers draw, in painting order."""
        return tuple(part for line in (self._copy, *self.lines) for part in line.shapes)

    def fill_in(self, progress: float) -> None:
        """Let the numbers come out of the rule, each from its symbol."""
        self._morph(_UNSEEN + (1.0 - _UNSEEN) * progress)
        # Below the rule itself, which stays, its copy would only blur the numbers.
        self._copy.veil(0.0)
        seen = rising(*_CLEAR)(progress)
        for part in self.lines[0].shapes:
            part.veil(min(part.veiled, seen))


class RateName:
    """A brace under the rule's η, and what it is called.

    Parameters
    ----------
    rule : UpdateRule
    words : str
    look : Look
    """

    def __init__(self, rule: UpdateRule, words: str, look: Look) -> None:
        (left, low), (right, _) = rule.rule.parts["rate"][0].box.tolist()
        reach, y = _BRACE_REACH, low - _BRACE_GAP
        ends = np.array([[right + reach, y], [left - reach, y]])
        self._brace = Brace(look.text, depth=_BRACE_GAP).between(*ends)
        self._words = Type(escaped(words), NAME_PX, look.text)
        self._words.at((left + right) / 2, y - _BRACE_GAP - NAME_PX * PX, 0.5)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self._brace, self._words)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes


def _told(told: Numerals, value: float, rate: float, slope: float) -> tuple[str, str, str]:
    shown = numeral(told.significant(slope))
    return (
        numeral(told.significant(value)),
        numeral(told.rounded(rate)),
        f"lr(({shown}))" if slope < 0.0 else shown,
    )


def _difference(value: str, rate: str, slope: str) -> str:
    return (
        f"{labelled(value, 'parameter')} - {labelled(rate, 'rate')} dot {labelled(slope, 'slope')}"
    )


def _sum(told: Numerals, value: float, change: float) -> str:
    sign = "-" if change < 0.0 else "+"
    size = f"{sign} {numeral(told.significant(abs(change)))}"
    return f"{labelled(numeral(told.significant(value)), 'parameter')} {labelled(size, 'step')}"
