"""The page inside of packages: what a learner sees and can do, also without a learning system."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from gdvideo.embed.course import Course
from gdvideo.embed.files import Zip
from gdvideo.embed.packages.scorm import scorm
from tests.video.embed.packages.systems import unpacked

FILM = "document.getElementById('film')"


@pytest.fixture(scope="module")
def folder(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    package = scorm(course)["scorm.zip"]
    assert isinstance(package, Zip)
    return unpacked(package, tmp_path_factory.mktemp("player") / "sco")


@pytest.fixture
def shown(page: Page, folder: Path, serve: Callable[..., str]) -> Page:
    """The page where nothing of others nor in line may run (playwright itself evaluates)."""
    csp = "default-src 'self'; script-src 'self' 'unsafe-eval'"
    page.goto(f"{serve(folder, Content_Security_Policy=csp)}/index.html")
    page.wait_for_function(f"{FILM}.readyState > 0")
    return page


def test_it_says_that_nobody_records(shown: Page) -> None:
    assert "Nothing is recorded" in shown.inner_text("#seen [role=status]")


def test_captions_show(shown: Page, course: Course) -> None:
    shown.wait_for_function(f"{FILM}.textTracks[0].cues?.length")
    assert shown.evaluate(f"{FILM}.textTracks[0].mode") == "showing"
    shown.evaluate(f"{FILM}.currentTime = {course.film.chapters[0].said[0].start_s + 0.5}")
    shown.wait_for_function(f"{FILM}.textTracks[0].activeCues.length")
    caption = shown.evaluate(f"{FILM}.textTracks[0].activeCues[0].text")
    assert caption.replace("\n", " ").startswith(course.film.chapters[0].said[0].text)


def test_captions_show_in_a_sandbox_too(
    page: Page, folder: Path, serve: Callable[..., str], course: Course
) -> None:
    page.goto(f"{serve(folder)}/player.css")
    page.set_content("<iframe name='in' sandbox='allow-scripts' src='index.html'></iframe>")
    frame = page.frame("in")
    assert frame is not None
    frame.wait_for_function("document.getElementById('film')?.textTracks[1]?.cues?.length")
    assert frame.evaluate(f"{FILM}.textTracks[1].mode") == "showing"
    texts = frame.evaluate(f"[...{FILM}.textTracks[1].cues].map((cue) => cue.text)")
    assert texts == [said.text for chapter in course.film.chapters for said in chapter.said]


def test_a_chapter_is_reached_by_the_keyboard(shown: Page, course: Course) -> None:
    button = shown.locator("#chapters button").nth(1)
    button.focus()
    shown.keyboard.press("Enter")
    start_s = course.film.chapters[1].start_s
    shown.wait_for_function(f"{FILM}.currentTime > {start_s} && !{FILM}.paused")
    shown.wait_for_selector("#chapters li:nth-child(2) button[aria-current=true]")
    assert shown.evaluate("document.activeElement.textContent") == button.text_content()


def test_a_last_picture_is_the_learner_s_own_once_it_is_opened(shown: Page, course: Course) -> None:
    (clip,) = [clip for clip in course.clips if clip.live is not None]
    own = shown.locator("#own details")
    assert own.locator("summary").all_inner_texts() == [clip.title]
    assert own.locator("svg").count() == 0
    own.locator("summary").focus()
    shown.keyboard.press("Enter")
    own.locator(".live-drawing").first.wait_for()
    before = own.inner_text()
    own.locator(".presets button").first.click()
    assert own.inner_text() != before
    for _ in range(2):
        own.locator("summary").click()
    assert own.locator(".live-board").count() == 1


@pytest.mark.parametrize("width", [360, 768, 821, 1101, 1280])
def test_nothing_of_a_picture_sticks_out(shown: Page, width: int) -> None:
    shown.set_viewport_size({"width": width, "height": 800})
    shown.locator("#own summary").click()
    shown.locator("#own .live-drawing").first.wait_for()
    inner = """[...document.querySelectorAll('#own .live-controls, #own .live-board')]
        .map((each) => each.scrollWidth - each.clientWidth)"""
    assert max(shown.evaluate(inner)) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(shown: Page, consumers: Path, width: int, scheme: str) -> None:
    shown.emulate_media(color_scheme=scheme)
    shown.set_viewport_size({"width": width, "height": 800})
    shown.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    shown.locator("#own .live-drawing").first.wait_for()
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.evaluate((consumers / "axe-core/axe.min.js").read_text("utf-8"))
    found = shown.evaluate("axe.run()")
    assert [fault["id"] for fault in found["violations"]] == []


def test_vnu_finds_nothing(folder: Path, vnu: list[str]) -> None:
    done = subprocess.run(
        [*vnu, "--also-check-css", folder / "index.html", folder / "player.css"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
