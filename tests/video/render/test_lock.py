"""The lock of an output folder: one run at a time, the other is told which, and a kill frees it."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gdvideo.errors import InputError, RenderError
from gdvideo.rendering.folder import opened
from gdvideo.rendering.lock import LOCK, locked

HOLD = """
import sys
from pathlib import Path
from gdvideo.rendering.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> "Iterator[subprocess.Popen[str]]":
    """Another process, which holds `tmp_path` until its standard input ends."""
    command = [sys.executable, "-c", HOLD, str(tmp_path), "--data", "it's mine.csv"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def refusal(root: Path) -> str:
    with pytest.raises(RenderError) as caught, locked(root):
        pass
    return str(caught.value)


def test_the_second_is_told_who_the_first_is(
    holder: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    said = refusal(tmp_path)
    assert said.startswith(
        f"--out {tmp_path}: another run is at work there "
        f"(process {holder.pid} on {socket.gethostname()} since "
    )
    assert re.search(r"since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d: gdvideo ", said)
    assert """--data 'it'"'"'s mine.csv'""" in said
    assert said.endswith("); let it finish, or name another folder")
    assert refusal(tmp_path) == said


def test_the_second_touches_nothing(holder: "subprocess.Popen[str]", tmp_path: Path) -> None:
    before = (tmp_path / LOCK).read_bytes()
    (tmp_path / ".gdvideo-1-abc").mkdir()
    with pytest.raises(RenderError), opened(tmp_path):
        pass
    assert holder.poll() is None
    assert (tmp_path / LOCK).read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gdvideo-1-abc", LOCK]


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "done"])
def test_the_lock_ends_with_its_holder(
    holder: "subprocess.Popen[str]", tmp_path: Path, killed: bool
) -> None:
    if killed:
        holder.kill()
    holder.communicate()
    assert (tmp_path / LOCK).exists() is killed
    with locked(tmp_path):
        assert json.loads((tmp_path / LOCK).read_text())["process"] == os.getpid()
    assert list(tmp_path.iterdir()) == []


def test_one_process_does_not_pass_its_own_lock(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert f"process {os.getpid()} on" in refusal(tmp_path)
    with locked(tmp_path):
        pass


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[1]", b'{"host": 1}', b"9" * 10**6])
@pytest.mark.usefixtures("holder")
def test_a_lock_that_does_not_say_whose_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LOCK).write_bytes(content)
    assert "(it does not say which)" in refusal(tmp_path)


@pytest.mark.usefixtures("holder")
def test_what_a_lock_says_cannot_reach_the_terminal(tmp_path: Path) -> None:
    run = {"host": "a\x1b[2Jb", "process": 7, "since": "\u202enow", "command": "x\ny"}
    (tmp_path / LOCK).write_text(json.dumps(run))
    assert refusal(tmp_path).isprintable()


def test_a_folder_that_cannot_be_locked(tmp_path: Path) -> None:
    (tmp_path / LOCK).mkdir()
    with pytest.raises(InputError, match="cannot be written to: Is a directory"), locked(tmp_path):
        pass
    (tmp_path / "mine").write_text("mine")
    (tmp_path / LOCK).rmdir()
    (tmp_path / LOCK).symlink_to(tmp_path / "mine")
    with pytest.raises(InputError, match="cannot be written to"), locked(tmp_path):
        pass
    assert (tmp_path / "mine").read_text() == "mine"


def test_a_name_that_stays_while_the_file_is_open_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows; who comes next locks the same file."""

    def refused(path: Path, *, missing_ok: bool) -> None:
        del missing_ok
        raise PermissionError(path)

    monkeypatch.setattr(Path, "unlink", refused)
    for _ in range(2):
        with locked(tmp_path):
            pass
