"""The last picture of a clip on its page: it comes alive there, and the page is whole without."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gdvideo.embed.course import Course
from gdvideo.embed.page import page as lesson_page
from gdvideo.errors import InputError
from tests.video.embed.pages import play, seek, written

Serve = Callable[..., str]
STEP = re.compile("one step$")


@pytest.fixture(scope="module")
def home(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(course, tmp_path_factory.mktemp("alive"))


@pytest.fixture
def opened(page: Page, serve: Serve, home: Path) -> Page:
    """The page of a clip whose last picture can come alive."""
    page.goto(f"{serve(home)}/iterate.html")
    return page


def _with(course: Course, folder: Path, lesson: str, live: str = "{}") -> Course:
    """Return a course whose last clip has these texts for its living picture."""
    (folder / "numbers").mkdir()
    (folder / "numbers/lesson.json").write_text(lesson, "utf-8")
    (folder / "live.json").write_text(live, "utf-8")
    (*before, last) = course.clips
    clips = (*before, replace(last, live=folder / "live.json"))
    return replace(course, folder=folder, clips=clips)


def _page(course: Course, name: str) -> str:
    content = lesson_page(course)[f"page/{name}.html"]
    assert isinstance(content, bytes)
    return content.decode()


def test_the_last_picture_is_the_learner_s_to_move(opened: Page) -> None:
    section = opened.get_by_role("region", name="Now you: the last picture is alive")
    expect(section).to_be_visible()
    # Three points, error summed: seven steps at 0.01 were made in the film.
    section.get_by_role("button", name=STEP).click()
    expect(section.locator(".outcome")).to_contain_text("Step 8: the error fell")
    assert section.locator(".live-panel").count() == 2


def test_a_video_that_stays_still_asks_for_no_living_picture(course: Course) -> None:
    for name in ("index", "hook"):
        assert "live.js" not in _page(course, name)
    still = replace(course, clips=tuple(replace(clip, live=None) for clip in course.clips))
    assert "data-live" not in _page(still, "iterate")


def test_a_picture_that_cannot_come_alive_is_not_shown(
    page: Page, course: Course, serve: Serve, tmp_path: Path
) -> None:
    home = written(_with(course, tmp_path, "{}"), tmp_path)
    page.goto(f"{serve(home)}/iterate.html")
    play(page)
    assert page.locator("[data-live]").evaluate("found => found.hidden")


def test_texts_of_the_picture_end_no_script(course: Course, tmp_path: Path) -> None:
    given = json.dumps({"names": ["</script><script>alert(1)</script>"]})
    shown = _page(_with(course, tmp_path, given, given), "iterate")
    assert "alert(1)</script>" not in shown.replace("\\u003c/script>", "")
    for name in ("lesson", "live"):
        found = re.search(rf'id="{name}">(.*?)</script>', shown)
        assert found is not None
        assert json.loads(found[1]) == json.loads(given)


@pytest.mark.parametrize("lesson", ["", "[]", '{"rate": NaN}', "{"])
def test_numbers_of_another_kind_are_refused(course: Course, tmp_path: Path, lesson: str) -> None:
    with pytest.raises(InputError, match=r"lesson\.json: it is not what this version"):
        lesson_page(_with(course, tmp_path, lesson))


SLIDING = """() => {
  self.began = 0;
  // The page's own listener comes before this one.
  document.querySelector("video").addEventListener("ended", () => { self.isOver = true; });
  const start = document.startViewTransition.bind(document);
  document.startViewTransition = (change) => {
    const {left, top, width} = document.querySelector(".live-board").getBoundingClientRect();
    const film = document.querySelector("video").getBoundingClientRect();
    self.began = [left - film.left, top - film.top, width / film.width];
    return start(change);
  };
}"""


def _to_the_end(shown: Page) -> None:
    shown.evaluate(SLIDING)
    shown.wait_for_function("document.querySelector('video').readyState > 0")
    seek(shown, shown.evaluate("document.querySelector('video').duration - 0.5"))
    play(shown)
    shown.wait_for_function("self.isOver")


def test_the_picture_slides_from_the_film_s_end_into_sight(opened: Page) -> None:
    _to_the_end(opened)
    opened.wait_for_function("!document.documentElement.classList.contains('sliding')")
    assert opened.evaluate("self.began") == pytest.approx([0, 0, 1], abs=0.01)
    board = opened.locator(".live-board").bounding_box()
    assert board is not None
    assert board["y"] + board["height"] <= 900
    assert opened.locator(".over-film").count() == 0


def test_a_picture_in_use_stays_where_it_is(opened: Page) -> None:
    opened.locator("[data-live]").get_by_role("button", name=STEP).click()
    opened.evaluate("scrollTo(0, 0)")
    _to_the_end(opened)
    assert opened.evaluate("[self.began, scrollY]") == [0, 0]


def test_whoever_wants_no_motion_sees_none(opened: Page) -> None:
    opened.emulate_media(reduced_motion="reduce")
    _to_the_end(opened)
    assert opened.evaluate("[self.began, scrollY]") == [0, 0]
