"""The dial of learning rates, and under it the limit and what a step leaves of the way."""

from collections.abc import Callable, Iterator

import numpy as np

from gdcore.landscape.rate_sweep import RateSweep
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Inked, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.panels.rate_dial import RateDial
from scenes.kit.plots.plot import Panel
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.readout import Readout

__all__ = ["RateBoard"]

_EDGE, _ROOM, _HEAD = 0.25, 0.95, 0.38
_HEAD_PX, _LIMIT_PX, _FACTOR_PX, _NOTE_PX = 22.0, 28.0, 25.0, 22.0
_DIAL, _RULE, _LIMIT, _FACTOR, _NOTE = 0.55, 4.1, 4.6, 5.18, 5.58
"""How far below the panel's top the dial begins, and lines and baselines are."""
_RIM, _NAME = 1.26, 1.56
"""How far from the dial's middle a mark on its rim is, and its name."""
_LOW, _RAISED = 1.5, 2.7
"""So many times as wide as high, a panel has its words beside the dial; so much higher they are."""
_RING_PX = 9.0
_CENT = 2
_NOTES = ("same-side", "on-it", "other-side", "as-far", "farther")


class RateBoard:
    """A panel with a dial; `turn` sets it to a rate.

    Parameters
    ----------
    box : Box
        At least 4 wide and 5.7 high; or 8 wide and 4.1 high, and the words are beside the dial.
    sweep : RateSweep
    look : Look
    label : callable
        Returns a few words of the scene by their key: `bars`; what the limit is, see `limits`; and
        what a step does: `same-side`, `on-it`, `other-side`, `as-far` and `farther`.

    Attributes
    ----------
    panel : Panel
    dial : RateDial
    limits : dict of str to Type
        Formulas of the limit, in one place: `limit-is`, or `limit-near` for a curve that is no
        bowl; `limit-mean`, if it is one over the mean of x²; `limit-all`, if there are other
        parameters.
    mark : tuple of Inked
        A ring at the rate that arrives soonest, and in a bowl its name.
    factor, note : Readout, Type
        Which share of the way a step leaves, and what its sign means.
    """

    def __init__(self, box: Box, sweep: RateSweep, look: Look, label: Callable[[str], str]) -> None:
        self._sweep, self._look = sweep, look
        self._said = {key: escaped(label(key)) for key in _NOTES}
        self.panel = Panel(box, look)
        if is_low := box.width > _LOW * box.height:
            box, words = box.split_across(0.5)
        middle, top = (box.left + box.right) / 2, box.top
        self._head = Type(escaped(label("bars")), _HEAD_PX, look.muted)
        self._head.at(middle, top - _HEAD, 0.5)
        below = box.inset(0.0, 0.0, 0.0, _DIAL)
        self.dial = RateDial(below, sweep.limit, sweep.highest, sweep.counts, look)
        if is_low:
            box, middle, top = words, (words.left + words.right) / 2, box.top + _RAISED
        ends = np.array([[box.left + _EDGE, top - _RULE], [box.right - _EDGE, top - _RULE]])
        self.rule = Segments(ends, look.edge, 1.5)
        formulas = {key: _within(label(key), box.width - _ROOM, look) for key in _limits(sweep)}
        self.limits = {k: f.at(middle, top - _LIMIT, 0.5) for k, f in formulas.items()}
        self.mark = self._mark(sweep, label)
        self.factor = Readout(_FACTOR_PX, look.step, middle, top - _FACTOR, 0.5)
        self.note = Type("", _NOTE_PX, look.muted)
        self._note_at = (middle, top - _NOTE)
        self.turn(sweep.small)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        still = (self.panel, self._head, self.rule, *self.limits.values())
        return (*still, *self.dial.shapes, *self.mark, self.factor, self.note)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def limit(self) -> Type:
        """The first formula of the limit."""
        return next(iter(self.limits.values()))

    def _mark(self, sweep: RateSweep, label: Callable[[str], str]) -> tuple[Inked, ...]:
        """Return a ring at the rate that arrives soonest; in a bowl its name, beyond short bars."""
        rate, text = sweep.one_step or sweep.good or sweep.limit, self._look.text
        ring = Dots(self.dial.place(rate, _RIM)[None], _RING_PX, text, stroke_px=2.5)
        if not sweep.is_bowl:
            return (ring,)
        name = Type(escaped(label("one")), _HEAD_PX, text)
        return (ring, name.at(*self.dial.place(rate, _NAME), 0.5))

    def turn(self, rate: float) -> None:
        """Put the needle at a rate, and tell what a step at it leaves of the way.

        Nothing is told of rates beyond the dial.
        """
        self.dial.turn(rate)
        is_beyond = rate > self._sweep.highest
        told, said = ("", "") if is_beyond else self._left(rate)
        self.factor.tell(told)
        if self.note.markup != said:
            self.note.write(said).at(*self._note_at, 0.5)

    def _left(self, rate: float) -> tuple[str, str]:
        """Return which share of the way is left, and what its sign means."""
        factor = round(self._sweep.factor(rate), _CENT)
        told = self._look.numerals.steady(factor, 1.0)
        told = f"({told})" if factor < 0.0 else told
        key = "each-step" if self._sweep.is_bowl else "each-step-near"
        return self._look.label(key, factor=told), self._said[_note(factor)]


def _limits(sweep: RateSweep) -> Iterator[str]:
    """Yield the keys of the formulas of the limit, in the order in which they are told."""
    yield "limit-is" if sweep.is_bowl else "limit-near"
    if sweep.mean_square is not None:
        yield "limit-mean"
    if sweep.cut.held:
        yield "limit-all"


def _note(factor: float) -> str:
    """Return which of the notes is true of the share of the way that is left."""
    if factor >= 0.0:
        return "same-side" if factor else "on-it"
    if factor > -1.0:
        return "other-side"
    return "farther" if factor < -1.0 else "as-far"


def _within(markup: str, width: float, look: Look) -> Type:
    """Return mathematics as large as a width allows, and no larger than it should be."""
    written = Type(markup, _LIMIT_PX, look.slope)
    return Type(markup, _LIMIT_PX * min(1.0, width / written.advance), look.slope)
