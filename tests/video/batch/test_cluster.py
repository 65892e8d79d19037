"""A batch over a real cluster: the bytes of the pool's, also when a worker is killed."""

import json
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from importlib.metadata import version
from pathlib import Path
from threading import Thread

import psutil
import pytest
from distributed import LocalCluster

from gdvideo.batch.cluster import Cluster, difference
from gdvideo.rendering.scene_files import load_scenes, sent_along, take
from gdvideo.rendering.versions import versions
from tests.video.batch.conftest import SCENE, Batch, is_alive, wait_until, write_lessons
from tests.video.conftest import Done
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


def test_a_killed_worker_loses_nothing(
    batch: Batch, cluster: tuple[str, list[psutil.Process]], tmp_path: Path
) -> None:
    address, workers = cluster
    write_lessons(tmp_path)
    with subprocess.Popen(
        command("batch", "*.toml", "--scheduler", address),
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        # A worker that is at work has a process that draws.
        wait_until(lambda: [worker for worker in workers if worker.children()])[0].kill()
        _, said = running.communicate(timeout=300)
    assert running.returncode == 0, said
    films = {n: c for n, c in contents(tmp_path / "out").items() if not n.startswith("batch.")}
    assert films == {n: c for n, c in contents(batch.out).items() if not n.startswith("batch.")}


@pytest.fixture
def idle() -> Iterator[LocalCluster]:
    """A scheduler in this process, without workers."""
    on = {"host": "127.0.0.1", "protocol": "tcp", "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=0, processes=False, **on) as made:
        yield made


# Its loop runs in this thread, as a notebook's does.
@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("ends", ["interrupted", "gone"])
def test_what_ends_in_the_middle_is_told_in_a_sentence(
    ends: str, idle: LocalCluster, gdvideo: Callable[..., Done], tmp_path: Path
) -> None:
    write_lessons(tmp_path)
    address, scheduler = idle.scheduler_address, idle.scheduler

    def end() -> None:
        wait_until(lambda: scheduler.tasks)
        if ends == "gone":
            idle.close()
        else:
            signal.raise_signal(signal.SIGINT)

    Thread(target=end, daemon=True).start()
    done = gdvideo("batch", "a.toml", "--scheduler", address)
    waiting, told = done.err.splitlines()
    assert waiting == f"--scheduler {address}: no worker yet; the films wait for one"
    assert (done.status, told) == {
        "interrupted": (130, "gdvideo: interrupted"),
        "gone": (
            1,
            f"gdvideo: --scheduler {address}: the scheduler is gone; what was finished is kept, "
            "and the same command goes on from there",
        ),
    }[ends]
    wait_until(lambda: not scheduler.tasks)
    wait_until(lambda: not _drawing())


def _drawing() -> list[psutil.Process]:
    """Return the processes of this one that draw."""
    found = psutil.Process().children()
    return [each for each in found if is_alive(each) and "gdvideo.rendering.hand" in _said(each)]


def _said(process: psutil.Process) -> list[str]:
    with suppress(psutil.NoSuchProcess):
        return process.cmdline()
    return []


class Listening:
    """Stands in for a client, and for its executor: keeps what is handed over."""

    def get_executor(self, pure: bool) -> "Listening":
        del pure
        return self

    def submit(self, *handed: object) -> None:
        self.handed = handed


def test_a_scheduler_needs_no_gdvideo_to_unpack_what_it_is_handed() -> None:
    client = Listening()
    Cluster(client).submit(len, "four")
    assert (client.handed[0], [type(said) for said in client.handed[1:]]) == (pickle.loads, [bytes])


def test_a_worker_that_differs_is_told_in_a_sentence() -> None:
    ours = {"host": "here", **versions(), "files": "1"}
    theirs = ours | {"host": "there"}
    assert difference(theirs, ours) == ""
    assert difference(theirs | {"manim": "0.21.0"}, ours) == (
        f"the worker on there has manim 0.21.0, this machine has {version('manim')}"
    )
    assert difference(theirs | {"files": "2"}, ours) == (
        f"the worker on there has other files of gdvideo {version('gdvideo')} than this machine"
    )
    missing = ModuleNotFoundError("No module named 'gdvideo'")
    assert difference(missing, ours) == (
        "a worker cannot load gdvideo (No module named 'gdvideo'); install it there"
    )


def test_where_no_scheduler_is_that_is_said(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_lessons(tmp_path)
    monkeypatch.setattr("gdvideo.batch.cluster._PATIENCE_S", 0.1)
    # One that listens and says nothing; a port at which nobody listens; no address at all.
    with socket.create_server(("127.0.0.1", 0)) as mute:
        for address in (f"tcp://127.0.0.1:{mute.getsockname()[1]}", "tcp://127.0.0.1:9", "x://y"):
            assert refused("batch", "a.toml", "--scheduler", address) == (
                f"--scheduler got '{address}': no scheduler of dask.distributed answers there; "
                "its address is of the form tcp://HOST:8786."
            )


def test_scenes_of_ones_own_go_along_to_where_their_file_is_not() -> None:
    nowhere = Path("/nowhere/tiny.py")
    take({nowhere: SCENE.encode()})
    assert load_scenes((str(nowhere),)) == ("tiny",)
    assert sent_along((str(nowhere), "/nowhere/else.py")) == {nowhere: SCENE.encode()}
