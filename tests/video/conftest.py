"""Fixtures of the tests that write files and run commands."""

import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gdvideo.__main__ import main


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], str]:
    """Return a function that writes a file of this name and returns its path."""

    def write_file(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write_file


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit status and what it wrote to standard output and error."""

    status: int
    out: str
    err: str


@pytest.fixture
def own_signals() -> Iterator[None]:
    """What signals do afterwards is what they did before."""
    before = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def gdvideo(
    own_signals: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Done]:
    """Return a function that runs the command line, in this process and in `tmp_path`."""
    del own_signals
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["gdvideo", *arguments])
        capsys.readouterr()
        status = 0
        try:
            main()
        except SystemExit as end:
            status = end.code or 0
        written = capsys.readouterr()
        return Done(status, written.out, written.err)

    return run


@pytest.fixture
def refused(gdvideo: Callable[..., Done]) -> Callable[..., str]:
    """Return a function that runs a command, which must fail with status 2, for its message."""

    def run(*arguments: str) -> str:
        done = gdvideo(*arguments)
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith("gdvideo: ")
        assert done.err.count("\n") == 1
        return done.err.removeprefix("gdvideo: ").rstrip("\n")

    return run
