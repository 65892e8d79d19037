"""From the error's formula to its steepness', to the update rule, to the steps that it makes."""

from collections.abc import Callable

import numpy as np

from gdcore.calculus.total import ROW_LOSS
from gdcore.descent.trajectory import Trajectory
from gdcore.section import Section
from gdcore.typeset.expressions import typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.panels.step_table import step_table
from scenes.kit.panels.update_rule import Derived, RateName, UpdateRule
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.text.formula import Formula, Part
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.morph import morph

__all__ = ["RuleBoard"]

_EDGE, _UNDER, _HEADING, _HEADING_DROP = 0.3, 0.05, 0.6, 0.42
_RULE_DROP, _TABLE_DROP, _TABLE_EDGE = 0.6, 1.25, 0.1
_HEAD_SHARE = 0.27
_LOW = 1.5
"""So many times as wide as it is high, a box has the table beside the rest, not below."""


class RuleBoard:
    """The derivative, the update rule under it, and the table of steps, under these or beside.

    Parameters
    ----------
    box : Box
    section : Section
        Of one parameter.
    path : Trajectory
        Of one parameter.
    look : Look
    label : callable
        Returns the words for "error", "derived", "one-loss", "rate", "steepness" and "step".

    Attributes
    ----------
    error : tuple of Inked
        The error's formula, and what it is called.
    rule : UpdateRule
    rate_name : RateName
    table : Table
    head, free : Box
        Where the formulas are, and what they leave free, below or beside, until there is a rule.
    """

    def __init__(
        self,
        box: Box,
        section: Section,
        path: Trajectory,
        look: Look,
        label: Callable[[str], str],
    ) -> None:
        beside = box.width > _LOW * box.height
        left, right = box.split_across(0.5) if beside else (box, box)
        derived = self._derived = Derived.of(section, left.width - 2 * _EDGE, look)
        share = (_HEADING + derived.height + _EDGE) / box.height
        self.head, self.free = (left, right) if beside else box.split_down(max(share, _HEAD_SHARE))
        upper, rest = left.split_down(share)
        derived.at(box.left + _EDGE, upper.top - _HEADING - derived.height / 2)
        self._heads = tuple(
            Type(escaped(label(key)), NAME_PX, look.muted).at(
                box.left + _EDGE, upper.top - _HEADING_DROP
            )
            for key in ("error", "derived")
        )
        meant = f"${typst(ROW_LOSS)}$" + escaped(f": {label('one-loss')}")
        formulas = zip((derived.error, derived.slope), derived.shortened, strict=True)
        self._meant = tuple(
            (_beside(formula, Type(meant, NAME_PX, look.muted), box.right),) if short else ()
            for formula, short in formulas
        )
        self.error = (self._heads[0], *self._meant[0], *derived.error.shapes)
        below = rest.inset(0.0, 0.0, 0.0, _RULE_DROP)
        self.rule = UpdateRule(section, path, section.whole.rate, below, look)
        self.rate_name = RateName(self.rule, label("rate"), look)
        room = rest.inset(_EDGE, _TABLE_EDGE, _EDGE, _TABLE_DROP)
        if beside:
            room = right.inset(_EDGE, _TABLE_EDGE, _EDGE, _EDGE)
        steps = _written(section, path, look)
        self.table = step_table(room, section.names[0], steps, look, label)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        below = (*self.rule.shapes, *self.rate_name.shapes, *self.table.shapes)
        meant = (*self._meant[0], *self._meant[1])
        return (*self._heads, *meant, *self._derived.shapes, *below)

    @property
    def sums(self) -> tuple[Part, ...]:
        """Of the error's formula, the sign of the sum."""
        return self._derived.error.parts["sigma"]

    @property
    def left_side(self) -> tuple[Part, ...]:
        """Of the derivative's formula, what it is the derivative of, and by what."""
        return self._derived.slope.parts["slope"]

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def deriving(self) -> Callable[[float], None]:
        """Return a function of progress by which the error's formula becomes its steepness'."""
        become = morph(self._derived.error, self._derived.slope)
        old, new = ((head, *meant) for head, meant in zip(self._heads, self._meant, strict=True))

        def move(progress: float) -> None:
            become(progress)
            for words in old:
                words.veil(1.0 - eased(min(2.0 * progress, 1.0)))
            for words in new:
                words.veil(eased(max(2.0 * progress - 1.0, 0.0)))

        return move


def _beside(formula: Formula, words: Type, edge: float) -> Type:
    """Put words right of a formula, at its middle, or under it if they would go over an edge."""
    (left, low), (right, high) = formula.box.tolist()
    size = NAME_PX * PX
    if right + _EDGE + words.advance <= edge - _EDGE:
        return words.at(right + _EDGE, (low + high - size / 2) / 2)
    return words.at(left, low - _UNDER - size)


def _written(section: Section, path: Trajectory, look: Look) -> list[tuple[str, ...]]:
    """Return of each step the parameter before it, the steepness there, and the step."""
    points, told = path.points[:-1], look.numerals.significant
    slopes, changes = section.objective.gradient(points)[:, 0], np.diff(path.points[:, 0])
    numbers = zip(points[:, 0].tolist(), slopes.tolist(), changes.tolist(), strict=True)
    return [tuple(map(told, step)) for step in numbers]
