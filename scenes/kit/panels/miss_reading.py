"""What the error means: the typical miss of the line now, and of the best fit."""

from typing import Self

from gdcore.experiment import Experiment
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX, NAME_Y
from scenes.kit.plots.plot import Plot
from scenes.kit.text.readout import Readout
from scenes.telling.measuring import typical_miss

__all__ = ["MissReading"]

_GAP, _EDGE = 0.2, 0.12
_LOOKED_AT = 100


class MissReading:
    """The root of E in the response's own unit, for `above` the picture of the data.

    Where the axis' name and long numbers leave no room for its name, that is written instead of
    "now", as long as there is room for that.

    Parameters
    ----------
    experiment : Experiment
        Of a loss that is made of squares, so that the root means a length.
    look : Look

    Attributes
    ----------
    name : Type
    now, best : Readout
    """

    def __init__(self, experiment: Experiment, look: Look) -> None:
        self._experiment, self._look = experiment, look
        self._title: Type | None = None
        values = experiment.trajectory.values
        self.best = Readout(NAME_PX, look.best, 0.0, 0.0, 1.0)
        self.best.tell(look.label("miss-best", miss=self._told(experiment.best_loss)))
        self.now = Readout(NAME_PX, look.model, 0.0, 0.0, 1.0)
        some = range(0, len(values), max(len(values) // _LOOKED_AT, 1))
        self._widest = max(self.tell(k).advance for k in (*some, len(values) - 1))
        self.name = Type(look.label("typical-miss"), NAME_PX, look.muted)
        self.tell(0)

    @property
    def room(self) -> float:
        """How much of a panel's width it takes, scene units."""
        return self.best.advance + self._widest + self.name.advance + 3 * _GAP + _EDGE

    def above(self, plot: Plot) -> Self:
        """Stand above a picture of the data."""
        y, right = plot.area.top + NAME_Y, plot.box.right - _EDGE
        self.best.move(right, y)
        self.now.move(right - self.best.advance - _GAP, y)
        self.name.at(right - self.best.advance - self._widest - 2 * _GAP, y, 1.0)
        title = plot.axes.titles[1]
        if self.name.box[0, 0] < title.box[1, 0] + _GAP:
            self.name.write("")
            self._title = title
            self.tell(0)
        return self

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.name, self.now, self.best)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def tell(self, step: int) -> Readout:
        """Show what the line misses typically after a step."""
        told = self._told(float(self._experiment.trajectory.values[step]))
        if self._title is not None:
            named = self.now.tell(self._look.label("miss-named", miss=told))
            if named.box[0, 0] >= self._title.box[1, 0] + _GAP:
                return named
        return self.now.tell(self._look.label("miss-now", miss=told))

    def _told(self, error: float) -> str:
        return typical_miss(self._experiment, error, self._look.vocabulary)
