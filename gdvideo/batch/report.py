"""The report of a batch: every film with its numbers, as JSON and as a page in one file."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup

from gdvideo.batch.making import Outcome
from gdvideo.embed.page import looks_style
from gdvideo.embed.templates import WEB, filled
from gdvideo.regular import whole_content
from gdvideo.rendering.folder import write_whole
from gdvideo.rendering.records import as_json
from gdvideo.rendering.versions import versions
from scenes.telling.numerals import numerals

__all__ = ["report", "report_page", "write_report"]

_LARGEST_RECORD: Final = 1_000_000
_STATES: Final = ("made", "kept", "failed")
_NUMBERS: Final = ("status", "sentence", "rate", "steps", "start_loss", "loss", "best_loss")


def write_report(outcomes: Sequence[Outcome], out: Path, name: str) -> None:
    """Write the report of a batch beside its films.

    Parameters
    ----------
    outcomes : sequence of Outcome
    out : Path
        The folder of the batch.
    name : str
        Of the report's files, without their endings.

    Raises
    ------
    InputError
        If they cannot be written.
    """
    told = report(outcomes, out)
    out.mkdir(parents=True, exist_ok=True)
    write_whole(out / f"{name}.json", as_json(told).encode())
    write_whole(out / f"{name}.html", report_page(told))


def report(outcomes: Sequence[Outcome], out: Path) -> dict[str, Any]:
    """Return what became of a batch by the names of the contract in `docs/command-line.md`."""
    counts = Counter(outcome.state for outcome in outcomes)
    return {
        "gdvideo": versions()["gdvideo"],
        **{state: counts[state] for state in _STATES},
        "films": [_film(outcome, out / outcome.film.name) for outcome in outcomes],
    }


def _film(outcome: Outcome, folder: Path) -> dict[str, Any]:
    record = {} if outcome.state == "failed" else _record(folder)
    numbers = record.get("result", {})
    return {
        "name": outcome.film.name,
        "source": outcome.film.source,
        "state": outcome.state,
        "reason": outcome.reason or None,
        "said": list(outcome.said),
        "clips": {"drawn": outcome.drawn, "shared": outcome.shared, "kept": outcome.kept},
        "title": record.get("title"),
        "duration_s": record.get("duration_s"),
        "rows": record.get("data", {}).get("rows"),
        **{name: numbers.get(name) for name in _NUMBERS},
        "files": _files(outcome.film.name, record),
    }


def _record(folder: Path) -> dict[str, Any]:
    """Return what a film's folder says of it."""
    return json.loads(whole_content(folder / "film.json", _LARGEST_RECORD))


def _files(name: str, record: dict[str, Any]) -> dict[str, str]:
    """Return where the files of a film are that people open, by what they are."""
    if not record:
        return {}
    words = f"explainer.{record['lesson']['language']}.html"
    ends = {
        "video": "explainer.mp4",
        "transcript": words,
        "steps": "numbers/trajectory.csv",
        "record": "film.json",
    }
    return {what: f"{name}/{file}" for what, file in ends.items()}


def report_page(told: dict[str, Any]) -> bytes:
    """Return a report, from `report`, as a page in one file."""
    films = [film | {"cells": _cells(film), "links": _links(film)} for film in told["films"]]
    style = (WEB / "batch" / "report.css").read_bytes()
    return filled(
        "batch/report.html",
        report=told,
        failed=[film for film in films if film["state"] == "failed"],
        films=[film for film in films if film["state"] != "failed"],
        style=Markup((looks_style() + style).decode()),
        theme=Markup((WEB / "page" / "theme.js").read_text("utf-8")),
    )


def _links(film: dict[str, Any]) -> dict[str, str]:
    return {what: quote(file) for what, file in film["files"].items()}


def _cells(film: dict[str, Any]) -> dict[str, str]:
    """Return a film's numbers as people write them; what it has not is a dash."""
    write, count = numerals("en").rounded, numerals("en").counted
    kinds = dict.fromkeys(("rate", "start_loss", "loss", "best_loss"), write)
    kinds |= dict.fromkeys(("rows", "steps"), count)
    return {name: "–" if film[name] is None else kind(film[name]) for name, kind in kinds.items()}
