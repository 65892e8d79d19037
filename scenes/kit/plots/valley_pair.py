"""Two curves of the error side by side: one with several valleys, and the lesson's own."""

from typing import Final

import numpy as np

from gdcore.landscape.single_valley import downward, gathering, seen_interval
from gdcore.landscape.view import Window
from gdcore.landscape.wave import Wave
from gdcore.section import Section, section
from scenes.kit.descent.lights import Lights
from scenes.kit.ink.layout import Box, Grid
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve, curve_window, plot_error_curve
from scenes.kit.plots.plot import Panel, fitted
from scenes.kit.plots.valley_chart import bends

__all__ = ["HalfChart", "ValleyPair"]

_HEAD, _SECOND, _ROOM, _SIDE = 0.46, 1.12, 1.4, 0.25
_HEAD_PX, _FORMULA_PX = 26.0, 24.0
_SAMPLES: Final = 481
_BELOW: Final = 0.06


class HalfChart:
    """A curve of the error under a line of words and a line of mathematics.

    Parameters
    ----------
    box : Box
    cut : Section
        Of one parameter.
    window : Window
        What is shown.
    words : str
    formula : str
        Typst markup.
    look : Look

    Attributes
    ----------
    panel : Panel
    curve : ErrorCurve
    head : Type
    formula : Type
    """

    def __init__(
        self,
        box: Box,
        cut: Section,
        window: Window,
        words: str,
        formula: str,
        look: Look,
    ) -> None:
        self.panel = Panel(box, look).ground_of("error")
        self.curve: ErrorCurve = plot_error_curve(
            box.inset(0.0, 0.0, 0.0, _ROOM), cut, look, window
        )
        self.head: Type = fitted(words, _HEAD_PX, look.text, box.width - 2 * _SIDE)
        self.head.at(box.left + _SIDE, box.top - _HEAD)
        self.formula = Type(formula, _FORMULA_PX, look.muted)
        self.formula.at(box.left + _SIDE, box.top - _SECOND)

    @property
    def ground(self) -> tuple[Inked, ...]:
        """Its panel and axes."""
        return (self.panel, *self.curve.plot.axes.shapes)


class ValleyPair:
    """The wave's curve with its lights at rest, and the lesson's own.

    Parameters
    ----------
    grid : Grid
    wave : Wave
    cut : Section
        The lesson's, of one parameter.
    words : tuple of str
        What is said over each.
    formulas : tuple of str
        Typst markup, likewise.
    window : Window
        Of the wave's curve.
    look : Look

    Attributes
    ----------
    several, own : HalfChart
    rested, lights : Lights
        On each of them; those on the lesson's own gather if its curve is a bowl.
    hills, own_hills : Segments
        Where each curve bends down; the lesson's own maybe nowhere.
    """

    def __init__(
        self,
        grid: Grid,
        wave: Wave,
        cut: Section,
        words: tuple[str, str],
        formulas: tuple[str, str],
        window: Window,
        look: Look,
    ) -> None:
        left, right = grid.parts(0.5, 0.5, 0.5)
        example = section(wave.from_start(wave.best), 1)
        self.several = HalfChart(left, example, window, words[0], formulas[0], look)
        for shape in (self.several.panel, *self.several.curve.shapes):
            # In the film it is the lesson's own curve that goes on.
            shape.cast("")
        self.own = HalfChart(right, cut, _own_window(cut), words[1], formulas[1], look)
        self.own_hills = bends(self.own.curve, *downward(cut), look.text)
        values = np.linspace(window.left, window.right, _SAMPLES)
        self.hills = bends(self.several.curve, values, wave.bends_down(values), look.text)
        self.rested = Lights(self.several.curve, wave.plain[-1], look)
        self.paths = gathering(cut, *self.own.curve.visible)
        starts = cut.best if self.paths is None else self.paths[0]
        self.lights = Lights(self.own.curve, starts, look)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        left, right = self.several, self.own
        first = (*left.ground, self.hills, left.curve.curve, self.rested.dots)
        second = (
            *right.ground,
            self.own_hills,
            right.curve.curve,
            right.curve.mark,
            *self.lights.shapes,
        )
        words = (left.head, left.formula, right.head, right.formula)
        return (*first, *second, *words)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """Everything: it waits unseen."""
        return self.shapes


def _own_window(cut: Section) -> Window:
    return curve_window(cut, interval=seen_interval(cut), room_below=_BELOW)
