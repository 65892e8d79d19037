"""A film watched frame by frame: how many frames are equal to the one before, and for how long."""

from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from gdvideo.media.colours import Frame
from gdvideo.media.quality import Quality
from gdvideo.rendering.frames import draw
from scenes.brief import Brief
from scenes.kit.checks.screening import POSTER_S

__all__ = ["Watched", "watched"]

SEEN_AT = Quality("watched", 854, 480, 30)
"""Large enough for the smallest movement to change a pixel."""


@dataclass(frozen=True, slots=True)
class Watched:
    """How still a clip stands.

    Parameters
    ----------
    frames : int
        All frames but those of its last picture.
    equal : int
        How many of them are equal to the one before.
    longest_s : float
        The longest time for which nothing moves.
    from_s : float
        When that begins, in seconds from the clip's start.
    """

    frames: int = 0
    equal: int = 0
    longest_s: float = 0.0
    from_s: float = 0.0


def watched(scene: str, brief: Brief) -> Watched:
    """Draw a scene, and count its frames.

    Parameters
    ----------
    scene : str
        Its id.
    brief : Brief
    """
    shown: list[tuple[int, int]] = []

    def sink(pixels: Frame, repeat: int) -> None:
        shown.append((crc32(np.ascontiguousarray(pixels).data), repeat))

    draw(scene, brief, SEEN_AT.shaped(brief.grid.name), sink)
    return counted(shown, SEEN_AT.fps)


def counted(shown: list[tuple[int, int]], fps: int) -> Watched:
    """Count frames, but for those of the still that a clip ends on.

    Parameters
    ----------
    shown : list of (int, int)
        What was shown, as a checksum, and for how many frames.
    fps : int
        Frames a second.
    """
    seen, last, begun, at = Watched(), None, 0, 0
    end = sum(repeat for _, repeat in shown) - round(POSTER_S * fps)
    for checksum, repeat in shown:
        is_new, repeat = checksum != last, min(repeat, end - at)
        if repeat <= 0:
            break
        begun, last = at if is_new else begun, checksum
        at += repeat
        seen = replace(seen, frames=at, equal=seen.equal + repeat - is_new)
        if (at - begun) / fps > seen.longest_s:
            seen = replace(seen, longest_s=(at - begun) / fps, from_s=begun / fps)
    return seen
