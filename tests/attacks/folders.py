"""Runs that are killed, that meet in one folder, or that find the disk full."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

import av

from tests.attacks.attack import Attack, faults, ran

__all__ = ["Trial", "folders", "killed", "meeting", "without_room"]

_SIGNALS: Final = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
_ENDS: Final = {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}
_LESSON: Final = ("render", "--quality=draft", "--scene=card", "--voice=none")
_ONE, _OTHER = "--data=./one.csv", "--data=./other.csv"
_LATEST_S: Final = 4.0


@dataclass(frozen=True, slots=True)
class Trial:
    """Something tried that takes more than one run; `faults` is given a folder to try it in."""

    name: str
    faults: Callable[[Path], list[str]]


def folders(chance: random.Random) -> Iterator[Trial]:
    """Yield trials of output folders."""
    for k in range(15):
        stop, after_s = _SIGNALS[k % 3], chance.uniform(0.0, _LATEST_S)
        yield Trial(f"killed: {stop.name} after {after_s:.2f} s", partial(killed, stop, after_s))
    for _ in range(3):
        after_s = chance.uniform(0.0, 3.0)
        yield Trial(f"two runs: the other {after_s:.2f} s later", partial(meeting, after_s))
    for size in (2_000, 10_000, 30_000, 100_000, 200_000):
        yield Trial(f"full disk: no file over {size:,} bytes", partial(without_room, size))
    for arguments in (
        ("still", "tangent", "--quality=draft", "--voice=none", "--at=1", "--out=/dev/full"),
        ("trace", "--csv=/dev/full"),
    ):
        attack = Attack(f"full disk: {' '.join(arguments)}", arguments, statuses=frozenset({1, 2}))
        yield Trial(attack.name, lambda at, attack=attack: faults(attack, ran(attack, at)))


def killed(stop: signal.Signals, after_s: float, folder: Path) -> list[str]:
    """Stop a render after some seconds, render again, and say what is wrong with what there is."""
    _lay_data(folder)
    process = _started(folder, _ONE)
    _reach_own_code(process)
    time.sleep(after_s)
    process.send_signal(stop)
    _, message = process.communicate()
    found = _ill_ended(process.returncode, {0, _ENDS[stop]}, message)
    again = _finished(_started(folder, _ONE), {0})
    return [*found, *again, *_unsound(folder / "out"), *_left(folder / "out")]


def meeting(after_s: float, folder: Path) -> list[str]:
    """Start a second lesson in the folder of a first one that is being rendered."""
    _lay_data(folder)
    first = _started(folder, _ONE)
    time.sleep(after_s)
    second = _started(folder, _OTHER)
    statuses = [_finished(process, {0, 1, 2}) for process in (first, second)]
    ended = first.returncode, second.returncode
    found = [fault for some in statuses for fault in some]
    if 0 not in ended:
        found.append(f"none of two runs succeeded: exit status {ended[0]} and {ended[1]}")
    return [*found, *_unsound(folder / "out"), *_left(folder / "out")]


def without_room(largest: int, folder: Path) -> list[str]:
    """Render another lesson where no file may be larger, over a film that is there."""
    _lay_data(folder)
    found = _finished(_started(folder, _ONE), {0})
    attack = Attack(
        "full disk", (*_LESSON, _OTHER), largest_file=largest, statuses=frozenset({1, 2})
    )
    found += faults(attack, ran(attack, folder))
    return [*found, *_broken(folder / "out")]


def _lay_data(folder: Path) -> None:
    (folder / "one.csv").write_text("x,y\n1,2.1\n2.5,2.9\n3,4.2\n4.5,5.1\n", encoding="utf-8")
    (folder / "other.csv").write_text("x,y\n1,7.1\n2.5,6.9\n3,4.2\n4.5,1.1\n", encoding="utf-8")


def _started(folder: Path, data: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "gdvideo", *_LESSON, data],
        cwd=folder,
        env=dict(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _reach_own_code(process: "subprocess.Popen[str]") -> None:
    """Wait until SIGTERM is caught, which Python by itself never does, or the process has ended."""
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None and status.exists():
        [caught] = re.findall(r"SigCgt:\s*([0-9a-f]+)", status.read_text(encoding="ascii"))
        if int(caught, 16) >> (signal.SIGTERM - 1) & 1:
            return
        time.sleep(0.005)


def _finished(process: "subprocess.Popen[str]", allowed: set[int]) -> list[str]:
    _, message = process.communicate()
    return _ill_ended(process.returncode, allowed, message)


def _ill_ended(status: int, allowed: set[int], message: str) -> list[str]:
    found = [] if status in allowed else [f"exit status {status}: {message[-300:]!r}"]
    return [*found, *(["a traceback is shown"] if "Traceback" in message else [])]


def _unsound(out: Path) -> list[str]:
    """Return what in a folder is not what its film.json says, or is not in it."""
    film = json.loads((out / "film.json").read_text(encoding="utf-8"))
    files: dict[str, str] = dict(film["files"])
    for clip in film["clips"]:
        files |= clip["files"]
    wrong = [f"{n} is not as recorded" for n, digest in files.items() if _sum(out / n) != digest]
    return [*wrong, *_broken(out), *_of_another_length(film, out)]


def _of_another_length(film: dict[str, float], out: Path) -> list[str]:
    with av.open(out / "explainer.mp4") as video:
        length_s = float((video.duration or 0) / av.time_base)
    near = abs(length_s - film["duration_s"]) < 0.1
    return [] if near else [f"the film takes {length_s} s and says {film['duration_s']} s"]


def _sum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _broken(out: Path) -> list[str]:
    """Return the videos that cannot be decoded to their end."""
    return [f"{path.name} is broken" for path in out.rglob("*.mp4") if not _plays(path)]


def _plays(path: Path) -> bool:
    try:
        with av.open(path) as video:
            return sum(1 for _ in video.decode(video=0)) == video.streams.video[0].frames > 0
    except (av.FFmpegError, OSError):
        return False


def _left(out: Path) -> list[str]:
    work = [path for path in out.glob(".gdvideo-*") if path.is_dir()]
    return [f"left behind: {path.name}" for path in work]
