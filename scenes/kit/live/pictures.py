"""Each kind of picture that comes alive, described: what it shows, where, and with which axes."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from gdcore.data.dataset import Dataset
from gdcore.experiment import Experiment
from gdcore.landscape.log_scale import LogScale
from gdcore.landscape.region import Region
from gdcore.section import Section
from scenes.kit.ink.layout import Box
from scenes.kit.live.places import box_px, length_px, place_px, plot_entry
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.error_plot import CurveGround, ErrorPlot
from scenes.kit.plots.plot import Plot
from scenes.kit.plots.scatter import Scatter
from scenes.kit.surface.rings import Rings
from scenes.kit.surface.surface import Surface
from scenes.kit.text.names import Words, axis_words
from scenes.kit.text.shortening import shortened
from scenes.stage import Stage
from scenes.telling.columns import has_several

__all__ = [
    "batch_picture",
    "clock_picture",
    "curve_picture",
    "data_picture",
    "error_picture",
    "knobs_picture",
    "map_picture",
    "rows_picture",
    "surface_picture",
]

_E = "E"


def data_picture(stage: Stage, scatter: Scatter) -> dict[str, Any] | None:
    """Return the picture of the data, with the model's line or curve among them.

    Of several predictors there is none.

    Of a line, `reads_at` is where its b is read, in the predictor's own unit, and `grips` where it
    can be taken: there, if that is in the picture, and near the end that is farther away.
    """
    experiment, plot, look = scatter.experiment, scatter.plot, stage.look
    if has_several(experiment) or not isinstance(plot, Plot):
        return None
    entry = rows_picture(plot, experiment.data) | {"best": _is_told(stage, scatter)}
    if not experiment.is_line:
        return entry
    origin = float(experiment.scaling.shifts[0])
    told = look.numerals.rounded(origin, _ORIGIN_DIGITS)
    return entry | {"readsAt": origin, "readsAtWords": told, "grips": _grips(plot, origin)}


def rows_picture(plot: Plot, data: Dataset) -> dict[str, Any]:
    """Return the picture of rows, with a model's curve among them that nobody takes hold of."""
    x, y = ((shortened(column.name, column.unit), "", "") for column in (data.x, data.y))
    return {"kind": "data", **plot_entry(plot, x, y), "best": False}


_ORIGIN_DIGITS = 4
_GRIP_SHARES = (0.25, 0.86)
"""Where a line is taken, as shares of the picture's width."""
_INSIDE = 0.04


def _is_told(stage: Stage, scatter: Scatter) -> bool:
    """Return whether the best fit is shown."""
    (best,) = scatter.best
    return best in stage.mobjects and best.veiled > 0.0


def _grips(plot: Plot, origin: float) -> list[float]:
    """Return where a line is taken: at x for its height, and at another x for its slope."""
    window = plot.window
    near, far = (window.left + share * window.width for share in _GRIP_SHARES)
    edge = _INSIDE * window.width
    if window.left + edge <= origin <= window.right - edge:
        near = origin
        far = far if far - near > window.width / 4.0 else window.left + window.right - far
    return [near, far]


def error_picture(shown: ErrorPlot, experiment: Experiment, look: Look) -> dict[str, Any]:
    """Return what a descent is seen on: the map, or the curve of one parameter."""
    cut, ground = shown.section, shown.ground
    if isinstance(ground, CurveGround):
        return _curve(shown.plot, experiment, cut.names[0], cut.chosen[0], look)
    return map_picture(cut, shown.plot, ground.scale, look)


def map_picture(cut: Section, plot: Plot, scale: LogScale, look: Look) -> dict[str, Any]:
    """Return the map of two parameters, in bands that the levels of a scale part.

    Parameters
    ----------
    cut : Section
        Of two parameters.
    plot : Plot
    scale : LogScale
    look : Look
    """
    across, up = (axis_words(cut.whole, name, look) for name in cut.names)
    shares = scale.shares(scale.levels, scale.top(0.0)).tolist()
    return {
        "kind": "map",
        **plot_entry(plot, across, up),
        "parameters": list(cut.chosen),
        "levels": (scale.base + scale.levels).tolist(),
        "tints": [1.0 - share for share in shares],
    }


def curve_picture(curve: ErrorCurve, look: Look) -> dict[str, Any]:
    """Return E over one parameter."""
    cut = curve.section
    return _curve(curve.plot, cut.whole, cut.names[0], cut.chosen[0], look)


def _curve(plot: Plot, experiment: Experiment, name: str, number: int, look: Look) -> Any:
    before, symbol = look.label("error").split("$")[:2]
    error: Words = (before, symbol or _E, "")
    entry = plot_entry(plot, axis_words(experiment, name, look), error)
    return {"kind": "curve", **entry, "parameters": [number]}


def knobs_picture(
    panel: Any, experiment: Experiment, chosen: Sequence[int], ranges: Any, look: Look
) -> dict[str, Any]:
    """Return a slider for each of some parameters.

    Parameters
    ----------
    panel : Box
        Where they are.
    experiment : Experiment
    chosen : sequence of int
        The parameters.
    ranges : array, shape (k, 2)
        Between which values each is turned.
    look : Look
    """
    names = [experiment.model.names[k] for k in chosen]
    return {
        "kind": "knobs",
        "panel": box_px(panel),
        "parameters": list(chosen),
        "ranges": np.asarray(ranges, dtype=np.float64).tolist(),
        "words": [list(axis_words(experiment, name, look)) for name in names],
    }


def batch_picture(panel: Any, sizes: Sequence[int]) -> dict[str, Any]:
    """Return a slider for how many rows a step looks at.

    Parameters
    ----------
    panel : Box
        Where it is.
    sizes : sequence of int
        What it can be set to, ascending.
    """
    return {"kind": "batch", "panel": box_px(panel), "sizes": list(sizes)}


def clock_picture(
    panel: Box, most: int, shares: Sequence[tuple[str, int | None]]
) -> dict[str, Any]:
    """Return a slider from no steps to very many, and shares of what is done by then.

    Parameters
    ----------
    panel : Box
        Where it is.
    most : int
        Steps.
    shares : sequence of (str, int or None)
        What each is called, and the parameter whose way it is of; None for the error's.
    """
    told = [{"words": words, "of": of} for words, of in shares]
    return {"kind": "clock", "panel": box_px(panel), "most": most, "shares": told}


def surface_picture(surface: Surface, rings: Rings, region: Region, look: Look) -> dict[str, Any]:
    """Return a landscape: what it shows, how high it is drawn, and from where it is seen.

    Space is measured as in `scenes.kit.surface.geometry`, in `unit` pixels.

    Parameters
    ----------
    surface : Surface
    rings : Rings
        At which heights there are lines of equal error.
    region : Region
        What the landscape is of.
    look : Look
    """
    field, cut, view = surface.field, region.section, surface.view
    left, bottom, width, height = surface.clip or (0.0, 0.0, 0.0, 0.0)
    before, symbol = look.label("error").split("$")[:2]
    words = [axis_words(cut.whole, name, look) for name in cut.names]
    return {
        "kind": "surface",
        "panel": [*place_px(left, bottom + height), length_px(width), length_px(height)],
        "parameters": list(cut.chosen),
        "words": [list(told) for told in (*words, (before, symbol, ""))],
        "middle": field.middle.tolist(),
        "reach": field.reach.tolist(),
        "axes": field.planform.axes.tolist(),
        "strip": field.planform.is_strip,
        "heights": [field.scale.lowest, field.scale.highest],
        "gap": surface.gap,
        "relief": surface.relief,
        "rings": list(rings.levels),
        "view": {"azimuth": view.azimuth, "elevation": view.elevation},
        "unit": length_px(view.scale),
        "centre": place_px(*view.centre),
    }
