"""All films of a batch over one executor: shared clips once, and each fault one film's only."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from gdvideo.batch.outline import reason_of
from gdvideo.batch.wanted import Wanted
from gdvideo.errors import RenderError
from gdvideo.filming import planned
from gdvideo.keeping.store import user_store
from gdvideo.lesson import Lesson
from gdvideo.progress import Reporter
from gdvideo.rendering.again import length_if_there, request_of
from gdvideo.rendering.clips import Clip, Studio
from gdvideo.rendering.draughtsman import Drawn, drawn_part
from gdvideo.rendering.drawing import Job
from gdvideo.rendering.film import assembled
from gdvideo.rendering.folder import opened
from gdvideo.rendering.parts import Part, in_drawing_order
from gdvideo.rendering.plan import RenderPlan
from gdvideo.rendering.scene_files import load_scenes, own_fault

__all__ = ["Outcome", "made"]

_LOOKS_S = 0.1
"""A signal is not heard while this process waits for another."""
_AHEAD = 4
"""So many parts a worker are waiting, so that none has nothing to do while a film is planned."""
_PLANNED = 2
"""For so many parts a film counts whose parts are not known yet."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a film.

    Parameters
    ----------
    film : Wanted
    state : "made", "kept" or "failed"
    reason : str
        Why it failed.
    said : tuple of str
        What people should know of its data.
    drawn, shared, kept : int
        How many of its clips and bridges were drawn for it, drawn for it and for a film before it,
        and there already.
    """

    film: Wanted
    state: Literal["made", "kept", "failed"]
    reason: str = ""
    said: tuple[str, ...] = ()
    drawn: int = 0
    shared: int = 0
    kept: int = 0


def made(
    films: Iterable[Wanted],
    out: Path,
    drawing: Executor,
    planning: Executor,
    workers: Callable[[], int],
) -> Generator[Outcome]:
    """Make the films of a batch, each into a folder by its name.

    Parameters
    ----------
    films : iterable of Wanted
    out : Path
        The folder of the batch.
    drawing : Executor
        Draws the parts of clips.
    planning : Executor
        Plans films, and has their words spoken, on this machine: their files are here.
    workers : callable
        Returns how many draw at the moment.

    Yields
    ------
    Outcome
        Of each film, as soon as it is there or has failed.
    """
    waiting, desk = deque(films), _Desk(drawing, planning, out)
    try:
        while waiting or desk.is_busy:
            while waiting and desk.ahead < _AHEAD * max(1, workers()):
                yield from desk.begin(waiting.popleft())
            yield from desk.deliver()
    finally:
        desk.close()


_Plan = tuple[RenderPlan, tuple[str, ...]]


def _planned(lesson: Lesson, request: str) -> _Plan:
    """Plan a film; return what people should know of it, too. Faults go from process to process."""
    said: list[str] = []
    try:
        return planned(lesson, said.append, request=request), tuple(said)
    except Exception as error:
        raise own_fault(error) or RenderError(reason_of(error)) from error


@dataclass(slots=True, eq=False)
class _Order:
    """A film in the making, whose folder is kept for it."""

    film: Wanted
    studio: Studio
    folder: ExitStack
    said: tuple[str, ...]
    made: dict[str, Clip]
    kept: int
    shared: int = 0

    @property
    def jobs(self) -> tuple[Job, ...]:
        plan = self.studio.plan
        return (*plan.jobs, *plan.bridges)

    @property
    def is_whole(self) -> bool:
        return len(self.made) == len(self.jobs)

    @property
    def outcome(self) -> Outcome:
        drawn = len(self.made) - self.kept - self.shared
        return Outcome(self.film, "made", "", self.said, drawn, self.shared, self.kept)


@dataclass(slots=True, eq=False)
class _Piece:
    """A clip that is being drawn, and for whom."""

    key: str
    running: dict[Future[Drawn], Part]
    drawn: dict[int, Drawn] = field(default_factory=dict[int, Drawn])
    wanting: list[tuple[_Order, Job]] = field(default_factory=list[tuple[_Order, Job]])

    @property
    def in_order(self) -> list[Drawn]:
        return [self.drawn[first] for first in sorted(self.drawn)]


class _Desk:
    """Where films are begun, and clips are handed to those that wait for them."""

    def __init__(self, drawing: Executor, planning: Executor, out: Path) -> None:
        self._drawing, self._planning, self._out = drawing, planning, out
        self._planned: dict[Future[_Plan], Wanted] = {}
        self._orders: list[_Order] = []
        self._pieces: dict[str, _Piece] = {}

    @property
    def is_busy(self) -> bool:
        """Whether a film is in the making."""
        return bool(self._orders or self._planned)

    @property
    def ahead(self) -> int:
        """How many parts are with those who draw; a film that is being planned has some, too."""
        running = sum(len(piece.running) for piece in self._pieces.values())
        return running + _PLANNED * len(self._planned)

    def begin(self, film: Wanted) -> Generator[Outcome]:
        """Let a film be planned; yield what became of it if there is nothing to make."""
        if film.lesson is None:
            yield Outcome(film, "failed", film.fault)
            return
        request = request_of(film.lesson)
        if length_if_there(self._out / film.name, request) is not None:
            yield Outcome(film, "kept")
            return
        self._planned[self._planning.submit(_planned, film.lesson, request)] = film

    def _open(self, film: Wanted, future: Future[_Plan]) -> Generator[Outcome]:
        """Let the clips of a film that is planned be drawn."""
        try:
            order = _opened(film, self._out / film.name, *future.result())
        except Exception as error:
            yield Outcome(film, "failed", reason_of(error))
            return
        self._orders.append(order)
        self._ask(order)
        yield from self._finish(order)

    def _ask(self, order: _Order) -> None:
        """Have drawn what a film lacks, unless another one waits for the same already."""
        lacking = [job for job in order.jobs if job.name not in order.made]
        new = [job for job in lacking if job.key not in self._pieces]
        order.shared = len(lacking) - len(new)
        for part in in_drawing_order(new):
            future = self._drawing.submit(drawn_part, order.studio.draughtsman, part)
            self._pieces.setdefault(part.job.key, _Piece(part.job.key, {})).running[future] = part
        for job in lacking:
            self._pieces[job.key].wanting.append((order, job))

    def deliver(self) -> Generator[Outcome]:
        """Wait a moment for parts; yield the films that are whole then, or have failed."""
        running = {future: piece for piece in self._pieces.values() for future in piece.running}
        asked: list[Future[Any]] = [*self._planned, *running]
        done = wait(asked, _LOOKS_S, FIRST_COMPLETED).done
        for plan in self._planned.keys() & done:
            yield from self._open(self._planned.pop(plan), plan)
        for part in running.keys() & done:
            # Given up meanwhile, if another part of it has failed.
            if running[part] is self._pieces.get(running[part].key):
                yield from self._take(running[part], part)

    def _take(self, piece: _Piece, future: Future[Drawn]) -> Generator[Outcome]:
        """Take in a part; when it is the last one, hand the clip to the films that wait for it."""
        part = piece.running.pop(future)
        try:
            piece.drawn[part.first] = future.result()
        except CancelledError:
            # Not by this process: those who draw are gone.
            raise
        except Exception as error:
            for order, job in piece.wanting[:]:
                yield self._failed(order, f"{job.label}: {reason_of(error)}")
            return
        if not piece.running:
            del self._pieces[piece.key]
            for order, job in piece.wanting[:]:
                yield from self._finish(order, job, piece.in_order)

    def _finish(
        self, order: _Order, job: Job | None = None, drawn: Sequence[Drawn] = ()
    ) -> Generator[Outcome]:
        """Give a film a clip, if there is one; put it together and yield it, if it is whole."""
        try:
            if job is not None:
                order.made[job.name] = order.studio.finished(job, drawn)
            if not order.is_whole:
                return
            assembled(order.studio, order.made)
        except Exception as error:
            yield self._failed(order, reason_of(error))
            return
        self._leave(order)
        yield order.outcome

    def _failed(self, order: _Order, reason: str) -> Outcome:
        """Give a film up; its clips that nobody else waits for are not drawn."""
        self._leave(order)
        for piece in [*self._pieces.values()]:
            piece.wanting = [(other, job) for other, job in piece.wanting if other is not order]
            if not piece.wanting:
                del self._pieces[piece.key]
                for future in piece.running:
                    future.cancel()
        return Outcome(order.film, "failed", reason, order.said)

    def _leave(self, order: _Order) -> None:
        self._orders.remove(order)
        order.folder.close()

    def close(self) -> None:
        """Give all up that is not done; clips that are whole stay."""
        for plan in self._planned:
            plan.cancel()
        for piece in self._pieces.values():
            for future in piece.running:
                future.cancel()
        for order in [*self._orders]:
            self._leave(order)


def _opened(film: Wanted, root: Path, plan: RenderPlan, said: tuple[str, ...]) -> _Order:
    """Keep a film's folder for it, and see what of it is there."""
    # Planned by another process, which alone knows them.
    load_scenes(plan.study.lesson.scene_files)
    with ExitStack() as stack:
        folder = stack.enter_context(opened(root))
        studio = Studio(plan, folder, Reporter(quiet=True), store=user_store())
        jobs = (*plan.jobs, *plan.bridges)
        there = {job.name: clip for job in jobs if (clip := studio.kept(job))}
        return _Order(film, studio, stack.pop_all(), said, there, len(there))
