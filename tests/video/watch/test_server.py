"""The page's server: for this machine's browsers, and the clips of its folder only."""

import re
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from subprocess import PIPE
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from gdvideo.watch.events import Failed
from gdvideo.watch.notice import Notice
from gdvideo.watch.page import pages
from gdvideo.watch.server import served

CLIP = bytes(range(256))
LOOKED_AT: list[str] = []


@pytest.fixture(scope="module")
def notice() -> Notice:
    return Notice()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, notice: Notice) -> Iterator[str]:
    home = tmp_path_factory.mktemp("served")
    (home / "draft" / "clips").mkdir(parents=True)
    (home / "secret.mp4").write_bytes(b"secret")
    (home / "draft" / "clips" / "fit.mp4").write_bytes(CLIP)
    (home / "draft" / "clips" / "fit.json").write_text("{}", "utf-8")
    (home / "draft" / "clips" / "link.mp4").symlink_to(home / "secret.mp4")
    (home / "draft" / "clips" / "folder.mp4").mkdir()
    with served(pages("a <b> & c.toml"), home / "draft", notice, 0, LOOKED_AT.append) as found:
        yield found


def answer(
    address: str, path: str, method: str = "GET", **headers: str
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def test_the_page_allows_nothing_from_elsewhere_and_escapes_names(address: str) -> None:
    response, content = answer(address, "/")
    assert response.status == 200
    assert b"a &lt;b&gt; &amp; c.toml" in content
    policy = dict(
        part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert {source for sources in policy.values() for source in sources.split()} == {
        "'none'",
        "'self'",
        "data:",
    }
    assert policy["script-src"] == "'self'"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "evil.example:80", ""])
def test_a_page_of_another_name_is_told_nothing(address: str, host: str) -> None:
    for path in ("/", "/clips/fit.mp4", "/events"):
        response, content = answer(address, path, Host=host)
        assert (response.status, content) == (421, b"Misdirected Request\n")


def test_this_machine_s_own_name_is_allowed(address: str) -> None:
    host = f"localhost:{urlsplit(address).port}"
    assert answer(address, "/clips/fit.mp4", Host=host)[1] == CLIP


@pytest.mark.parametrize(
    "path",
    [
        "/secret.mp4",
        "/clips/../../secret.mp4",
        "/clips/%2e%2e/%2e%2e/secret.mp4",
        "/clips/link.mp4",
        "/clips/folder.mp4",
        "/clips/fit.json",
        "/clips/gone.mp4",
        "/clips/",
        "/.gdvideo.lock",
    ],
)
def test_nothing_but_clips_is_served(address: str, path: str) -> None:
    assert answer(address, path)[0].status == 404


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, 255),
        ("bytes=10-19", 10, 19),
        ("bytes=-6", 250, 255),
        ("bytes=250-999", 250, 255),
    ],
)
def test_parts_of_a_clip_are_served(address: str, asked: str, first: int, last: int) -> None:
    response, content = answer(address, "/clips/fit.mp4?abc", Range=asked)
    assert (response.status, content) == (206, CLIP[first : last + 1])
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/256"


def test_a_part_that_is_not_there_is_refused(address: str) -> None:
    response, _ = answer(address, "/clips/fit.mp4", Range="bytes=256-")
    assert (response.status, response.headers["Content-Range"]) == (416, "bytes */256")


def test_a_range_of_another_unit_or_none_gives_the_whole(address: str) -> None:
    for asked in ("", "lines=1-2", "bytes=-", "bytes=1-2,4-5"):
        response, content = answer(address, "/clips/fit.mp4", Range=asked)
        assert (response.status, content) == (200, CLIP)


def test_the_page_tells_what_is_looked_at(address: str) -> None:
    LOOKED_AT.clear()
    own = address.removesuffix("/")
    for path in ("/looked-at/fit", "/looked-at/%C3%A9tat"):
        assert answer(address, path, "POST", Origin=own)[0].status == 204
    assert LOOKED_AT == ["fit", "état"]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/looked-at/fit", {}, 403),
        ("/looked-at/fit", {"Origin": "http://evil.example"}, 403),
        ("/looked-at/fit", {"Origin": "null"}, 403),
        ("/looked-at/fit", {"Host": "evil.example", "Origin": "http://evil.example"}, 421),
        ("/looked-at/a b", {"Origin": "{own}"}, 404),
        ("/looked-at/" + "a" * 101, {"Origin": "{own}"}, 404),
        ("/", {"Origin": "{own}"}, 404),
    ],
)
def test_nobody_else_tells_it_anything(
    address: str, path: str, headers: dict[str, str], status: int
) -> None:
    LOOKED_AT.clear()
    own = address.removesuffix("/")
    told = {name: value.format(own=own) for name, value in headers.items()}
    assert answer(address, path.replace(" ", "%20"), "POST", **told)[0].status == status
    assert LOOKED_AT == []


def test_events_are_pushed_when_something_happens(address: str, notice: Notice) -> None:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request("GET", "/events")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    assert b'"fault": []' in response.readline()
    notice.tell(Failed(("why",)))
    assert [response.readline() for _ in range(2)] == [b"retry: 1000\n", b"\n"]
    assert b'"fault": ["why"]' in response.readline()
    connection.close()


SERVER = """
import sys
from pathlib import Path
from gdvideo.watch.events import Planned, Seen
from gdvideo.watch.notice import Notice
from gdvideo.watch.page import pages
from gdvideo.watch.server import served

title, shape, port = sys.argv[1:]
notice = Notice()
notice.tell(Planned(title, (Seen("fit", "The fit", 9.0, "key", ""),), shape))
with served(pages("a.toml"), Path(), notice, int(port), lambda scene: None) as address:
    print(address, flush=True)
    sys.stdin.read()
"""


@contextmanager
def process_that_serves(title: str, shape: str, port: int) -> Generator[str]:
    command = [sys.executable, "-c", SERVER, title, shape, str(port)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.kill()


def test_a_page_that_stays_open_goes_on_when_it_is_served_again(page: Page) -> None:
    with process_that_serves("Before", "vertical", 0) as address:
        page.goto(address)
        expect(page.locator("h1")).to_have_text("Before")
        expect(page.locator("body")).to_have_class("vertical")
    expect(page.locator("#doing")).to_have_text(re.compile("has ended"))
    with process_that_serves("Again", "wide", urlsplit(address).port or 0):
        expect(page.locator("h1")).to_have_text("Again")
        expect(page.locator("body")).to_have_class("")
        expect(page.locator("#doing")).not_to_have_text(re.compile("has ended"))
