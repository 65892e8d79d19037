"""Who draws side by side for a watch: copies of the process that has planned, with all it knows."""

import multiprocessing
import sys
from collections.abc import Callable, Generator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from gdvideo.errors import RenderError
from gdvideo.rendering.drawing import Workers, cores
from gdvideo.watch.faults import fault_lines

__all__ = ["forked"]

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def forked() -> Generator[Workers]:
    """Keep as many copies of this process as there are cores; where none can be made, itself.

    A copy has everything imported and read, where a new process would take as long to begin as a
    draft to draw. Of macOS it is known that its own libraries do not bear it.
    """
    if sys.platform != "linux" or cores() == 1:
        yield 1
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(cores(), mp_context=context) as pool:
        yield _Forks(pool)


class _Forks(Executor):
    """Copies of this process; of what fails in one it is told where."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Let a function be called in one of them."""
        return self._pool.submit(_placed, fn, *args, **kwargs)


def _placed(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a function; what it raises loses its place on the way to another process."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        raise RenderError(*fault_lines(error)) from None
