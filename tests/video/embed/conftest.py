"""Fixtures of the tests of course packages: a small film, made once, and a browser to show them."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from shutil import which
from threading import Thread
from typing import Any, ClassVar

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, sync_playwright

from gdvideo.embed.course import Course, read_course
from tests.video.render.films import LESSON, run

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
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "embed"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            folder.mkdir()
            run(folder, "render", *LESSON, *SCENES, "--captions", "soft")
    return folder / "out"


@pytest.fixture(scope="session")
def course(film: Path) -> Course:
    return read_course(film)


@pytest.fixture(scope="session")
def consumers() -> Path:
    """The folder of the packages of Node that read ours; set-up installs it."""
    folder = Path(__file__).parents[3] / ".venv" / "consumers" / "node_modules"
    assert folder.is_dir(), "make setup installs it"
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser without a screen; set-up installs it."""
    path = which("chromium")
    assert path is not None, "make setup installs chromium"
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


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder in silence, with headers of a test's own."""

    headers_too: ClassVar[dict[str, str]] = {}

    def end_headers(self) -> None:
        for name, value in self.headers_too.items():
            self.send_header(name, value)
        super().end_headers()

    def send_head(self) -> Any:
        """Answer a request for a part of a file, as servers of films do; else as ever."""
        path = Path(self.translate_path(self.path))
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if asked is None or not path.is_file():
            return super().send_head()
        whole = path.read_bytes()
        first, last = int(asked[1]), int(asked[2] or len(whole) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(whole)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        return BytesIO(whole[first : last + 1])

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file, or as much of it as the browser waits for."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, *told: Any) -> None:
        del told


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Return a function that serves a folder, with headers if given, and returns its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler = type("Handler", (_Handler,), {"headers_too": named})
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
