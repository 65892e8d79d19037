"""The lowest rows of a frame, painted by themselves."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.layout import WIDE, Box

__all__ = ["lowest_rows"]


def lowest_rows(
    shapes: Iterable[Inked],
    ground: str,
    width: int,
    height: int,
    rows: int,
    frame: Box = WIDE.frame,
) -> NDArray[np.uint8]:
    """Return the lowest rows of a frame with shapes on it.

    Parameters
    ----------
    shapes : iterable of Inked
        In painting order.
    ground : str
        The colour behind them.
    width, height : int
        The whole frame's, in pixels.
    rows : int
        How many are wanted.
    frame : Box
        The whole frame, in scene units.

    Returns
    -------
    ndarray, shape (rows, width, 4)
        RGBA.
    """
    unit = frame.height / height
    camera = FilmCamera(
        frame_center=np.array([0.0, (rows * unit - frame.height) / 2, 0.0]),
        pixel_width=width,
        pixel_height=rows,
        frame_width=width * unit,
        frame_height=rows * unit,
        background_color=ground,
        background_opacity=1.0,
    )
    camera.capture_mobjects(shapes)
    return np.asarray(camera.pixel_array, dtype=np.uint8)
