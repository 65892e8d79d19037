"""Who draws: a part of a clip or a bridge at a time, from its arguments alone, on any machine."""

import gc
import io
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

from gdvideo.errors import InputError, RenderError
from gdvideo.media.quality import Quality
from gdvideo.rendering.last_picture import LastPicture
from gdvideo.rendering.manim_alone import load_manim
from gdvideo.rendering.parts import Part
from gdvideo.rendering.plan import BridgeJob
from gdvideo.rendering.scene_files import load_scenes, own_fault
from scenes.brief import Brief

__all__ = ["Draughtsman", "Drawn", "drawn_part", "silent"]


@dataclass(frozen=True, slots=True)
class Draughtsman:
    """What must be known to draw the scenes of a lesson.

    Parameters
    ----------
    brief : Brief
    quality : Quality
    scene_files : tuple of str
        Files with scenes of somebody's own.
    """

    brief: Brief
    quality: Quality
    scene_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of a part.

    Parameters
    ----------
    video : bytes
        Its pictures, an MP4 file; its first one needs none before it.
    last : LastPicture or None
        Of the part that ends a clip.
    """

    video: bytes
    last: LastPicture | None = None


def silent(frames: int) -> None:
    """Tell nobody how many frames are drawn."""
    del frames


def drawn_part(
    draughtsman: Draughtsman, part: Part, progress: Callable[[int], None] = silent
) -> Drawn:
    """Draw and encode a part: equal arguments, equal bytes, in whatever process.

    Parameters
    ----------
    draughtsman : Draughtsman
    part : Part
    progress : callable
        Is told how many frames are drawn, every so often.

    Raises
    ------
    RenderError
        If it cannot be encoded.
    InputError
        If somebody's own scene fails.
    RuntimeError
        If anything else does: whatever it was, this can be handed from process to process.
    """
    try:
        return _drawn(draughtsman, part, progress)
    except (InputError, RenderError):
        raise
    except Exception as error:
        told = own_fault(error) or RuntimeError(f"{type(error).__name__}: {error}")
        raise told from error


def _drawn(draughtsman: Draughtsman, part: Part, progress: Callable[[int], None]) -> Drawn:
    load_manim()
    load_scenes(draughtsman.scene_files)
    from gdvideo.rendering import frames

    job, video = part.job, io.BytesIO()
    rest = (draughtsman.brief, draughtsman.quality, video, progress)
    last = None
    with _leaving_nothing():
        if isinstance(job, BridgeJob):
            frames.draw_bridge((job.first, job.second), *rest)
        else:
            last = frames.draw_clip(job.scene, *rest, range(part.first, part.behind))
    return Drawn(video.getvalue(), last)


@contextmanager
def _leaving_nothing() -> Generator[None]:
    """Throw away what a drawing leaves, and look for it among what is new only.

    A stage and what it has hung up refer to each other: its pictures would be kept for long. To go
    through all that was imported takes as long as thirty frames of a draft.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
