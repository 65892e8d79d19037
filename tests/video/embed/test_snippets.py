"""Snippets: real generators of pages take them, and whatever a title holds stays text."""

import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gdvideo.embed.course import Course, Video
from gdvideo.embed.names import language_name
from gdvideo.embed.page import page
from gdvideo.embed.snippets import snippets

HOSTILE = 'a "b" </video><script>alert(1)</script>\n| *c* `d` \\ [e](f) <g> & h:: 50 %'


class Found(HTMLParser):
    """The addresses of a page's frames, videos, tracks and posters, and what its scripts hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.frames: list[tuple[str, str]] = []
        self.sources: list[str] = []
        self.scripts = ""
        self.is_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "iframe":
            self.frames.append((given["src"], given["title"]))
        if tag in {"source", "track"}:
            self.sources.append(given["src"])
        if tag == "video":
            self.sources.append(given["poster"])
        self.is_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self.is_script = self.is_script and tag != "script"

    def handle_data(self, data: str) -> None:
        self.scripts += data if self.is_script else ""


def text(course: Course, name: str) -> str:
    content = snippets(course)[f"snippets/{name}"]
    assert isinstance(content, bytes)
    return content.decode()


def entitled(course: Course, title: str) -> Course:
    def renamed(video: Video) -> Video:
        return replace(video, title=title)

    return replace(course, film=renamed(course.film), clips=tuple(map(renamed, course.clips)))


def built(folder: Path, name: str, content: str) -> str:
    """Let Sphinx make a page of one source; return it."""
    source = folder / "source"
    (source / "extra/gdvideo").mkdir(parents=True)
    (source / "extra/gdvideo/index.html").write_text("<p>the lesson", "utf-8")
    (source / name).write_text(content, "utf-8")
    (source / "conf.py").write_text(
        'extensions = ["myst_parser"]\nhtml_extra_path = ["extra"]\nhtml_theme = "basic"\n'
        f'root_doc = "{Path(name).stem}"\n',
        "utf-8",
    )
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(source)]
    done = subprocess.run([*command, str(folder / "site")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (folder / "site/gdvideo/index.html").exists()
    return (folder / "site" / name).with_suffix(".html").read_text("utf-8")


@pytest.mark.parametrize("name", ["myst.md", "sphinx.rst"])
def test_sphinx_takes_frames_and_videos_with_their_captions(
    course: Course, tmp_path: Path, name: str
) -> None:
    found = Found(built(tmp_path, name, text(entitled(course, HOSTILE), name)))
    pages = ["gdvideo/index.html", "gdvideo/hook.html", "gdvideo/iterate.html"]
    assert found.frames == [(name, HOSTILE) for name in pages]
    assert found.sources[:3] == [
        "gdvideo/media/explainer.png",
        "gdvideo/media/explainer.mp4",
        "gdvideo/media/explainer.en.vtt",
    ]
    assert len(found.sources) == 9
    assert "alert" not in found.scripts


def test_the_page_of_html_is_valid_whatever_a_title_holds(
    course: Course, vnu: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "page.html"
    target.write_text(text(entitled(course, HOSTILE), "html.html"), "utf-8")
    done = subprocess.run([*vnu, str(target)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_quarto_is_given_raw_html_and_told_what_to_copy(course: Course) -> None:
    """Its documentation: blocks of `{=html}` are kept as they are; `resources` are copied."""
    given = text(entitled(course, HOSTILE), "quarto.qmd")
    assert given.count("```{=html}\n") == 6
    assert "resources:\n  - gdvideo/**\n" in given
    head = given.split("---")[1]
    assert len(head.strip().splitlines()) == 3


def test_all_that_snippets_point_to_is_in_the_folder_of_pages(course: Course) -> None:
    names = {name.removeprefix("page/") for name in page(course)}
    for target in ("html.html", "myst.md", "quarto.qmd", "sphinx.rst"):
        found = Found(text(course, target))
        asked = [address for address, _ in found.frames] + found.sources
        assert len(asked) == 12
        assert {address.removeprefix("gdvideo/") for address in asked} <= names
    for target in ("links.txt", "mystmd.md"):
        linked = re.findall("https://YOUR-SITE/(.+)", text(course, target))
        assert len(linked) == 3
        assert set(linked) <= names


def test_links_are_those_of_all_pages(course: Course) -> None:
    lines = text(course, "links.txt").splitlines()
    assert [line for line in lines if line.startswith("https://")] == [
        "https://YOUR-SITE/index.html",
        "https://YOUR-SITE/hook.html",
        "https://YOUR-SITE/iterate.html",
    ]


def test_captions_in_the_pictures_are_not_shown_twice(course: Course) -> None:
    drawn = replace(course, manifest=course.manifest.model_copy(update={"captions": "drawn"}))
    assert "<track" not in text(drawn, "html.html")


@pytest.mark.parametrize(("language", "name"), [("en", "English"), ("de", "Deutsch")])
def test_a_language_is_called_what_it_calls_itself(language: str, name: str) -> None:
    assert language_name(language) == name
