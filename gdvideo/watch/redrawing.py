"""What has changed is drawn again as drafts: what is looked at first, the whole film last."""

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from gdvideo.filming import planned
from gdvideo.keeping.store import user_store
from gdvideo.lesson import Lesson
from gdvideo.progress import Reporter
from gdvideo.regular import whole_content
from gdvideo.rendering.changes import changes
from gdvideo.rendering.clips import Studio
from gdvideo.rendering.folder import OutputFolder
from gdvideo.rendering.plan import ClipJob, RenderPlan
from gdvideo.rendering.records import Record
from gdvideo.rendering.work import work_folder
from gdvideo.watch.events import Begun, Ended, Event, Failed, Made, Needed, Planned, Said, Seen
from gdvideo.watch.faults import fault_lines
from gdvideo.watch.forks import forked
from gdvideo.watch.order import Order, Wish
from gdvideo.watch.whole import put_together, whole_film

__all__ = ["in_order", "redraw"]

_LARGEST_RECORD: Final = 1_000_000
_SILENT: Final = Reporter(quiet=True)

_Tell = Callable[[Event], None]
_Looks = Callable[[], str | None]


def redraw(order: Order, tell: _Tell, looks: _Looks) -> None:
    """Draw what has changed of a lesson, and tell of each clip; faults are told, too.

    Parameters
    ----------
    order : Order
    tell : callable
    looks : callable
        Returns the scene that is looked at, if another one is by now.
    """
    with _telling(tell):
        lesson = _draft(order.wish)
        tell(Needed(_needed(order.wish, lesson)))
        drafts = planned(lesson, lambda sentence: tell(Said(sentence)))
        _carry_out(drafts, order, tell, looks)
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


def _carry_out(drafts: RenderPlan, order: Order, tell: _Tell, looks: _Looks) -> None:
    with work_folder(order.root) as work, forked() as workers:
        studio = Studio(drafts, OutputFolder(order.root, work), _SILENT, workers, user_store())
        clips, film = [_seen(job, order.root) for job in drafts.jobs], whole_film(studio)
        tell(Planned(drafts.title, (*clips, *film), drafts.brief.grid.name))
        pairs = zip(drafts.jobs, clips, strict=True)
        is_whole = _draw(
            studio, [job for job, seen in pairs if not seen.is_kept], order, tell, looks
        )
        if film and is_whole and not film[0].is_kept:
            with _telling(tell, film[0].scene):
                tell(Begun(film[0].scene))
                put_together(studio)
                tell(Made(film[0].scene, film[0].key))
        if studio.store is not None:
            studio.store.trim()


def _draw(
    studio: Studio, changed: Sequence[ClipJob], order: Order, tell: _Tell, looks: _Looks
) -> bool:
    """Draw what has changed, and return whether all of it could be drawn."""
    left, made, looked_at = [*changed], 0, order.looked_at
    while left:
        looked_at = looks() or looked_at
        job = in_order(left, order.before, looked_at)[0]
        left.remove(job)
        with _telling(tell, job.scene):
            tell(Begun(job.scene))
            if studio.kept(job) is None:
                studio.drawn_anew((job,))
            tell(Made(job.scene, job.key))
            made += 1
    return made == len(changed)


def in_order(
    jobs: Sequence[ClipJob], before: Mapping[str, str], looked_at: str = ""
) -> list[ClipJob]:
    """Return clips in the order in which they are drawn.

    What is looked at comes first, then the last change, of it the shortest clip.

    Parameters
    ----------
    jobs : sequence of ClipJob
    before : mapping of str to str
        The keys of the plan before, by scene.
    looked_at : str
        A scene.
    """

    def rank(job: ClipJob) -> tuple[bool, bool, float]:
        return job.scene != looked_at, before.get(job.scene) == job.key, job.length_s

    return sorted(jobs, key=rank)


def _seen(job: ClipJob, root: Path) -> Seen:
    """Return a clip as it is planned, beside the one that is there."""
    before = Record.read(root / f"{job.name}.json", job.name)
    shown, made_from = ("", {}) if before is None else (before.key, before.made_from)
    why = changes(made_from, job.parts) if made_from and shown != job.key else ()
    from_s = _from_s(job, root)
    return Seen(job.scene, job.timeline.title, job.length_s, job.key, shown, from_s, why)


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
