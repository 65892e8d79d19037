"""When each scene is seen in a film, of which bridges are part; captions and chapters follow."""

from collections.abc import Sequence
from itertools import accumulate

from scenes.telling.timeline import BRIDGE_S, PRELUDE_S, Timeline

__all__ = ["clip_starts_s", "film_length_s", "film_starts_s"]


def film_starts_s(timelines: tuple[Timeline, ...]) -> tuple[float, ...]:
    """Return when the clip of each scene begins in a film; see `clip_starts_s`."""
    return clip_starts_s([timeline.length_s for timeline in timelines])


def clip_starts_s(lengths_s: Sequence[float]) -> tuple[float, ...]:
    """Return when each clip begins in a film, given how long they are, in order.

    From the second one on, a clip's prelude is not seen: in its time the bridge before it ends. So
    a moment of a clip, t seconds after its beginning, is t seconds after this in the film.
    """
    steps_s = (length_s + BRIDGE_S - PRELUDE_S for length_s in lengths_s[:-1])
    return tuple(round(start_s, 6) for start_s in accumulate(steps_s, initial=0.0))


def film_length_s(timelines: tuple[Timeline, ...]) -> float:
    """Return the length of a film of at least one scene."""
    return film_starts_s(timelines)[-1] + timelines[-1].length_s
