"""A process that calls functions for another one, as `python -m gdvideo.rendering.hand`.

On standard input it gets calls, by pickle. On standard output go, for each, numbers that tell how
far it is, if they are wanted, and at the end an `Answer`. It ends with its input, in the middle of
a call if need be: so nobody works on for a run that is no more.
"""

import os
import pickle
import signal
import sys
from queue import SimpleQueue
from threading import Thread
from typing import Any

from gdvideo.rendering.errand import Answer, Call
from gdvideo.signals import ENDING

__all__: list[str] = []

_TOLD_EVERY = 15


def _serve() -> None:
    """Answer the calls that stand on standard input, until that ends."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not stand among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    wanted: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(wanted,), daemon=True).start()
    while True:
        told = _Told(answers)
        told.write(_answer(wanted.get(), told))


def _listen(wanted: "SimpleQueue[bytes]") -> None:
    try:
        while True:
            wanted.put(pickle.load(sys.stdin.buffer))
    except EOFError:
        os._exit(0)


def _answer(packed: bytes, told: "_Told") -> Answer:
    try:
        call: Call = pickle.loads(packed)
        keywords = call.keywords | ({"progress": told} if call.told else {})
        return Answer(call.function(*call.arguments, **keywords))
    except Exception as error:
        return Answer(failure=error)


class _Told:
    """Passes on how many frames are drawn, now and then."""

    def __init__(self, answers: Any) -> None:
        self._answers = answers
        self._told = 0

    def __call__(self, number: int) -> None:
        if number - self._told >= _TOLD_EVERY:
            self._told = number
            self.write(number)

    def write(self, what: int | Answer) -> None:
        """Write a number, or the answer."""
        pickle.dump(what, self._answers, protocol=5)
        self._answers.flush()


if __name__ == "__main__":
    _serve()
