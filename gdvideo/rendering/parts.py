"""Parts of a clip, cut at beats, that are drawn each by itself. Pure.

Where a clip is cut follows from its timeline alone, not from how many draw it: so its bytes are the
same whoever draws them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from gdvideo.media.quality import Quality
from gdvideo.rendering.plan import BridgeJob, ClipJob
from scenes.telling.timeline import Timeline

__all__ = ["Part", "in_drawing_order", "parts"]

_PART_S = 20.0
"""Drawn in seconds even at full size; to play what is before it unseen takes a tenth of one."""
_HALVED_S = 10.0
"""From this length on a clip has two parts at least: two draw it, for somebody who waits for it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn by itself: a bridge, or some beats of a clip.

    Parameters
    ----------
    job : ClipJob or BridgeJob
    first, behind : int
        The numbers of its first beat and of the one after its last; a bridge has none.
    start_s, end_s : float
        From where to where it reaches, in seconds of the clip.
    """

    job: ClipJob | BridgeJob
    first: int
    behind: int
    start_s: float
    end_s: float

    def frames(self, quality: Quality) -> int:
        """Return how many frames it has."""
        return round(self.end_s * quality.fps) - round(self.start_s * quality.fps)


def parts(job: ClipJob | BridgeJob) -> tuple[Part, ...]:
    """Return the parts of a job, in the order in which they are seen."""
    if isinstance(job, BridgeJob):
        return (Part(job, 0, 0, 0.0, job.length_s),)
    ends_s = [0.0, *(beat.end_s for beat in job.timeline.beats)]
    cuts = _cuts(job.timeline)
    return tuple(Part(job, a, b, ends_s[a], ends_s[b]) for a, b in pairwise(cuts))


def _cuts(timeline: Timeline) -> list[int]:
    """Return before which beats a clip is cut, nearest to equal lengths, and both its ends."""
    count, length_s = len(timeline.beats), timeline.length_s
    number = max(1 + (length_s >= _HALVED_S), round(length_s / _PART_S))
    wanted_s = [k * length_s / number for k in range(1, number)]
    ends_s = [beat.end_s for beat in timeline.beats[:-1]]
    inner = {
        1 + min(range(count - 1), key=lambda k, at_s=at_s: abs(ends_s[k] - at_s))
        for at_s in wanted_s
        if ends_s
    }
    return [0, *sorted(inner), count]


def in_drawing_order(jobs: Iterable[ClipJob | BridgeJob]) -> list[Part]:
    """Return the parts of all jobs in the order in which they are begun.

    The longest jobs come first, so that short ones are left for the end, where all who draw are to
    end together; a job's parts follow each other, so that a run that is cut off has whole clips.
    """
    by_length = sorted(jobs, key=lambda job: -job.length_s)
    return [
        part
        for job in by_length
        for part in sorted(parts(job), key=lambda part: part.start_s - part.end_s)
    ]
