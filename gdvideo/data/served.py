"""The process that reads a file for another: it takes its task, and writes what that gives.

It imports little, since its start is a part of what the reading of a small file takes.
"""

import os
import pickle
import signal
import sys
from itertools import accumulate, pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from gdvideo.errors import InputError

if TYPE_CHECKING:
    from gdvideo.data.extracting import Task

__all__ = ["answer_in", "pages"]

_SPACE = 2 << 30
"""Address space is taken in advance and not all of it used, so this is more than the memory."""

_LENGTH = 8
"""Bytes that tell how long the end of an answer is."""

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def _write(result: object, file: IO[bytes]) -> None:
    """Write the buffers of a result, then itself and their lengths, then the length of that.

    Buffers stand first so that numbers stand where the processor likes them to.
    """
    found: list[pickle.PickleBuffer] = []
    itself = pickle.dumps(result, protocol=5, buffer_callback=found.append)
    views = [buffer.raw() for buffer in found]
    end = pickle.dumps(([view.nbytes for view in views], itself))
    for part in (*views, end, len(end).to_bytes(_LENGTH)):
        file.write(part)


def answer_in(file: IO[bytes]) -> Any:
    """Return what the process has written, its buffers read-only and mapped from the file.

    Parameters
    ----------
    file : file
        That was its standard output.
    """
    # Written by this very module in the process that was started for it.
    whole = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    end = len(whole) - _LENGTH
    lengths, itself = pickle.loads(whole[end - int.from_bytes(whole[end:]) : end])
    ends = [*accumulate(lengths, initial=0)]
    return pickle.loads(itself, buffers=[whole[i:j] for i, j in pairwise(ends)])


def _serve() -> None:
    """Do the task that stands on standard input; write its result to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer = os.fdopen(os.dup(1), "wb")
    # What a library prints must not stand in the answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    task: Task = pickle.load(sys.stdin.buffer)
    task.prepare()
    _limit_memory()
    try:
        result = task.done()
    except InputError as error:
        result = error
    with answer:
        _write(result, answer)


def _limit_memory() -> None:
    """Let no single demand for memory be beyond all measure, and leave no image of it behind."""
    try:
        import resource
    except ImportError:  # Windows has no such limit.
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    space = pages("self")[0]
    # Where none tells, as on macOS, a process has more than any limit, which is refused then.
    if not space:
        return
    limit = space + _SPACE
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def pages(process: int | str) -> tuple[int, int]:
    """Return the bytes of address space and of memory that a process has; 0 where none tells.

    Parameters
    ----------
    process : int or str
        Its id, or `self`.
    """
    try:
        fields = Path(f"/proc/{process}/statm").read_bytes().split()
        return int(fields[0]) * _PAGE, int(fields[1]) * _PAGE
    except (OSError, IndexError):
        return 0, 0


if __name__ == "__main__":
    _serve()
    # The answer is written; to take the interpreter apart would only take time.
    os._exit(0)
