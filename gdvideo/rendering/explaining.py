"""What a rendering would make and what it would keep, told before anything is drawn."""

from collections.abc import Callable, Iterator
from pathlib import Path

from gdvideo.filming import briefed
from gdvideo.lesson import Lesson
from gdvideo.rendering.plan import BridgeJob, ClipJob, RenderPlan, named_scenes, plan
from gdvideo.rendering.records import Record
from gdvideo.rendering.standing import standing
from gdvideo.rendering.thumbnail import is_drawn
from gdvideo.telling import chosen

__all__ = ["explanation"]

_NAME_WIDTH = 22


def explanation(lesson: Lesson, out: Path, say: Callable[[str], None]) -> Iterator[str]:
    """Yield a line for each clip and bridge of a lesson's film, and for its thumbnail.

    Parameters
    ----------
    lesson : Lesson
    out : Path
        The output folder.
    say : callable
        Is told what people should know about the lesson.
    """
    named_scenes(lesson)
    made, brief = briefed(lesson, say)
    planned = plan(made, *chosen(lesson, brief, say))
    jobs = (*planned.jobs, *planned.bridges)
    told = [_told(job, out, planned) for job in jobs]
    yield from (f"{job.label:<{_NAME_WIDTH}}  {how}" for job, how in zip(jobs, told, strict=True))
    film = Record.read(out / "film.json", "explainer")
    drawn = "kept" if is_drawn(planned, out, film) else "drawn"
    yield f"{'thumbnail':<{_NAME_WIDTH}}  {drawn}"


def _told(job: ClipJob | BridgeJob, out: Path, planned: RenderPlan) -> str:
    found = standing(job, out, planned.brief.look.language)
    return "kept" if found.is_kept else f"made: {'; '.join(found.reasons)}"
