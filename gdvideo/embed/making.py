"""Making what a course needs: into the folder `course` beside the film, whole files only."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel

from gdvideo.embed.course import Course, read_course
from gdvideo.embed.files import Content, write_content
from gdvideo.embed.kinds import KINDS
from gdvideo.errors import InputError
from gdvideo.progress import Reporter
from gdvideo.regular import whole_content
from gdvideo.render.folder import OutputFolder, opened
from gdvideo.render.records import as_json

__all__ = ["chosen_kinds", "embed"]

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


def chosen_kinds(names: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of these names, or those that are made if none is named.

    Raises
    ------
    InputError
        If there is no kind of a name.
    """
    chosen = tuple(dict.fromkeys(names))
    for name in chosen:
        if name not in KINDS:
            raise InputError(f"--as {name!r}: there is {', '.join(KINDS)}")
    return chosen or tuple(name for name, kind in KINDS.items() if kind.by_default)


def embed(out: Path, kinds: tuple[str, ...], reporter: Reporter) -> None:
    """Make what a course needs from the film in a folder.

    What an earlier run made of the same kinds and this one does not goes, unless somebody has
    changed it since.

    Raises
    ------
    InputError
        If there is no film, or the folder cannot be written to.
    RenderError
        If a file cannot be made.
    """
    with opened(out) as folder:
        course = read_course(out)
        made = _Made.read(out / _RECORD)
        for kind in kinds:
            files = folder.checksums(list(_written(kind, course, folder)))
            before = made.kinds.get(kind, {})
            folder.retire({name: before[name] for name in before if name not in files})
            made.kinds[kind] = files
            folder.write(_RECORD, as_json(made.model_dump()))
            reporter.say(f"{kind}: {KINDS[kind].what}")
        for name in folder.left:
            reporter.say(f"Left {name} of an earlier run: it was changed since")


def _written(kind: str, course: Course, folder: OutputFolder) -> Iterator[Path]:
    for name, content in KINDS[kind].make(course).items():
        yield _write(f"{_HOME}/{name}", content, folder)


def _write(name: str, content: Content, folder: OutputFolder) -> Path:
    with folder.writing(name) as target:
        write_content(content, target)
    return folder.publish(name)
