"""Clips in players that course systems bring: video.js and vidstack, with captions."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from gdvideo.embed.course import Course

VIDEO_JS = """<!doctype html><title>video.js</title>
<link rel="stylesheet" href="player/video-js.css"><script src="player/video.js"></script>
<video class="video-js" data-setup="{}" muted width="640" height="360">
<source src="clip.mp4" type="video/mp4">
<track default kind="captions" srclang="en" label="English" src="clip.vtt"></video>"""

VIDSTACK = """<!doctype html><title>vidstack</title>
<script type="module" src="player/vidstack.js"></script>
<media-player src="clip.mp4" muted load="eager" style="width: 640px"><media-provider>
<track default kind="captions" srclang="en" label="English" src="clip.vtt"></media-provider>
<media-captions></media-captions></media-player>"""

PLAYERS = {
    "video.js": (VIDEO_JS, "video.js/dist", ".vjs-tech", ".vjs-text-track-display"),
    "vidstack": (VIDSTACK, "vidstack/cdn", "[data-can-play]", "media-captions"),
}
"""A page of each, its place among the consumers, what is there once it is set up, its captions."""


@pytest.mark.parametrize("name", PLAYERS)
def test_a_clip_plays_with_its_captions(
    page: Page,
    serve: Callable[..., str],
    course: Course,
    consumers: Path,
    tmp_path: Path,
    name: str,
) -> None:
    written, place, set_up, captions = PLAYERS[name]
    clip = course.clips[0]
    (tmp_path / "index.html").write_text(written)
    shutil.copy(clip.mp4, tmp_path / "clip.mp4")
    shutil.copy(clip.vtt, tmp_path / "clip.vtt")
    (tmp_path / "player").symlink_to(consumers / place, target_is_directory=True)
    (tmp_path / "reader").symlink_to(consumers / "media-captions/dist", target_is_directory=True)
    address = serve(tmp_path)

    def is_elsewhere(url: str) -> bool:
        return not url.startswith(address)

    def stand_in(route: Route) -> None:
        """Answer for vidstack's icons and its reader of captions; the reader is installed."""
        reads = "media-captions" in route.request.url
        body = f'export * from "{address}/reader/prod.js";' if reads else ""
        allowed = {"access-control-allow-origin": "*"}
        route.fulfill(body=body, content_type="text/javascript", headers=allowed)

    page.route(is_elsewhere, stand_in)
    page.goto(address)
    # Video.js moves the video into its own player after the page has loaded, which stops it.
    page.locator(set_up).wait_for()
    page.wait_for_function("document.querySelector('video')?.readyState >= 3")
    page.evaluate("document.querySelector('video').play()")
    expect(page.locator(captions)).to_contain_text(clip.chapters[0].said[0].text)
    page.wait_for_function("document.querySelector('video').currentTime > 1")
    assert page.evaluate("document.querySelector('video').error") is None
