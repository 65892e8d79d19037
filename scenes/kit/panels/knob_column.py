"""The model's formula and its knobs below each other, each with what it means to the data."""

from collections.abc import Sequence
from typing import Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.typeset.expressions import name_typst, typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.panels.slider import Slider
from scenes.kit.plots.plot import Panel
from scenes.kit.text.formula import Formula
from scenes.kit.text.labels import labelled
from scenes.kit.text.names import short_name
from scenes.kit.text.readout import Readout
from scenes.telling.one_miss import parameter_meant

__all__ = ["KnobColumn"]

_FORMULA_PX, _LEAST_PX, _NOTE_PX = 40.0, 18.0, 18.0
_EDGE, _TOP, _FIRST, _PITCH, _NOTE, _DOWN = 0.32, 0.6, 1.0, 1.48, 0.27, 0.2
_OVER, _TALLEST, _LOW = 0.3, 0.64, 1.5
"""A slider's track ends so far inside its box; so high may the formula be; so many
times as wide as it is high, a panel is low."""


class KnobColumn:
    """A panel with the formula, and below it a slider and a note for each of some parameters.

    They have the whole panel at first, and make room for what is to stand there: see `settle`.

    Parameters
    ----------
    box : Box
        The panel.
    experiment : Experiment
    chosen : sequence of int
        Which parameters have a knob.
    ranges : sequence of tuple of float
        Between which values each is turned.
    name : str
        What the formula gives.
    look : Look

    Attributes
    ----------
    box : Box
    sliders : tuple of Slider
    notes : tuple of Readout
        What each parameter is in the data's own units; empty where there is nothing to say.
    formula : Formula
    below : Box
        What is left of the panel: below the knobs, or beside them if the panel is low.
    under : Box
        All below the formula, or again what is beside it.
    """

    def __init__(
        self,
        box: Box,
        experiment: Experiment,
        chosen: Sequence[int],
        ranges: Sequence[tuple[float, float]],
        name: str,
        look: Look,
    ) -> None:
        self._experiment, self._chosen, self._look = experiment, tuple(chosen), look
        self.box, self._panel = box, Panel(box, look)
        beside = box.width > _LOW * box.height
        column, rest = box.split_across(0.5) if beside else (box, box)
        inside = column.inset(_EDGE, _EDGE, _EDGE, _EDGE)
        self.formula = self._formula(name, inside)
        middle, ink = (column.left + column.right) / 2, self.formula.at(0.0, 0.0).box[:, 1]
        self.formula.at(middle, box.top - _TOP - float(ink.mean()), 0.5)
        tops = [box.top - _FIRST - k * _PITCH for k in range(len(chosen))]
        self.sliders = tuple(
            self._slider(
                Box(
                    f"knob {k}", inside.left - _OVER, top - Slider.HEIGHT, inside.right + _OVER, top
                ),
                k,
                ends,
            )
            for k, top, ends in zip(chosen, tops, ranges, strict=True)
        )
        self._width = inside.width
        lows = [top - Slider.HEIGHT - _NOTE for top in tops]
        self.notes = tuple(Readout(_NOTE_PX, look.muted, inside.left, low) for low in lows)
        free = Box("below", inside.left, inside.bottom, inside.right, lows[-1] - _DOWN)
        self.below = rest.inset(_EDGE, _EDGE, _EDGE, _TOP) if beside else free
        low = Box("under", box.left, box.bottom, box.right, box.top - _FIRST)
        self.under, self._is_low = (rest if beside else low), beside
        spare = lows[-1] - _DOWN - inside.bottom
        self._aside = np.array([(box.left + box.right) / 2 - middle, -max(spare, 0.0)])
        self._apart = 0.0
        self.settle(0.0)

    def _slider(self, box: Box, k: int, ends: tuple[float, float]) -> Slider:
        name = self._experiment.model.names[k]
        short = f"${name_typst(name)}$"
        return Slider(
            box, ends, short_name(self._experiment, name, self._look), self._look, short=short
        )

    def _formula(self, name: str, inside: Box) -> Formula:
        """Return the formula; one that is too long to be read, with three dots."""
        model, look = self._experiment.model, self._look
        labels = {model.parameters[k]: f"knob{k}" for k in self._chosen}
        colours = dict.fromkeys(labels.values(), look.model)
        source = f'"{name}" = {typst(model.expression, labels)}'
        whole = Formula(source, _FORMULA_PX, colours, look.text).fitted(inside.width)
        tall = float(np.diff(whole.box[:, 1])[0])
        whole.fitted(whole.advance * min(1.0, _TALLEST / tall))
        if whole.size_px >= _LEAST_PX:
            return whole
        told = ", ".join(labelled(name_typst(p.name), label) for p, label in labels.items())
        short = f'"{name}" = f(x, {told}, dots)'
        return Formula(short, _FORMULA_PX, colours, look.text).fitted(inside.width)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order: what stands still first."""
        scales = tuple(shape for slider in self.sliders for shape in slider.scale)
        moving = (s for slider in self.sliders for s in slider.shapes if s not in scales)
        return (self._panel, *self.formula.shapes, *scales, *moving, *self.notes)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: the notes, and the locks, which are never closed."""
        return (*(shape for slider in self.sliders for shape in slider.hidden), *self.notes)

    def settle(self, progress: float) -> None:
        """Let everything come from all over the panel to where it leaves room, once for all."""
        apart = 1.0 - eased(progress)
        across, down = ((apart - self._apart) * self._aside).tolist()
        self._apart, count = apart, len(self.sliders) + 1
        for k, shape in enumerate((self.formula, *self.sliders)):
            shape.slide(across, (k + 0.5) / count * down)
        for k, note in enumerate(self.notes):
            note.slide(across, (k + 1.5) / count * down)

    @property
    def in_the_way(self) -> tuple[Inked, ...]:
        """What stands where something else is to be, `under` the formula."""
        if self._is_low:
            return ()
        return (*(shape for slider in self.sliders for shape in slider.shapes), *self.notes)

    def at(self, theta: Floats) -> Self:
        """Put the knobs where parameters of shape (p,) say."""
        words = self._look.vocabulary
        for k, slider, note in zip(self._chosen, self.sliders, self.notes, strict=True):
            slider.at(float(theta[k]))
            note.tell(parameter_meant(self._experiment, theta, k, words))
            if note.advance > self._width:
                note.tell("")
        return self
