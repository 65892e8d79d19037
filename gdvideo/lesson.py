"""What the user wants, from options or from a lesson file, checked before anything is done."""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from gdvideo.errors import InputError
from gdvideo.lessons.faults import first_fault
from gdvideo.lessons.values import rate_read, shape_read, sheet_read, start_read, stops_read
from gdvideo.lessons.writing import LONGEST
from scenes.telling.assets import DEFAULT_DATA

__all__ = [
    "MOST_STEPS",
    "Captions",
    "Colour",
    "ColourName",
    "Lesson",
    "RateWords",
    "lesson_of",
]

MOST_STEPS = 1_000_000
_LAST_HEADER_ROW: Final = 1_000_000

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Captions = Literal["soft", "drawn", "none"]
RateWords = Literal["crawling", "one step", "slightly too large"]
"""What a rate does; see `gdcore.rules.rate_names`, which it costs time to import."""

Name = Annotated[str, Field(max_length=LONGEST)]
Shown = Annotated[str, Field(max_length=LONGEST)]
Colour = Annotated[str, Field(pattern="^#[0-9A-Fa-f]{6}$")]
ColourName = Literal[
    "ground", "panel", "edge", "text", "muted", "data", "model", "slope", "step", "best",
    "contour", "high", "low", "fog",
]  # fmt: skip
Place = Annotated[int, Field(ge=1)]


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


def _filed(text: str) -> Any:
    """Return what people are told of a value that a lesson file alone has."""
    return _told(text, only="file")


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
        BeforeValidator(sheet_read),
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
        Positive | RateWords | None,
        BeforeValidator(rate_read),
        _told(
            f"auto, what it does ({', '.join(get_args(RateWords))}), or a learning rate",
            metavar="R",
            unset="auto, a tenth to four tenths of the largest stable one",
        ),
    ] = None
    start: Annotated[
        dict[str, Finite],
        BeforeValidator(start_read),
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
        BeforeValidator(stops_read),
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
    scene_files: Annotated[
        tuple[str, ...],
        _told(
            "A Python file with scenes of your own, which is run; unless scenes are named, they "
            "are the film",
            flag="--scenes",
            metavar="FILE.py",
            unset="none",
        ),
    ] = ()
    length: Annotated[
        Literal["full", "short"], _told("The whole film, or its key beats, of about five minutes")
    ] = "full"
    quality: Annotated[Literal["draft", "standard", "hd", "uhd"], _told("The frame's size")] = (
        "standard"
    )
    shape: Annotated[
        Literal["wide", "vertical", "square"],
        BeforeValidator(shape_read),
        _told(
            "A frame of 9:16, or of 1:1, not of 16:9; `shape` in a lesson file",
            flag="--vertical/--square",
            unset="wide",
        ),
    ] = "wide"
    theme: Annotated[Literal["dark", "light"], _told("The colours")] = "dark"
    font: Annotated[
        str | None,
        _told(
            "A font file for all words, .ttf or .otf; mathematics keeps its own",
            metavar="FILE",
            unset="Source Sans Pro",
        ),
    ] = None
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

    names: Annotated[
        dict[str, Shown], _filed("What columns are called in the film, by their headers")
    ] = Field(default_factory=dict)
    units: Annotated[
        dict[str, Shown],
        _filed("The units of columns, by their headers; an empty one is none"),
    ] = Field(default_factory=dict)
    leave_out: Annotated[
        tuple[Place, ...],
        _filed("Rows to leave out, by the lines or rows where gdvideo says that they stand"),
    ] = ()
    colours: Annotated[
        dict[ColourName, Colour],
        _filed("Colours in place of the theme's, by what they mean"),
    ] = Field(default_factory=dict)
    title: Annotated[Shown | None, _filed("The film's title")] = None
    author: Annotated[Shown | None, _filed("Who made the lesson")] = None
    licence: Annotated[Shown | None, _filed("Under which licence the film is given away")] = None

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


_IN_WORDS: Final = {"rate": f", auto, {', '.join(get_args(RateWords))}"}
"""What else than a number a value may be."""


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
        raise InputError(first_fault(error, told, kind.model_fields, _IN_WORDS)) from error
