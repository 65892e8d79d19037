"""Where a line's intercept is read: a ring on the line, and a dotted foot down to the axis."""

import numpy as np

from gdcore.data.units import Units
from gdcore.experiment import Experiment
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked, Path
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import TICK_PX
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.plot import Plot
from scenes.kit.plots.standing import DataPlot
from scenes.kit.text.readout import Readout

__all__ = ["InterceptMark"]

_LABEL_Y = -0.29
_APART = 0.06
_ALL, _FEW = 15, 4
"""Digits of a number that was chosen round, and of a mean."""


class InterceptMark:
    """A ring on the line where b is read, its foot, and the number under the axis.

    On its way to another place it has no number, nor on an axis whose labels share an offset.

    Parameters
    ----------
    experiment : Experiment
        Of a line; b is read where its column is measured from.
    plot : DataPlot
        Of the data, in their own units.
    look : Look

    Attributes
    ----------
    ring : Dots
    foot : Path
    label : Readout
    """

    def __init__(self, experiment: Experiment, plot: DataPlot, look: Look) -> None:
        self._plot, self._numerals = plot, look.numerals
        self._is_line = experiment.is_line
        self._digits = _ALL if experiment.units is Units.ROUND else _FEW
        self.x = self._origin = float(experiment.scaling.shifts[0])
        clip = plot.area.clip
        self.ring = Dots(np.zeros((1, 2)), 8.0, look.model, stroke_px=3.0, clip=clip)
        self.foot = Path(np.zeros((2, 2)), look.model, 2.0, dashes_px=(2.0, 4.0), clip=clip)
        self.label = Readout(TICK_PX, look.model, 0.0, 0.0, 0.5)
        self.label.tell(self._numerals.rounded(self.x, self._digits))
        for shape in self.shapes:
            shape.veil(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.foot, self.label, self.ring)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def move(self, x: float) -> None:
        """Ring another place of the line; see `on`."""
        self.x = x

    def on(self, line: ModelLine) -> None:
        """Ring the line where it is now; of another model there is no such place."""
        if not self._is_line:
            return
        place, area = line.height(self.x), self._plot.area
        self.ring.put(place[None])
        self.foot.put(np.array([[place[0], min(place[1], area.top)], [place[0], area.bottom]]))
        stands = self._is_told and area.left <= place[0] <= area.right
        self.label.tell(self._numerals.rounded(self.x, self._digits) if stands else "")
        self.label.move(float(place[0]), area.bottom + _LABEL_Y)
        self._clear_the_axis()

    @property
    def _is_told(self) -> bool:
        """Whether its number is on the axis: not on the way, nor among numbers with an offset."""
        plot = self._plot
        if not isinstance(plot, Plot):
            return False
        has_offset = plot.axes.scales.level(plot.window, plot.area.width).offset != 0.0
        return self.x in (self._origin, 0.0) and not has_offset

    def show(self, progress: float) -> None:
        """Fade it in, as a function of progress."""
        for shape in self.shapes:
            shape.veil(eased(progress))
        self._clear_the_axis()

    def _clear_the_axis(self) -> None:
        """Leave out those of the axis's own labels that the number, if it is seen, stands on."""
        (left, _), (right, _) = self.label.box.tolist()
        is_seen = self.label.veiled > 0.0 and bool(self.label.told)
        for tick in self._plot.axes.across:
            (begin, _), (end, _) = tick.box.tolist()
            meets = begin < right + _APART and end > left - _APART
            tick.veil(0.0 if is_seen and meets else 1.0)
