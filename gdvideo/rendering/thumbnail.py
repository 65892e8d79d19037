"""The film's thumbnail: drawn, or kept as it is if an earlier run drew it from the same."""

import io
from typing import Any

from gdvideo.media.checksums import checksum
from gdvideo.rendering.folder import OutputFolder
from gdvideo.rendering.key import clip_key
from gdvideo.rendering.manim_alone import load_manim
from gdvideo.rendering.plan import RenderPlan
from gdvideo.rendering.records import Record

__all__ = ["THUMBNAIL", "thumbnail", "thumbnail_entry"]

THUMBNAIL = "explainer.thumbnail.png"


def thumbnail_entry(plan: RenderPlan) -> dict[str, Any]:
    """Return what is written down of a film's thumbnail: which file, and what it is made from."""
    key = clip_key("thumbnail", plan.study, plan.brief, plan.telling, plan.quality)
    return {"file": THUMBNAIL, "key": key}


def thumbnail(plan: RenderPlan, folder: OutputFolder, before: Record | None) -> None:
    """Make the thumbnail of a film, unless it is there.

    Parameters
    ----------
    plan : RenderPlan
    folder : OutputFolder
    before : Record, optional
        What the run before wrote down of the film.
    """
    if before is not None and before.thumbnail == thumbnail_entry(plan):
        path = folder.root / THUMBNAIL
        if path.is_file() and checksum(path) == before.files.get(THUMBNAIL):
            return
    load_manim()
    from gdvideo.rendering.frames import draw_thumbnail

    picture = io.BytesIO()
    draw_thumbnail(plan.brief).save(picture, "PNG", optimize=True)
    folder.fill(THUMBNAIL, picture.getvalue())
    folder.publish(THUMBNAIL)
