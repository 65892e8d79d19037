"""Fixtures of the tests of course packages: a small film, made once, and a browser to show them."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from shutil import which
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from gdvideo.embed.course import Course, read_course
from tests.video.embed.serving import Handler
from tests.video.render.films import LESSON, rendered_once

SCENES = ("--quality", "draft", "--scene", "hook", "--scene", "iterate", "--voice", "none")
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


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The output folder of a film of two scenes, made once for all workers; no test changes it."""
    soft = ("--captions", "soft")
    return rendered_once(tmp_path_factory, worker_id, "embed", *LESSON, *SCENES, *soft)


@pytest.fixture(scope="session")
def course(film: Path) -> Course:
    return read_course(film)


@pytest.fixture(scope="session")
def consumers() -> Path:
    """The folder of the packages of Node that read ours; set-up installs it."""
    folder = Path(__file__).parents[3] / ".venv" / "consumers" / "node_modules"
    assert folder.is_dir(), "make test installs it"
    return folder


@pytest.fixture(scope="session")
def vnu(consumers: Path) -> list[str]:
    """The command that checks pages and styles; files come after it."""
    java = which("java")
    assert java is not None, "make test installs it"
    # So short a run is not worth compiling twice.
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
    return [java, *quick, "-jar", str(consumers / "vnu-jar/build/dist/vnu.jar")]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser without a screen; set-up installs it."""
    # The one that has no windows takes a third of the time, but not every system has it.
    path = which("chromium-headless-shell") or which("chromium")
    assert path is not None, "make test installs it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of the size of a desktop."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Return a function that serves a folder, with headers if given, and returns its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path, kind: type[Handler] = Handler, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler = type("Handler", (kind,), {"headers_too": named})
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
