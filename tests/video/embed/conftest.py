"""Fixtures of the tests of course packages: a small film, made once, and a server for them."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from shutil import which
from threading import Thread

import pytest

from gdvideo.embed.course import Course, read_course
from tests.video.embed.serving import Handler
from tests.video.render.films import LESSON, rendered_once

SCENES = ("--quality", "draft", "--scene", "hook", "--scene", "iterate", "--voice", "none")


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
