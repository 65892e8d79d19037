"""The parameters of the point on a map, and those of the best fit, as numbers beneath it."""

from gdcore.arrays import Floats
from gdcore.section import Section
from gdcore.typeset.expressions import name_text
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_DROP, NAME_PX
from scenes.kit.plots.plot import Plot
from scenes.kit.text.readout import Readout

__all__ = ["PointReading"]

_LEFT, _GAP = 0.22, 0.3
_LONGEST = 6


class PointReading:
    """Two lines of numbers under a map: what varies in it, now and at the best fit.

    Parameters
    ----------
    cut : Section
        What the map varies.
    plot : Plot
        They stand left of the name of its horizontal axis; what has no room there is left out.
    look : Look

    Attributes
    ----------
    now, best : Readout
    """

    def __init__(self, cut: Section, plot: Plot, look: Look) -> None:
        self._cut, self._look, self._has_room = cut, look, True
        left, y = plot.box.left + _LEFT, plot.area.bottom + NAME_DROP
        self.now = Readout(NAME_PX, look.model, left, y)
        path = cut.whole.trajectory
        widest = max(self.tell(k).advance for k in (0, path.steps // 2, path.steps))
        self.best = Readout(NAME_PX, look.best, left + widest + _GAP, y)
        self.best.tell(look.label("point-best", values=self._told(cut.whole.best)))
        room = float(plot.axes.titles[0].box[0, 0]) - _GAP
        self._has_room = left + widest < room
        if left + widest + _GAP + self.best.advance > room:
            self.best.tell("")
        self.tell(0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.now, self.best)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def tell(self, step: int) -> Readout:
        """Show the parameters after a step, if there is room for all of them."""
        told = self._told(self._cut.whole.trajectory.points[step])
        return self.now.tell(told if self._has_room else "")

    def _told(self, point: Floats) -> str:
        values = self._cut.project(point).tolist()
        told = self._look.numerals.significant
        names = [name_text(name) for name in self._cut.names]
        return "  ".join(f"{n[:_LONGEST]} {told(v)}" for n, v in zip(names, values, strict=True))
