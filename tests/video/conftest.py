"""Fixtures of the tests that write files, run commands and look at pages."""

import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from gdvideo.__main__ import main

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
"""No browser of the tests asks anything of the network by itself."""

PATIENCE_MS = 120_000
"""What is waited for comes; a busy machine may be slow to bring it."""
expect.set_options(timeout=PATIENCE_MS)


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
            status = int(end.code or 0)
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


def _is_patient(context: BrowserContext) -> None:
    context.set_default_timeout(PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser without a screen; set-up installs it."""
    # The one that has no windows takes a third of the time, but not every system has it.
    path = which("chromium-headless-shell") or which("chromium")
    assert path is not None, "make test installs it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=list(QUIET), timeout=PATIENCE_MS
        )
        chromium.on("context", _is_patient)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of the size of a desktop."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
