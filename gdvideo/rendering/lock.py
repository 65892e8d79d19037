"""One run at a time in an output folder, and who that is."""

import os
import shlex
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, Self

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, Field

from gdvideo.errors import InputError, RenderError
from gdvideo.shown import visible

__all__ = ["LOCK", "Run", "locked"]

LOCK = ".gdvideo.lock"
_LONGEST_COMMAND = 200
_LONGEST_RECORD = 10_000
_PATIENCE_S = 0.2
"""The last holder may be on its way out."""


class Run(BaseModel):
    """A run of gdvideo, as it writes itself down for others.

    Parameters
    ----------
    format : str
        That it is one.
    host : str
        The machine's name.
    process : int
        Its number there.
    since : str
        When it began, in local time.
    command : str
        What was asked for.
    """

    model_config = ConfigDict(frozen=True)

    format: Literal["gdvideo run 1"]
    host: str
    process: Annotated[int, Field(gt=0)]
    since: str
    command: str

    @classmethod
    def this(cls) -> Self:
        """Return the run that this is."""
        since = datetime.now().astimezone().isoformat(" ", "seconds")
        command = shlex.join(["gdvideo", *sys.argv[1:]])[:_LONGEST_COMMAND]
        return cls(
            format="gdvideo run 1",
            host=socket.gethostname(),
            process=os.getpid(),
            since=since,
            command=command,
        )

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return the run that a file tells of, if it tells of one."""
        try:
            with path.open("rb") as file:
                return cls.model_validate_json(file.read(_LONGEST_RECORD))
        except (OSError, ValueError):
            return None

    def __str__(self) -> str:
        """Say which run it is; the words of a file may hold anything."""
        told = f"process {self.process} on {self.host} since {self.since}: {self.command}"
        return visible(told)


@contextmanager
def locked(root: Path) -> Generator[None]:
    """Keep an output folder for this run while the block lasts.

    The operating system lets go of the lock with the process, however that ends. The lock's file
    says who holds it.

    Raises
    ------
    RenderError
        If another run has it.
    InputError
        If the folder cannot be locked.
    """
    path = root / LOCK
    lock = FileLock(path, _PATIENCE_S, fallback_to_soft=False, on_acquired=_sign)
    try:
        lock.acquire()
    except Timeout as error:
        holder = Run.read(path) or "it does not say which"
        raise RenderError(
            f"--out {root}: another run is at work there ({holder}); "
            "let it finish, or name another folder"
        ) from error
    except OSError as error:
        raise InputError(f"--out {root}: cannot be written to: {error.strerror}") from error
    try:
        yield
    finally:
        # Before it is let go of: who opened this file meanwhile sees that it has no name any more.
        # Windows keeps the name of an open file; there it goes as the lock does.
        with suppress(PermissionError):
            path.unlink(missing_ok=True)
        lock.release()


def _sign(descriptor: int) -> None:
    os.ftruncate(descriptor, 0)
    os.write(descriptor, Run.this().model_dump_json().encode())
