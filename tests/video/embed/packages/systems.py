"""A learning system of the tests: scorm-again around the page of a package, and what it was told.

It is as strict as SCORM 1.2 lets it be: it completes what says nothing of itself (RTE 3.4.4). That
a value is not there yet (error 403 of SCORM 2004) is no fault of who asks.
"""

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

from gdvideo.embed.files import Zip, write_content
from tests.video.embed.pages import wait_until
from tests.video.embed.serving import Handler

HOST = """<!doctype html>
<title>A learning system</title>
<script src="scorm-again.js"></script>
<script>
  window.calls = [];
  window.refused = [];
  const how = { lmsCommitUrl: "/commit", logLevel: 5, autoCompleteLessonStatus: true };
  const api = new %(made)s(how);
  api.loadFromJSON(%(kept)s);
  window.%(found)s = new Proxy(api, {
    get(target, name) {
      return (...given) => {
        const answer = target[name](...given);
        calls.push([name, ...given]);
        const fault = target.lastErrorCode;
        if (!["0", "403"].includes(fault)) refused.push([name, ...given, fault]);
        return answer;
      };
    },
  });
</script>
<iframe name="sco" src="sco/index.html" width="900" height="700" allow="autoplay"></iframe>
"""


@dataclass(frozen=True)
class Version:
    """How a version of SCORM calls things."""

    made: str
    found: str
    close: str
    status: tuple[str, ...]
    at: tuple[str, ...]


SCORM_12 = Version(
    "Scorm12API", "API", "LMSFinish", ("core", "lesson_status"), ("core", "lesson_location")
)
SCORM_2004 = Version(
    "Scorm2004API", "API_1484_11", "Terminate", ("completion_status",), ("location",)
)


@dataclass
class System:
    """A learning system that has a package, opens it for a learner and keeps what it is told."""

    page: Page
    address: str
    folder: Path
    version: Version
    kept: list[dict[str, Any]]

    def open(self) -> Frame:
        """Open the package, with what was kept, and return its page's frame."""
        kept = json.dumps(self.kept[-1] if self.kept else {})
        filled = HOST % {"made": self.version.made, "found": self.version.found, "kept": kept}
        (self.folder / "index.html").write_text(filled, "utf-8")
        self.page.goto(f"{self.address}/index.html")
        frame = self.page.frame("sco")
        assert frame is not None
        frame.wait_for_selector("#seen:not([hidden])")
        return frame

    def close(self) -> None:
        """Leave the page, as a learner does, and wait until the system has heard of it."""
        before = len(self.kept)
        assert self.page.evaluate("refused") == []
        self.page.goto(f"{self.address}/sco/player.css")
        wait_until(
            self.page, lambda: len(self.kept) > before, lambda: "the system heard of nothing"
        )

    @property
    def calls(self) -> list[list[str]]:
        return self.page.evaluate("calls")

    def told(self, keys: tuple[str, ...]) -> str:
        """Return what was kept last under a name of the data model."""
        found: Any = self.kept[-1]
        for key in keys:
            found = found[key]
        return found

    @property
    def status(self) -> str:
        return self.told(self.version.status)


def unpacked(package: Zip, folder: Path) -> Path:
    """Return the folder with what a package holds."""
    path = folder.with_suffix(".zip")
    with path.open("wb") as target:
        write_content(package, target)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def system(
    page: Page, serve: Callable[..., str], folder: Path, consumers: Path, version: Version
) -> System:
    """Return a learning system with the package that is unpacked in `folder / "sco"`."""
    kept: list[dict[str, Any]] = []

    class Keeper(Handler):
        """Keeps what is committed."""

        def do_POST(self) -> None:  # noqa: N802
            told = self.rfile.read(int(self.headers["Content-Length"]))
            kept.append(json.loads(told)["cmi"])
            answer = json.dumps({"result": "true", "errorCode": 0}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

    shutil.copy(consumers / "scorm-again/dist/scorm-again.js", folder)
    address = serve(folder, Keeper, Permissions_Policy="unload=()")
    return System(page, address, folder, version, kept)


def watch(frame: Frame, from_s: float, until_s: float) -> None:
    """Look at a stretch of the film, as fast as the browser plays it, and pause.

    A busy machine pauses late: tests leave room for that, and the last seconds go by slower.
    """
    frame.evaluate(
        """([from, until]) => new Promise((resolve) => {
          const video = document.getElementById("film");
          const look = () => {
            if (video.currentTime >= until) return video.pause();
            if (until - video.currentTime < 3 && until < video.duration) video.playbackRate = 2;
            if (!video.ended) requestAnimationFrame(look);
          };
          video.muted = true;
          video.playbackRate = 8;
          const go = () => {
            // It pauses at the end of the film too, and the page's own listeners come first.
            video.addEventListener("pause", () => resolve(), { once: true });
            video.play().then(look);
          };
          if (Math.abs(video.currentTime - from) < 0.05) return go();
          video.addEventListener("seeked", go, { once: true });
          video.currentTime = from;
        })""",
        [from_s, until_s],
    )
