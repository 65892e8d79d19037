"""A film's own record, `film.json`, read as a stranger's, whoever wrote it."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from gdvideo.embed.text import on_one_line
from gdvideo.errors import InputError
from gdvideo.lesson import Colour, ColourName
from gdvideo.regular import whole_content

__all__ = [
    "BeatEntry",
    "ClipEntry",
    "DataEntry",
    "FilmManifest",
    "FormulaEntry",
    "LessonEntry",
    "QuestionEntry",
    "SentenceEntry",
    "ThumbnailEntry",
]

_LARGEST = 10_000_000
_Text = Annotated[str, AfterValidator(on_one_line)]
_Id = Annotated[str, Field(pattern=r"^[A-Za-z]\w*$")]
_Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True)


class SentenceEntry(_Entry):
    """What is said, and when in its clip that begins."""

    start_s: _Seconds
    text: _Text


class BeatEntry(_Entry):
    """A stretch of a clip in which one thing is said and shown."""

    id: _Id
    start_s: _Seconds
    duration_s: _Seconds
    seen: _Text = ""
    sentences: Annotated[tuple[SentenceEntry, ...], Field(min_length=1)]


class QuestionEntry(_Entry):
    """What a clip asks before it shows the answer; see `scenes.questions.Question`."""

    text: _Text
    options: tuple[_Text, ...]
    right: Annotated[int, Field(ge=0)]
    because: _Text
    asked_s: _Seconds
    told_s: _Seconds

    @model_validator(mode="after")
    def _has_an_answer(self) -> Self:
        if self.right >= len(self.options):
            raise ValueError("`right` is the place of an option")
        return self


class ClipEntry(_Entry):
    """A clip of the film; `files` are its own, by name in the folder, with their checksums."""

    id: _Id
    title: _Text
    duration_s: _Seconds
    beats: tuple[BeatEntry, ...]
    question: QuestionEntry | None = None
    files: dict[str, str]


class ThumbnailEntry(_Entry):
    """The film's thumbnail; see `gdvideo.rendering.thumbnail`."""

    file: Literal["explainer.thumbnail.png"]


class FormulaEntry(_Entry):
    """A formula as text and as MathML; see `gdvideo.rendering.derivations.formulas`."""

    of: str
    text: str
    mathml: str


class DataEntry(_Entry):
    """Which data the film was made from."""

    source: _Text
    digest: str
    rows: int
    left_out: int
    columns: tuple[_Text, ...]


class LessonEntry(_Entry):
    """How the film looks, speaks and measures; all else that the lesson says is kept as it is.

    See `gdvideo.lesson.Lesson`.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
    theme: Literal["dark", "light"]
    colours: dict[ColourName, Colour] = Field(default_factory=dict)
    quality: Literal["draft", "standard", "hd", "uhd"]
    shape: Literal["wide", "vertical", "square"] = "wide"
    scale: str


class FilmManifest(_Entry):
    """All that `film.json` says of a film and that a course needs.

    Parameters
    ----------
    title : str
    duration_s : float
    captions : "soft", "drawn" or "none"
        As in `gdvideo.lesson.Lesson`.
    thumbnail : ThumbnailEntry
    lifeless : str or None
        Why no picture of its pages comes alive; see `gdvideo.rendering.live_lesson`.
    files : dict of str to str
        The film's own files by name in the folder, with their checksums.
    clips : tuple of ClipEntry
        In the order in which they are seen.
    data : DataEntry
    lesson : LessonEntry
    formulas : tuple of FormulaEntry
    result : dict
        The numbers of the descent; see `gdvideo.numbers.trace`.
    """

    title: _Text
    duration_s: _Seconds
    captions: Literal["soft", "drawn", "none"]
    thumbnail: ThumbnailEntry
    lifeless: _Text | None = None
    files: dict[str, str]
    clips: Annotated[tuple[ClipEntry, ...], Field(min_length=1)]
    data: DataEntry
    lesson: LessonEntry
    formulas: tuple[FormulaEntry, ...]
    result: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return what the folder of a film says of it.

        Raises
        ------
        InputError
            If there is no film, or one of another version of gdvideo.
        """
        if folder.is_file():
            raise InputError(f"{folder} is a file; what is wanted is the folder of a rendered film")
        path = folder / "film.json"
        try:
            return cls.model_validate_json(whole_content(path, _LARGEST))
        except FileNotFoundError as error:
            raise InputError(
                f"{folder}: there is no film in it; gdvideo render makes one"
            ) from error
        except (OSError, ValidationError, ValueError) as error:
            raise InputError(
                f"{path}: it does not tell of a film of this version of gdvideo; "
                "gdvideo render makes it anew"
            ) from error
