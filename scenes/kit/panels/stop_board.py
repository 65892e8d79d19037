"""The two rules that stop a descent, and what became of walks that they stopped."""

from collections.abc import Callable, Sequence

import numpy as np

from gdcore.descent.by_hand import ByHand, HandWalk
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.panels.table import Column, Table
from scenes.kit.text.glyphs import escaped

__all__ = ["StopBoard"]

_RULE_PX = 28.0
_TOP, _PITCH, _TABLE_DROP, _FOOT = 0.4, 0.7, 1.75, 0.34
_MARK_X, _MARK_EM = 0.5, 0.3


class StopBoard:
    """Two lines of words over a table with a row a walk.

    Parameters
    ----------
    work : ByHand
    walks : sequence of HandWalk
    box : Box
    look : Look
    label : callable
        Returns the words for "small", "most", "rate", "steps", "last" and "end".

    Attributes
    ----------
    rules : tuple of Type
        The small step, and the number of steps.
    marks : tuple of Path
        A check mark before each: it has stopped a walk.
    table : Table
    """

    def __init__(
        self,
        work: ByHand,
        walks: Sequence[HandWalk],
        box: Box,
        look: Look,
        label: Callable[[str], str],
    ) -> None:
        self._look, self._box = look, box
        self.rules = tuple(
            Type(escaped(label(key)), _RULE_PX, look.text).at(
                box.left + _MARK_X, box.top - _TOP - k * _PITCH
            )
            for k, key in enumerate(("small", "most"))
        )
        self.marks = tuple(self._mark(box.left, rule.box[0, 1]) for rule in self.rules)
        room = box.inset(0.0, 0.0, 0.0, _TABLE_DROP)
        self.table = Table(room, self._columns(work, walks, label), look)

    def stand(self, risen: float) -> None:
        """Put the first rule below the box, or on its way up to the second."""
        left, low = self._box.left, self._box.bottom - _FOOT
        y = low + risen * (self._box.top - _TOP - low)
        self.rules[0].at(left + _MARK_X, y)
        self.marks[0].put(self._places(left, float(self.rules[0].box[0, 1])))

    def _mark(self, left: float, low: float) -> Path:
        """Return a check mark at the left of a line of words."""
        return Path(self._places(left, low), self._look.step, 4.0)

    def _places(self, left: float, low: float) -> Positions:
        em = _MARK_EM
        return np.array([[0.0, 0.45], [0.35, 0.1], [1.0, 1.0]]) * em + [left, low + 0.2 * em]

    def _columns(
        self, work: ByHand, walks: Sequence[HandWalk], label: Callable[[str], str]
    ) -> tuple[Column, ...]:
        look, told = self._look, self._look.numerals.decimal
        name = f"${name_typst(work.form.free.name)}$"
        rates = tuple(told(walk.rate) for walk in walks)
        counts = tuple(look.numerals.counted(len(walk.steps)) for walk in walks)
        lasts = tuple(told(walk.steps[-1].change) for walk in walks)
        ends = tuple(told(walk.final) for walk in walks)
        bests = (told(work.best),) * len(walks)
        return (
            Column(escaped(label("rate")), rates, look.text),
            Column(escaped(label("steps")), counts, look.muted),
            Column(escaped(label("last")), lasts, look.step),
            Column(f"{name} {escaped(label('end'))}", ends, look.model),
            Column(f"{escaped(label('best'))} {name}", bests, look.best),
        )

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.rules, *self.marks, *self.table.shapes)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes
