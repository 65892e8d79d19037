"""Pictures of clips and bridges: in this process, or side by side in several.

Manim's configuration is global and an encoder has one thread, so a process draws one clip at a
time, and several draw a film as fast as the machine's cores allow. A clip's bytes do not depend on
who draws it.
"""

import os
import pickle
import subprocess
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import SimpleQueue

from gdvideo.child import child
from gdvideo.errors import RenderError
from gdvideo.media.quality import Quality
from gdvideo.progress import Reporter
from gdvideo.rendering.draughtsman import Answer, Draughtsman, Drawing
from gdvideo.rendering.last_picture import LastPicture
from gdvideo.rendering.plan import BridgeJob, ClipJob
from gdvideo.rendering.scene_files import own_file
from scenes.telling.own_scenes import own_scene

__all__ = ["cores", "drawn", "processes"]

_MOST_PROCESSES = 8
"""Each takes some 300 MB."""
_WORTH_FRAMES = 300
"""A process takes about as long to start as to draw so many."""
_LOOKS_S = 0.1
"""A signal is not heard while this process waits for another."""

_Begin = Callable[[str, int], Callable[[int], None]]


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes(jobs: Sequence[ClipJob | BridgeJob], quality: Quality) -> int:
    """Return how many processes are to draw these."""
    frames = sum(job.frames(quality) for job in jobs)
    return max(1, min(cores(), len(jobs), frames // _WORTH_FRAMES, _MOST_PROCESSES))


def drawn(
    wanted: Sequence[Drawing], draughtsman: Draughtsman, reporter: Reporter
) -> Generator[tuple[Drawing, LastPicture | None]]:
    """Draw what is wanted.

    Parameters
    ----------
    wanted : sequence of Drawing
    draughtsman : Draughtsman
    reporter : Reporter
        Is told how far the work is.

    Yields
    ------
    tuple of Drawing and LastPicture or None
        Each when it is drawn, whichever is first, with its last picture if it is a clip's.

    Raises
    ------
    RenderError
        If a file cannot be written, or a process that draws is ended from outside.
    """
    jobs = [drawing.job for drawing in wanted]
    number = 1 if any(map(_is_of_here, jobs)) else processes(jobs, draughtsman.quality)
    draw = _one_by_one if number == 1 else _SideBySide(number)
    with reporter.drawing() as begin:
        yield from draw(wanted, draughtsman, begin)


def _is_of_here(job: ClipJob | BridgeJob) -> bool:
    """Return whether this process alone knows a scene of a job: it was given as a class."""
    ids = (job.scene,) if isinstance(job, ClipJob) else (job.first, job.second)
    return any(own_scene(scene) and own_file(scene) is None for scene in ids)


def _one_by_one(
    wanted: Sequence[Drawing], draughtsman: Draughtsman, begin: _Begin
) -> Generator[tuple[Drawing, LastPicture | None]]:
    for drawing in wanted:
        job = drawing.job
        yield drawing, draughtsman.draw(drawing, begin(job.label, job.frames(draughtsman.quality)))


@dataclass(frozen=True, slots=True)
class _SideBySide:
    number: int

    def __call__(
        self, wanted: Sequence[Drawing], draughtsman: Draughtsman, begin: _Begin
    ) -> Generator[tuple[Drawing, LastPicture | None]]:
        def frames(drawing: Drawing) -> int:
            return drawing.job.frames(draughtsman.quality)

        with _threads(self.number) as pool, _hands(self.number, draughtsman) as hands:

            def draw(drawing: Drawing) -> LastPicture | None:
                return hands.draw(drawing, begin(drawing.job.label, frames(drawing)))

            # The longest first, so that none is left for the end.
            by_length = sorted(wanted, key=frames, reverse=True)
            running = {pool.submit(draw, drawing): drawing for drawing in by_length}
            while running:
                for future in wait(running, _LOOKS_S, FIRST_COMPLETED).done:
                    yield running.pop(future), future.result()


@contextmanager
def _threads(number: int) -> Generator[ThreadPoolExecutor]:
    """Keep threads that wait for processes."""
    pool = ThreadPoolExecutor(number, "drawing")
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _hands(number: int, draughtsman: Draughtsman) -> Generator["_Hands"]:
    """Keep processes that draw while the block runs; they end with it at once."""
    hands = _Hands()
    try:
        for _ in range(number):
            hands.add(draughtsman)
        yield hands
    finally:
        hands.end()


@dataclass(frozen=True, slots=True)
class _Hands:
    """Processes that draw, and those of them that have nothing to do."""

    all: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    free: "SimpleQueue[subprocess.Popen[bytes]]" = field(default_factory=SimpleQueue)

    def add(self, draughtsman: Draughtsman) -> None:
        self.all.append(child("gdvideo.rendering.draughtsman"))
        _hand(self.all[-1], draughtsman)
        self.free.put(self.all[-1])

    def draw(self, drawing: Drawing, progress: Callable[[int], None]) -> LastPicture | None:
        """Let one that is free draw; return a clip's last picture."""
        hand = self.free.get()
        try:
            _hand(hand, drawing)
            answer = _answer(hand, progress)
        finally:
            self.free.put(hand)
        if answer.failure is not None:
            raise answer.failure
        return answer.last

    def end(self) -> None:
        """End them, whatever they are at: what waits for their answers then waits in vain."""
        for hand in self.all:
            hand.kill()
        for hand in self.all:
            with suppress(BrokenPipeError), hand:
                hand.wait()


def _hand(process: "subprocess.Popen[bytes]", what: Draughtsman | Drawing) -> None:
    assert process.stdin is not None
    try:
        pickle.dump(what, process.stdin)
        process.stdin.flush()
    except BrokenPipeError as error:
        raise _abrupt() from error


def _answer(process: "subprocess.Popen[bytes]", progress: Callable[[int], None]) -> Answer:
    assert process.stdout is not None
    try:
        # Written by the module that was started above.
        while not isinstance(told := pickle.load(process.stdout), Answer):
            progress(told)
    except (EOFError, pickle.UnpicklingError) as error:
        raise _abrupt() from error
    return told


def _abrupt() -> RenderError:
    return RenderError(
        "a process that was drawing ended abruptly (too little memory?); "
        "what was finished is kept, and the next run goes on from there"
    )
