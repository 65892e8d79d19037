"""The partial derivative as a cut: a landscape, the curve in the cut, and the knobs."""

from collections.abc import Callable
from typing import Final

import numpy as np

from gdcore.experiment import Experiment
from gdcore.landscape.region import region
from gdcore.landscape.standing import across
from gdcore.landscape.turning import knob_range
from gdcore.landscape.view import Window
from gdcore.section import Section, section
from scenes.kit.calculus.notes import titled
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased, vanishing
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.panels.knobs import Knobs
from scenes.kit.plots.error_curve import ErrorCurve, plot_error_curve
from scenes.kit.plots.plot import Panel
from scenes.kit.surface.cut import SurfaceCut

__all__ = ["SliceWork"]

_HEADING, _ABOVE = 0.75, 0.25
_TURNED: Final = 0.8
"""The knob is turned this share of the way from the lowest point to either end."""


class SliceWork:
    """E over two parameters, cut along the first; beside it that cut as a curve, over the knobs.

    Parameters
    ----------
    left, right : Box
        Of the landscape, and of all else.
    experiment : Experiment
        Has a landscape whose first axis is the parameter of its curve.
    steps : int
        The landscape holds so many steps of the descent.
    words : tuple of str
        What a tangent's number is, and the name of the rule.
    formula : str
        The partial derivative, as Typst mathematics.
    look : Look

    Attributes
    ----------
    cut : SurfaceCut
    error_curve : ErrorCurve
    tangent : TangentLine
    knobs : Knobs
    tools : tuple of Inked
        What is seen of the knobs before one is locked.
    heading : tuple of Inked
    ends : tuple of float
        Between which values the one knob is turned.
    """

    def __init__(
        self,
        left: Box,
        right: Box,
        experiment: Experiment,
        steps: int,
        words: tuple[str, str],
        formula: str,
        look: Look,
    ) -> None:
        cut, shown = section(experiment, 1), region(experiment, steps)
        self.cut = SurfaceCut(left, shown, look)
        above, below = Knobs.split_off(right.inset(0.0, 0.0, 0.0, _HEADING), cut)
        curve: ErrorCurve = plot_error_curve(above, cut, look)
        self.error_curve, self.tangent = curve, TangentLine(curve, look, words[0])
        low, high = shown.slice_ends[:, 0].tolist()
        ends = np.array([max(low, curve.visible[0]), min(high, curve.visible[1])])
        ranges = _ranges(experiment)
        ranges[list(cut.chosen)] = ends
        self.knobs = Knobs(below, cut, ranges, look)
        self._knob_shapes = tuple(s for s in self.knobs.shapes if not isinstance(s, Panel))
        self.tools = tuple(s for s in self._knob_shapes if s not in self.knobs.hidden)
        self.heading = titled(right, words[1], formula, look)
        first, last = (curve.best + _TURNED * (ends - curve.best)).tolist()
        self.ends = first, last
        self.turn(first)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        curve = self.error_curve
        drawn = (*curve.plot.axes.shapes, *self._knob_shapes, *self.heading, curve.curve)
        return (*drawn, *self.cut.shapes, *self.tangent.shapes)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def opened(self) -> tuple[Inked, ...]:
        """What comes when the landscape is cut: the curve, and the point on it."""
        return (*self.error_curve.plot.axes.shapes, self.error_curve.curve, self.tangent.point)

    @property
    def touching(self) -> tuple[Inked, ...]:
        """The tangent, with its number, on the curve and in the cut."""
        return (self.tangent.line, self.tangent.told, self.cut.tangent)

    def turn(self, value: float) -> None:
        """Turn the one knob: the point goes along the cut and along the curve."""
        self.cut.go(value)
        self.tangent.at(value)
        self.knobs.at(self.error_curve.section.lift(np.array([value])))

    def sliding(self, start: float, end: float) -> Callable[[float], None]:
        """Return a function of progress that turns the one knob."""
        return lambda progress: self.turn(start + eased(progress) * (end - start))

    def leaving(self) -> Callable[[float], None]:
        """Return a function of progress that lets all of it go."""
        gone = (*self.tools, *self.heading, *self.opened, *self.knobs.hidden, *self.cut.laid)
        fade = vanishing(*gone, *self.tangent.shapes)

        def function(progress: float) -> None:
            fade(progress)
            self.cut.appear(1.0 - progress)

        return function


def _ranges(experiment: Experiment) -> np.ndarray:
    """Return between which values each knob is turned, shape (p, 2)."""
    rows = np.column_stack([across(experiment), experiment.data.y.values])
    window = Window.around(rows, _ABOVE)
    cuts = (Section(experiment, (k,)) for k in range(len(experiment.model.names)))
    return np.array([knob_range(cut, window) for cut in cuts])
