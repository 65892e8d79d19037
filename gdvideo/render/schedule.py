"""When each scene is seen in a film, of which bridges are part; captions and chapters follow."""

from itertools import accumulate

from scenes.telling.timeline import BRIDGE_S, PRELUDE_S, Timeline

__all__ = ["film_length_s", "film_starts_s"]


def film_starts_s(timelines: tuple[Timeline, ...]) -> tuple[float, ...]:
    """Return when the clip of each scene begins in a film.

    From the second one on, a clip's prelude is not seen: in its time the bridge before it ends. So
    a moment of a clip, t seconds after its beginning, is t seconds after this in the film.
    """
    lengths_s = (timeline.length_s + BRIDGE_S - PRELUDE_S for timeline in timelines[:-1])
    return tuple(round(start_s, 6) for start_s in accumulate(lengths_s, initial=0.0))


def film_length_s(timelines: tuple[Timeline, ...]) -> float:
    """Return the length of a film of at least one scene."""
    return film_starts_s(timelines)[-1] + timelines[-1].length_s
