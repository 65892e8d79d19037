"""The numbers of a lesson, and where its data are from, as a page tells them."""

import tomllib
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from gdcore.data.headers import clean_names
from gdvideo.embed.course import Course
from gdvideo.errors import InputError
from scenes.telling.assets import ASSETS, shipped_names
from scenes.telling.narration import page_words
from scenes.telling.numerals import numerals
from scenes.telling.vocabulary import vocabulary

__all__ = ["Table", "column_names", "data_rows", "number_rows", "parameter_table"]

_DIGITS = 4
_ByName = dict[str, float]


class _Result(BaseModel):
    """What is told of a descent; see `gdvideo.numbers.trace`."""

    model_config = ConfigDict(frozen=True)

    sentence: str
    steps: int
    parameters: tuple[str, ...]
    start_original: _ByName
    final_original: _ByName
    best_fit: _ByName
    start_loss: float
    loss: float
    best_loss: float
    settled: bool
    proven: bool
    rate: float | None
    max_stable_rate: float | None

    @classmethod
    def of(cls, course: Course) -> "_Result":
        try:
            return cls.model_validate(course.manifest.result)
        except ValidationError as error:
            raise InputError(
                f"{course.folder / 'film.json'}: the numbers of the descent are not those of this "
                "version of gdvideo; gdvideo render makes it anew"
            ) from error


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows have a head each.

    Parameters
    ----------
    heads : tuple of str
    rows : tuple of tuple of str
        As many cells as there are heads, the row's own head first.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def parameter_table(course: Course) -> Table:
    """Return the parameters in the data's own units, and E: at the start, at last, at the best fit.

    Raises
    ------
    InputError
        If the film's record has no such numbers.
    """
    found, words = _Result.of(course), page_words(course.language)["numbers"]
    steps = vocabulary(course.language).count("steps", found.steps)
    points = (found.start_original, found.final_original, found.best_fit)
    errors = (found.start_loss, found.loss, found.best_loss)
    heads = (words["start"], words["after"].format(steps=steps), words[_best(found)])
    rows = [(name, *(_told(course, p.get(name)) for p in points)) for name in found.parameters]
    last = (
        words["error-descended" if _changed(course) else "error"],
        *(_told(course, error) for error in errors),
    )
    return Table((words["parameter"], *heads), (*rows, last))


def _changed(course: Course) -> bool:
    """Return whether the descent measured columns otherwise than the data do."""
    return course.manifest.lesson.scale != "none"


def _best(found: _Result) -> str:
    """Return the key of what the lowest place that is known is called."""
    if not found.settled:
        return "sought"
    return "best" if found.proven else "found"


def _told(course: Course, value: float | None) -> str:
    return "" if value is None else numerals(course.language).rounded(value, _DIGITS)


def number_rows(course: Course) -> tuple[tuple[str, str], ...]:
    """Return what else there is to tell of the descent, each with what it is.

    Raises
    ------
    InputError
        If the film's record has no such numbers.
    """
    found, words = _Result.of(course), page_words(course.language)["numbers"]
    told = numerals(course.language)
    rate = words["searched"] if found.rate is None else told.rounded(found.rate, _DIGITS)
    rows = [(words["rate"], rate)]
    if found.max_stable_rate is not None:
        key = "limit-of-all" if len(found.parameters) > 1 else "limit"
        rows.append((words[key], told.rounded(found.max_stable_rate, _DIGITS)))
    return (*rows, (words["ending"], found.sentence))


def column_names(course: Course) -> tuple[str, ...]:
    """Return what the columns are called, with their units."""
    named = clean_names(course.manifest.data.columns)
    return tuple(f"{name} ({unit})" if unit else name for name, unit in named)


def data_rows(course: Course) -> tuple[tuple[str, str], ...]:
    """Return what the film was made from; of shipped data, source and licence, too."""
    data, words = course.manifest.data, page_words(course.language)["data"]
    vocab = vocabulary(course.language)
    rows = [vocab.count("data-points", data.rows - data.left_out)]
    if data.left_out:
        rows.append(vocab.count("rows-left-out", data.left_out))
    known = _sources().get(data.source) if data.source in shipped_names() else None
    told = [
        (words["file"], data.source),
        (words["columns"], ", ".join(column_names(course))),
        (words["rows"], ", ".join(rows)),
    ]
    if known is not None:
        told += [
            (words["source"], known["source"].replace("`", "")),
            (words["licence"], known["licence"]),
        ]
    return tuple(told)


def _sources() -> dict[str, dict[str, str]]:
    return tomllib.loads((ASSETS / "data" / "sources.toml").read_text("utf-8"))
