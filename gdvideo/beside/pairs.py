"""Beats of two clips in step: each as long as the longer one. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from gdvideo.embed.course import Chapter

__all__ = ["Pair", "pairs"]


@dataclass(frozen=True, slots=True)
class Pair:
    """What is seen at the same time: a beat of each clip, or a beat and a picture that waits.

    Parameters
    ----------
    left, right : range
        The frames of each clip, by number; an empty one begins behind the picture that waits.
    """

    left: range
    right: range

    @property
    def length(self) -> int:
        """For how many frames both are seen."""
        return max(len(self.left), len(self.right))


def pairs(left: tuple[Chapter, ...], right: tuple[Chapter, ...], fps: int) -> Iterator[Pair]:
    """Yield the beats of two clips in their order, those of the same name side by side.

    Beats that only one clip has stand beside those that the other has in their place, if any.

    Parameters
    ----------
    left, right : tuple of Chapter
        The beats of each clip.
    fps : int
        Frames a second of both.
    """
    spans = _spans(left, fps), _spans(right, fps)
    names = [beat.id for beat in left], [beat.id for beat in right]
    for _, *cuts in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        first, behind, other_first, other_behind = cuts
        ends = _end(spans[0], behind), _end(spans[1], other_behind)
        for one, other in zip_longest(spans[0][first:behind], spans[1][other_first:other_behind]):
            yield Pair(one or ends[0], other or ends[1])


def _spans(beats: tuple[Chapter, ...], fps: int) -> list[range]:
    """Return the frames of each beat; the first one's begin with the clip."""
    starts = [0, *(round(beat.start_s * fps) for beat in beats[1:])]
    ends = [*starts[1:], round(beats[-1].end_s * fps)]
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]


def _end(spans: list[range], count: int) -> range:
    """Return the empty range behind so many beats."""
    behind = spans[count - 1].stop if count else 0
    return range(behind, behind)
