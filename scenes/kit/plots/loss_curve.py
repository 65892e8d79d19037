"""What one row costs, as a curve over its residual, and how steep that curve is."""

from typing import Self

import numpy as np

from gdcore.error.loss import Loss
from gdcore.error.row_loss import row_loss, row_steepness
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Inked, Path, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX
from scenes.kit.plots.plot import Plot
from scenes.kit.text.readout import Readout

__all__ = ["LossCurve"]

_WINDOW = Window(-1.0, 1.0, -0.45, 2.4)
_SAMPLES, _DROP_PX = 241, 1.5
_HALF = 0.95
"""How far a tangent reaches to both sides of its point, in scene units."""
_NAME_PX, _NAME_DROP = 40.0, 0.35
_TOLD_PX, _TOLD_DROP, _SPAN = 24.0, 0.85, 4.0


class LossCurve:
    """A curve over the residual, true to scale, with a tangent whose steepness is told.

    Parameters
    ----------
    box : Box
    loss : Loss
        One that depends on the residual only.
    names : tuple of str
        Typst markup of the residual, and of what it costs.
    steepness : str
        The word before its number.
    look : Look

    Attributes
    ----------
    curve : Path
    drop : Segments
        From where the point is, down to the residual on the axis.
    tangent : Path
    dot : Dots
    name : Type
        What it costs, between the curve's arms.
    told : Readout
        How steep the tangent is, below that.
    """

    def __init__(
        self, box: Box, loss: Loss, names: tuple[str, str], steepness: str, look: Look
    ) -> None:
        self._loss, self._look, self._steepness = loss, look, steepness
        across, up = (Type(name, NAME_PX, look.muted) for name in (names[0], ""))
        plot = self.plot = Plot.build(box, _WINDOW, (across, up), look, (5, 3), ratio=1.0)
        area, clip = plot.area, plot.area.clip
        residuals = np.linspace(plot.window.left, plot.window.right, _SAMPLES)
        points = np.column_stack([residuals, row_loss(loss, residuals)])
        self.curve = Path(plot.places(points), look.text, 3.5, clip=clip)
        self.drop = Segments(np.zeros((2, 2)), look.muted, _DROP_PX, clip=clip)
        self.tangent = Path(np.zeros((2, 2)), look.slope, 3.5, clip=clip)
        self.dot = Dots(np.zeros((1, 2)), 8.0, look.model, clip=clip)
        middle = (area.left + area.right) / 2
        self.name = Type(names[1], _NAME_PX, look.text).at(middle, area.top - _NAME_DROP, 0.5)
        self.told = Readout(_TOLD_PX, look.slope, middle, area.top - _TOLD_DROP, 0.5)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (
            *self.plot.axes.shapes,
            self.drop,
            self.curve,
            self.tangent,
            self.dot,
            self.name,
            self.told,
        )

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def reach(self) -> float:
        """The residual at the right end of what is seen of the curve."""
        window = self.plot.window
        residuals = np.linspace(0.0, window.right, _SAMPLES)
        seen = residuals[row_loss(self._loss, residuals) <= window.top]
        return float(seen[-1])

    def at(self, residual: float) -> Self:
        """Put point and tangent at a residual; at a kink there is no tangent."""
        at = np.array([residual])
        slope = float(row_steepness(self._loss, at)[0])
        place = self.plot.places(np.column_stack([at, row_loss(self._loss, at)]))[0]
        has_one = self._loss.is_smooth or residual != 0.0
        way = has_one * _HALF * np.array([1.0, slope]) / np.hypot(1.0, slope)
        self.tangent.put(np.array([place - way, place + way]))
        self.dot.put(place[None])
        self.drop.put(np.array([place, [place[0], self.plot.area.bottom]]))
        told = f"{self._steepness} {self._look.numerals.steady(slope, _SPAN)}"
        self.told.tell(told if has_one else "")
        return self
