"""Live picture of `parabola`: one knob turns the line, and its point runs along the curve of E."""

from typing import Any

import numpy as np

from gdcore.landscape.turning import knob_ranges
from scenes.kit.live.lesson_part import cut_of, live
from scenes.kit.live.pictures import curve_picture, data_picture, knobs_picture
from scenes.parabola import ParabolaAnalogy

__all__ = ["picture"]


def picture(stage: ParabolaAnalogy) -> dict[str, Any]:
    """Return data, curve and knob, where the point stands in the fog, which can be lifted."""
    experiment, look, cut = stage.brief.experiment, stage.look, stage.cut
    ranges = knob_ranges(experiment)[list(cut.chosen)]
    pictures = (
        curve_picture(stage.error_curve, look) | {"tangent": True, "fog": True},
        data_picture(stage, stage.scatter),
        knobs_picture(stage.knobs.box, experiment, cut.chosen, ranges, look),
    )
    standing = np.array([stage.standing])
    reduced = cut_of(cut, standing, experiment.rate)
    return live(stage, pictures, theta=cut.lift(standing), cut=reduced)
