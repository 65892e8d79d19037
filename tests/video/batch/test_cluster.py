"""A batch over a real cluster: the bytes of the pool's, also when a worker is killed."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from tests.video.batch.conftest import Batch, write_lessons
from tests.video.render.films import command, contents

QUIET = ("--no-dashboard", "--host", "127.0.0.1")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[psutil.Process]]]:
    """The address of a scheduler, and its two workers."""
    told = tmp_path / "scheduler.json"
    with ExitStack() as stack:

        def start(kind: str, *arguments: str) -> psutil.Process:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", *QUIET, *arguments],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
            return psutil.Process(process.pid)

        start("scheduler", "--port", "0", "--scheduler-file", str(told))
        one = ("--scheduler-file", str(told), "--no-nanny", "--nthreads", "1")
        workers = [start("worker", *one, "--local-directory", str(tmp_path)) for _ in range(2)]
        wait_until(told.exists)
        yield json.loads(told.read_text("utf-8"))["address"], workers


def wait_until(happens: object, most_s: float = 120.0) -> None:
    """Wait for something that is under way in another process."""
    end_s = time.monotonic() + most_s
    while not happens():
        assert time.monotonic() < end_s
        time.sleep(0.05)


def test_a_killed_worker_loses_nothing(
    batch: Batch, cluster: tuple[str, list[psutil.Process]], tmp_path: Path
) -> None:
    address, workers = cluster
    write_lessons(tmp_path)
    running = subprocess.Popen(
        command("batch", "*.toml", "--scheduler", address),
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    # A worker that is at work has a process that draws.
    wait_until(lambda: any(worker.children() for worker in workers))
    next(worker for worker in workers if worker.children()).kill()
    _, said = running.communicate(timeout=300)
    assert running.returncode == 0, said
    films = {n: c for n, c in contents(tmp_path / "out").items() if not n.startswith("batch.")}
    assert films == {n: c for n, c in contents(batch.out).items() if not n.startswith("batch.")}
