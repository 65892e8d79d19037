"""The page's server: on this machine only, for this machine's own browsers only.

It is the standard library's: a page, three files and a folder of clips need no more, and a
dependency would have to be kept safe for them. What it lacks is here: parts of files, so that films
seek, events that are pushed, and a check of the `Host` header, so that no site whose name leads to
this machine (DNS rebinding) reads what is drawn. A browser may tell it one thing, which scene is
looked at, if it is the page that asks it to (`Origin`).
"""

import json
import re
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO, Final
from urllib.parse import unquote

from gdvideo.errors import InputError
from gdvideo.watch.notice import Notice

__all__ = ["served"]

_HERE: Final = "127.0.0.1"
_CLIP: Final = re.compile(r"/(clips/[\w-]+\.(?:mp4|png))")
_LOOKED_AT: Final = re.compile(r"/looked-at/([\w-]{1,100})")
_PART: Final = re.compile(r"bytes=(\d*)-(\d*)")
_KINDS: Final = {".mp4": "video/mp4", ".png": "image/png"}
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src data:; "
        "img-src 'self' data:; media-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_HEARTBEAT_S: Final = 5.0
_RETRY: Final = "retry: 1000"
"""After so many milliseconds a page asks again for a watch that has ended."""
_IDLE_S: Final = 60.0
_POLL_S: Final = 0.05
_PIECE: Final = 65_536

Pages = Mapping[str, tuple[str, bytes]]
_Look = Callable[[str], None]


class _Handler(BaseHTTPRequestHandler):
    """Answers one browser.

    Parameters
    ----------
    pages : mapping of str to (str, bytes)
        What is the same all the time, by path: its kind and content.
    root : Path
        The folder with the clips.
    notice : Notice
    look : callable
        Is told which scene is looked at.
    """

    protocol_version = "HTTP/1.1"
    timeout = _IDLE_S

    def __init__(self, pages: Pages, root: Path, notice: Notice, look: _Look, *given: Any) -> None:
        self._pages, self._root, self._notice, self._look = pages, root, notice, look
        super().__init__(*given)

    def do_GET(self) -> None:
        """Answer."""
        with suppress(ConnectionError, TimeoutError):
            self._answer()

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self.do_GET()

    def do_POST(self) -> None:
        """Take which scene is looked at."""
        # Whatever else is sent along is not read.
        self.close_connection = True
        looked_at = _LOOKED_AT.fullmatch(unquote(self.path))
        with suppress(ConnectionError, TimeoutError):
            if not self._is_meant:
                self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
            elif self.headers.get("Origin") != f"http://{self.headers['Host']}":
                self._refuse(HTTPStatus.FORBIDDEN)
            elif looked_at is None:
                self._refuse(HTTPStatus.NOT_FOUND)
            else:
                self._look(looked_at[1])
                self._begin(HTTPStatus.NO_CONTENT, {"Connection": "close"})

    @property
    def _is_meant(self) -> bool:
        """Whether this machine was called by one of its own names."""
        port = self.connection.getsockname()[1]
        return self.headers.get("Host") in {f"{_HERE}:{port}", f"localhost:{port}"}

    def version_string(self) -> str:
        """Say no more than what this is."""
        return "gdvideo"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""

    def _answer(self) -> None:
        path = self.path.partition("?")[0]
        clip = _CLIP.fullmatch(unquote(path))
        if not self._is_meant:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        elif path == "/events":
            self._push()
        elif path in self._pages:
            self._send(HTTPStatus.OK, *self._pages[path])
        elif clip is not None:
            self._send_clip(clip[1])
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _refuse(self, status: HTTPStatus) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{status.phrase}\n".encode())

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self._begin(status, {"Content-Type": kind, "Content-Length": str(len(content))})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _begin(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in (_HEADERS | dict(headers)).items():
            self.send_header(name, value)
        self.end_headers()

    def _push(self) -> None:
        """Push the board whenever it has changed (server-sent events, of the HTML standard)."""
        self._begin(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Connection": "close"})
        self.close_connection = True
        number = 0
        while self.command != "HEAD":
            before, (number, board) = number, self._notice.newer(number, _HEARTBEAT_S)
            told = f"data: {json.dumps(board.entry)}\n{_RETRY}\n\n" if number != before else ":\n\n"
            self.wfile.write(told.encode())

    def _send_clip(self, name: str) -> None:
        path = self._root / name
        if path.resolve() != self._root.resolve() / name:
            # A link leads out of the folder.
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        try:
            with path.open("rb") as file:
                self._send_file(file, _KINDS[path.suffix])
        except (FileNotFoundError, IsADirectoryError, PermissionError):
            self._refuse(HTTPStatus.NOT_FOUND)

    def _send_file(self, file: BinaryIO, kind: str) -> None:
        """Send a file, or the part of it that is asked for (RFC 9110, section 14)."""
        size = file.seek(0, 2)
        part = _part(self.headers.get("Range", ""), size)
        first, behind = part or (0, size)
        headers = {"Content-Type": kind, "Accept-Ranges": "bytes"}
        if first >= behind:
            headers |= {"Content-Range": f"bytes */{size}", "Content-Length": "0"}
            self._begin(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers)
            return
        headers["Content-Length"] = str(behind - first)
        if part is not None:
            headers["Content-Range"] = f"bytes {first}-{behind - 1}/{size}"
        self._begin(HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT, headers)
        file.seek(first)
        while self.command != "HEAD" and first < behind:
            piece = file.read(min(_PIECE, behind - first))
            self.wfile.write(piece)
            first += len(piece)


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first byte that is asked for and the one behind the last; None for all of them.

    Examples
    --------
    >>> _part("bytes=2-5", 10), _part("bytes=7-", 10), _part("bytes=-3", 10), _part("", 10)
    ((2, 6), (7, 10), (7, 10), None)
    """
    found = _PART.fullmatch(asked)
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        return max(size - int(last), 0), size
    return int(first), min(int(last) + 1, size) if last else size


@contextmanager
def served(pages: Pages, root: Path, notice: Notice, port: int, look: _Look) -> Generator[str]:
    """Serve the page while the block runs; yields its address.

    Parameters
    ----------
    pages : mapping of str to (str, bytes)
        By path: the kind and the content.
    root : Path
        The folder with the clips.
    notice : Notice
    port : int
        0 for any that is free.
    look : callable
        Is told which scene is looked at, in a thread of its own.

    Raises
    ------
    InputError
        If the port is taken or not allowed.
    """
    handler = partial(_Handler, pages, root, notice, look)
    try:
        server = ThreadingHTTPServer((_HERE, port), handler)
    except OSError as error:
        raise InputError(
            f"--port {port}: cannot be listened on: {error.strerror}; without --port a free one "
            "is taken"
        ) from error
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(_POLL_S,), name="server", daemon=True).start()
    try:
        yield f"http://{_HERE}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.socket.close()
