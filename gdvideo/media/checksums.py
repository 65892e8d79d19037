"""Checksums: that a file is still what it was when it was written."""

import hashlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from gdvideo.errors import RenderError

__all__ = ["checksum", "unchanged"]


def checksum(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def unchanged(path: Path, expected: str) -> Generator[BinaryIO]:
    """Open a file to be read, if its content is what it was.

    What is read is what was checked: a file that takes the name later is another one.

    Raises
    ------
    RenderError
        If its SHA-256 is not the expected one.
    OSError
        If it cannot be read.
    """
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != expected:
            raise RenderError(
                f"{path}: another program has changed it since this run made it; "
                "render again, into a folder that nothing else writes to"
            )
        file.seek(0)
        yield file
