"""What each film of a batch is made of, found out before anything is spoken or drawn."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from gdvideo.batch.wanted import Wanted
from gdvideo.errors import GdvideoError, InputError
from gdvideo.filming import planned
from gdvideo.regular import whole_content
from gdvideo.rendering.standing import standing

__all__ = ["Outline", "Piece", "outline", "outlines_of", "plan_json", "reason_of"]

_LARGEST_PLAN: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A clip or a bridge.

    Parameters
    ----------
    name : str
        Of its files in the film's folder, without their endings.
    key : str
        What it is made from: those of equal keys are drawn once for all films.
    frames : int
        What it costs; with a voice, a guess from the words.
    kept : bool
        Whether an earlier run has made it.
    """

    name: str
    key: str
    frames: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """A film before it is made.

    Parameters
    ----------
    name, source : str
        As for `Wanted`.
    pieces : tuple of Piece
        In no lesson that has a fault.
    fault : str
        Why there will be no film.
    """

    name: str
    source: str
    pieces: tuple[Piece, ...] = ()
    fault: str = ""

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return sum(piece.frames for piece in self.pieces)


def outline(film: Wanted, out: Path) -> Outline:
    """Return what a film is made of.

    Parameters
    ----------
    film : Wanted
    out : Path
        The folder of the batch.
    """
    if film.lesson is None:
        return Outline(film.name, film.source, fault=film.fault)
    try:
        plan = planned(film.lesson, lambda _: None, spoken=False)
    except Exception as error:
        return Outline(film.name, film.source, fault=reason_of(error))
    root, language = out / film.name, plan.brief.look.language
    pieces = (
        Piece(job.name, job.key, job.frames(plan.quality), standing(job, root, language).is_kept)
        for job in (*plan.jobs, *plan.bridges)
    )
    return Outline(film.name, film.source, tuple(pieces))


def reason_of(error: Exception) -> str:
    """Return why a film cannot be made, as a sentence of ours or by the name of what went wrong."""
    return str(error) if isinstance(error, GdvideoError) else f"{type(error).__name__}: {error}"


def plan_json(outlines: Sequence[Outline]) -> dict[str, Any]:
    """Return the plan of a batch by the names of the contract in `docs/command-line.md`."""
    wanting: dict[str, list[str]] = {}
    first: dict[str, Piece] = {}
    for film in outlines:
        for piece in film.pieces:
            wanting.setdefault(piece.key, []).append(film.name)
            first.setdefault(piece.key, piece)
    return {
        "films": [_film_json(film) for film in outlines],
        "shared": [
            {"key": key, "frames": first[key].frames, "films": names}
            for key, names in wanting.items()
            if len(names) > 1
        ],
        "frames": {
            "all": sum(film.frames for film in outlines),
            "once": sum(piece.frames for piece in first.values()),
            "missing": _missing(outlines),
        },
    }


def outlines_of(plan: Path, films: Sequence[Wanted]) -> list[Outline]:
    """Return what films are made of by a plan that was printed before.

    Parameters
    ----------
    plan : Path
        The file.
    films : sequence of Wanted
        The films of the batch.

    Raises
    ------
    InputError
        If it cannot be read, or is of another batch.
    """
    try:
        told = _Plan.model_validate_json(whole_content(plan, _LARGEST_PLAN))
    except OSError as error:
        raise InputError(f"--by: {plan} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise InputError(f"--by: {plan} is no plan that --plan has printed.") from error
    if [film.name for film in told.films] != [film.name for film in films]:
        raise InputError(f"--by: {plan} is of another batch; its films must be those of this one.")
    return [Outline(f.name, f.source, f.clips, f.fault or "") for f in told.films]


class _PlannedFilm(BaseModel):
    name: str
    source: str
    fault: str | None
    clips: tuple[Piece, ...]


class _Plan(BaseModel):
    films: tuple[_PlannedFilm, ...]


def _film_json(film: Outline) -> dict[str, Any]:
    told = {"name": film.name, "source": film.source, "frames": film.frames}
    return told | {"fault": film.fault or None, "clips": [asdict(p) for p in film.pieces]}


def _missing(outlines: Sequence[Outline]) -> int:
    """Return how many frames are still to be drawn."""
    pieces = [piece for film in outlines for piece in film.pieces]
    return sum({p.key: p.frames for p in pieces if not p.kept}.values())
