"""Which stretch of a clip says most without a word: a lively beat, short enough for a slide."""

from pathlib import Path
from typing import Any, Final

import numpy as np

from gdvideo.embed.course import Chapter
from gdvideo.media.decode import decoded

__all__ = ["BEST_BEATS", "stretch"]

_SHORTEST_S: Final = 2.0
_LONGEST_S: Final = 10.0
_LEAD_S: Final = 0.4
"""How long a picture is seen before it begins to move."""
_LOOK: Final = (160, 90)
"""Small pictures tell as well how much moves."""
_MOVED: Final = 0.02
"""The mean change, in levels of 256, of two pictures that are not the same; encoding makes less."""


BEST_BEATS: Final = {
    "hook": "light_the_lamp",
    "fit": "turn_the_knobs",
    "cost": "turn_the_line",
    "parabola": "sweep_the_bowl",
    "tangent": "slide_along",
    "steps": "fill_the_table",
    "rate": "turn_up",
    "rules": "grow_the_square",
    "surface": "walk_down",
    "iterate": "step_faster",
    "card": "walk_the_way",
}
"""By scene: the beat that says what it is about without a word."""


def stretch(
    source: Path, chapters: tuple[Chapter, ...], best: str | None = None
) -> tuple[float, float]:
    """Return the beginning and the end, in seconds, of what is to be seen again and again.

    It is the best beat, or else the one in which most changes from frame to frame, on the mean, of
    those that last two to ten seconds; without the rests at its ends, and of a longer beat the
    first ten seconds.

    Parameters
    ----------
    source : Path
        An MP4 file.
    chapters : tuple of Chapter
        Its beats, at least one.
    best : str, optional
        The id of the one to be taken, if the video has it.
    """
    named = [c for c in chapters if c.id == best]
    short = [c for c in chapters if _SHORTEST_S <= c.end_s - c.start_s <= _LONGEST_S]
    asked = named or short or chapters
    times, changes = _changes(source, asked[0].start_s, asked[-1].end_s)

    def liveliness(chapter: Chapter) -> float:
        inside = changes[(times > chapter.start_s) & (times < chapter.end_s)]
        return float(inside.mean()) if len(inside) else 0.0

    beat = max(asked, key=liveliness)
    moving = times[(times > beat.start_s) & (times < beat.end_s) & (changes > _MOVED)]
    if not len(moving):
        return beat.start_s, min(beat.end_s, beat.start_s + _LONGEST_S)
    start_s = max(beat.start_s, float(moving[0]) - _LEAD_S)
    return start_s, min(beat.end_s, float(moving[-1]) + _LEAD_S, start_s + _LONGEST_S)


def _changes(source: Path, start_s: float, end_s: float) -> tuple[Any, Any]:
    """Return when each frame but the first is seen, and how much it differs from the last one."""
    times: list[float] = []
    changes: list[float] = []
    before: Any = None
    for when_s, frame in decoded(source, start_s):
        if when_s >= end_s:
            break
        grey = frame.reformat(*_LOOK, format="gray").to_ndarray().astype(np.int16)
        if before is not None:
            times.append(when_s)
            changes.append(float(np.abs(grey - before).mean()))
        before = grey
    return np.array(times), np.array(changes)
