"""Where rows and the model are on the screen in a picture of the data of any number of columns."""

from typing import Any

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.landscape.standing import Samples, across, samples
from gdcore.landscape.view import Window
from scenes.kit.ink.shapes import Dots, Path, Positions
from scenes.kit.plots.plot import Plot
from scenes.kit.plots.sheet import Sheet, rim_of
from scenes.kit.plots.space_plot import SpacePlot

__all__ = [
    "DataPlot",
    "ghost_shape",
    "model_heights",
    "model_places",
    "model_shape",
    "outline_places",
    "row_places",
    "show_model",
    "thread_places",
]

DataPlot = Plot | SpacePlot
"""A picture of the data: flat, or over a floor of two columns."""

_CURVE_SAMPLES = 160
_REACH = 1e6
"""A model is followed so many heights of the picture beyond its edges, and no further."""
_GUESS_PX, _LINE_PX, _RIM_PX, _GHOST_PX = 4.0, 4.0, 3.0, 2.0


def row_places(
    plot: DataPlot, experiment: Experiment, heights: Floats, rows: Any = slice(None)
) -> Positions:
    """Return where heights of some rows are on the screen, shape (n, 2).

    Parameters
    ----------
    plot : Plot or SpacePlot
        Of the data, in their own units.
    experiment : Experiment
    heights : Floats, shape (n,)
        One for each of these rows.
    rows : indices
        All if not given.
    """
    if isinstance(plot, SpacePlot):
        return plot.places(np.column_stack([experiment.data.table[rows], heights]))
    return plot.places(np.column_stack([across(experiment)[rows], heights]))


def thread_places(
    plot: DataPlot, experiment: Experiment, heights: Floats, rows: Any = slice(None)
) -> Positions:
    """Return the same of the ends of threads, which over a floor end where they leave the picture.

    In a flat picture its edges cut them.

    Parameters
    ----------
    plot : Plot or SpacePlot
        Of the data, in their own units.
    experiment : Experiment
    heights : Floats, shape (k,)
    rows : slice or array of int
        Which rows they are of.
    """
    if isinstance(plot, SpacePlot):
        heights = heights.clip(plot.window.bottom, plot.window.top)
    return row_places(plot, experiment, heights, rows)


def model_heights(experiment: Experiment, theta: Floats, window: Window) -> tuple[Samples, Floats]:
    """Return where the model is evaluated in a window, and its predictions there, shape (k,)."""
    count = 2 if experiment.model.is_straight else _CURVE_SAMPLES
    at = samples(experiment, window.left, window.right, count)
    return at, experiment.predict(theta, at.table)


def model_places(plot: DataPlot, experiment: Experiment, theta: Floats) -> Positions:
    """Return places of the model, shape (k, 2).

    They lie along a line or a curve, of a straight line at its ends; on a grid over a floor of two
    columns; of more columns there is one for each of some rows.

    Parameters
    ----------
    plot : Plot or SpacePlot
        Of the data, in their own units.
    experiment : Experiment
    theta : Floats, shape (p,)
        In the units descended in.
    """
    return plot.places(_model_points(plot, experiment, theta))


def _model_points(plot: DataPlot, experiment: Experiment, theta: Floats) -> Floats:
    """Return the numbers of these places, as `plot.places` takes them."""
    window = plot.window
    at, heights = model_heights(experiment, theta, window)
    reach = _REACH * np.array([-1.0, 1.0]) * window.height + window.middle[1]
    heights = np.where(np.isnan(heights), reach[0], heights).clip(*reach)
    table = at.table if isinstance(plot, SpacePlot) else at.across[:, None]
    return np.column_stack([table, heights])


def show_model(shape: Path | Dots, plot: DataPlot, experiment: Experiment, theta: Floats) -> None:
    """Let a shape be the model with some parameters.

    Parameters
    ----------
    shape : Path, Dots or Sheet
    plot : DataPlot
    experiment : Experiment
    theta : Floats, shape (p,)
        As for `model_places`.
    """
    points = _model_points(plot, experiment, theta)
    if isinstance(shape, Sheet):
        shares = (points[:, 2] - plot.window.bottom) / plot.window.height
        shape.hang_at(plot.places(points), shares)
    else:
        shape.put(plot.places(points))


def outline_places(plot: DataPlot, experiment: Experiment, theta: Floats) -> Positions:
    """Return a line that stands for the model, shape (k, 2): of a sheet its rim."""
    places = model_places(plot, experiment, theta)
    return rim_of(places) if isinstance(plot, SpacePlot) else places


def model_shape(plot: DataPlot, experiment: Experiment, colour: str) -> Path | Dots:
    """Return what shows the model: a line or curve, a sheet, or a mark for each guess."""
    clip = plot.area.clip
    if isinstance(plot, SpacePlot):
        return Sheet(colour, _RIM_PX, clip=clip)
    if len(experiment.data.predictors) == 1:
        return Path(np.zeros((1, 2)), colour, _LINE_PX, clip=clip)
    return Dots(np.zeros((1, 2)), _GUESS_PX, colour, stroke_px=2.0, clip=clip)


def ghost_shape(plot: DataPlot, experiment: Experiment, colour: str) -> Path | Dots:
    """Return what shows a model that was left: a thin line, or a small mark for each guess."""
    clip = plot.area.clip
    if isinstance(plot, SpacePlot):
        return Sheet(colour, _GHOST_PX, hollow=True, clip=clip)
    if len(experiment.data.predictors) > 1:
        return Dots(np.zeros((1, 2)), _GUESS_PX / 2.0, colour, clip=clip)
    return Path(np.zeros((1, 2)), colour, _GHOST_PX, clip=clip)
