"""Drawing side by side: the same bytes as one after another, and no process is left over."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from gdvideo.child import child
from gdvideo.errors import RenderError
from gdvideo.media.quality import QUALITIES, Quality
from gdvideo.progress import Reporter
from gdvideo.rendering.draughtsman import Draughtsman
from gdvideo.rendering.drawing import Job, Workers, cores, drawn, processes
from gdvideo.rendering.hands import Hands
from gdvideo.rendering.parts import Part
from gdvideo.rendering.plan import BridgeJob, ClipJob
from scenes.film import scene_timeline
from tests.scenes.conftest import LESSONS
from tests.video.render.films import command

DRAFT, TINY = QUALITIES["draft"], Quality("tiny", 192, 108, 5)
BRIEF = replace(LESSONS["three rows"](), short=True)
SILENT = Reporter(quiet=True)
TWO = pytest.mark.skipif(cores() < 2, reason="films are drawn side by side on two cores or more")


@pytest.fixture(scope="module", autouse=True)
def _small_work() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gdvideo.rendering.drawing._WORTH_FRAMES", 1)
        patch.setattr("gdvideo.rendering.parts._PART_S", 8.0)
        yield


def part(frames: int) -> Part:
    return Part(BridgeJob("fit", "cost", ""), 0, 0, 0.0, frames / DRAFT.fps)


@pytest.mark.parametrize(
    ("machine", "most", "frames", "expected"),
    [
        (1, 0, (9000, 9000), 1),
        (2, 0, (9000, 9000, 9000), 2),
        (64, 0, (9000, 9000, 9000), 3),
        (64, 0, (9000,) * 20, 20),
        (64, 5, (9000,) * 20, 5),
        (2, 5, (9000,) * 20, 5),
        (8, 0, (500, 40, 40), 1),
        (8, 0, (500, 500, 40), 3),
        (8, 0, (), 1),
    ],
)
def test_as_many_processes_as_are_worth_it(
    monkeypatch: pytest.MonkeyPatch,
    machine: int,
    most: int,
    frames: tuple[int, ...],
    expected: int,
) -> None:
    monkeypatch.setattr("gdvideo.rendering.drawing.cores", lambda: machine)
    monkeypatch.setattr("gdvideo.rendering.drawing._WORTH_FRAMES", 300)
    anybody = Draughtsman(BRIEF, DRAFT)
    assert processes([part(number) for number in frames], anybody, most) == expected


def clip(scene: str) -> ClipJob:
    return ClipJob(scene, scene_timeline(scene, BRIEF), "")


def made(jobs: list[Job], workers: Workers, reporter: Reporter = SILENT) -> dict[str, list[bytes]]:
    """Draw jobs; return the bytes of the parts of each."""
    drawings = drawn(jobs, Draughtsman(BRIEF, TINY), reporter, workers)
    return {job.name: [part.video for part in parts] for job, parts in drawings}


@pytest.fixture(scope="module")
def jobs() -> list[Job]:
    """A bridge, and a short clip of several parts."""
    return [BridgeJob("hook", "parabola", ""), clip("parabola")]


@pytest.fixture(scope="module")
def here(jobs: list[Job]) -> dict[str, list[bytes]]:
    return made(jobs, 1)


@pytest.mark.parametrize(
    "workers",
    [lambda: 4, lambda: ProcessPoolExecutor(2, get_context("spawn"))],
    ids=["four", "any executor"],
)
def test_side_by_side_is_the_same(
    jobs: list[Job], here: dict[str, list[bytes]], workers: Callable[[], Workers]
) -> None:
    assert [len(here[job.name]) for job in jobs] == [1, 3]
    assert made(jobs, workers()) == here


def test_a_process_that_is_killed_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = list[subprocess.Popen[bytes]]()

    def recorded(*module: str) -> "subprocess.Popen[bytes]":
        begun.append(child(*module))
        return begun[-1]

    def kill_one() -> None:
        wait_until(lambda: len(begun) == 2)
        begun[0].kill()

    monkeypatch.setattr("gdvideo.rendering.hands.child", recorded)
    threading.Thread(target=kill_one, daemon=True).start()
    jobs = [clip("iterate"), clip("tangent")]
    with pytest.raises(RenderError, match="a process that was drawing ended abruptly"):
        list(drawn(jobs, Draughtsman(BRIEF, QUALITIES["hd"]), SILENT, 2))
    assert len(begun) >= 2
    assert all(process.returncode for process in begun)


def wait_until(happened: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not happened():
        assert time.monotonic() - begun < 120
        time.sleep(0.05)


def test_another_process_takes_the_place_of_one_that_ended() -> None:
    with Hands(1) as hands:
        first = hands.submit(os.getpid).result()
        with pytest.raises(RenderError, match="ended abruptly"):
            hands.submit(os._exit, 1).result()
        assert hands.submit(os.getpid).result() not in (first, os.getpid())


def test_what_cannot_be_handed_over_is_told() -> None:
    with Hands(1) as hands:
        assert hands.submit(int, "7", base=8).result() == 7
        with pytest.raises(ZeroDivisionError):
            hands.submit(divmod, 1, 0).result()
        with pytest.raises(ValueError, match="comes apart there"):
            hands.submit(len, Fragile()).result()
        assert hands.submit(len, "abc").result() == 3


@dataclass
class Fragile:
    """Cannot be unpacked."""

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return (fall_apart, ())


def fall_apart() -> None:
    raise ValueError("comes apart there")


def children(process: int) -> list[int]:
    """Return the processes that one has started."""
    told = subprocess.run(["ps", "-A", "-o", "ppid=,pid="], capture_output=True, text=True)
    pairs = [tuple(map(int, line.split())) for line in told.stdout.splitlines()]
    return [pid for parent, pid in pairs if parent == process]


@TWO
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (signal.SIGINT, "gdvideo: interrupted\n"),
        (signal.SIGTERM, "gdvideo: stopped by SIGTERM\n"),
        (signal.SIGKILL, ""),
    ],
)
def test_no_process_draws_on(tmp_path: Path, number: signal.Signals, words: str) -> None:
    scenes = ("--scene=iterate", "--scene=tangent")
    told = command("render", "--data", "three", *scenes, "--quality=hd", "--voice=none", "--quiet")
    process = subprocess.Popen(
        told, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_until(lambda: len(children(process.pid)) == 2)
    # As a terminal does it: an interrupt goes to all of them.
    (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
    # Ends when nobody holds the pipe any more: a film of this size takes minutes to draw.
    _, said = process.communicate(timeout=30)
    assert said == words
    if number != signal.SIGKILL:
        assert process.returncode == 128 + number
        assert list((tmp_path / "out").iterdir()) == []


def test_what_fails_in_another_process_fails_here() -> None:
    broken = BridgeJob("hook", "nothing", key="")
    with pytest.raises(RuntimeError, match="ModuleNotFoundError: "):
        made([broken, BridgeJob("nothing", "hook", key="")], 2)


def test_frames_of_all_parts_are_told_as_one_number(
    jobs: list[Job], here: dict[str, list[bytes]]
) -> None:
    told: list[tuple[str, int, int]] = []

    class Listening(Reporter):
        """Writes down what it is told."""

        def _lines_of(self, name: str, frames: int) -> Callable[[int], None]:
            return lambda number: told.append((name, frames, number))

    assert made(jobs, 2, Listening(quiet=False)) == here
    frames = jobs[1].frames(TINY)
    numbers = [number for name, whole, number in told if (name, whole) == ("parabola", frames)]
    assert numbers == sorted(numbers)
    assert frames - 3 * 15 < numbers[-1] <= frames
