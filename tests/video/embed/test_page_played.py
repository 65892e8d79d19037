"""The lesson page in a browser: it plays, shows captions, jumps, and asks for nothing outside."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from gdvideo.embed.course import Course
from tests.video.embed.pages import caption, play, seek, slowly, time_s, written

Serve = Callable[..., str]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
_PLAYING = "!document.querySelector('video').paused"


@pytest.fixture(scope="module")
def home(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(course, tmp_path_factory.mktemp("pages"))


@pytest.fixture
def address(serve: Serve, home: Path) -> str:
    return serve(home, Permissions_Policy="unload=()")


@pytest.fixture
def opened(page: Page, address: str) -> Page:
    """The page of the film."""
    page.goto(f"{address}/index.html")
    return page


def test_time_advances_and_captions_are_read(opened: Page, course: Course) -> None:
    play(opened)
    opened.evaluate("document.querySelector('video').pause()")
    first = course.film.chapters[0].said[0]
    seek(opened, first.start_s + 0.1)
    expect(opened.locator(".said.here")).to_have_text(first.text)
    opened.wait_for_function("document.querySelector('video').textTracks[0].activeCues?.length > 0")
    shown = caption(opened)
    assert (shown["mode"], shown["read"]) == ("showing", "You stand on a hillside, in fog.")
    assert shown["count"] == course.film.vtt.read_text("utf-8").count("-->")


def test_nothing_is_asked_of_any_other_place(page: Page, address: str, home: Path) -> None:
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    for name in sorted(path.name for path in home.glob("*.html")):
        page.goto(f"{address}/{name}")
        play(page)
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {
        urlsplit(address).netloc
    }
    assert (len(asked) > 9, faults) == (True, [])


def test_a_chapter_of_the_bar_and_a_sentence_jump(opened: Page, course: Course) -> None:
    second = course.film.chapters[1]
    slowly(opened)
    opened.locator(".bar button").nth(1).click()
    opened.wait_for_function("!document.querySelector('video').seeking")
    assert time_s(opened) == pytest.approx(second.start_s, abs=0.05)
    goal = second.said[3]
    opened.get_by_role("button", name=goal.text, exact=True).click()
    opened.wait_for_function(_PLAYING)
    assert goal.start_s - 0.05 <= time_s(opened) < goal.start_s + 5
    expect(opened.locator(".said.here")).to_have_text(goal.text)


def test_a_chapter_s_heading_plays_from_it(opened: Page, course: Course) -> None:
    second = course.film.chapters[1]
    slowly(opened)
    opened.locator("h3 button", has_text=second.title).click()
    opened.wait_for_function(_PLAYING)
    assert second.start_s - 0.05 <= time_s(opened) < second.start_s + 5


def test_segments_are_as_long_as_their_chapters_take(opened: Page, course: Course) -> None:
    widths = opened.locator(".bar button").evaluate_all(
        "buttons => buttons.map(button => button.getBoundingClientRect().width)"
    )
    lengths = [chapter.end_s - chapter.start_s for chapter in course.film.chapters]
    assert [w / sum(widths) for w in widths] == pytest.approx(
        [length / sum(lengths) for length in lengths], rel=0.02
    )


def test_the_spoken_sentence_stays_in_sight_without_moving_the_page(
    opened: Page, course: Course
) -> None:
    opened.emulate_media(reduced_motion="reduce")
    seek(opened, course.film.chapters[1].said[9].start_s + 0.1)
    place = opened.evaluate(
        """() => {
          const list = document.querySelector(".list").getBoundingClientRect();
          const line = document.querySelector(".said.here").getBoundingClientRect();
          return [(line.top - list.top) / list.height, scrollY];
        }"""
    )
    assert 0.1 < place[0] < 0.5
    assert place[1] == 0


def test_film_and_transcript_are_of_one_height(opened: Page) -> None:
    film, words = (opened.locator(name).bounding_box() for name in (".film", ".transcript"))
    assert film is not None
    assert words is not None
    assert film["height"] == pytest.approx(words["height"], abs=1)
    assert (film["width"], words["width"]) == pytest.approx((800, 370), abs=1)


def test_the_keyboard_alone_plays_jumps_and_reads(opened: Page, course: Course) -> None:
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")  # skip to the film
    opened.keyboard.press("n")
    assert time_s(opened) == pytest.approx(course.film.chapters[1].start_s, abs=0.05)
    opened.keyboard.press(">")
    assert opened.evaluate("document.querySelector('video').playbackRate") == 1.25
    expect(opened.locator("[data-speed='1.25']")).to_have_attribute("aria-pressed", "true")
    opened.keyboard.press("c")
    assert caption(opened)["mode"] == "disabled"
    opened.keyboard.press("k")
    opened.wait_for_function(_PLAYING)
    opened.keyboard.press("k")
    opened.wait_for_function("document.querySelector('video').paused")


def test_arrows_walk_through_the_sentences(opened: Page, course: Course) -> None:
    first, second = course.film.chapters[0].said[:2]
    opened.get_by_role("button", name=first.text, exact=True).focus()
    opened.keyboard.press("ArrowDown")
    expect(opened.locator(":focus")).to_have_text(second.text)
    opened.keyboard.press("Enter")
    opened.wait_for_function(_PLAYING)
    assert time_s(opened) >= second.start_s - 0.05


def test_keys_outside_the_film_s_section_are_the_page_s_own(opened: Page) -> None:
    opened.locator("[data-choose='dark']").focus()
    opened.keyboard.press("n")
    assert time_s(opened) == 0


def test_the_chosen_colours_are_kept(opened: Page, address: str) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert opened.evaluate(ground) == "rgb(244, 246, 249)"
    opened.get_by_role("button", name="Dark").click()
    assert opened.evaluate(ground) == "rgb(13, 17, 23)"
    opened.goto(f"{address}/iterate.html")
    assert opened.evaluate(ground) == "rgb(13, 17, 23)"


@pytest.mark.parametrize(("theme", "ground"), [("light", "244"), ("dark", "13")])
def test_the_reader_s_own_colours_come_first(opened: Page, theme: Any, ground: str) -> None:
    opened.emulate_media(color_scheme=theme)
    shown = opened.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert shown.startswith(f"rgb({ground},")


def test_a_frame_without_an_origin_has_captions_and_jumps(
    page: Page, address: str, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(
        f"<iframe sandbox='allow-scripts' width='1200' height='800' src='{address}/index.html'>",
        "utf-8",
    )
    page.goto(f"{serve(tmp_path)}/index.html")
    (frame,) = page.main_frame.child_frames
    frame.wait_for_function("document.querySelector('video').textTracks[0]?.cues?.length > 0")
    frame.evaluate("document.querySelector('video').muted = true")
    frame.locator("h3 button").nth(1).click()
    frame.wait_for_function("document.querySelector('video').currentTime > 0")
    frame.wait_for_function("document.querySelector('video').textTracks[0].activeCues.length > 0")
    shown = frame.evaluate(
        "[document.querySelector('video').textTracks.length,"
        " document.querySelector('video').textTracks[0].mode, self.origin]"
    )
    assert shown == [1, "showing", "null"]
    frame.locator("[data-choose='dark']").click()
    assert frame.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_page_from_a_disk_has_captions(page: Page, home: Path) -> None:
    page.goto((home / "index.html").as_uri())
    play(page)
    page.wait_for_function("document.querySelector('video').textTracks[0]?.cues?.length > 0")
    assert caption(page)["mode"] == "showing"


def test_without_scripts_there_are_film_captions_and_transcript(
    browser: Browser, address: str, course: Course
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    shown = context.new_page()
    shown.goto(f"{address}/index.html")
    for chapter in course.film.chapters:
        for said in chapter.said:
            assert shown.locator(".said", has_text=said.text).count() >= 1
    assert shown.locator("video[controls] track[default][kind=captions]").count() == 1
    assert not shown.locator(".bar").is_visible()
    assert not shown.locator(".switch").is_visible()
    assert shown.locator(".said").first.is_visible()
    context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_moves_while_a_page_loads(browser: Browser, address: str, size: Any) -> None:
    """What has no node is inside the browser's own player: its captions make room for buttons."""
    context = browser.new_context(viewport=size)
    shown = context.new_page()
    shown.add_init_script(
        # After 3 s a page is seen as it is; a busy machine may have no letters by then.
        "{ const later = setTimeout; self.setTimeout = (f, ms) => ms >= 3000 ? 0 : later(f, ms); }"
        "self.moved = []; new PerformanceObserver(list => list.getEntries().forEach(entry => {"
        " entry.sources.filter(source => source.node).forEach("
        "  source => self.moved.push(source.node.outerHTML ?? source.node.data)); "
        "})).observe({type: 'layout-shift', buffered: true})"
    )
    shown.goto(f"{address}/iterate.html", wait_until="load")
    play(shown)
    assert shown.evaluate("self.moved") == []
    context.close()


@pytest.mark.parametrize("name", ["index", "iterate"])
def test_a_phone_shows_film_sentence_and_transcript_within_its_width(
    browser: Browser, address: str, name: str
) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    shown = context.new_page()
    shown.goto(f"{address}/{name}.html")
    assert shown.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    play(shown)
    expect(shown.locator(".spoken")).to_be_visible()
    expect(shown.locator(".spoken")).not_to_be_empty()
    assert not shown.locator(".list").is_visible()
    shown.locator("summary", has_text="Transcript").tap()
    shown.locator(".said button").nth(1).tap()
    shown.wait_for_function(_PLAYING)
    assert time_s(shown) > 1
    context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, address: str, home: Path, consumers: Path, size: Any, theme: Any
) -> None:
    # Colours on their way to others are none that can be judged.
    context = browser.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce")
    shown = context.new_page()
    for name in sorted(path.name for path in home.glob("*.html")):
        shown.goto(f"{address}/{name}")
        shown.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        shown.add_script_tag(path=consumers / "axe-core" / "axe.min.js")
        found = shown.evaluate("axe.run()")
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
        assert len(found["passes"]) > 20
    context.close()
