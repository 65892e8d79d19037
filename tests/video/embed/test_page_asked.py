"""The question under a film: asked before its answer is shown, told after, in nobody's way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gdvideo.embed.course import Asked, Course
from gdvideo.rendering.clock import clock
from tests.video.embed.pages import play, seek, slowly, written

Serve = Callable[..., str]


@pytest.fixture(scope="module")
def home(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(course, tmp_path_factory.mktemp("asked"))


@pytest.fixture
def opened(page: Page, serve: Serve, home: Path) -> Page:
    """The page of the whole film."""
    page.goto(f"{serve(home)}/index.html")
    return page


@pytest.fixture
def asked(course: Course) -> Asked:
    """The one question of the film, in its second scene."""
    (found,) = course.film.questions
    return found


def test_it_comes_shortly_before_its_answer_and_the_film_goes_on(
    opened: Page, asked: Asked
) -> None:
    text, option = opened.get_by_text(asked.text), asked.options[asked.right]
    expect(opened.get_by_text(clock(asked.asked_s))).to_be_visible()
    expect(text).to_be_hidden()
    seek(opened, asked.asked_s - 0.1)
    slowly(opened)
    play(opened)
    expect(text).to_be_visible()
    opened.get_by_role("button", name=option, exact=True).click()
    assert not opened.evaluate("document.querySelector('video').paused")
    expect(opened.locator(".answer")).to_be_hidden()
    seek(opened, asked.told_s)
    expect(opened.locator(".answer")).to_have_text(f"Right: {option}. {asked.because}")
    expect(opened.locator(".answer")).to_be_focused()


@pytest.mark.parametrize(("guesses", "head"), [(True, "Not this time."), (False, "The answer:")])
def test_whoever_guessed_wrong_or_not_at_all_is_told_too(
    opened: Page, asked: Asked, guesses: bool, head: str
) -> None:
    seek(opened, asked.asked_s + 1)
    if guesses:
        wrong = next(option for option in asked.options if option != asked.options[asked.right])
        opened.get_by_role("button", name=wrong, exact=True).click()
    seek(opened, asked.told_s + 1)
    assert opened.locator(".answer").inner_text().startswith(head)
    seek(opened, asked.asked_s + 1)
    expect(opened.locator(".answer")).to_be_hidden()


def test_nothing_moves_as_it_comes_and_goes_and_all_can_be_read(
    opened: Page, asked: Asked, consumers: Path
) -> None:
    opened.emulate_media(reduced_motion="reduce")
    opened.add_script_tag(path=consumers / "axe-core" / "axe.min.js")
    heights = []
    for seconds in (0.0, asked.asked_s + 1, asked.told_s + 1):
        seek(opened, seconds)
        heights.append(opened.evaluate("document.body.scrollHeight"))
        found = opened.evaluate("axe.run('#film')")["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
    assert len(set(heights)) == 1
