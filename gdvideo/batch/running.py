"""A batch from its films to its report: who draws, which share, and what is told."""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Executor, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gdvideo.batch.cluster import cluster
from gdvideo.batch.making import Outcome, made
from gdvideo.batch.outline import Outline, outline, outlines_of, plan_json
from gdvideo.batch.report import write_report
from gdvideo.batch.shares import Share, dealt
from gdvideo.batch.wanted import Wanted
from gdvideo.errors import InputError, RenderError
from gdvideo.progress import Reporter
from gdvideo.rendering.drawing import cores
from gdvideo.rendering.hands import Hands

__all__ = ["Drawing", "batched", "planned_json"]

_LOOKS_S: Final = 0.1
"""A signal is not heard while this process waits for another."""
_WORTH_FILMS: Final = 12
"""A process takes about as long to start as to find out what so many are made of."""
_MOST_TOLD: Final = 20
"""So many failures are told where a batch ends; its report has all."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Who draws, and how much of a batch.

    Parameters
    ----------
    workers : int
        How many processes of this machine; 0 for one a core.
    scheduler : str, optional
        The address of a cluster's, which draws instead.
    only : str, optional
        Which share, as people write it.
    by : Path, optional
        A plan that was printed before, by which shares are dealt.
    """

    workers: int
    scheduler: str | None
    only: str | None = None
    by: Path | None = None

    @property
    def number(self) -> int:
        """How many processes of this machine work."""
        return self.workers or cores()

    @property
    def share(self) -> Share | None:
        """Which share, if not all."""
        if self.by is not None and self.only is None:
            raise InputError("--by is for shares: --only says which.")
        return None if self.only is None else Share.read(self.only)

    @contextmanager
    def executors(
        self, say: Callable[[str], None]
    ) -> Generator[tuple[Executor, Executor, Callable[[], int]]]:
        """Keep those who draw and those who plan while the block runs.

        How many draw is asked of the third. `say` is told if nobody does yet.
        """
        if self.scheduler is not None and self.workers:
            raise InputError(
                "--workers is for processes of this machine; --scheduler has workers of its own."
            )
        with Hands(self.number) as hands:
            if self.scheduler is None:
                yield hands, hands, lambda: self.number
                return
            with cluster(self.scheduler) as far:
                if not far.workers:
                    say(f"--scheduler {self.scheduler}: no worker yet; the films wait for one")
                yield far, hands, lambda: far.workers


def planned_json(films: Sequence[Wanted], out: Path, drawing: Drawing) -> dict[str, Any]:
    """Return the plan of a batch, or of a share of it, as JSON can hold it."""
    outlines, share = _outlines(films, out, drawing), drawing.share
    if share is not None:
        names = dealt(outlines, share.of)[share.number - 1]
        outlines = [film for film in outlines if film.name in names]
    return plan_json(outlines)


def batched(films: Sequence[Wanted], out: Path, drawing: Drawing, reporter: Reporter) -> None:
    """Make a batch, or a share of it, and its report; what is there already is kept.

    Parameters
    ----------
    films : sequence of Wanted
    out : Path
        The folder of the batch.
    drawing : Drawing
    reporter : Reporter
        Is told what becomes of each film.

    Raises
    ------
    InputError
        If the folder cannot be written to, or the cluster cannot be used.
    RenderError
        If films failed: which, and why. All others are there.
    """
    share = drawing.share
    if share is not None:
        names = dealt(_outlines(films, out, drawing), share.of)[share.number - 1]
        films = [film for film in films if film.name in names]
    outcomes: list[Outcome] = []
    # The films are given up before those who draw end: so none waits for them.
    with drawing.executors(reporter.say) as who, closing(made(films, out, *who)) as each:
        for outcome in each:
            outcomes.append(outcome)
            reporter.say(f"{_said(outcome)} ({len(outcomes):,} of {len(films):,})")
    name = "batch" if share is None else f"batch-{share}"
    write_report(_in_order(outcomes, films), out, name)
    reporter.say(str(out / f"{name}.html"))
    _tell_failed(outcomes, out / f"{name}.json")


def _outlines(films: Sequence[Wanted], out: Path, drawing: Drawing) -> list[Outline]:
    """Return what the films are made of; if they are many, this machine's processes find out."""
    if drawing.by is not None:
        return outlines_of(drawing.by, films)
    if len(films) < _WORTH_FILMS or drawing.number == 1:
        return [outline(film, out) for film in films]
    with Hands(drawing.number) as hands:
        asked = [hands.submit(outline, film, out) for film in films]
        while wait(asked, _LOOKS_S).not_done:
            pass
        return [future.result() for future in asked]


def _said(outcome: Outcome) -> str:
    name = outcome.film.name
    if outcome.state == "failed":
        return f"{name}: failed: {outcome.reason}"
    if outcome.state == "kept":
        return f"{name}: nothing has changed since"
    return f"{name}: {outcome.drawn} drawn, {outcome.shared} shared, {outcome.kept} kept"


def _in_order(outcomes: Sequence[Outcome], films: Sequence[Wanted]) -> list[Outcome]:
    by_name = {outcome.film.name: outcome for outcome in outcomes}
    return [by_name[film.name] for film in films]


def _tell_failed(outcomes: Sequence[Outcome], report: Path) -> None:
    failed = [outcome for outcome in outcomes if outcome.state == "failed"]
    if not failed:
        return
    told = [f"{outcome.film.name}: {outcome.reason}" for outcome in failed[:_MOST_TOLD]]
    more = [f"all are in {report}"] if len(failed) > _MOST_TOLD else []
    raise RenderError(f"{len(failed):,} of {len(outcomes):,} films failed", *told, *more)
