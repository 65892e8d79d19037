"""Live picture of `valley`: the map and the data at any step up to a million, by a slider."""

from typing import Any

from gdcore.landscape.long_valley import MILLION
from scenes.kit.live.lesson_part import live
from scenes.kit.live.pictures import clock_picture, data_picture, map_picture
from scenes.valley import LongValley

__all__ = ["picture"]


def picture(stage: LongValley) -> dict[str, Any]:
    """Return the two linked pictures at the last step that was shown, and the slider."""
    whole, shown = stage.descent.whole, stage.walk.map
    pictures = (
        map_picture(shown.section, shown.plot, shown.bands.scale, stage.look),
        *({**data, "best": True} for data in (data_picture(stage, stage.scatter),) if data),
        clock_picture(
            stage.clock.box,
            MILLION,
            [(stage.label("error-gone"), None), (stage.label("way-gone"), 1)],
        ),
    )
    told = live(stage, pictures, theta=stage.descent.start)
    return told | {"leaps": MILLION, "lesson": whole}
