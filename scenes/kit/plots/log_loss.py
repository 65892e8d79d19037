"""What a row of yes or no costs: minus the logarithm of the probability of what happened."""

from typing import Final

import numpy as np

from gdcore.landscape.chances import chances
from gdcore.landscape.missing import Miss
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked, Path, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX
from scenes.kit.plots.plot import Plot, fitted
from scenes.kit.text.labels import numeral
from scenes.kit.text.placing import Obstacles, dense, place
from scenes.telling.one_loss import ToldLoss

__all__ = ["LogLoss"]

_LEAST_TOP, _OVER, _BELOW = 3.0, 1.15, -0.06
"""How high the picture is at least; how far above what is told, as a factor; what is below zero."""
_SAMPLES, _FAR = 241, 30.0
_TOLD_PX, _DOWN, _EDGE, _AIR = 22.0, 0.3, 0.1, 0.08
_ABOVE = (0.12, 0.25, 0.4, 0.6)
_ROOM: Final = 0.6


class LogLoss:
    """The curve −ln p, the rows on it, and their mean.

    Parameters
    ----------
    box : Box
        Room for the axes; no panel is drawn.
    miss : Miss
        The model, and the row that is looked at first.
    told : ToldLoss
    names : tuple of str
        Of the axes: what p is, and what it costs.
    look : Look

    Attributes
    ----------
    axes : tuple of Inked
    curve : Path
        From the right, where nothing is lost, to the left; see `draw`.
    dot, others : Dots
        The hero, and all rows.
    drop : Path
        From the hero to both axes.
    told : Type
        The hero's loss.
    mean : Path
        As high as the mean.
    error : Type
        Its number.
    """

    def __init__(
        self, box: Box, miss: Miss, told: ToldLoss, names: tuple[str, str], look: Look
    ) -> None:
        objective, hero = miss.experiment.objective, miss.row
        error, given = float(objective.value(miss.theta)), chances(objective, miss.theta)
        with np.errstate(divide="ignore"):
            losses = np.minimum(-np.log(given), _FAR)
        top = max(_LEAST_TOP, _OVER * float(losses[hero]), _OVER * error)
        across, up = (fitted(name, NAME_PX, look.muted, box.width - _ROOM) for name in names)
        window = Window(0.0, 1.0, _BELOW * top, top)
        plot = self.plot = Plot.build(box, window, (across, up), look, (3, 4))
        self.axes: tuple[Inked, ...] = plot.axes.shapes
        area, clip, rows = plot.area, plot.area.clip, np.column_stack([given, losses])
        self.curve = Path(np.zeros((2, 2)), look.text, 3.5, clip=clip)
        self.others = Dots(plot.places(rows), 4.0, look.data, clip=clip)
        self.dot = Dots(plot.places(rows[hero, None]), 8.0, look.data, clip=clip)
        (x, y), (left, bottom) = self.dot.points[0, :2], (area.left, area.bottom)
        corners = np.array([[left, y], [x, y], [x, bottom]])
        self.drop = Path(corners, look.muted, 1.5, dashes_px=(5.0, 5.0), clip=clip)
        p, loss, mean = map(numeral, (told.chance, told.loss, told.error))
        source = f"-ln {p} = {loss}"
        self.told = Type(f"${source}$", _TOLD_PX, look.text)
        self.told.at(area.right - _EDGE, area.top - _DOWN, 1.0)
        self._mean = plot.places(np.array([[0.0, error], [1.0, error]]))
        self.mean = Path(self._mean, look.text, 2.5, dashes_px=(8.0, 5.0), clip=clip)
        self.error = Type(f"$E = {mean}$", _TOLD_PX, look.text)
        self.draw(1.0)
        level, right = float(self._mean[0, 1]), area.right - _EDGE
        taken = Obstacles(points=dense(self.curve.points[:, :2]), air=_AIR)
        place(self.error, [(right, level + above, 1.0) for above in _ABOVE], taken)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        marks = (self.drop, self.curve, self.mean, self.others, self.dot)
        return (*self.axes, *marks, self.told, self.error)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def draw(self, progress: float) -> None:
        """Draw the curve from a sure and right guess towards a sure and wrong one."""
        top = self.plot.window.top
        losses = np.linspace(0.0, max(eased(progress), 1.0 / _SAMPLES) * top, _SAMPLES)
        self.curve.put(self.plot.places(np.column_stack([np.exp(-losses), losses])))

    def level(self, progress: float) -> None:
        """Draw the mean from left to right."""
        start, end = self._mean
        self.mean.put(np.array([start, start + eased(progress) * (end - start)]))
