"""Pictures of clips and bridges: in this process, or part by part on any executor.

Manim's configuration is global and an encoder has one thread, so a process draws one part at a
time, and several draw a film as fast as the machine's cores allow. A clip's bytes do not depend on
who draws it.
"""

import os
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import closing, contextmanager
from functools import partial

from gdvideo.progress import Reporter
from gdvideo.rendering.draughtsman import Draughtsman, Drawn, drawn_part
from gdvideo.rendering.hands import Hands
from gdvideo.rendering.parts import Part, in_drawing_order, parts
from gdvideo.rendering.plan import BridgeJob, ClipJob
from gdvideo.rendering.scene_files import own_file
from gdvideo.rendering.shelf import Shelf
from scenes.telling.own_scenes import own_scene

__all__ = ["Job", "Workers", "cores", "drawn", "processes"]

Job = ClipJob | BridgeJob
Workers = int | Executor
"""How many processes draw at most, 0 for as many as there are cores; or who draws."""

_Begin = Callable[[str, int], Callable[[int], None]]
_Work = Sequence[tuple[Part, Callable[[int], None]]]

_NOTHING_KEPT = Shelf(None)
_WORTH_FRAMES = 300
"""A process takes about as long to start as to draw so many."""
_LOOKS_S = 0.1
"""A signal is not heard while this process waits for another."""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes(order: Sequence[Part], draughtsman: Draughtsman, most: int = 0) -> int:
    """Return how many processes are to draw some parts.

    Parameters
    ----------
    order : sequence of Part
    draughtsman : Draughtsman
    most : int
        How many there may be; 0 for as many as there are cores.
    """
    if any(_is_of_here(part.job) for part in order):
        return 1
    frames = sum(part.frames(draughtsman.quality) for part in order)
    return max(1, min(most or cores(), len(order), frames // _WORTH_FRAMES))


def _is_of_here(job: Job) -> bool:
    """Return whether this process alone knows a scene of a job: it was given as a class."""
    ids = (job.scene,) if isinstance(job, ClipJob) else (job.first, job.second)
    return any(own_scene(scene) and own_file(scene) is None for scene in ids)


def drawn(
    jobs: Sequence[Job],
    draughtsman: Draughtsman,
    reporter: Reporter,
    workers: Workers = 0,
    shelf: Shelf = _NOTHING_KEPT,
) -> Generator[tuple[Job, list[Drawn]]]:
    """Draw clips and bridges.

    Parameters
    ----------
    jobs : sequence of ClipJob and BridgeJob
    draughtsman : Draughtsman
    reporter : Reporter
        Is told how far the work is.
    workers : int or Executor
    shelf : Shelf, optional
        Where parts are kept until their clip is whole.

    Yields
    ------
    tuple of Job and list of Drawn
        Each when all its parts are drawn, whichever is first, with these in their order.

    Raises
    ------
    RenderError
        If something cannot be encoded, or a process that draws is ended from outside.
    """
    found = [(part, shelf.kept(part)) for part in in_drawing_order(jobs)]
    there = [(part, made) for part, made in found if made is not None]
    order = [part for part, made in found if made is None]
    with reporter.drawing() as begin, _hands(order, draughtsman, workers) as executor:
        frames = _frames(order, draughtsman)
        told = {job.name: _Told(begin, job.label, frames[job.name]) for job in jobs}
        for label, number in Counter(part.job.label for part, _ in there).items():
            reporter.say(f"{label}: parts drawn before and kept: {number}")
        work = [(part, told[part.job.name].of(part)) for part in order]
        draw = _here(work, draughtsman) if executor is None else _on(executor, work, draughtsman)
        with closing(draw):
            yield from _whole(there, draw, shelf)


def _frames(order: Sequence[Part], draughtsman: Draughtsman) -> Counter[str]:
    """Return how many frames of each job are to be drawn, by its name."""
    frames = Counter[str]()
    for part in order:
        frames[part.job.name] += part.frames(draughtsman.quality)
    return frames


def _whole(
    there: Iterable[tuple[Part, Drawn]], draw: Iterable[tuple[Part, Drawn]], shelf: Shelf
) -> Generator[tuple[Job, list[Drawn]]]:
    """Yield each job whose parts have all come; until then they are kept."""
    come: dict[str, dict[int, Drawn]] = {}
    for part, made in there:
        come.setdefault(part.job.name, {})[part.first] = made
    for part, made in draw:
        of_job = come.setdefault(part.job.name, {})
        of_job[part.first] = made
        if len(of_job) < len(parts(part.job)):
            shelf.keep(part, made)
            continue
        del come[part.job.name]
        yield part.job, [of_job[first] for first in sorted(of_job)]
        if len(of_job) > 1:
            shelf.clear(part.job)


@contextmanager
def _hands(
    order: Sequence[Part], draughtsman: Draughtsman, workers: Workers
) -> Generator[Executor | None]:
    """Keep who draws while the block runs; None if it is this process."""
    if isinstance(workers, Executor):
        yield workers
    elif (number := processes(order, draughtsman, workers)) == 1:
        yield None
    else:
        with Hands(number) as hands:
            yield hands


def _here(work: _Work, draughtsman: Draughtsman) -> Generator[tuple[Part, Drawn]]:
    for part, progress in work:
        yield part, drawn_part(draughtsman, part, progress)


def _on(executor: Executor, work: _Work, draughtsman: Draughtsman) -> Generator[tuple[Part, Drawn]]:
    def begun(part: Part, progress: Callable[[int], None]) -> Future[Drawn]:
        if isinstance(executor, Hands):
            return executor.submit_told(progress, drawn_part, draughtsman, part)
        return executor.submit(drawn_part, draughtsman, part)

    running = {begun(part, progress): part for part, progress in work}
    try:
        while running:
            for future in wait(running, _LOOKS_S, FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
    finally:
        for future in running:
            future.cancel()


class _Told:
    """Adds up how many frames of a job's parts are drawn, and passes that on."""

    def __init__(self, begin: _Begin, label: str, frames: int) -> None:
        self._begin = partial(begin, label, frames)
        self._tell: Callable[[int], None] | None = None
        self._drawn: dict[int, int] = {}
        self._lock = threading.Lock()

    def of(self, part: Part) -> Callable[[int], None]:
        """Return what is told of one part."""
        return partial(self._told, part.first)

    def _told(self, part: int, frames: int) -> None:
        with self._lock:
            self._tell = self._tell or self._begin()
            self._drawn[part] = frames
            self._tell(sum(self._drawn.values()))
