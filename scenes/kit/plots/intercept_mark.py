"""Where a line's intercept is read: a ring on the line, and a dotted foot down to the axis."""

import numpy as np

from gdcore.experiment import Experiment
from scenes.kit.ink.shapes import PX, Dots, Inked, Path, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import TICK_PX
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.plot import Plot
from scenes.kit.text.glyphs import escaped

__all__ = ["InterceptMark", "is_read_inside"]

_LABEL_Y = -0.29
_APART = 0.06


def is_read_inside(experiment: Experiment) -> bool:
    """Return whether b is a height of the line among the data, in the units descended in."""
    values = experiment.data.x.values
    return experiment.is_line and bool(values.min() <= experiment.scaling.shifts[0] <= values.max())


class InterceptMark:
    """A ring on the line where b is read, its foot, and the number under the axis.

    Parameters
    ----------
    experiment : Experiment
        Of a line; b is read where its column is measured from.
    plot : Plot
        Of the data, in their own units.
    look : Look

    Attributes
    ----------
    ring : Dots
    foot : Path
    label : Type
    """

    def __init__(self, experiment: Experiment, plot: Plot, look: Look) -> None:
        self._plot = plot
        self.x = float(experiment.scaling.shifts[0])
        clip = plot.area.clip
        self.ring = Dots(np.zeros((1, 2)), 8.0, look.model, stroke_px=3.0, clip=clip)
        self.foot = Path(np.zeros((2, 2)), look.model, 2.0, dashes_px=(2.0, 4.0), clip=clip)
        self.label = Type(escaped(look.numerals.rounded(self.x, 4)), TICK_PX, look.model)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.foot, self.label, self.ring)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def on(self, line: ModelLine) -> None:
        """Ring the line where it is now."""
        place, area = line.height(self.x), self._plot.area
        self.ring.put(place[None])
        self.foot.put(np.array([[place[0], min(place[1], area.top)], [place[0], area.bottom]]))
        self.label.at(float(place[0]), area.bottom + _LABEL_Y, 0.5)

    def clear_the_axis(self) -> None:
        """Dim the axis's own labels that the number stands on."""
        (left, _), (right, _) = self.label.box.tolist()
        for tick in self._plot.axes.across:
            (begin, _), (end, _) = tick.box.tolist()
            meets = begin < right + _APART and end > left - _APART
            tick.veil(0.0 if meets and self.label.veiled else 1.0)
