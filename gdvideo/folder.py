"""The output folder: whole files only. Each is written aside, then takes its name in one move."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gdvideo.errors import InputError

__all__ = ["OutputFolder", "checksum", "opened", "write_whole"]

_WORK = ".gdvideo-"


class OutputFolder:
    """Where a film goes.

    Parameters
    ----------
    root : Path
        The folder that people see.
    work : Path
        A folder beside its files for what is not finished.
    """

    def __init__(self, root: Path, work: Path) -> None:
        self.root = root
        self._work = work

    def draft(self, name: str) -> Path:
        """Return where to write a file that will be called `name`, relative to the root."""
        path = self._work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def publish(self, name: str) -> Path:
        """Give a finished draft its name, in place of what had it."""
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        Path(self._work / name).replace(target)
        return target

    def write(self, name: str, text: str) -> Path:
        """Write a text file, in UTF-8 with LF."""
        self.draft(name).write_text(text, encoding="utf-8", newline="\n")
        return self.publish(name)

    def manifest(self) -> dict[str, Any]:
        """Return what an earlier run left in `film.json`, or nothing if it cannot be read."""
        try:
            found = json.loads((self.root / "film.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


@contextmanager
def opened(root: Path) -> Generator[OutputFolder]:
    """Open an output folder; what was not finished when the block ends is thrown away.

    Raises
    ------
    InputError
        If it cannot be made or written to.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        _sweep(root)
        work = Path(tempfile.mkdtemp(prefix=f"{_WORK}{os.getpid()}-", dir=root))
    except OSError as error:
        raise InputError(f"--out {root}: cannot be written to: {error.strerror}") from error
    try:
        yield OutputFolder(root, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file aside, then give it its name in one move.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    aside = target.with_name(f"{_WORK}{os.getpid()}-{target.name}")
    try:
        aside.write_bytes(content)
        Path(aside).replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise InputError(f"{target}: cannot be written: {error.strerror}") from error


def checksum(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sweep(root: Path) -> None:
    """Remove what runs that were killed have left."""
    for left in root.glob(f"{_WORK}*"):
        process = left.name.removeprefix(_WORK).partition("-")[0]
        if process.isdigit() and not _runs(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
