"""Signals that end a run: it cleans up, says so, and leaves with 128 and the signal's number."""

import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType
from typing import Any

__all__ = ["ENDING", "Stopped", "stoppable"]

ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Those of this system's signals that ask a program to end."""
_AGAIN_S = 0.05


class Stopped(KeyboardInterrupt):
    """A signal asks for the end.

    Parameters
    ----------
    number : int
        The signal's.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_status(self) -> int:
        """What a shell reports of a process that the signal has killed."""
        return 128 + self.number

    def __str__(self) -> str:
        """Say what has happened."""
        if self.number == signal.SIGINT:
            return "interrupted"
        return f"stopped by {signal.Signals(self.number).name}"


@contextmanager
def stoppable() -> Generator[list[Stopped]]:
    """Raise `Stopped` in the main thread when a signal asks for the end; yields those that came.

    A signal that is ignored, as `nohup` has it, stays so. Afterwards all of them are: the run is
    over, and Python would tell of a late one by a traceback.
    """
    received: list[Stopped] = []

    def stop(number: int, _: FrameType | None) -> None:
        received.append(Stopped(number))
        raise received[-1]

    def lost(unraisable: Any) -> None:
        """Ask again where Python had to swallow the exception, as it does in a destructor."""
        if isinstance(unraisable.exc_value, Stopped):
            threading.Timer(_AGAIN_S, signal.raise_signal, [unraisable.exc_value.number]).start()
        else:
            hook(unraisable)

    hook = sys.unraisablehook
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)
    sys.unraisablehook = lost
    try:
        yield received
    finally:
        sys.unraisablehook = hook
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
