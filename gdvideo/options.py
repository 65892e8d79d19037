"""The options of a lesson, made from its fields and given to every command that takes one."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from gdvideo.lesson import Lesson, lesson_of

__all__ = [
    "FILED",
    "LOOK",
    "NUMBERS",
    "SCENES",
    "LessonOption",
    "lesson_options",
    "with_asked",
    "with_lesson",
]

LOOK = ("length", "quality", "shape", "theme", "font", "language", "captions")
"""What changes the film only."""

SCENES = ("scenes", "scene_files")
"""Which scenes."""

_SCHEMA: Final[dict[str, dict[str, Any]]] = Lesson.model_json_schema()["properties"]

FILED = tuple(name for name, field in _SCHEMA.items() if field.get("only") == "file")
"""What a lesson file alone has."""

NUMBERS = tuple(
    name for name in Lesson.model_fields if name not in (*SCENES, "voice", *LOOK, *FILED)
)
"""What changes the numbers."""


@dataclass(frozen=True, slots=True)
class LessonOption:
    """How the command line asks for one value of a lesson.

    Parameters
    ----------
    flag, metavar : str
        As in `--steps K`; no metavar if one of two flags is the value.
    kind : type
        What the command line reads; the lesson reads the rest.
    what : str
        What it is, within which limits and whether it may be given more than once.
    default : str
        What holds if it is not given.
    """

    flag: str
    metavar: str
    kind: type
    what: str
    default: str

    def annotation(self) -> Any:
        """Return what typer makes an option from."""
        text = f"{self.what}. Default: {self.default}."
        option = typer.Option(self.flag, metavar=self.metavar, help=text, show_default=False)
        return Annotated[self.kind | None, option]


@cache
def lesson_options() -> dict[str, LessonOption]:
    """Return the option of each value of a lesson, by the value's name."""
    return {name: _option(name, field) for name, field in _SCHEMA.items() if name not in FILED}


def _option(name: str, field: dict[str, Any]) -> LessonOption:
    """Return the option of a field, given as a JSON schema."""
    value = field.get("anyOf", [field])[0]
    is_list, flag = value["type"] == "array", field.get("flag", f"--{name}")
    is_flag = "/" in flag
    return LessonOption(
        flag=flag,
        metavar="" if is_flag else field.get("metavar") or "|".join(value["enum"]),
        kind=bool if is_flag else list[str] if is_list else str,
        what=f"{field['description']}{_limits(value)}{'; repeatable' if is_list else ''}",
        default=field.get("unset") or str(field["default"]),
    )


def _limits(value: dict[str, Any]) -> str:
    """Return within which limits a number must be, as the end of a sentence."""
    words = {"exclusiveMinimum": "above", "minimum": "at least", "maximum": "at most"}
    told = [f"{word} {value[limit]:,}" for limit, word in words.items() if limit in value]
    return f", {' and '.join(told)}" if told else ""


_FILE = Annotated[
    Path | None,
    typer.Argument(metavar="[LESSON.toml]", help="A lesson file; options win over it."),
]
_FILE_OPTION = Annotated[
    Path | None,
    typer.Option("--lesson", metavar="LESSON.toml", help="A lesson file; options win over it."),
]


def with_lesson(
    *names: str, file_is_option: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that hands a command its lesson, made from a file and options.

    Parameters
    ----------
    *names : str
        The lesson's values that the command has options for.
    file_is_option : bool
        Whether the lesson file is an option, because the command has an argument of its own.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def run(**given: Any) -> None:
            file = given.pop("file")
            command(_lesson(file, _asked(given, names)), **given)

        file = _FILE_OPTION if file_is_option else _FILE
        return _with_options(run, command, names, {"file": file})

    return decorate


def with_asked(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that hands a command the values of lessons that options ask for, by name.

    Parameters
    ----------
    *names : str
        The values that the command has options for.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def run(**given: Any) -> None:
            command(_asked(given, names), **given)

        return _with_options(run, command, names, {})

    return decorate


def _asked(given: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Take a lesson's values out of what a command was given, those that were."""
    taken = {name: given.pop(name) for name in names}
    return {name: value for name, value in taken.items() if value not in (None, [])}


def _with_options(
    run: Callable[..., None],
    command: Callable[..., None],
    names: tuple[str, ...],
    shared: dict[str, Any],
) -> Callable[..., None]:
    """Give a function a command's name and parameters, but the first, and options of a lesson."""
    options = lesson_options()
    own = list(inspect.signature(command).parameters.values())[1:]
    shared = shared | {name: options[name].annotation() for name in names}
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in shared.items()
    ]
    run.__doc__, run.__name__ = command.__doc__, command.__name__
    run.__annotations__ = {p.name: p.annotation for p in (*own, *added)}
    # typer reads the signature; Python itself takes keywords only.
    vars(run)["__signature__"] = inspect.Signature([
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*own, *added)
    ])
    return run


def _lesson(file: Path | None, given: dict[str, Any]) -> Lesson:
    """Return the lesson of a file, if there is one, with the options that were given."""
    if file is None:
        return lesson_of(given)
    # It reads TOML, and what starts without a file does not.
    from gdvideo.lessons.files import read_lesson

    return read_lesson(file).but(**given)
