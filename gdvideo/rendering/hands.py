"""An executor whose processes hear no signal, tell how far they are, and end with their run."""

import pickle
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from types import TracebackType
from typing import Any, TypeVar

from gdvideo.child import child
from gdvideo.errors import RenderError
from gdvideo.rendering.errand import Answer, Call

__all__ = ["Hands"]

T = TypeVar("T")
_Hand = subprocess.Popen[bytes]


class Hands(Executor):
    """Calls functions in processes of its own; each is started when there is work for it.

    A process that ends abruptly fails what it was at, and another one takes its place.

    Parameters
    ----------
    number : int
        How many processes there are at most.
    """

    def __init__(self, number: int) -> None:
        self._threads = ThreadPoolExecutor(number, "hand")
        self._all: list[_Hand] = []
        self._free: SimpleQueue[_Hand | None] = SimpleQueue()
        self._ended, self._lock = False, threading.Lock()
        for _ in range(number):
            self._free.put(None)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Let a function be called; it is found by its name."""
        return self._threads.submit(self._called, Call(fn, args, kwargs), _unheard)

    def submit_told(
        self, progress: Callable[[int], None], fn: Callable[..., T], /, *args: Any
    ) -> Future[T]:
        """Let a function be called that has a parameter `progress`, and pass on what that is told.

        Parameters
        ----------
        progress : callable
            Called in another thread.
        fn : callable
        *args
            What it is called with.
        """
        return self._threads.submit(self._called, Call(fn, args, {}, told=True), progress)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: when all is done, or with `cancel_futures` at once, at whatever."""
        if cancel_futures:
            self._end()
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            self._end()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes when all is done; if the block fails, at once."""
        self.shutdown(cancel_futures=kind is not None)

    def _called(self, call: Call, progress: Callable[[int], None]) -> Any:
        hand = self._free.get()
        try:
            hand = hand or self._started()
            _hand_over(hand, call)
            answer = _answer(hand, progress)
        except RenderError:
            hand = None
            raise
        finally:
            self._free.put(hand)
        if answer.failure is not None:
            raise answer.failure
        return answer.value

    def _started(self) -> _Hand:
        with self._lock:
            if self._ended:
                raise _abrupt()
            self._all.append(child("gdvideo.rendering.hand"))
            return self._all[-1]

    def _end(self) -> None:
        """End them, whatever they are at: what waits for their answers then waits in vain."""
        with self._lock:
            self._ended = True
        for hand in self._all:
            hand.kill()
        for hand in self._all:
            with suppress(BrokenPipeError, ValueError), hand:
                hand.wait()


def _unheard(number: int) -> None:
    """Tell nobody."""
    del number


def _hand_over(hand: _Hand, call: Call) -> None:
    assert hand.stdin is not None
    # Packed twice, so that what cannot be unpacked there is told, and the next call still found.
    packed = pickle.dumps(call, protocol=5)
    try:
        pickle.dump(packed, hand.stdin, protocol=5)
        hand.stdin.flush()
    except (BrokenPipeError, ValueError) as error:
        raise _abrupt() from error


def _answer(hand: _Hand, progress: Callable[[int], None]) -> Answer:
    assert hand.stdout is not None
    try:
        # Written by the module that was started above.
        while not isinstance(told := pickle.load(hand.stdout), Answer):
            progress(told)
    except (EOFError, ValueError, pickle.UnpicklingError) as error:
        raise _abrupt() from error
    return told


def _abrupt() -> RenderError:
    return RenderError(
        "a process that was drawing ended abruptly (too little memory?); "
        "what was finished is kept, and the next run goes on from there"
    )
