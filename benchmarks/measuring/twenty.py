"""Twenty lessons over the pool, and over a cluster one of whose workers is killed: equal bytes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from distributed import Client

__all__ = ["Twenty", "twenty"]

LESSON = 'scenes = ["fit", "parabola", "card"]\nquality = "draft"\nvoice = "none"\n'
DATA, RATES = ("women", "penguins", "study", "three"), (0.02, 0.03, 0.04, 0.05, 0.06)
KILLED_AFTER = 10
WORKERS = 2
LOOKS_S = 0.2


@dataclass(frozen=True, slots=True)
class Twenty:
    """What came of it.

    Parameters
    ----------
    films, clips, files : int
        How many there are; bridges are no clips.
    drawn : int
        How many clips and bridges were drawn: what films have in common once.
    pool_s, cluster_s : float
        How long each took.
    killed_after : int
        How many films were there when a worker was killed.
    differing : tuple of str
        The files that differ, or that one of the two has not.
    """

    films: int
    clips: int
    files: int
    drawn: int
    pool_s: float
    cluster_s: float
    killed_after: int
    differing: tuple[str, ...]


def twenty(folder: Path) -> Twenty:
    """Make the films twice into a folder, and compare all files.

    Parameters
    ----------
    folder : Path
    """
    rows = [f"{data}-{rate},{data},{rate}" for data in DATA for rate in RATES]
    (folder / "lesson.toml").write_text(LESSON, encoding="utf-8")
    (folder / "table.csv").write_text("\n".join(["name,data,rate", *rows]), encoding="utf-8")
    pool_s = _made(folder, "pool", "--workers", str(WORKERS))
    killed: list[int] = []
    with _cluster(folder) as client:
        at = client.scheduler.address
        cluster_s = _made(folder, "far", "--scheduler", at, meanwhile=_killing(client, killed))
    pool, far = _files(folder / "pool"), _files(folder / "far")
    report = json.loads((folder / "pool" / "batch.json").read_text("utf-8"))["films"]
    return Twenty(
        films=len(report),
        clips=3 * len(report),
        files=len(pool),
        drawn=sum(film["clips"]["drawn"] for film in report),
        pool_s=pool_s,
        cluster_s=cluster_s,
        killed_after=killed[0],
        differing=tuple(n for n in sorted({*pool, *far}) if pool.get(n) != far.get(n)),
    )


def _made(
    folder: Path, out: str, *how: str, meanwhile: Callable[[Path], None] = lambda _: None
) -> float:
    """Make all films; return how long it took."""
    command = [sys.executable, "-m", "gdvideo", "batch", "lesson.toml", "--each", "table.csv"]
    start = time.perf_counter()
    with subprocess.Popen([*command, "--out", out, *how, "--quiet"], cwd=folder) as running:
        while running.poll() is None:
            meanwhile(folder / out)
            time.sleep(LOOKS_S)
    assert running.returncode == 0
    return time.perf_counter() - start


def _killing(client: Client, killed: list[int]) -> Callable[[Path], None]:
    """Return what kills a worker, once, when half of the films are there."""

    def look(out: Path) -> None:
        there = len([*out.glob("*/film.json")])
        if there >= KILLED_AFTER and not killed:
            killed.append(there)
            os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

    return look


@contextmanager
def _cluster(folder: Path) -> Generator[Client]:
    """Keep a scheduler and its workers, each with a nanny that starts it again."""
    told = folder / "scheduler.json"
    common = ("--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(told))
    with ExitStack() as stack:

        def start(kind: str, *more: str) -> None:
            command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *common, *more]
            process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.terminate)

        start("scheduler", "--port", "0")
        start("worker", "--nworkers", str(WORKERS), "--nthreads", "1", "--memory-limit", "2GB")
        while not told.exists():
            time.sleep(LOOKS_S)
        client = stack.enter_context(Client(scheduler_file=str(told), set_as_default=False))
        client.wait_for_workers(WORKERS)
        yield client


def _files(out: Path) -> dict[str, bytes]:
    """Return the files of all films."""
    found = (file for file in out.rglob("*") if file.is_file() and file.parent != out)
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in found}
