"""A descent as one picture: the error at each step, the path on the map, the residuals."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gdcore.experiment import Experiment
from gdvideo.briefing import look_of
from gdvideo.errors import InputError
from gdvideo.rendering.folder import write_whole
from gdvideo.study import Study
from scenes.kit.look.look import Look

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["figure", "write_plot"]

KINDS: Final = (".png", ".svg")

_SIZE: Final = (13.0, 4.2)
_GRID: Final = 80
_LEVELS: Final = 12
_MARGIN: Final = 0.25
_TICKS: Final = 5
_SHOWN_ROWS: Final = 5_000


def write_plot(study: Study, path: Path) -> None:
    """Write the picture of a lesson's descent.

    Raises
    ------
    InputError
        If the file's name does not end in .png or .svg, or it cannot be written.
    """
    if path.suffix.lower() not in KINDS:
        raise InputError(f"--plot got {str(path)!r}: its name must end in {' or '.join(KINDS)}.")
    held = BytesIO()
    kind = path.suffix.lower()[1:]
    # Without a date and with a fixed seed of ids the same lesson gives the same bytes.
    import matplotlib as mpl

    with mpl.rc_context({"svg.hashsalt": "gdvideo"}):
        metadata = {"Date": None} if kind == "svg" else {}
        figure(study).savefig(held, format=kind, dpi=150, metadata=metadata)
    write_whole(path, held.getvalue())


def figure(study: Study) -> "Figure":
    """Return the picture of a lesson's descent, in the colours and letters of its theme."""
    import matplotlib as mpl

    look = look_of(study.lesson)
    with mpl.rc_context({"font.family": _families(look)}):
        return _drawn(study.experiment, look)


def _families(look: Look) -> list[str]:
    """Return the lesson's own font, if there is one, before those that have what it lacks."""
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties, fontManager

    usual = [*mpl.rcParams["font.family"]]
    if look.font is None:
        return usual
    fontManager.addfont(look.font.file)
    return [FontProperties(fname=look.font.file).get_name(), *usual]


def _drawn(experiment: Experiment, look: Look) -> "Figure":
    import matplotlib as mpl
    from matplotlib.figure import Figure

    drawn = Figure(figsize=_SIZE, layout="constrained", facecolor=look.ground)
    error, path, residuals = (_panel(drawn, k, look) for k in (1, 2, 3))
    _draw_error(error, experiment, look)
    draw = _draw_map if experiment.best.size == 2 else _draw_parameters
    draw(path, experiment, look)
    _draw_residuals(residuals, experiment, look)
    for axes in drawn.axes:
        # Numbers at ticks are made when the picture is drawn: by then the setting is undone.
        axes.tick_params(which="both", labelfontfamily=mpl.rcParams["font.family"])
    return drawn


def _panel(drawn: "Figure", place: int, look: Look) -> "Axes":
    axes = drawn.add_subplot(1, 3, place, facecolor=look.panel)
    axes.tick_params(colors=look.muted, labelsize=9)
    axes.locator_params(nbins=_TICKS)
    for spine in axes.spines.values():
        spine.set_color(look.edge)
    return axes


def _name(axes: "Axes", look: Look, title: str, x: str, y: str) -> None:
    axes.set_title(title, color=look.text, fontsize=12)
    axes.set_xlabel(x, color=look.muted)
    axes.set_ylabel(y, color=look.muted)


def _draw_error(axes: "Axes", experiment: Experiment, look: Look) -> None:
    """Draw what is left of E at each step, on a scale of powers of ten if it is positive."""
    left = experiment.trajectory.values - experiment.best_loss
    axes.plot(np.arange(left.size), np.where(left > 0.0, left, np.nan), color=look.step)
    if (left > 0.0).any():
        axes.set_yscale("log")
    _name(axes, look, "Error above the best fit's", "step", "E − E of the best fit")


def _draw_map(axes: "Axes", experiment: Experiment, look: Look) -> None:
    """Draw the path among the lines of equal error, in the units descended in."""
    points = experiment.trajectory.points
    seen = np.vstack([points, experiment.best])
    low, high = seen.min(axis=0), seen.max(axis=0)
    margin = _MARGIN * np.where(high > low, high - low, 1.0)
    across, up = (
        np.linspace(a, b, _GRID) for a, b in zip(low - margin, high + margin, strict=True)
    )
    grid = np.stack(np.meshgrid(across, up), axis=-1)
    heights: Any = experiment.objective.value(grid) - experiment.best_loss
    lines = heights[np.isfinite(heights) & (heights > 0.0)]
    lowest = _seen_from(experiment, (across[1] - across[0], up[1] - up[0]))
    if lines.size and lowest < lines.max():
        levels = np.geomspace(max(lines.min(), lowest), lines.max(), _LEVELS)
        axes.contour(across, up, heights, levels=levels, colors=look.contour, linewidths=0.8)
    axes.plot(*points.T, "o-", color=look.step, markersize=2.5, linewidth=1.0)
    axes.plot(*points[0], "o", color=look.model, label="start")
    axes.plot(*experiment.best, "o", color=look.best, fillstyle="none", label="best fit")
    _legend(axes, look)
    _name(axes, look, "The path on the map of E", *experiment.model.names)


def _seen_from(experiment: Experiment, cell: tuple[float, float]) -> float:
    """Return from which height on lines of equal error are wider than a cell of the grid."""
    beside: Any = experiment.objective.value(experiment.best + np.diag(cell))
    return float(beside.max() - experiment.best_loss)


def _draw_parameters(axes: "Axes", experiment: Experiment, look: Look) -> None:
    """Draw each parameter at each step as a share of its way to the best fit."""
    points = experiment.trajectory.points
    way = experiment.best - points[0]
    gone = (points - points[0]) / np.where(way == 0.0, 1.0, way)
    for name, share in zip(experiment.model.names, gone.T, strict=True):
        axes.plot(share, label=name)
    axes.axhline(1.0, color=look.best, linestyle="--", linewidth=1.0)
    _legend(axes, look)
    _name(axes, look, "Each parameter's way to the best fit", "step", "share of the way")


def _draw_residuals(axes: "Axes", experiment: Experiment, look: Look) -> None:
    """Draw what the last fit and the best one miss, of at most some thousand rows."""
    data = experiment.data
    rows = np.unique(np.linspace(0, data.n - 1, min(data.n, _SHOWN_ROWS)).astype(int))
    table = np.column_stack([column.values[rows] for column in data.predictors])
    for point, colour, label in (
        (experiment.trajectory.final, look.model, "last step"),
        (experiment.best, look.data, "best fit"),
    ):
        predicted = experiment.predict(point, table)
        missed = data.y.values[rows] - predicted
        axes.plot(predicted, missed, ".", color=colour, markersize=4.0, label=label)
    axes.axhline(0.0, color=look.best, linestyle="--", linewidth=1.0)
    _legend(axes, look)
    _name(axes, look, "Residuals", f"predicted {data.y.label}", "actual minus predicted")


def _legend(axes: "Axes", look: Look) -> None:
    axes.legend(facecolor=look.panel, edgecolor=look.edge, labelcolor=look.text, fontsize=9)
