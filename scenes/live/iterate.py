"""Live picture of `iterate`: the line among the data, and its point on the map of the error."""

from typing import Any

from scenes.iterate import IteratingLine
from scenes.kit.live.lesson_part import live
from scenes.kit.live.pictures import data_picture, error_picture

__all__ = ["picture"]


def picture(stage: IteratingLine) -> dict[str, Any]:
    """Return the two linked pictures, at the last step that was shown."""
    experiment, look, descent = stage.brief.experiment, stage.look, stage.descent
    pictures = (
        data_picture(stage, stage.scatter),
        error_picture(stage.error_plot, experiment, look),
    )
    return live(stage, pictures, theta=experiment.trajectory.start, steps=descent.step)
