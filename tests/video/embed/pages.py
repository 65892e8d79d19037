"""The lesson pages of a course, written out, and what is asked of a page in a browser."""

from collections.abc import Callable
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
    begun = time_s(shown)
    shown.evaluate("document.querySelector('video').muted = true")
    shown.evaluate("document.querySelector('video').play()")
    shown.wait_for_function(
        "begun => document.querySelector('video').currentTime > begun + 0.2", arg=begun
    )


def slowly(shown: Page) -> None:
    """Let the film take ten times as long, so that a busy machine looks before it has gone on."""
    shown.evaluate("document.querySelector('video').playbackRate = 0.1")


def seek(shown: Page, seconds: float) -> None:
    """Jump to a time, and wait until the picture of it is seen, and the page's scripts know."""
    shown.wait_for_function("document.querySelector('video').readyState > 0")
    shown.evaluate(
        """seconds => new Promise(resolve => {
          const video = document.querySelector("video");
          // It comes after the page's own listeners.
          video.addEventListener("seeked", () => resolve(), { once: true });
          video.currentTime = seconds;
        })""",
        seconds,
    )


def wait_until(page: Page, holds: Callable[[], bool], told: Callable[[], str]) -> None:
    """Wait until something holds that the page brings about elsewhere."""
    for _ in range(6000):
        if holds():
            return
        page.wait_for_timeout(20)
    raise AssertionError(told())
