"""The film's thumbnail: drawn, or kept as it is if an earlier run drew it from the same."""

import io
from pathlib import Path
from typing import Any

from gdvideo.media.checksums import checksum
from gdvideo.rendering.folder import OutputFolder
from gdvideo.rendering.key import key_of, thumbnail_parts
from gdvideo.rendering.manim_alone import load_manim
from gdvideo.rendering.plan import RenderPlan
from gdvideo.rendering.records import Record

__all__ = ["THUMBNAIL", "is_drawn", "thumbnail", "thumbnail_entry"]

THUMBNAIL = "explainer.thumbnail.png"


def thumbnail_entry(plan: RenderPlan) -> dict[str, Any]:
    """Return what is written down of a film's thumbnail: which file, and what it is made from."""
    return {"file": THUMBNAIL, "key": key_of(thumbnail_parts(plan.study, plan.brief))}


def is_drawn(plan: RenderPlan, root: Path, before: Record | None) -> bool:
    """Return whether an output folder has a film's thumbnail, by what is written down of it."""
    if before is None or before.thumbnail != thumbnail_entry(plan):
        return False
    path = root / THUMBNAIL
    return path.is_file() and checksum(path) == before.files.get(THUMBNAIL)


def thumbnail(plan: RenderPlan, folder: OutputFolder, before: Record | None) -> None:
    """Make the thumbnail of a film, unless it is there.

    Parameters
    ----------
    plan : RenderPlan
    folder : OutputFolder
    before : Record, optional
        What the run before wrote down of the film.
    """
    if is_drawn(plan, folder.root, before):
        return
    load_manim()
    from gdvideo.rendering.frames import draw_thumbnail

    picture = io.BytesIO()
    draw_thumbnail(plan.brief).save(picture, "PNG", optimize=True)
    folder.fill(THUMBNAIL, picture.getvalue())
    folder.publish(THUMBNAIL)
