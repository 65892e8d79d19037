"""Live picture of `stochastic`: the map, and a slider for how many rows a step looks at."""

from typing import Any

from scenes.kit.live.lesson_part import cut_of, live
from scenes.kit.live.pictures import batch_picture, map_picture
from scenes.stochastic import OnePointAtATime
from scenes.telling.columns import has_several

__all__ = ["picture"]


def picture(stage: OnePointAtATime) -> dict[str, Any] | None:
    """Return the map at the start, the descent on one row a step to be taken.

    None where the scene has other units than the lesson: a page descends in the lesson's own; and
    where it has no rows.
    """
    paths, look, shown = stage.paths, stage.look, stage.map
    experiment = stage.brief.experiment
    if paths.cut.whole is not experiment or has_several(experiment):
        return None
    pictures = (
        map_picture(shown.section, shown.plot, shown.bands.scale, look),
        batch_picture(stage.chart.plot.box, list(paths.rates)),
    )
    start = paths.one.path.start
    cut = cut_of(paths.cut, start, paths.one.rate)
    reduced = cut and cut | {"limit": None}
    rates = [[size, rate] for size, rate in paths.rates.items()]
    told = live(stage, pictures, theta=paths.cut.lift(start), cut=reduced)
    return told | {"batch": {"size": 1, "rates": rates}}
