"""What has changed is drawn again as drafts: the last change first, the longest clips last."""

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from gdvideo.filming import planned
from gdvideo.keeping.store import user_store
from gdvideo.lesson import Lesson
from gdvideo.progress import Reporter
from gdvideo.regular import whole_content
from gdvideo.rendering.clips import Studio
from gdvideo.rendering.folder import OutputFolder
from gdvideo.rendering.plan import ClipJob, RenderPlan
from gdvideo.rendering.records import Record
from gdvideo.rendering.work import work_folder
from gdvideo.watch.events import Begun, Ended, Event, Failed, Made, Needed, Planned, Said, Seen
from gdvideo.watch.faults import fault_lines
from gdvideo.watch.forks import forked
from gdvideo.watch.order import Order, Wish

__all__ = ["in_order", "redraw"]

_LARGEST_RECORD: Final = 1_000_000
_SKETCHED_FPS: Final = 5
"""Beats are whole fifths of a second."""
_SILENT: Final = Reporter(quiet=True)

_Tell = Callable[[Event], None]


def redraw(order: Order, tell: _Tell) -> None:
    """Draw what has changed of a lesson, and tell of each clip; faults are told, too.

    Parameters
    ----------
    order : Order
    tell : callable
    """
    with _telling(tell):
        lesson = _draft(order.wish)
        tell(Needed(_needed(order.wish, lesson)))
        drafts = planned(lesson, lambda sentence: tell(Said(sentence)))
        _carry_out(drafts, order, tell)
    tell(Ended())


@contextmanager
def _telling(tell: _Tell, scene: str | None = None) -> Generator[None]:
    """Tell of whatever goes wrong in the block."""
    try:
        yield
    except Exception as error:
        tell(Failed(fault_lines(error), scene))


def _draft(wish: Wish) -> Lesson:
    """Return the lesson as it is drafted: small, and silent unless a voice was asked for."""
    return wish.lesson().but(quality="draft", voice=wish.given.get("voice", "none"))


def _needed(wish: Wish, lesson: Lesson) -> tuple[Path, ...]:
    """Return the files that a lesson is made from; data that are not there may come to be."""
    said = (lesson.data, *lesson.scene_files, lesson.voice, lesson.font)
    names = [name for name in said if name]
    beside = [] if wish.file is None else [wish.file, *(wish.file.parent / name for name in names)]
    return tuple(dict.fromkeys(path.absolute() for path in (*beside, *map(Path, names))))


def _carry_out(drafts: RenderPlan, order: Order, tell: _Tell) -> None:
    with work_folder(order.root) as work, forked() as workers:
        studio = Studio(drafts, OutputFolder(order.root, work), _SILENT, workers, user_store())
        clips = {job.scene: _seen(job, order.root) for job in drafts.jobs}
        tell(Planned(drafts.title, tuple(clips.values())))
        changed = [job for job in drafts.jobs if not clips[job.scene].is_kept]
        for number, job in enumerate(in_order(changed, order.before)):
            with _telling(tell, job.scene):
                tell(Begun(job.scene))
                # The first one is waited for.
                if number == 0 and studio.kept(job) is None:
                    _sketch(studio, job, tell)
                studio.made((job,))
                tell(Made(job.scene, job.key, is_sketch=False))
        if studio.store is not None:
            studio.store.trim()


def in_order(jobs: Sequence[ClipJob], before: Mapping[str, str]) -> list[ClipJob]:
    """Return clips in the order in which they are drawn: the last change first, then the shortest.

    Parameters
    ----------
    jobs : sequence of ClipJob
    before : mapping of str to str
        The keys of the plan before, by scene.
    """
    return sorted(jobs, key=lambda job: (before.get(job.scene) == job.key, job.length_s))


def _sketch(studio: Studio, job: ClipJob, tell: _Tell) -> None:
    """Draw a first look at a clip, of few frames a second."""
    quality = replace(studio.plan.quality, name="sketch", fps=_SKETCHED_FPS)
    sketch = replace(job, key=f"{job.key}-sketch")
    # It is not worth keeping.
    replace(studio, plan=replace(studio.plan, quality=quality), store=None).made((sketch,))
    tell(Made(job.scene, sketch.key, is_sketch=True))


def _seen(job: ClipJob, root: Path) -> Seen:
    """Return a clip as it is planned, beside the one that is there."""
    before = Record.read(root / f"{job.name}.json", job.name)
    shown = "" if before is None else before.key
    return Seen(job.scene, job.timeline.title, job.length_s, job.key, shown, _from_s(job, root))


def _from_s(job: ClipJob, root: Path) -> float | None:
    """Return where a clip's words begin to differ from those of the one that is there."""
    try:
        content = whole_content(root / f"{job.name}.json", _LARGEST_RECORD)
        before: list[dict[str, Any]] = json.loads(content)["beats"]
        said = [_words(beat) for beat in before]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    for beat, words in zip(
        job.entry["beats"], [*said, *([None] * len(job.timeline.beats))], strict=False
    ):
        if _words(beat) != words:
            return float(beat["start_s"])
    return None


def _words(beat: dict[str, Any]) -> tuple[str, ...]:
    return tuple(sentence["text"] for sentence in beat["sentences"])
