"""Live picture of `minima`: the wave, and its error's curve, where own starts leave lights."""

from typing import Any

import numpy as np

from scenes.kit.live.lesson_part import live
from scenes.kit.live.pictures import curve_picture, rows_picture
from scenes.minima import LocalMinima

__all__ = ["picture"]


def picture(stage: LocalMinima) -> dict[str, Any]:
    """Return the curve, its point at the start that got stuck, and the wave for that place."""
    example, start = stage.example, float(stage.example.starts[stage.stuck])
    pictures = (
        curve_picture(stage.pair.several.curve, stage.look) | {"lights": True},
        rows_picture(stage.large.plot, example.objective.data),
    )
    told = live(stage, pictures, theta=np.array([start]))
    return told | {"lesson": example.from_start(start)}
