"""A process that waits, with everything imported, for one order: then it draws, and ends.

As `python -m gdvideo.watch.spare` it gets an order on standard input, then the scenes that are
looked at, and tells of what happens on standard output, all by pickle. It ends with its input, and
with it all processes of its group: so nobody draws on for a watch that is no more. gdvideo's own
modules are imported anew where their code was changed while it waited, and its words and tables are
read anew where they were.
"""

import importlib
import os
import pickle
import signal
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from itertools import chain
from pathlib import Path
from queue import Queue
from threading import Thread
from types import ModuleType
from typing import Any, BinaryIO

__all__ = ["HOUSES", "forget", "forget_compiled"]

HOUSES = ("gdcore", "scenes", "gdvideo")
_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


def _serve() -> None:
    for name in _ENDING:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not stand among the answers; and copies of this process close what
    # Python calls its input, which for ever waits for whoever is reading it.
    given = os.fdopen(os.dup(0), "rb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    heard: Queue[Any] = Queue()
    Thread(target=_listen, args=(given, heard), daemon=True).start()
    # Code that is broken now is imported again, and told of, when there is an order.
    with suppress(Exception):
        importlib.import_module("gdvideo.watch.warming").warm()
    stale, order = heard.get()
    if stale == "code":
        forget_compiled(Path(__file__).resolve().parents[2])
    forget(stale)

    def tell(event: Any) -> None:
        pickle.dump(event, answers)
        answers.flush()

    def looks() -> str | None:
        scenes = [heard.get() for _ in range(heard.qsize())]
        return scenes[-1] if scenes else None

    _obey(order, tell, looks)


def _obey(order: bytes, tell: Any, looks: Any) -> None:
    """Draw; where not even that much of our code can be imported, say why."""
    try:
        redrawing = importlib.import_module("gdvideo.watch.redrawing")
    except Exception as error:
        from gdvideo.watch.events import Ended, Failed
        from gdvideo.watch.faults import fault_lines

        tell(Failed(fault_lines(error)))
        tell(Ended())
        return
    redrawing.redraw(pickle.loads(order), tell, looks)


def _listen(given: BinaryIO, heard: "Queue[Any]") -> None:
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            heard.put(pickle.load(given))
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def forget(stale: str) -> None:
    """Forget gdvideo's own modules, so that they are imported anew, or what they have read.

    Parameters
    ----------
    stale : str
        What was changed: `code`, only `texts`, or nothing.
    """
    for name in [name for name in sys.modules if name.split(".")[0] in HOUSES]:
        if stale == "code":
            del sys.modules[name]
        elif stale == "texts":
            _empty(sys.modules[name])


def forget_compiled(root: Path) -> None:
    """Remove what Python compiled of gdvideo's modules before their last save.

    Python goes by a file's size and by the second in which it was saved, and misses the second of
    two saves in it.

    Parameters
    ----------
    root : Path
        The folder of the three packages.
    """
    for source in chain.from_iterable((root / house).rglob("*.py") for house in HOUSES):
        compiled = Path(cache_from_source(str(source)))
        with suppress(OSError):
            if compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
                compiled.unlink()


def _empty(module: ModuleType) -> None:
    """Empty what a module's functions remember."""
    for value in [*vars(module).values()]:
        if hasattr(value, "cache_clear"):
            value.cache_clear()


if __name__ == "__main__":
    _serve()
