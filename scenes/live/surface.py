"""Live picture of `surface`: the landscape, to be turned, beside the data and the line."""

from typing import Any

from scenes.kit.live.lesson_part import cut_of, live
from scenes.kit.live.pictures import data_picture, knobs_picture, surface_picture
from scenes.surface import LossSurface

__all__ = ["picture"]


def picture(stage: LossSurface) -> dict[str, Any]:
    """Return landscape, data and knobs, after the walk down."""
    experiment, look, region = stage.brief.experiment, stage.look, stage.region
    cut, path = region.section, region.path
    pictures = (
        surface_picture(stage.surface, stage.rings, region, look),
        data_picture(stage, stage.scatter),
        knobs_picture(stage.values.box, experiment, cut.chosen, stage.knob_ends(), look),
    )
    reduced = cut_of(cut, path.start, experiment.rate)
    return live(stage, pictures, theta=cut.lift(path.start), steps=path.steps, cut=reduced)
