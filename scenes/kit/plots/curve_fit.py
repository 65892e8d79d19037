"""A curve among the data in any rectangle, large or small, for one value of its parameter."""

from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.error.objective import Objective
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions, Segments, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import places

__all__ = ["CurveFit"]

_SAMPLES: Final = 241
_OPACITY: Final = 0.85
_MISS_PX: Final = 1.5


class CurveFit:
    """The rows as dots, and the prediction as a curve.

    Parameters
    ----------
    area : Box
        What they fill; both are cut there.
    window : Window
        Which numbers that shows.
    objective : Objective
        Of one predictor and one parameter.
    look : Look
    radius_px, stroke_px : float
        Of a dot, and of the curve.

    Attributes
    ----------
    dots : Dots
    curve : Path
    residuals : Segments
        From each row to the curve; they wait unseen.
    """

    def __init__(
        self,
        area: Box,
        window: Window,
        objective: Objective,
        look: Look,
        radius_px: float,
        stroke_px: float,
    ) -> None:
        self._area, self._window, self._objective = area, window, objective
        data = objective.data
        rows = np.column_stack([data.x.values, data.y.values])
        self._marks = places(area, window, rows)
        self.residuals = Segments(np.zeros((2, 2)), look.slope, _MISS_PX, clip=area.clip)
        self.dots = Dots(self._marks, radius_px, look.data, opacity=_OPACITY, clip=area.clip)
        self.curve = Path(np.zeros((2, 2)), look.model, stroke_px, clip=area.clip)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.residuals, self.dots, self.curve)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """The residuals."""
        return (self.residuals,)

    def at(self, value: float) -> None:
        """Draw the curve for a value of the parameter."""
        across = np.linspace(self._window.left, self._window.right, _SAMPLES)
        self.curve.put(self._places(value, across))
        at_rows = self._places(value, self._objective.data.x.values)
        self.residuals.put(segment_points(self._marks, at_rows))

    def _places(self, value: float, x: Floats) -> Positions:
        """Return where the prediction is for values of the predictor, shape (n, 2)."""
        heights = self._objective.curve(np.array([value]), x)
        return places(self._area, self._window, np.column_stack([x, heights]))
