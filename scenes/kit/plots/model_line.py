"""The model among the data, for some parameters, and how far it misses."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions, Segments, Type, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX, NAME_Y
from scenes.kit.plots.standing import (
    DataPlot,
    model_shape,
    outline_places,
    show_model,
    thread_places,
)
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, place
from scenes.telling.vocabulary import pictured

__all__ = ["ModelLine", "outside"]

_MOST_RESIDUALS = 600
_FRONT = 0.3
"""Of a sweep, how long each residual grows."""


class ModelLine:
    """The model's line, curve, plane or guesses, and its residuals; `at` moves them.

    Parameters
    ----------
    experiment : Experiment
    plot : Plot or SpacePlot
        Of the data, in their own units.
    look : Look

    Attributes
    ----------
    line : Path or Dots
        See `scenes.kit.plots.standing.model_shape`.
    residuals : Segments
        From each row to the line; of very many rows, of some evenly spaced ones.
    lost : Type
        Says so when the line has left the picture.
    theta : Floats, shape (p,)
        The parameters shown, in the units descended in.
    """

    def __init__(self, experiment: Experiment, plot: DataPlot, look: Look) -> None:
        self._experiment, self._plot = experiment, plot
        self._rows = _some_rows(experiment)
        self._table = experiment.data.table[self._rows]
        self._y = experiment.data.y.values[self._rows]
        self._dots = self._places(self._y)
        many = len(self._rows) > _MOST_RESIDUALS / 2
        clip = plot.area.clip
        self.residuals = Segments(
            np.zeros((2, 2)), look.slope, 1.0 if many else 1.5, opacity=0.85, clip=clip
        ).cast("residuals")
        self.line = model_shape(plot, experiment, look.model).cast("line")
        self.lost = outside(pictured(experiment.model), plot, look)
        self.at(experiment.trajectory.start)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.residuals, self.line, self.lost)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: nothing."""
        return ()

    @property
    def outline(self) -> Positions:
        """Where it runs on the screen, shape (k, 2): a sheet's rim, of guesses each."""
        return outline_places(self._plot, self._experiment, self.theta)

    @property
    def is_lost(self) -> bool:
        """Whether no part of the line is in the picture."""
        area, heights = self._plot.area, self.line.points[:, 1]
        return bool(heights.min() > area.top or heights.max() < area.bottom)

    def at(self, theta: Floats) -> Self:
        """Show it with some parameters, shape (p,), in the units descended in."""
        self.theta = theta
        show_model(self.line, self._plot, self._experiment, theta)
        self.lost.veil(float(self.is_lost))
        return self.grow(1.0)

    def leave(self, ghost: Path | Dots) -> None:
        """Let a ghost, as `scenes.kit.plots.standing.ghost_shape` makes it, be where it is now."""
        show_model(ghost, self._plot, self._experiment, self.theta)

    def look_again(self) -> None:
        """Find its places anew, after the picture has come to show another window."""
        self._dots = self._places(self._y)
        self.at(self.theta)

    def _places(self, heights: Floats) -> Positions:
        """Return where heights over its rows are on the screen, shape (n, 2)."""
        return thread_places(self._plot, self._experiment, heights, self._rows)

    def sweep(self, progress: float) -> None:
        """Draw the residuals one after the other, from left to right, as progress has it."""
        ranks = np.argsort(np.argsort(self._dots[:, 0])) / max(len(self._rows) - 1, 1)
        self.residuals.veil(1.0)
        self.grow(np.clip((progress * (1.0 + _FRONT) - ranks) / _FRONT, 0.0, 1.0))

    def grow(self, share: float | Floats) -> Self:
        """Draw each residual from its dot a share of the way to the line; one share each or all."""
        y = self._y
        ends = y + share * (_finite(self._experiment.predict(self.theta, self._table), y) - y)
        self.residuals.put(segment_points(self._dots, self._places(ends)))
        return self

    def height(self, x: float) -> Positions:
        """Return where on the screen it is at a value of its one predictor, shape (2,)."""
        predicted = self._experiment.predict(self.theta, np.array([x]))
        return self._plot.places(np.column_stack([[x], predicted]))[0]


def _finite(predicted: Floats, observed: Floats) -> Floats:
    """Return predictions, with the observed value where there is none, so no residual is drawn."""
    return np.where(np.isfinite(predicted), predicted, observed)


def _some_rows(experiment: Experiment) -> NDArray[np.int64]:
    """Return the rows whose residuals are drawn: all, or evenly spaced ones if they are many."""
    n = experiment.data.n
    count = n if n <= _MOST_RESIDUALS else _MOST_RESIDUALS // 2
    return np.linspace(0, n - 1, count).astype(int)


def outside(what: str, plot: DataPlot, look: Look) -> Type:
    """Return the words for what has left a picture, at the upper right of its panel, or left."""
    note, area = Type(escaped(look.label(f"{what}-outside")), NAME_PX, look.model), plot.area
    words = tuple(s.box for s in plot.furniture if isinstance(s, Type) and len(s.points))
    high = area.top + NAME_Y
    spots = [(area.right, high, 1.0), (area.left, high, 0.0)]
    place(note, spots, Obstacles(np.empty((0, 2)), words, area))
    return note
