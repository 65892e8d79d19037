"""The update rule with its numbers: new value = value − learning rate · slope."""

from typing import Any

from gdcore.section import Section
from gdcore.trajectory import Trajectory
from gdcore.typeset import name_typst, typst
from scenes.kit.formula import Formula, Part
from scenes.kit.glide import glide
from scenes.kit.labels import labelled, numeral
from scenes.kit.layout import Box
from scenes.kit.numerals import rounded, significant
from scenes.kit.theme import Theme

__all__ = ["UpdateRule", "error_formula", "slope_formula"]

_PX, _SLOPE_PX = 28.0, 24.0
_EDGE = 0.3
_LINES = (0.0, 0.95, 1.6, 2.25)


def _slope(section: Section) -> str:
    """Return ∂E/∂θ, or dE/dθ if there is no other parameter, as Typst mathematics."""
    curly = "partial" if section.held else "dif"
    return f"({curly} E)/({curly} {name_typst(section.names[0])})"


def error_formula(section: Section, box: Box, theme: Theme) -> Formula:
    """Return E as it is evaluated, a sum over the rows, in the middle of a box.

    Parameters
    ----------
    section : Section
        Of one parameter.
    box : Box
    theme : Theme
    """
    return _sum_over_rows(section, "E", section.error, box, theme)


def slope_formula(section: Section, box: Box, theme: Theme) -> Formula:
    """Return the derivative as it is evaluated, a sum over the rows, in the middle of a box."""
    return _sum_over_rows(section, _slope(section), section.slopes[0], box, theme)


def _sum_over_rows(section: Section, left: str, right: Any, box: Box, theme: Theme) -> Formula:
    knob = section.objective.model.parameters[0]
    told = typst(right, {knob: "knob"}, partial=bool(section.held))
    colours = {"knob": theme.model, "slope": theme.slope}
    width = box.width - 2 * _EDGE
    source = f"{labelled(left, 'slope') if left != 'E' else left} = {told}"
    formula = Formula(source, _SLOPE_PX, colours, theme.text, width).fitted(width)
    middle = float(formula.box[:, 1].mean())
    return formula.at(box.left + _EDGE, (box.top + box.bottom) / 2 - middle)


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
    theme : Theme

    Attributes
    ----------
    rule : Formula
        The first line.
    lines : tuple of Formula
        The other three.
    """

    def __init__(
        self, section: Section, path: Trajectory, rate: float, box: Box, theme: Theme
    ) -> None:
        colours = {"knob": theme.model, "slope": theme.slope, "step": theme.step}
        colours["new"] = theme.model
        name = name_typst(section.names[0])
        slope = float(section.objective.gradient(path.start)[0])
        first = (name, "eta", _slope(section))
        numbers = (float(path.start[0]), rate, slope)
        new = labelled(name + '_"new"', "new")
        sources = (
            f"{new} = {_difference(*first)}",
            f"= {_difference(*_told(*numbers))}",
            f"= {_sum(float(path.start[0]), float(path.points[1, 0] - path.points[0, 0]))}",
            f"= {labelled(numeral(significant(float(path.points[1, 0]))), 'new')}",
        )
        width = box.width - 2 * _EDGE
        made = [Formula(source, _PX, colours, theme.text).fitted(width) for source in sources]
        for formula, drop in zip(made, _LINES, strict=True):
            formula.at(box.left + _EDGE, box.top - drop)
        self.rule, self.lines = made[0], tuple(made[1:])
        self._copy = Formula(sources[0], _PX, colours, theme.text).fitted(width)
        self._copy.at(box.left + _EDGE, box.top)
        self._glide = glide(self._copy, self.lines[0])

    @property
    def worked(self) -> tuple[Part, ...]:
        """All that the lines with numbers draw, in painting order."""
        return tuple(part for line in (self._copy, *self.lines) for part in line.shapes)

    def fill_in(self, progress: float) -> None:
        """Let the numbers come out of the rule, each from its symbol."""
        self._glide(progress)


def _told(value: float, rate: float, slope: float) -> tuple[str, str, str]:
    shown = numeral(significant(slope))
    return (
        numeral(significant(value)),
        numeral(rounded(rate)),
        f"lr(({shown}))" if slope < 0.0 else shown,
    )


def _difference(value: str, rate: str, slope: str) -> str:
    return f"{labelled(value, 'knob')} - {labelled(rate, 'rate')} dot {labelled(slope, 'slope')}"


def _sum(value: float, change: float) -> str:
    sign = "-" if change < 0.0 else "+"
    size = f"{sign} {numeral(significant(abs(change)))}"
    return f"{labelled(numeral(significant(value)), 'knob')} {labelled(size, 'step')}"
