"""Places and plots in pixels, as a browser counts them: downwards.

They are first told in the pixels of a wide frame, whose middle is that of all other frames.
"""

from typing import Any

from scenes.kit.ink.layout import WIDE, Box, Grid
from scenes.kit.ink.shapes import PX
from scenes.kit.plots.plot import Panel, Plot
from scenes.kit.text.names import Words
from scenes.telling.numerals import Ticks

__all__ = ["box_px", "frame_px", "in_frame", "length_px", "place_px", "plot_entry"]

_PLACES = ("panel", "area", "centre")
_DIGITS = 3
"""Decimals of a pixel that are told."""


def box_px(box: Box) -> list[float]:
    """Return a box as left, top, width and height in pixels.

    Examples
    --------
    >>> box_px(Box("all", -64 / 9, -4.0, 64 / 9, 4.0))
    [0.0, 0.0, 1280.0, 720.0]
    """
    return [*place_px(box.left, box.top), length_px(box.width), length_px(box.height)]


def place_px(x: float, y: float) -> list[float]:
    """Return a place, given in scene units, as pixels from the left and from the top."""
    return [length_px(x - WIDE.frame.left), length_px(WIDE.frame.top - y)]


def length_px(length: float) -> float:
    """Return a length, given in scene units, in pixels."""
    return round(length / PX, _DIGITS) + 0.0


def frame_px(grid: Grid) -> list[int]:
    """Return how many pixels wide and high a frame is.

    Examples
    --------
    >>> frame_px(WIDE)
    [1280, 720]
    """
    return [round(length_px(grid.frame.width)), round(length_px(grid.frame.height))]


def in_frame(entry: dict[str, Any], grid: Grid) -> dict[str, Any]:
    """Return a picture with its places counted from the corner of a frame, not of a wide one."""
    across, down = place_px(grid.frame.left, grid.frame.top)
    return entry | {
        key: [round(left - across, _DIGITS), round(top - down, _DIGITS), *size]
        for key in _PLACES
        if key in entry
        for left, top, *size in [entry[key]]
    }


def plot_entry(plot: Plot, across: Words, up: Words) -> dict[str, Any]:
    """Return where a plot is, what it shows, and its axes.

    Parameters
    ----------
    plot : Plot
        As it is now.
    across, up : Words
        What its axes are called.
    """
    window, scales = plot.window, plot.axes.scales
    level, upright = scales.level(window, plot.area.width), scales.upright(window)
    return {
        "panel": box_px(_bounds(plot.panel)),
        "area": box_px(plot.area),
        "window": [window.left, window.right, window.bottom, window.top],
        "across": _axis(across, level),
        "up": _axis(up, upright),
    }


def _bounds(panel: Panel) -> Box:
    (left, bottom), (right, top) = panel.points[:, :2].min(axis=0), panel.points[:, :2].max(axis=0)
    return Box("panel", float(left), float(bottom), float(right), float(top))


def _axis(words: Words, ticks: Ticks) -> dict[str, Any]:
    marks = [list(mark) for mark in zip(ticks.positions, ticks.labels, strict=True)]
    return {"words": list(words), "note": ticks.note, "ticks": marks}
