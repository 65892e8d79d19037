"""What a rendering would make and what it would keep, told before anything is drawn."""

from collections.abc import Callable, Iterator
from pathlib import Path

from gdvideo.filming import planned
from gdvideo.keeping.store import Store, user_store
from gdvideo.lesson import Lesson
from gdvideo.rendering.lending import is_lent
from gdvideo.rendering.plan import BridgeJob, ClipJob, RenderPlan
from gdvideo.rendering.records import Record
from gdvideo.rendering.standing import standing
from gdvideo.rendering.thumbnail import is_drawn

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
    plan = planned(lesson, say, spoken=False)
    jobs = (*plan.jobs, *plan.bridges)
    store = user_store()
    told = [_told(job, out, plan, store) for job in jobs]
    yield from (f"{job.label:<{_NAME_WIDTH}}  {how}" for job, how in zip(jobs, told, strict=True))
    film = Record.read(out / "film.json", "explainer")
    drawn = "kept" if is_drawn(plan, out, film) else "drawn"
    yield f"{'thumbnail':<{_NAME_WIDTH}}  {drawn}"


def _told(job: ClipJob | BridgeJob, out: Path, plan: RenderPlan, store: Store | None) -> str:
    found = standing(job, out, plan.brief.look.language)
    if found.is_kept:
        return "kept"
    is_there = store is not None and is_lent(job) and store.has(job.key)
    return f"{'from the cache' if is_there else 'made'}: {'; '.join(found.reasons)}"
