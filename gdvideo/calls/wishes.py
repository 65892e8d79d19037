"""The options of a lesson as keyword arguments."""

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Literal, TypedDict, cast

import numpy as np

from gdvideo.data.held import Held
from gdvideo.lesson import Lesson, lesson_of
from gdvideo.lessons.files import read_lesson

__all__ = ["Data", "Numbers", "Wishes", "wanted"]

Data = Any
"""A pandas, polars or arrow table, a dict of columns, two arrays (x, y), an array of two columns, a
path, or a shipped set's name."""


class Numbers(TypedDict, total=False):
    """What changes the numbers; see `gdvideo trace --help`."""

    sheet: str | int
    header_row: int
    x: str
    y: str
    formula: str
    loss: str
    method: str
    rule: str
    seed: int
    rate: float | Literal["auto", "crawling", "one step", "slightly too large"]
    start: Mapping[str, float]
    steps: int
    stop: str | Sequence[str]
    scale: Literal["round", "standard", "none"]
    names: Mapping[str, str]
    units: Mapping[str, str]
    leave_out: Sequence[int]


class Wishes(Numbers, total=False):
    """What changes the numbers or the film; see `gdvideo render --help`.

    A scene of one's own may be given by its class, a `scenes.own.OwnScene`.
    """

    scenes: str | Sequence[str | type[Any]]
    scene_files: Sequence[str]
    length: Literal["full", "short"]
    quality: Literal["draft", "standard", "hd", "uhd"]
    shape: Literal["wide", "vertical", "square"]
    theme: Literal["dark", "light"]
    font: str
    language: str
    voice: str
    captions: Literal["soft", "drawn", "none"]
    colours: Mapping[str, str]
    title: str
    author: str
    licence: str


def wanted(
    data: Data, lesson: str | PathLike[str] | None, wishes: Mapping[str, Any]
) -> tuple[Lesson, Held | None]:
    """Return the lesson that is wanted, and what the program holds, if it is that.

    Parameters
    ----------
    data : Data, optional
    lesson : path, optional
        A lesson file; wishes win over it.
    wishes : mapping
        By the names of `Wishes`.

    Raises
    ------
    InputError
        If a value is not allowed; the message says what is.
    """
    base = Lesson() if lesson is None else read_lesson(Path(lesson))
    given = {name: _plain(value) for name, value in wishes.items()}
    if isinstance(data, (str, PathLike)):
        given["data"] = str(data)
    asked: Lesson = lesson_of(
        {**base.model_dump(exclude_unset=True), **given}, told=lambda name: name
    )
    if data is None or isinstance(data, (str, PathLike)):
        return asked, None
    from gdvideo.data.frames import held

    return asked, held(data)


def _plain(value: Any) -> Any:
    """Return a value as a lesson takes it; a number may be numpy's."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (list, tuple)):
        # A class knows the id by which the film knows it.
        return tuple(getattr(item, "scene_id", item) for item in cast("Sequence[Any]", value))
    return value.item() if isinstance(value, np.generic) else value
