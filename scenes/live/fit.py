"""Live picture of `fit`: a line among the data, turned by its own grips or by its knobs."""

from typing import Any

from scenes.fit import FittingALine
from scenes.kit.live.lesson_part import live
from scenes.kit.live.pictures import data_picture, knobs_picture

__all__ = ["picture"]


def picture(stage: FittingALine) -> dict[str, Any] | None:
    """Return the data with the line that was guessed, and its knobs; None without the data."""
    experiment, look, column = stage.brief.experiment, stage.look, stage.column
    data = data_picture(stage, stage.scatter)
    if data is None:
        return None
    pictures = (
        data,
        knobs_picture(column.box, experiment, stage.chosen, stage.ranges, look),
    )
    return live(stage, pictures, theta=stage.theta, walks=False)
