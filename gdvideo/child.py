"""Modules of gdvideo that run in a process of their own, spoken to through pipes."""

import os
import subprocess
import sys
from typing import IO

__all__ = ["child"]


def child(
    module: str,
    *arguments: str,
    answer: IO[bytes] | int = subprocess.PIPE,
    leads: bool = False,
) -> "subprocess.Popen[bytes]":
    """Start a module in a process of its own, which finds what this one imports.

    What it prints beside its answer is thrown away. Whoever starts it ends it.

    Parameters
    ----------
    module : str
        Its full name.
    *arguments : str
        What it is called with.
    answer : file or int
        Where its standard output goes: a pipe, or a file.
    leads : bool
        Whether it begins a group of processes, which may be ended together, and which the
        terminal's Ctrl-C does not reach.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=leads,
    )


def _environment() -> dict[str, str]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    # A thread of linear algebra takes its share of the address space, and none is needed.
    return {**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"}
