"""The timeline of a scene in a short film: of its beats some are told, between them it joins."""

from collections.abc import Collection
from dataclasses import replace

from scenes.telling.timeline import PRELUDE_S, TICK_S, Beat, Timeline

__all__ = ["JOIN_S", "abridged"]

JOIN_S = 6 * TICK_S
"""So long a picture goes, over beats that are left out, to where the next one begins."""


def abridged(whole: Timeline, key: Collection[str]) -> Timeline:
    """Return the timeline of a scene of which a short film tells some beats.

    What comes before the first of them is over when the scene begins, what comes after the last one
    is not played, and from one to the next that does not follow it at once it takes `JOIN_S`.

    Parameters
    ----------
    whole : Timeline
    key : collection of str
        The ids of the beats that are told, at least one that the scene has.
    """
    told: list[Beat] = []
    unseen: list[tuple[Beat, ...]] = []
    passed: list[Beat] = []
    start_s = PRELUDE_S
    for beat in whole.beats:
        if beat.id not in key:
            passed.append(beat)
            continue
        start_s += JOIN_S if told and passed else 0.0
        told.append(replace(beat, start_s=round(start_s, 6)))
        unseen.append(tuple(passed))
        passed, start_s = [], start_s + beat.length_s
    return Timeline(whole.scene, whole.title, tuple(told), tuple(unseen), stops_early=bool(passed))
