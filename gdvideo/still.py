"""One picture of a scene, as a PNG file."""

import io
from pathlib import Path

from gdvideo.folder import write_whole
from gdvideo.frames import draw_still
from gdvideo.quality import QUALITIES
from scenes.film import SceneEntry, scene_timeline
from scenes.kit.brief import Brief

__all__ = ["write_still"]


def write_still(
    entry: SceneEntry, brief: Brief, quality: str, at_s: float | None, target: Path
) -> Path:
    """Draw a moment of a scene, its last picture if none is given, and write it.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    moment = scene_timeline(entry.id, brief).length_s if at_s is None else at_s
    picture = io.BytesIO()
    draw_still(entry, brief, QUALITIES[quality], moment).save(picture, "PNG", optimize=True)
    write_whole(target, picture.getvalue())
    return target
