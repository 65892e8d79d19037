"""Places and plots in the pixels of a 1280 × 720 frame, as a browser counts them: downwards."""

from typing import Any

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX
from scenes.kit.plots.plot import Panel, Plot
from scenes.kit.text.names import Words
from scenes.telling.numerals import Ticks

__all__ = ["FRAME_PX", "box_px", "length_px", "place_px", "plot_entry"]

FRAME_PX = (1280, 720)

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
    width, height = FRAME_PX
    return [length_px(x + width * PX / 2), length_px(height * PX / 2 - y)]


def length_px(length: float) -> float:
    """Return a length, given in scene units, in pixels."""
    return round(length / PX, _DIGITS) + 0.0


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
