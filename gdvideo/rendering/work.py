"""Work folders: where unfinished files are, and what becomes of those that killed runs left."""

import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from gdvideo.rendering.lock import Run

__all__ = ["PREFIX", "work_folder"]

PREFIX = ".gdvideo-work-"
"""How names of work folders begin."""

_MARK = "run.json"
_DAY_S = 86_400.0


@contextmanager
def work_folder(beside: Path) -> Generator[Path]:
    """Make a folder for what is not finished, beside what is; it is gone when the block ends.

    What killed runs have left there goes first.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    for left in beside.glob(f"{PREFIX}*"):
        _sweep(left)
    work = _marked(beside)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _marked(beside: Path) -> Path:
    """Make a folder that says whose it is; another run may sweep it before it does."""
    while True:
        work = Path(tempfile.mkdtemp(prefix=PREFIX, dir=beside))
        with suppress(FileNotFoundError):
            (work / _MARK).write_text(Run.this().model_dump_json(), encoding="utf-8")
            return work


def _sweep(left: Path) -> None:
    """Remove a work folder if it is one and nobody is at work in it."""
    if left.is_symlink() or not left.is_dir():
        return
    run = Run.read(left / _MARK)
    if run is None:
        # Killed before the mark was made, or somebody's own: what is empty is nobody's loss.
        with suppress(OSError):
            left.rmdir()
    elif _has_ended(run) or _untouched_s(left) > _DAY_S:
        shutil.rmtree(left, ignore_errors=True)


def _has_ended(run: Run) -> bool:
    """Return whether a run has certainly ended: of other machines' processes nothing is known."""
    if run.host != socket.gethostname():
        return False
    # A number that this process has got after another had it.
    return run.process == os.getpid() or not _is_alive(run.process)


def _is_alive(process: int) -> bool:
    # Signal 0 asks nothing on Windows: it is Ctrl-C, and would be sent.
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _untouched_s(folder: Path) -> float:
    """Return for how many seconds nothing in a folder was written to; a live run writes often."""
    try:
        touched = [path.lstat().st_mtime for path in (folder, *folder.rglob("*"))]
    except FileNotFoundError:  # What goes while it is looked at, somebody removes.
        return 0.0
    return time.time() - max(touched)
