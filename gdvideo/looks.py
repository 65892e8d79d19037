"""How a lesson's pictures would look: what overlaps, is cut, cannot be read or stands still."""

from collections.abc import Iterator
from dataclasses import replace

from scenes.brief import Brief
from scenes.film import scene_timeline
from scenes.telling.captions import captions

__all__ = ["layout_faults", "stillness"]

_MOST_EQUAL = 0.35


def layout_faults(scenes: tuple[str, ...], brief: Brief) -> list[str]:
    """Return what is wrong with the pictures of a lesson, a sentence each; nothing if all is well.

    Every scene is played without drawing its frames and looked at after each animation and inside
    it. What stays wrong is told once, with the time from its first moment to its last. Captions are
    looked at if they are drawn.

    Parameters
    ----------
    scenes : tuple of str
        The ids of the scenes to look at.
    brief : Brief
        What they are handed.
    """
    found = [line for scene in scenes for line in _faults_of(scene, brief)]
    if brief.captioned:
        found += [line for scene in scenes for line in _caption_faults(scene, brief)]
    return found


def stillness(scenes: tuple[str, ...], brief: Brief) -> tuple[list[str], bool]:
    """Return how still a lesson's film stands, a sentence a clip and one for all, and if it may.

    Every frame is drawn. At most 35 % may be equal to the one before, and nothing may stand still
    for more than four seconds, a clip's last picture aside.

    Parameters
    ----------
    scenes : tuple of str
        The ids of the scenes to watch.
    brief : Brief
        What they are handed.
    """
    from gdvideo.rendering.watching import SEEN_AT, watched
    from scenes.kit.checks.screening import LONGEST_STILL_S

    # Captions that change are no movement.
    bare = replace(brief, captioned=False)
    seen = {scene: watched(scene, bare) for scene in scenes}
    share = sum(w.equal for w in seen.values()) / sum(w.frames for w in seen.values())
    longest_s = max(w.longest_s for w in seen.values())
    lines = [
        f"{scene}: {w.equal / w.frames:.0%} of {w.frames:,} frames are equal to the one before; "
        f"longest still {w.longest_s:.1f} s, from {w.from_s:.1f} s."
        for scene, w in seen.items()
    ]
    most = f"{share:.0%} (at most {_MOST_EQUAL:.0%})"
    whole = f"Together: {most}, {longest_s:.1f} s (at most {LONGEST_STILL_S:g})."
    # One frame more is what it takes to see that nothing has moved.
    is_short = longest_s <= LONGEST_STILL_S + 1.5 / SEEN_AT.fps
    return [*lines, whole], share <= _MOST_EQUAL and is_short


def _faults_of(scene: str, brief: Brief) -> Iterator[str]:
    # Manim takes most of a second to load, which a plain diagnosis has no need for.
    from scenes.kit.checks.screening import screened

    beats = scene_timeline(scene, brief).beats
    for finding in screened(scene, brief):
        beat = next((b.id for b in beats if finding.start_s < b.end_s), beats[-1].id)
        yield f"{scene}, {finding} (beat {beat})."


def _caption_faults(scene: str, brief: Brief) -> Iterator[str]:
    from scenes.kit.checks.inspection import faults
    from scenes.kit.panels.caption_strip import caption_lines

    for caption in captions(scene_timeline(scene, brief)):
        for fault in faults(
            [*caption_lines(caption, brief.look, brief.grid)], brief.look, brief.grid
        ):
            yield f"{scene} at {caption.start_s:.1f} s: {fault}."
