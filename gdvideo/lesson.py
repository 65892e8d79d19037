"""What the user wants, from options or from a lesson file, checked before anything is done."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from gdvideo.errors import InputError
from gdvideo.regular import whole_content
from gdvideo.shown import shown
from scenes.telling.assets import DEFAULT_DATA

__all__ = ["MOST_STEPS", "Captions", "Lesson", "lesson_of", "read_lesson"]

MOST_STEPS = 1_000_000
_LARGEST_FILE = 1_000_000
_LAST_HEADER_ROW: Final = 1_000_000
_STOP_FORM = "step:1e-3, gradient:1e-3 or loss:1e-3"
_LONGEST: Final = 80

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Captions = Literal["soft", "drawn", "none"]
Name = Annotated[str, Field(max_length=_LONGEST)]


def _told(text: str, **on_the_command_line: str) -> Any:
    """Return what people are told of a value.

    Parameters
    ----------
    text : str
        What it is, without a full stop.
    **on_the_command_line
        `metavar`, what stands for the value where it is not one of a few; `unset`, what holds if it
        is not given and has no default; `flag`, the option if it is not called like the value.
    """
    return Field(description=text, json_schema_extra={**on_the_command_line})


def _rate(given: object) -> object:
    return None if given == "auto" else given


def _sheet(given: object) -> object:
    """Read the number of a sheet, which a lesson file may give without quotes, as text."""
    return str(given) if type(given) is int else given


def _shape(given: object) -> object:
    """Read --vertical, which is given as true, and --square, as false."""
    return {True: "vertical", False: "square"}[given] if isinstance(given, bool) else given


def _start(given: object) -> object:
    """Read "m=0,b=0" as a table of numbers by parameter."""
    if not isinstance(given, str):
        return given
    pairs = [part.partition("=") for part in given.split(",") if part.strip()]
    if not all(equals for _, equals, _ in pairs):
        raise ValueError(f"{_shown(given)} is not of the form m=0,b=0")
    values = {name.strip(): value.strip() for name, _, value in pairs}
    if len(values) < len(pairs):
        raise ValueError(f"{_shown(given)} names a parameter twice")
    return values


def _stops(given: object) -> object:
    """Read "step:1e-3" or several of them as pairs of a kind and a threshold."""
    if given is None:
        return ()
    texts = given.split(",") if isinstance(given, str) else given
    if not isinstance(texts, (list, tuple)):
        raise ValueError(f"{_shown(given)} is not of the form {_STOP_FORM}")
    return tuple(_stop(text) for text in texts)


def _stop(given: object) -> object:
    """Read "step:1e-3" as a pair; a pair, which a lesson that is checked again holds, stays one."""
    if isinstance(given, tuple):
        return given
    kind, colon, threshold = str(given).partition(":")
    if not colon:
        raise ValueError(f"{_shown(given)} is not of the form {_STOP_FORM}")
    return kind.strip(), threshold.strip()


class Lesson(BaseModel):
    """One lesson: data, descent and look.

    The names are those of the command line's options and of a lesson file's keys; what an option
    is, its limits and its default are declared here and nowhere else.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Annotated[
        str,
        _told(
            "CSV, Parquet, JSON lines, xlsx or ods file, or a shipped set; ./name is always a file",
            metavar="FILE",
        ),
    ] = DEFAULT_DATA
    sheet: Annotated[
        str | None,
        BeforeValidator(_sheet),
        _told(
            "The sheet of a spreadsheet: its name, or its number, counted from 1",
            metavar="NAME",
            unset="the first visible one with cells",
        ),
    ] = None
    header_row: Annotated[
        int | None,
        Field(ge=1, le=_LAST_HEADER_ROW),
        _told(
            "The row of a text table or a sheet that names the columns, counted from 1",
            flag="--header-row",
            metavar="N",
            unset="found by itself",
        ),
    ] = None
    x: Annotated[
        str | None,
        _told("The column to predict from", metavar="COL", unset="the first numeric one"),
    ] = None
    y: Annotated[
        str | None, _told("The column to predict", metavar="COL", unset="the next numeric one")
    ] = None
    formula: Annotated[
        str | None,
        _told(
            "The model; names of columns are predictors, all others parameters",
            metavar='"m*x + b"',
            unset="a line",
        ),
    ] = None
    loss: Annotated[Name, _told("mse, sse, mae, huber:DELTA or logloss", metavar="NAME")] = "mse"
    method: Annotated[
        Name, _told("batch, stochastic (a row a step) or minibatch:N", metavar="NAME")
    ] = "batch"
    rule: Annotated[
        Name,
        _told(
            "fixed, decay:D, line-search, backtracking, momentum:B, nesterov:B, rmsprop, adam or "
            "newton",
            metavar="NAME",
        ),
    ] = "fixed"
    seed: Annotated[
        int | None,
        Field(ge=0),
        _told(
            "A seed that shuffles the rows anew for each pass",
            metavar="N",
            unset="the order of the file",
        ),
    ] = None
    rate: Annotated[
        Positive | None,
        BeforeValidator(_rate),
        _told(
            "auto, or a learning rate",
            metavar="R",
            unset="auto, a tenth to four tenths of the largest stable one",
        ),
    ] = None
    start: Annotated[
        dict[str, Finite],
        BeforeValidator(_start),
        _told(
            "Where the descent starts, in the units descended in",
            metavar="m=0,b=0",
            unset="−1 or 1, away from the best fit; 0 on raw columns",
        ),
    ] = Field(default_factory=dict)
    steps: Annotated[
        int, Field(ge=1, le=MOST_STEPS), _told("How many updates to make", metavar="K")
    ] = 100
    stop: Annotated[
        tuple[tuple[Literal["step", "gradient", "loss"], Positive], ...],
        BeforeValidator(_stops),
        _told(
            "Stop sooner: no parameter moved by so much (step), no slope was so large (gradient), "
            "the error changed by less (loss)",
            metavar="step:1e-3",
            unset="never sooner",
        ),
    ] = ()
    scale: Annotated[
        Literal["round", "standard", "none"],
        _told(
            "Measure the columns from a round number in round steps, standardise them, or descend "
            "on them as they are"
        ),
    ] = "round"
    scenes: Annotated[
        tuple[str, ...],
        _told("This scene, in the order given", flag="--scene", metavar="ID", unset="all"),
    ] = ()
    length: Annotated[
        Literal["full", "short"], _told("The whole film, or its key beats, of about five minutes")
    ] = "full"
    quality: Annotated[Literal["draft", "standard", "hd", "uhd"], _told("The frame's size")] = (
        "standard"
    )
    shape: Annotated[
        Literal["wide", "vertical", "square"],
        BeforeValidator(_shape),
        _told(
            "A frame of 9:16, or of 1:1, not of 16:9; `shape` in a lesson file",
            flag="--vertical/--square",
            unset="wide",
        ),
    ] = "wide"
    theme: Annotated[Literal["dark", "light"], _told("The colours")] = "dark"
    language: Annotated[str, _told("The words' language", metavar="en")] = "en"
    voice: Annotated[
        str,
        _told(
            "auto, none, a Piper voice (NAME.onnx) or a folder of recordings",
            metavar="VOICE",
        ),
    ] = "auto"
    captions: Annotated[
        Captions | None,
        _told(
            "Captions as a track of the video, drawn into its pictures, or only in files beside it",
            unset="soft with a voice, drawn without one",
        ),
    ] = None

    def but(self, **changes: Any) -> Self:
        """Return the lesson with some values replaced, checked again; None replaces nothing.

        Raises
        ------
        InputError
            If a value is not allowed.
        """
        given = {name: value for name, value in changes.items() if value is not None}
        return lesson_of({**self.model_dump(exclude_unset=True), **given}, type(self))


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def lesson_of(
    given: dict[str, Any], kind: type[Any] = Lesson, told: Callable[[str], str] = _option
) -> Any:
    """Return the lesson that values describe.

    Parameters
    ----------
    given : dict
        Values by name.
    kind : type
        `Lesson`.
    told : callable
        Returns how a message calls the value of a name: with dashes if it is an option.

    Raises
    ------
    InputError
        If a value or a name is not allowed; the message says what is.
    """
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        raise InputError(_first_fault(error, told)) from error


def read_lesson(path: Path) -> Lesson:
    """Read a lesson file in TOML; a data file and a voice are looked for beside it.

    Raises
    ------
    InputError
        If the file cannot be read, is not TOML, or holds what a lesson does not have.
    """
    try:
        text = whole_content(path, _LARGEST_FILE).decode("utf-8-sig")
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"The lesson file {path} is not valid TOML: {_cut(str(error))}."
        ) from error
    except RecursionError as error:
        raise InputError(f"The lesson file {path} is nested too deeply.") from error
    except OSError as error:
        raise InputError(f"The lesson file {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise InputError(f"The lesson file {path} cannot be read: {error}.") from error
    try:
        lesson: Lesson = lesson_of(given, told=lambda n: f"{path}{_line_of(n, text)}: {n}")
    except RecursionError as error:
        raise InputError(f"The lesson file {path} is nested too deeply.") from error
    data, voice = path.parent / lesson.data, path.parent / lesson.voice
    beside = {"data": str(data)} if _is_there(data, Path.is_file) else {}
    if lesson.voice not in ("auto", "none") and _is_there(voice, Path.exists):
        beside["voice"] = str(voice)
    return lesson.but(**beside)


def _is_there(path: Path, check: Callable[[Path], bool]) -> bool:
    try:
        return check(path)
    except OSError:
        return False


def _line_of(name: str, text: str) -> str:
    """Return in which line of a TOML text a key or its table starts, as words."""
    key = re.compile(rf"""\s*\[?\s*["']?{re.escape(name)}["']?\s*[=.\]]""")
    found = (f", line {n}" for n, line in enumerate(text.split("\n"), 1) if key.match(line))
    return next(found, "")


_REASONS: Final = {
    **dict.fromkeys(("float_parsing", "float_type"), "it must be a number"),
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float"), "it must be a whole number"),
    "int_parsing_size": "it is too large",
    "finite_number": "it must be finite",
    "greater_than": "it must be above {gt:g}",
    "greater_than_equal": "it must be at least {ge:,}",
    "less_than_equal": "it must be at most {le:,}",
    "literal_error": "it must be {expected}",
    "string_type": "it must be text in quotes",
    "string_too_long": "it must have at most {max_length} letters",
    "dict_type": "it must be a table of numbers",
    "tuple_type": "it must be a list",
    "value_error": "{error}",
}
"""What is allowed, by the kinds of fault that pydantic finds."""


def _first_fault(error: ValidationError, told: Callable[[str], str]) -> str:
    fault = error.errors(include_url=False)[0]
    name = told(_cut(str(fault["loc"][0])))
    if fault["type"] == "extra_forbidden":
        return f"{name} is not known; a lesson has {', '.join(Lesson.model_fields)}."
    reason = _REASONS[fault["type"]].format_map(fault.get("ctx", {}))
    return f"{name} got {_shown(fault['input'])}: {reason}."


def _shown(value: object) -> str:
    """Return a value that was given as people write it, cut if it is long."""
    if isinstance(value, str):
        return shown(value, _LONGEST)
    return _cut(json.dumps(value, default=str))


def _cut(text: str) -> str:
    """Return a text without its middle if it is long: where it stands is said at its end."""
    return text if len(text) <= 2 * _LONGEST else f"{text[:_LONGEST]}…{text[-_LONGEST:]}"
