"""Making what a course needs: into the folder `course` beside the film, whole files only."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from gdvideo.embed.course import Course, check_files, read_course
from gdvideo.embed.files import Content, Files, Maker, write_content
from gdvideo.embed.formats.clips import FORMATS
from gdvideo.embed.formats.sizes import SIZES
from gdvideo.embed.kinds import KINDS, remarks
from gdvideo.embed.manifest import FilmManifest
from gdvideo.errors import InputError
from gdvideo.progress import Reporter
from gdvideo.regular import whole_content
from gdvideo.rendering.folder import OutputFolder, opened
from gdvideo.rendering.records import as_json

__all__ = ["Wish", "embed", "wish"]

_HOME = "course"
_RECORD = f"{_HOME}/course.json"
_LARGEST = 10_000_000


class _Made(BaseModel):
    """What was made before: the checksums (SHA-256) of files by their names, by kind."""

    kinds: dict[str, dict[str, str]]

    @classmethod
    def read(cls, path: Path) -> "_Made":
        try:
            return cls.model_validate_json(whole_content(path, _LARGEST))
        except (OSError, ValueError):
            return cls(kinds={})


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made.

    Parameters
    ----------
    kinds : tuple of str
        Names of kinds and of formats.
    height : int, optional
        At most how many pixels high formats are; their own choice if None.
    """

    kinds: tuple[str, ...]
    height: int | None = None

    def files(self, kind: str, course: Course) -> Files:
        """Return the files of one of them."""
        if kind in KINDS:
            return KINDS[kind].make(course)
        return FORMATS[kind].make(course, self.height)


def wish(kinds: Iterable[str], size: str | None) -> Wish:
    """Return what is asked for: kinds or formats by name, and the size of formats.

    Without names it is what is made if none is named.

    Raises
    ------
    InputError
        If there is nothing of a name, or a size is given and no format that has one.
    """
    named = tuple(dict.fromkeys(kinds))
    for name in named:
        if name not in KINDS and name not in FORMATS:
            raise InputError(f"--as {name!r}: there is {', '.join((*KINDS, *FORMATS))}")
    if size is None:
        return Wish(_with_needs(named or _usual()))
    if size not in SIZES:
        raise InputError(f"--size got {size!r}; it is {', '.join(SIZES)}")
    if not set(named) & set(FORMATS):
        raise InputError(f"--size is for formats: --as {', '.join(FORMATS)}")
    return Wish(_with_needs(named), SIZES[size])


def _usual() -> tuple[str, ...]:
    return tuple(name for name, kind in KINDS.items() if kind.by_default)


def _with_needs(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return kinds and formats, each after those that it shows."""
    needed = (need for name in names if name in KINDS for need in KINDS[name].needs)
    return tuple(dict.fromkeys((*needed, *names)))


def embed(out: Path, asked: Wish, reporter: Reporter) -> None:
    """Make what a course needs from the film in a folder.

    What an earlier run made of the same kinds and this one does not goes, unless somebody has
    changed it since.

    Raises
    ------
    InputError
        If there is no film, a video is not what was rendered, or the folder cannot be written to.
    RenderError
        If a file cannot be made.
    """
    FilmManifest.read(out)
    with opened(out) as folder:
        course = read_course(out)
        check_files(course)
        made = _Made.read(out / _RECORD)
        for kind in asked.kinds:
            written: list[Path] = []
            for name, content in asked.files(kind, course).items():
                if callable(content):
                    reporter.say(f"Making {name}")
                written.append(_write(f"{_HOME}/{name}", content, folder))
            files = folder.checksums(written)
            before = made.kinds.get(kind, {})
            folder.retire({name: before[name] for name in before if name not in files})
            made.kinds[kind] = files
            folder.write(_RECORD, as_json(made.model_dump()))
            reporter.say(f"{kind}: {_told(kind, written)}")
        for sentence in remarks(course, asked.kinds):
            reporter.say_once(sentence)
        for name in folder.left:
            reporter.say(f"Left {name} of an earlier run: it was changed since")


def _told(kind: str, written: list[Path]) -> str:
    """Return what was made, where, and how large it is."""
    what = KINDS[kind].what if kind in KINDS else FORMATS[kind].what
    size = sum(path.stat().st_size for path in written)
    told = f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.0f} kB"
    count = f"{len(written)} file{'s' if len(written) > 1 else ''}"
    return f"{what}; {count}, {told}"


def _write(name: str, content: Content | Maker, folder: OutputFolder) -> Path:
    if callable(content):
        folder.make(name, content)
    else:
        with folder.writing(name) as target:
            write_content(content, target)
    return folder.publish(name)
