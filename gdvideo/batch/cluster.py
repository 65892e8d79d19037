"""A dask.distributed cluster as an executor: workers are told all by value and return bytes."""

import asyncio
import logging
import pickle
import socket
import threading
from collections.abc import Callable, Generator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from functools import cache
from itertools import chain
from typing import Any, Final, TypeVar

from gdvideo.errors import InputError, RenderError
from gdvideo.rendering.again import code_digest
from gdvideo.rendering.draughtsman import Draughtsman
from gdvideo.rendering.hands import Hands
from gdvideo.rendering.scene_files import sent_along, take
from gdvideo.rendering.versions import versions
from gdvideo.shown import shown

__all__ = ["Cluster", "cluster", "difference"]

T = TypeVar("T")
_PATIENCE_S: Final = 5.0


class Cluster(Executor):
    """Calls functions on the workers of a cluster; one that is lost has its work done by another.

    Parameters
    ----------
    client : distributed.Client
        Connected to the cluster's scheduler.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)

    @property
    def workers(self) -> int:
        """How many workers there are at the moment."""
        return len(self._client.nthreads())

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Let a function be called that is found by its name, by a worker like this machine.

        Files with scenes of somebody's own go along with a draughtsman.
        """
        files = (arg.scene_files for arg in args if isinstance(arg, Draughtsman))
        sent = sent_along(tuple(chain.from_iterable(files)))
        packed = pickle.dumps((sent, fn, args, kwargs))
        # A scheduler, and a worker without gdvideo, must be able to unpack what they are handed.
        return self._executor.submit(pickle.loads, pickle.dumps(_Errand(_here(), packed)))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster: when all is done, or with `cancel_futures` at once."""
        self._executor.shutdown(wait=wait and not cancel_futures)


@contextmanager
def cluster(address: str) -> Generator[Cluster]:
    """Connect to the scheduler of a cluster while the block runs.

    Parameters
    ----------
    address : str
        Such as `tcp://10.0.0.1:8786`.

    Raises
    ------
    InputError
        If nobody answers there, or dask.distributed is not installed.
    RenderError
        If the scheduler is lost while the block runs.
    """
    try:
        from distributed import Client
        from distributed.comm.core import CommClosedError
    except ImportError as error:
        raise InputError(
            "--scheduler needs dask.distributed, which is not installed; "
            "pip install 'gdvideo[cluster]' brings it."
        ) from error
    _hush()
    _greet(address)
    with Client(address, set_as_default=False) as client:
        _check(client, address)
        executor = Cluster(client)
        try:
            yield executor
        except (CancelledError, CommClosedError) as error:
            raise RenderError(
                f"--scheduler {address}: the scheduler is gone; what was finished is kept, and the "
                "same command goes on from there"
            ) from error
        finally:
            executor.shutdown(cancel_futures=True)


def _hush() -> None:
    """Let dask.distributed write nothing: workers that come and go are no fault of the batch's."""
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).handlers[:] = [logging.NullHandler()]


def _greet(address: str) -> None:
    """Refuse an address at which no scheduler answers.

    A client would go on trying for long, in threads that Ctrl-C does not reach.
    """
    try:
        who = _answered(address)
        if who["type"] != "Scheduler":
            raise ValueError(who["type"])
    except Exception as error:
        raise InputError(
            f"--scheduler got {shown(address)}: no scheduler of dask.distributed answers there; "
            "its address is of the form tcp://HOST:8786."
        ) from error


def _answered(address: str) -> dict[str, Any]:
    """Return what those at an address say of themselves, asked in a thread of its own.

    This one may have a loop that runs, as a notebook's has.
    """
    answer: Future[dict[str, Any]] = Future()

    def ask() -> None:
        try:
            answer.set_result(asyncio.run(asyncio.wait_for(_identity(address), _PATIENCE_S)))
        except BaseException as error:
            answer.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    return answer.result()


async def _identity(address: str) -> dict[str, Any]:
    """Return what those who answer at an address say of themselves."""
    from distributed import Security
    from distributed.comm.core import connect
    from distributed.core import send_recv

    how: dict[str, Any] = Security().get_connection_args("client")
    comm = await connect(address, timeout=_PATIENCE_S, **how)
    try:
        told: Any = await send_recv(comm, op="identity")
        return told
    finally:
        await comm.close()


def _check(client: Any, address: str) -> None:
    """Refuse workers that would draw other pictures than this machine."""
    ours = _here()
    for theirs in client.run(_here, on_error="return").values():
        differing = difference(theirs, ours)
        if differing:
            raise InputError(f"--scheduler {address}: {differing}.")


@cache
def _here() -> dict[str, str]:
    """Return what a picture depends on beside the lesson: libraries, and our own files."""
    return {"host": socket.gethostname(), **versions(), "files": code_digest()}


def difference(theirs: dict[str, str] | Exception, ours: dict[str, str]) -> str:
    """Return in what a worker differs from this machine, in words; nothing if in nothing.

    Parameters
    ----------
    theirs : dict of str to str, or Exception
        The versions there, or why they are not known.
    ours : dict of str to str
        Those of this machine.
    """
    if isinstance(theirs, Exception):
        return f"a worker cannot load gdvideo ({theirs}); install it there"
    worker = f"the worker on {theirs['host']} has"
    for name in versions():
        if theirs.get(name) != ours[name]:
            return f"{worker} {name} {theirs.get(name)}, this machine has {ours[name]}"
    if theirs["files"] != ours["files"]:
        return f"{worker} other files of gdvideo {ours['gdvideo']} than this machine"
    return ""


class _Errand:
    """Is called by being unpacked.

    Parameters
    ----------
    ours : dict of str to str
        What a picture depends on here.
    packed : bytes
        What is to be called.
    """

    def __init__(self, ours: dict[str, str], packed: bytes) -> None:
        self._said = ours, packed

    def __reduce__(self) -> tuple[Callable[[dict[str, str], bytes], Any], Any]:
        """Name the function that is called, and with what."""
        return _called, self._said


def _called(ours: dict[str, str], packed: bytes) -> Any:
    """Call a function on a worker, if that is like the machine that asks.

    A process of its own does it: the worker goes on telling its scheduler that it is alive, however
    long that process keeps Python to itself, and each thread of a worker can draw. The process ends
    with the worker.
    """
    differing = difference(_here(), ours)
    if differing:
        raise RenderError(differing)
    return _hands().submit(_unpacked, packed).result()


def _unpacked(packed: bytes) -> Any:
    sent, function, args, kwargs = pickle.loads(packed)
    take(sent)
    return function(*args, **kwargs)


_OWN: Final = threading.local()


def _hands() -> Hands:
    """Return the process of this thread."""
    if not hasattr(_OWN, "hands"):
        _OWN.hands = Hands(1)
    return _OWN.hands
