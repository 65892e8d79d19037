"""The RevealJS deck, shown in a browser: each slide plays its stretch of the film and pauses."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from gdvideo.embed.course import Course
from gdvideo.embed.slides import planned, slides
from gdvideo.embed.templates import WEB
from scenes.questions import LEAD_S
from tests.video.embed.pages import put, slowly

HOSTILE = '</h1><script>document.title = "taken"</script>"'


@pytest.fixture
def deck(course: Course, tmp_path: Path) -> Path:
    """The folder of the deck of a film with a hostile title."""
    titled = replace(course, film=replace(course.film, title=HOSTILE))
    put(slides(titled), tmp_path)
    return tmp_path / "slides"


def _open(page: Page, address: str) -> None:
    """Show the deck, and wait until it hears of keys."""
    page.goto(f"{address}/index.html")
    page.wait_for_function("deck.isReady()")


def test_slides_lie_end_to_end_over_the_whole_film(course: Course) -> None:
    stretches = [slide for scene in planned(course) for slide in scene.slides]
    assert stretches[0].start_s == 0
    assert all(one.end_s == other.start_s < other.end_s for one, other in pairwise(stretches))
    assert stretches[-1].end_s == pytest.approx(course.film.duration_s)
    said = [said.text for chapter in course.film.chapters for said in chapter.said]
    assert " ".join(slide.text for slide in stretches) == " ".join(said)


def test_a_beat_ends_where_the_next_sentence_begins(course: Course) -> None:
    """A slide pauses in the silence before what is said on the next."""
    stretches = [slide for scene in planned(course) for slide in scene.slides]
    starts = [said.start_s for chapter in course.film.chapters for said in chapter.said]
    for slide in stretches:
        inside = [start for start in starts if slide.start_s <= start < slide.end_s]
        assert inside, slide


def test_each_slide_plays_its_stretch_and_pauses(
    page: Page, serve: Callable[..., str], deck: Path, course: Course
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = serve(deck)
    _open(page, address)
    assert page.title() == HOSTILE
    slowly(page)
    stretches = [slide for scene in planned(course) for slide in scene.slides]
    for slide in stretches[:2]:
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"!film.paused && film.currentTime >= {slide.start_s}")
        assert page.evaluate("film.currentTime") < slide.end_s - 1
        page.evaluate(f"film.currentTime = {slide.end_s - 0.2}")
        page.wait_for_function(f"film.paused && film.currentTime >= {slide.end_s}")
        assert page.evaluate("film.currentTime") == pytest.approx(slide.end_s, abs=0.3)
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("!film.paused && film.currentTime > 0.1")
    assert page.evaluate("film.currentTime") < stretches[0].end_s
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


def test_captions_are_switched_on_and_off(
    page: Page, serve: Callable[..., str], deck: Path
) -> None:
    _open(page, serve(deck))
    page.keyboard.press("c")
    page.wait_for_function("film.textTracks[0].cues && film.textTracks[0].cues.length > 5")
    assert page.evaluate("film.textTracks[0].mode") == "showing"
    page.keyboard.press("c")
    assert page.evaluate("film.textTracks[0].mode") == "hidden"


def test_the_notes_hold_what_is_said(page: Page, serve: Callable[..., str], deck: Path) -> None:
    _open(page, serve(deck))
    page.keyboard.press("ArrowRight")
    assert "You stand on a hillside" in page.evaluate("deck.getSlideNotes()")


def test_reveal_is_the_one_that_is_pinned(consumers: Path) -> None:
    """What the wheel ships is the published file, byte by byte."""
    package, own = consumers / "reveal.js", WEB / "vendor/reveal"
    assert {path.name for path in own.iterdir()} == {
        "LICENSE",
        "notes.js",
        "reveal.css",
        "reveal.js",
    }
    for path in own.iterdir():
        (published,) = (
            found
            for folder in ("", "dist", "dist/plugin")
            if (found := package / folder / path.name).is_file()
        )
        assert path.read_bytes() == published.read_bytes()


def test_a_question_has_a_slide_before_its_answer_on_which_the_film_rests(
    page: Page, serve: Callable[..., str], deck: Path, course: Course
) -> None:
    (asked,) = course.film.questions
    answer = next(slide for scene in planned(course) for slide in scene.slides if slide.asked)
    assert answer.start_s < asked.asked_s + LEAD_S < answer.end_s == asked.told_s
    _open(page, serve(deck))
    slowly(page)
    horizontal, vertical = page.evaluate(
        "Object.values(deck.getIndices(document.querySelector('[data-state=asking]'))).slice(0, 2)"
    )
    page.evaluate(f"deck.slide({horizontal}, {vertical})")
    page.wait_for_function(f"film.paused && film.currentTime >= {answer.start_s}")
    assert page.evaluate("film.currentTime") == pytest.approx(answer.start_s, abs=0.3)
    assert asked.because in page.evaluate("deck.getSlideNotes()")
    assert page.locator(".asked:visible").inner_text().startswith(asked.text)
