"""Sliders of a model below each other, without a panel of their own."""

from collections.abc import Sequence

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.panels.slider import Slider
from scenes.kit.text.names import short_name

__all__ = ["KnobStack"]

_ROOM = 0.1
"""A track goes so much further than a knob is turned, as a share of how far that is."""


class KnobStack:
    """A slider for each of some parameters, from the top of a box down.

    Parameters
    ----------
    box : Box
    experiment : Experiment
    chosen : sequence of int
        Which parameters have a knob.
    models : Floats, shape (k, p)
        Parameters that are shown: the tracks hold them all.
    look : Look
    """

    def __init__(
        self,
        box: Box,
        experiment: Experiment,
        chosen: Sequence[int],
        models: Floats,
        look: Look,
    ) -> None:
        self._chosen = tuple(chosen)
        self._sliders = tuple(
            _slider(box.top - row * Slider.HEIGHT, box, experiment, k, models[:, k], look)
            for row, k in enumerate(chosen)
        )

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order: what never moves first."""
        scales = tuple(shape for slider in self._sliders for shape in slider.scale)
        locks = {shape for slider in self._sliders for shape in slider.hidden}
        drawn = (shape for slider in self._sliders for shape in slider.shapes)
        return (*scales, *(s for s in drawn if s not in scales and s not in locks))

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: nothing, for no knob is ever locked."""
        return ()

    def at(self, theta: Floats) -> None:
        """Put the knobs where parameters of shape (p,) say."""
        for k, slider in zip(self._chosen, self._sliders, strict=True):
            slider.at(float(theta[k]))


def _slider(
    top: float, box: Box, experiment: Experiment, k: int, values: Floats, look: Look
) -> Slider:
    """Return the slider of one parameter, whose track holds some values."""
    low, high = float(np.min(values)), float(np.max(values))
    room = _ROOM * (high - low) or abs(high) or 1.0
    name = experiment.model.names[k]
    place = Box(box.name, box.left, top - Slider.HEIGHT, box.right, top)
    named, short = short_name(experiment, name, look), f"${name_typst(name)}$"
    return Slider(place, (low - room, high + room), named, look, short=short)
