"""The ledger: step, slope, intercept and error as running numbers, beside the best fit's."""

import numpy as np
from manim import RoundedRectangle

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from scenes.kit.glyphs import escaped
from scenes.kit.layout import Box
from scenes.kit.numerals import grouped, significant
from scenes.kit.plot import Panel
from scenes.kit.readout import Readout
from scenes.kit.shapes import Inked, Type
from scenes.kit.theme import Theme

__all__ = ["Ledger"]

_PX = 22.0
_EDGE = 0.22
_GAP = 0.3


class Ledger:
    """A table of two columns: the line now, and the best fit.

    Slope and intercept are in the data's own units, the error in the units descended in.

    Parameters
    ----------
    box : Box
    experiment : Experiment
    theme : Theme
    """

    def __init__(self, box: Box, experiment: Experiment, theme: Theme) -> None:
        self._experiment = experiment
        self._box = box
        self.frame: tuple[Inked, ...] = (Panel(box, theme),)
        self._pitch = (box.height - 0.2) / 4
        self._lines = [box.top - 0.1 - (k + 0.64) * self._pitch for k in range(4)]
        self._columns = (box.left + 0.6 * box.width, box.right - _EDGE)
        self.head = self._readout(0, 0, theme.step)
        self.live = tuple(self._readout(0, row, theme.model) for row in (1, 2, 3))
        best = self._texts(experiment.best, experiment.best_loss)
        self.best = (
            Type(escaped("best fit"), _PX, theme.best).at(self._columns[1], self._lines[0], 1.0),
            *(self._readout(1, row, theme.best).tell(text) for row, text in enumerate(best, 1)),
        )
        self.names = self._names(theme)
        self.mark = self._mark(theme)
        self.tell(0)

    def _readout(self, column: int, row: int, colour: str) -> Readout:
        return Readout(_PX, colour, self._columns[column], self._lines[row], 1.0)

    def _names(self, theme: Theme) -> tuple[Type, ...]:
        """Return the rows' names, with the units of slope and intercept where there is room."""
        widest = max(self._readout(0, 1, theme.model).tell(t).advance for t in self._all_texts())
        room = self._columns[0] - widest - _GAP - self._box.left - _EDGE
        named = [
            (Type(f"${letter}$" + tail, _PX, theme.muted), Type(f"${letter}$", _PX, theme.muted))
            for letter, tail in zip("mbE", (*self._units(), ""), strict=True)
        ]
        return tuple(
            (whole if whole.advance <= room else short).at(self._box.left + _EDGE, y)
            for (whole, short), y in zip(named, self._lines[1:], strict=True)
        )

    def _units(self) -> tuple[str, str]:
        x, y = self._experiment.data.x.unit, self._experiment.data.y.unit
        return (escaped(f" ({y}/{x})") if x and y else "", escaped(f" ({y})") if y else "")

    def _all_texts(self) -> list[str]:
        path, experiment = self._experiment.trajectory, self._experiment
        ends = [(path.start, path.values[0]), (path.final, path.values[-1])]
        pairs = [*ends, (experiment.best, experiment.best_loss)]
        return [text for point, loss in pairs for text in self._texts(point, float(loss))]

    def _mark(self, theme: Theme) -> Inked:
        """Return an outline around the row of the intercept."""
        mark = Inked(theme.model, stroke_px=1.5)
        width, height = self._columns[0] - self._box.left - 0.02, 0.86 * self._pitch
        middle = self._box.left + 0.1 + width / 2, self._lines[2] + 0.075
        shape = RoundedRectangle(width=width, height=height, corner_radius=0.08)
        mark.points = shape.points + np.array([*middle, 0.0])
        return mark

    def tell(self, step: int) -> None:
        """Show the numbers after a step."""
        trajectory = self._experiment.trajectory
        self.head.tell(f"step {grouped(str(step))}")
        texts = self._texts(trajectory.points[step], float(trajectory.values[step]))
        for readout, text in zip(self.live, texts, strict=True):
            readout.tell(text)

    def _texts(self, point: Floats, loss: float) -> tuple[str, str, str]:
        slope, intercept = self._experiment.original(point)
        return significant(float(slope)), significant(float(intercept)), significant(loss)
