"""Who draws for a watch: one process at work, and a spare one that is ready for the next save."""

import os
import pickle
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import Literal, Self

from gdvideo.child import child
from gdvideo.watch.events import Ended, Event, Failed
from gdvideo.watch.order import Order

__all__ = ["Relay"]

Stale = Literal["", "code", "texts"]
"""What of gdvideo's own files was changed since a process began to wait."""

_ABRUPT = (
    "the process that was drawing ended abruptly (too little memory?); the next save begins anew"
)


class Relay:
    """Two processes at most; a context manager, with whose block they end at once.

    Parameters
    ----------
    tell : callable
        Is told what the one at work does, in a thread of its own, with the number of the order.
    """

    def __init__(self, tell: Callable[[int, Event], None]) -> None:
        self._tell = tell
        self._orders = 0
        self._at_work: subprocess.Popen[bytes] | None = None
        self._spare: subprocess.Popen[bytes] | None = None
        self.stale: Stale = ""

    def __enter__(self) -> Self:
        """Return this."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End both."""
        for process in (self._at_work, self._spare):
            _end(process)

    def house_has_changed(self, what: Literal["code", "texts"]) -> None:
        """Let what waits import gdvideo's own modules anew, or read its words and tables anew."""
        self.stale = "code" if "code" in (what, self.stale) else what

    def prepare(self) -> None:
        """Let a process wait for the next order, if none does."""
        if self._spare is None:
            self._spare, self.stale = child("gdvideo.watch.spare", leads=True), ""

    def obey(self, order: Order) -> int:
        """End what is at work, and let what waits draw; return the number of the order."""
        _end(self._at_work)
        self.prepare()
        self._orders += 1
        self._at_work, self._spare = self._spare, None
        assert self._at_work is not None
        _send(self._at_work, (self.stale, pickle.dumps(order)))
        Thread(target=self._listen, args=(self._at_work, self._orders), daemon=True).start()
        return self._orders

    def look(self, scene: str) -> None:
        """Tell what is at work which scene is looked at."""
        if self._at_work is not None:
            _send(self._at_work, scene)

    def _listen(self, process: "subprocess.Popen[bytes]", number: int) -> None:
        assert process.stdout is not None
        has_ended = False
        with suppress(EOFError, pickle.UnpicklingError, OSError, ValueError):
            while True:
                # Written by the module that was started above.
                told: Event = pickle.load(process.stdout)
                self._tell(number, told)
                has_ended = isinstance(told, Ended)
        if not has_ended:
            self._tell(number, Failed((_ABRUPT,)))
            self._tell(number, Ended())


def _send(process: "subprocess.Popen[bytes]", what: tuple[Stale, bytes] | str) -> None:
    assert process.stdin is not None
    # One that has ended says so by the end of its answers.
    with suppress(BrokenPipeError):
        pickle.dump(what, process.stdin)
        process.stdin.flush()


def _end(process: "subprocess.Popen[bytes] | None") -> None:
    """End a process and all that it has started, whatever they are at."""
    if process is None:
        return
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(BrokenPipeError), process:
        process.wait()
