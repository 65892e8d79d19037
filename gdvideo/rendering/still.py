"""One picture of a scene, as a PNG file."""

import io
from pathlib import Path

from gdvideo.errors import InputError
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.folder import write_whole
from gdvideo.rendering.frames import draw_still
from scenes.brief import Brief
from scenes.film import scene_timeline

__all__ = ["write_still"]


def write_still(
    scene: str,
    brief: Brief,
    quality: str,
    at_s: float | None,
    target: Path,
    *,
    transparent: bool = False,
) -> Path:
    """Draw a moment of a scene, its last picture if none is given, and write it.

    Parameters
    ----------
    scene : str
        Its id.
    brief : Brief
        What the scene is handed.
    quality : str
        The name of a quality.
    at_s : float, optional
        Seconds from the scene's start.
    target : Path
        The PNG file to write.
    transparent : bool
        Whether the ground and captions are left out.

    Raises
    ------
    InputError
        If the scene does not last until the moment, or the file cannot be written.
    """
    length_s = scene_timeline(scene, brief).length_s
    moment = length_s if at_s is None else at_s
    if not 0 <= moment <= length_s:
        raise InputError(f"--at got {at_s:g}: {scene} lasts {length_s:g} s, so from 0 to that.")
    picture = io.BytesIO()
    size = QUALITIES[quality].shaped(brief.grid.name)
    still = draw_still(scene, brief, size, moment, transparent=transparent)
    still.save(picture, "PNG")
    write_whole(target, picture.getvalue())
    return target
