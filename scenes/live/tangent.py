"""Live picture of `tangent`: the curve of E, whose tangent says which way and how far."""

from typing import Any

from scenes.kit.live.lesson_part import cut_of, live
from scenes.kit.live.pictures import curve_picture
from scenes.tangent import TangentSlopes

__all__ = ["picture"]


def picture(stage: TangentSlopes) -> dict[str, Any]:
    """Return the curve, the walk along it made."""
    cut, path = stage.error_curve.section, stage.path
    pictures = (curve_picture(stage.error_curve, stage.look) | {"tangent": True},)
    reduced = cut_of(cut, path.start, stage.brief.experiment.rate)
    return live(stage, pictures, theta=cut.lift(path.start), steps=path.steps, cut=reduced)
