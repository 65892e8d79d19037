"""The output folder: whole files only. Each is written aside, then takes its name in one move."""

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from gdvideo.errors import InputError, RenderError
from gdvideo.media.checksums import checksum
from gdvideo.rendering.lock import locked
from gdvideo.rendering.work import work_folder

__all__ = ["OutputFolder", "opened", "write_whole"]


class OutputFolder:
    """Where a film goes.

    Parameters
    ----------
    root : Path
        The folder that people see.
    work : Path
        A folder beside its files for what is not finished.

    Attributes
    ----------
    retired, left : list of str
        The files of earlier runs that were taken away, and those that somebody has changed since.
    """

    def __init__(self, root: Path, work: Path) -> None:
        self.root = root
        self.retired: list[str] = []
        self.left: list[str] = []
        self._work = work

    def draft(self, name: str) -> Path:
        """Return where to write a file that will be called `name`, relative to the root."""
        path = self._work / name
        with self._writing(name):
            path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def publish(self, name: str) -> Path:
        """Give a finished draft its name, in place of what had it."""
        target = self.root / name
        with self._writing(name):
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(self._work / name).replace(target)
        return target

    @contextmanager
    def writing(self, name: str) -> Generator[BinaryIO]:
        """Open a draft to be written."""
        path = self.draft(name)
        with self._writing(name), path.open("wb") as target:
            yield target

    def make(self, name: str, write: Callable[[Path], None]) -> None:
        """Let a draft be written by what is given its path."""
        path = self.draft(name)
        with self._writing(name):
            write(path)

    def fill(self, name: str, content: bytes) -> None:
        """Write a draft."""
        with self.writing(name) as target:
            target.write(content)

    def write(self, name: str, text: str) -> Path:
        """Write a text file, in UTF-8 with LF."""
        self.fill(name, text.encode())
        return self.publish(name)

    def checksums(self, paths: list[Path]) -> dict[str, str]:
        """Return the SHA-256 of files by their names, relative to the root."""
        return {path.relative_to(self.root).as_posix(): checksum(path) for path in paths}

    def retire(self, files: dict[str, str]) -> None:
        """Take away files of an earlier run, by name and checksum; what is the user's own stays."""
        for name, expected in files.items():
            path = self.root / name
            if not path.exists():
                continue
            if self._is_inside(path) and checksum(path) == expected:
                with self._writing(name):
                    path.unlink()
                self.retired.append(name)
            else:
                self.left.append(name)

    def _is_inside(self, path: Path) -> bool:
        """Return whether a file is a regular one and no link leads to it out of the folder."""
        return path.is_file() and path.resolve() == self.root.resolve() / path.relative_to(
            self.root
        )

    @contextmanager
    def _writing(self, name: str) -> Generator[None]:
        try:
            yield
        except OSError as error:
            raise RenderError(f"{self.root / name}: cannot be written: {error.strerror}") from error


@contextmanager
def opened(root: Path) -> Generator[OutputFolder]:
    """Open an output folder for this run alone; what is unfinished at the end is thrown away.

    Raises
    ------
    InputError
        If it cannot be made or written to.
    RenderError
        If another run is at work in it.
    """
    with ExitStack() as stack:
        try:
            root.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(root))
            work = stack.enter_context(work_folder(root))
        except OSError as error:
            raise InputError(f"--out {root}: cannot be written to: {error.strerror}") from error
        yield OutputFolder(root, work)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file aside, then give it its name in one move; a link is followed.

    What is no regular file, such as `/dev/stdout`, is written to directly.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target.resolve(), content)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror}") from error


def _replace(target: Path, content: bytes) -> None:
    with work_folder(target.parent) as work:
        aside = work / "aside"
        aside.write_bytes(content)
        aside.replace(target)
