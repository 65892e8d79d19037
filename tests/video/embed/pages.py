"""The lesson pages of a course, written out, and what is asked of a page in a browser."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from gdvideo.embed.course import Course
from gdvideo.embed.files import Files, write_content
from gdvideo.embed.page import page


def written(course: Course, home: Path) -> Path:
    """Write the pages of a course; return their folder."""
    put(page(course), home)
    return home / "page"


def put(files: Files, home: Path) -> None:
    """Write what a kind consists of, under its own names."""
    for name, content in files.items():
        target = home / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_content(content, file)


def time_s(shown: Page) -> float:
    return shown.evaluate("document.querySelector('video').currentTime")


def caption(shown: Page) -> dict[str, Any]:
    """Return how the captions of a page are: their mode, how many there are, and what is read."""
    return shown.evaluate(
        """() => {
          const tracks = document.querySelector("video").textTracks;
          const track = tracks[tracks.length - 1];
          return {
            mode: track.mode,
            count: track.cues ? track.cues.length : 0,
            read: Array.from(track.activeCues || [], cue => cue.text).join(" "),
          };
        }"""
    )


def play(shown: Page) -> None:
    """Play, without sound, until time goes on."""
    shown.evaluate("document.querySelector('video').muted = true")
    shown.evaluate("document.querySelector('video').play()")
    shown.wait_for_function("document.querySelector('video').currentTime > 0.2")


def seek(shown: Page, seconds: float) -> None:
    """Jump to a time, and wait until the picture of it is seen."""
    shown.evaluate("s => { document.querySelector('video').currentTime = s; }", seconds)
    shown.wait_for_function("!document.querySelector('video').seeking")
