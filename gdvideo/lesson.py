"""What the user wants, from options or from a lesson file, checked before anything is done."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from gdvideo.errors import InputError

__all__ = ["MOST_STEPS", "Lesson", "lesson_of", "read_lesson"]

MOST_STEPS = 1_000_000

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


def _rate(given: object) -> object:
    return None if given == "auto" else given


def _start(given: object) -> object:
    """Read "m=0,b=0" as a table of numbers by parameter."""
    if not isinstance(given, str):
        return given
    pairs = [part.partition("=") for part in given.split(",") if part.strip()]
    if not all(equals for _, equals, _ in pairs):
        raise ValueError(f"{given!r} is not of the form m=0,b=0")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _stops(given: object) -> object:
    """Read "step:1e-3" or several of them as pairs of a kind and a threshold."""
    if given is None:
        return ()
    texts = given.split(",") if isinstance(given, str) else given
    if not isinstance(texts, (list, tuple)):
        raise ValueError(f"{given!r} is not of the form step:1e-3")
    pairs = [str(text).partition(":") for text in texts]
    if not all(colon for _, colon, _ in pairs):
        raise ValueError(f"{given!r} is not of the form step:1e-3, gradient:1e-3 or loss:1e-3")
    return tuple((kind.strip(), threshold.strip()) for kind, _, threshold in pairs)


class Lesson(BaseModel):
    """One lesson: data, descent and look.

    The names are those of the command line's options and of a lesson file's keys.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: str = "penguins"
    x: str | None = None
    y: str | None = None
    loss: Literal["mse", "sse"] = "mse"
    rate: Annotated[Positive | None, BeforeValidator(_rate)] = None
    start: Annotated[dict[str, Finite], BeforeValidator(_start)] = Field(default_factory=dict)
    steps: Annotated[int, Field(ge=1, le=MOST_STEPS)] = 100
    stop: Annotated[
        tuple[tuple[Literal["step", "gradient", "loss"], Positive], ...], BeforeValidator(_stops)
    ] = ()
    scale: Literal["standard", "none"] = "standard"
    scenes: tuple[str, ...] = ()
    quality: Literal["draft", "standard", "hd", "uhd"] = "standard"
    theme: Literal["dark", "light"] = "dark"
    language: str = "en"

    def but(self, **changes: Any) -> Self:
        """Return the lesson with some values replaced, checked again; None replaces nothing.

        Raises
        ------
        InputError
            If a value is not allowed.
        """
        given = {name: value for name, value in changes.items() if value is not None}
        return lesson_of({**self.model_dump(exclude_unset=True), **given}, type(self))


def lesson_of(given: dict[str, Any], kind: type[Any] = Lesson, where: str = "--") -> Any:
    """Return the lesson that values describe.

    Parameters
    ----------
    given : dict
        Values by name.
    kind : type
        `Lesson`.
    where : str
        What precedes a value's name in a message: dashes for an option, a file's name for a key.

    Raises
    ------
    InputError
        If a value or a name is not allowed; the message says what is.
    """
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        raise InputError(_first_fault(error, where)) from error


def read_lesson(path: Path) -> Lesson:
    """Read a lesson file in TOML; a data file is looked for beside it.

    Raises
    ------
    InputError
        If the file cannot be read, is not TOML, or holds what a lesson does not have.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The lesson file {path} cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The lesson file {path} is not valid TOML: {error}.") from error
    lesson: Lesson = lesson_of(given, where=f"{path}: ")
    beside = path.parent / lesson.data
    return lesson.but(data=str(beside)) if beside.is_file() else lesson


def _first_fault(error: ValidationError, where: str) -> str:
    fault = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in fault["loc"][:1])
    if fault["type"] == "extra_forbidden":
        known = ", ".join(Lesson.model_fields)
        return f"{where}{name} is not known; a lesson has {known}."
    reason = fault["msg"].removeprefix("Value error, ")
    return f"{where}{name} got {fault['input']!r}: {reason[0].lower()}{reason[1:]}."
