"""The server of the tests: a folder, in silence, and parts of files, which films need to seek."""

import re
from contextlib import suppress
from http.server import SimpleHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from typing import IO, Any, ClassVar

__all__ = ["Handler"]


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder in silence, with headers of a test's own."""

    headers_too: ClassVar[dict[str, str]] = {}

    def end_headers(self) -> None:
        for name, value in self.headers_too.items():
            self.send_header(name, value)
        super().end_headers()

    def send_head(self) -> IO[bytes] | None:
        """Answer a question for a part of a file (RFC 9110, section 14); all others as usual."""
        path = Path(self.translate_path(self.path))
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if asked is None or not path.is_file():
            return super().send_head()
        whole = path.read_bytes()
        first, last = int(asked[1]), min(int(asked[2] or len(whole)), len(whole) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(whole)}")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        return BytesIO(whole[first : last + 1])

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file, or as much of it as the browser waits for."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, *told: Any) -> None:
        del told
