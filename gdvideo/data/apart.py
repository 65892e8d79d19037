"""Reading in a process of its own: what a hostile file kills is that process alone.

The other process is limited in memory, ignores an interrupt, and is ended with this one's wait.
"""

import pickle
import subprocess
from contextlib import suppress
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from gdvideo.child import child
from gdvideo.data.bounds import MOST_MEGABYTES, refuse_memory
from gdvideo.data.served import answer_in, pages
from gdvideo.errors import InputError

if TYPE_CHECKING:
    from gdvideo.data.extracting import Task

__all__ = ["done_apart"]

_LOOKS_S = 0.02


def done_apart(task: "Task") -> Any:
    """Return what a task gives, done in a process of its own.

    Parameters
    ----------
    task : Task
        It and its result are handed over by pickle; the result's numbers stand beside that in a
        file without a name, which is mapped into memory and not copied.

    Raises
    ------
    InputError
        The task's own; or that the process died over it.
    """
    with TemporaryFile() as answer:
        process = child("gdvideo.data.served", answer=answer)
        try:
            _ask(process, pickle.dumps(task))
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            raise InputError(
                "could not be read: the reader ended abruptly (a damaged or hostile file?)"
            )
        result = answer_in(answer)
    if isinstance(result, InputError):
        raise result
    return result


def _ask(process: "subprocess.Popen[bytes]", question: bytes) -> None:
    """Wait until the process has answered; watch over its memory while it is at it."""
    assert process.stdin is not None
    # Small enough for any pipe, so that this does not wait.
    with suppress(BrokenPipeError), process.stdin as pipe:
        pipe.write(question)
    while True:
        try:
            process.wait(_LOOKS_S)
        except subprocess.TimeoutExpired:
            if pages(process.pid)[1] > MOST_MEGABYTES << 20:
                refuse_memory()
        else:
            return
