"""An attack: odd files and odd arguments, handed to the command line; and what may come of it.

Whatever is asked, gdvideo ends soon, within bounds, with a result or with one sentence. So an
attack needs no answer of its own: all of them are judged alike.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

__all__ = ["Attack", "Outcome", "answered", "faults", "ran"]

CPU_S: Final = 60
WALL_S: Final = 300
MEGABYTES: Final = 1_000
_MOST_MEMORY: Final = 8_000_000_000
"""Bytes of addresses; what takes more is ended before it takes the machine."""
_LAUNCHED: Final = """
import json, os, resource, sys
report, limits, *arguments = sys.argv[1:]
process = os.fork()
if not process:
    for name, most in json.loads(limits).items():
        resource.setrlimit(getattr(resource, name), (most, most))
    os.execv(sys.executable, [sys.executable, "-m", "gdvideo", *arguments])
_, status, usage = os.wait4(process, 0)
with open(report, "w") as file:
    file.write(f"{os.waitstatus_to_exitcode(status)} {usage.ru_maxrss}")
"""
"""Between the tests and gdvideo, for a process counts the memory of the one it was forked from."""
_INTERNAL: Final = {
    "a traceback": re.compile(r"Traceback|File \".*\", line \d"),
    "a warning": re.compile(r"Warning"),
    "an internal name": re.compile(r"\barray\(|np\.\w+\(|\b[A-Z][a-z]+[A-Z]?\w*\(\w+="),
    "a control character": re.compile(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
    ),
    "a wrong plural": re.compile(r"(?<![\d.,])1 (steps|rows|frames|columns)\b"),
}


def _nothing(folder: Path) -> None:
    del folder


@dataclass(frozen=True, slots=True)
class Attack:
    """What is tried.

    Parameters
    ----------
    name : str
        What is odd about it.
    arguments : tuple of str
        For gdvideo, which runs in a folder of its own.
    files : mapping of str to bytes
        What lies in that folder.
    lay : callable
        Lays down what is no plain file, given the folder.
    environment : mapping of str to str
        Variables that are set; if it holds "PATH" or "HOME", nothing else is handed on.
    largest_file : int, optional
        Bytes; where the disk is full.
    statuses : frozenset of int
        The exit statuses that are right.
    """

    name: str
    arguments: tuple[str, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    lay: Callable[[Path], None] = _nothing
    environment: Mapping[str, str] = field(default_factory=dict)
    largest_file: int | None = None
    statuses: frozenset[int] = frozenset({0, 2})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; `status` is minus the signal's number if one ended it."""

    status: int
    output: str
    message: str
    seconds: float
    megabytes: float
    left: tuple[str, ...]
    harmed: tuple[str, ...]


def answered(attack: Attack) -> list[str]:
    """Return what is wrong with how gdvideo answers an attack; nothing if all is well."""
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        return faults(attack, ran(attack, Path(folder)))


def ran(attack: Attack, folder: Path) -> Outcome:
    """Run gdvideo in a folder, with the files of an attack in it."""
    for name, content in attack.files.items():
        (folder / name).write_bytes(content)
    attack.lay(folder)
    limits = json.dumps(_limits(attack))
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as message,
        tempfile.TemporaryDirectory() as aside,
    ):
        report = Path(aside) / "report"
        start_s = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCHED, str(report), limits, *attack.arguments],
            cwd=folder,
            env=_environment(attack),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=message,
            start_new_session=True,
        )
        status, kilobytes = _reported(process, report)
        return Outcome(
            status=status,
            output=_text(output),
            message=_text(message),
            seconds=time.monotonic() - start_s,
            megabytes=kilobytes / 1024,
            left=tuple(sorted(str(p.relative_to(folder)) for p in folder.rglob(".gdvideo-*"))),
            harmed=tuple(n for n, c in attack.files.items() if _differs(folder / n, c)),
        )


def _environment(attack: Attack) -> dict[str, str]:
    if {"PATH", "HOME"} & attack.environment.keys():
        return {"PYTHONPATH": os.environ.get("PYTHONPATH", ""), **attack.environment}
    return {**os.environ, **attack.environment}


def _limits(attack: Attack) -> dict[str, int]:
    """Return what is limited, by the names of `resource`."""
    limits = {"RLIMIT_CPU": CPU_S, "RLIMIT_CORE": 0, "RLIMIT_AS": _MOST_MEMORY}
    return limits if attack.largest_file is None else limits | {"RLIMIT_FSIZE": attack.largest_file}


def _reported(process: "subprocess.Popen[bytes]", report: Path) -> tuple[int, int]:
    """Return exit status and kilobytes of memory; kill what is late, with all that it started."""
    try:
        process.wait(WALL_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return -signal.SIGKILL, 0
    status, kilobytes = report.read_text(encoding="utf-8").split()
    return int(status), int(kilobytes)


def _text(file: "tempfile._TemporaryFileWrapper[bytes]") -> str:
    file.seek(0)
    return file.read().decode("utf-8", "backslashreplace")


def _differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != content


def faults(attack: Attack, outcome: Outcome) -> list[str]:
    """Return what is wrong with an outcome, a sentence each."""
    return [
        *_wrong_end(attack, outcome),
        *_wrong_words(outcome),
        *(f"left behind: {name}" for name in outcome.left),
        *(f"an input file was changed: {name}" for name in outcome.harmed),
    ]


def _wrong_end(attack: Attack, outcome: Outcome) -> list[str]:
    found = []
    if outcome.status not in attack.statuses:
        found.append(f"exit status {outcome.status}: {outcome.message[-300:]!r}")
    if outcome.megabytes > MEGABYTES:
        found.append(f"{outcome.megabytes:,.0f} MB of memory")
    if outcome.status in (-signal.SIGKILL, -signal.SIGXCPU):
        found.append(f"hung: ended from outside after {outcome.seconds:.0f} s")
    return found


def _wrong_words(outcome: Outcome) -> list[str]:
    told = outcome.output + outcome.message
    found = [
        f"{what} is shown: {hit.group()!r}"
        for what, pattern in _INTERNAL.items()
        if (hit := pattern.search(told))
    ]
    lines = outcome.message.splitlines()
    if outcome.status in (1, 2) and not (lines and lines[-1].strip()):
        found.append("it failed without a word")
    if any(len(line) > 2_000 for line in lines):
        found.append("a sentence of more than 2,000 letters")
    return found
