"""The picture in which misses are measured: one and the same in all scenes that look at one row."""

from dataclasses import dataclass, replace

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.landscape.missing import Miss, miss
from gdcore.landscape.standing import across
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import WIDE, Box, Grid
from scenes.kit.look.look import Look
from scenes.kit.plots.scatter import Scatter, scatter

__all__ = ["MissPicture", "miss_picture"]

_SHARES = (0.699, 0.48)
"""The panel's, of the width, and of the height where it is the upper one."""
_MARGIN = 0.06
_ASPECT = 1.8
"""About the picture's width over its height, inside the axes."""
_WIDER, _HIGHER = 1.9, 1.2
"""Scales are made equal where the window gets no wider, or higher, than by so much."""
_NEAR, _CROWD, _PART, _FLOOR = 0.02, 5, 10, 0.08
"""Rows that are at the foot within a share of the extent; from how many on they are a crowd, if
these are a tenth of all; how much room there is for words under a crowd."""


@dataclass(frozen=True, eq=False)
class MissPicture:
    """A large picture of the data, room beside it, and a model that misses.

    Parameters
    ----------
    scatter : Scatter
        In the panel `scatter.plot.box`. Where the scales are equal, a step of x, as the lesson
        measures it, is as long as a step of y.
    aside : Box
        The room right of the panel, or below it.
    miss : Miss
        The model that is looked at, and the row by which it is told.
    """

    scatter: Scatter
    aside: Box
    miss: Miss


def miss_picture(
    experiment: Experiment, look: Look, room: float = 1.0, grid: Grid = WIDE
) -> MissPicture:
    """Lay out the picture for a lesson.

    Parameters
    ----------
    experiment : Experiment
    look : Look
    room : float
        How many times as large as usual the window is.
    grid : Grid
    """
    panel, aside = grid.parts(*_SHARES)
    data, margin = experiment.data, ((1.0 + 2.0 * _MARGIN) * room - 1.0) / 2.0
    window = Window.around(np.column_stack([across(experiment), data.y.values]), margin)
    if _has_a_crowded_foot(data.y.values):
        window = replace(window, bottom=window.bottom - _FLOOR * window.height)
    ratio = _ratio(experiment, window) if len(data.predictors) == 1 else 0.0
    return MissPicture(
        scatter(panel, experiment, look, (window,), ratio=ratio), aside, miss(experiment)
    )


def _has_a_crowded_foot(y: Floats) -> bool:
    """Return whether a good part of the rows is at the lowest height, as those that say no."""
    crowd = int(np.sum(y <= y.min() + _NEAR * np.ptp(y)))
    return _CROWD <= crowd < len(y) <= _PART * crowd


def _ratio(experiment: Experiment, window: Window) -> float:
    """Return how many units up are as long as one across; 0 if the data do not suit equal scales.

    Examples
    --------
    >>> from scenes.brief import default_brief
    >>> _ratio(default_brief().experiment, Window(170.0, 232.0, 2500.0, 6500.0))
    100.0
    """
    scales = experiment.scaling.scales
    ratio = float(scales[-1] / scales[0])
    widened = _ASPECT * window.height / (ratio * window.width)
    return ratio if 1.0 / _HIGHER <= widened <= _WIDER else 0.0
