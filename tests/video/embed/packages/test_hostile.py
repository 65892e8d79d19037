"""Packages of a film whose titles and words are anybody's: still well-formed, names still safe."""

import io
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gdvideo.embed.course import Course, Video
from gdvideo.embed.files import Content, Files, Tar, Zip, write_content
from gdvideo.embed.kinds import KINDS

TITLE = (
    "</script><script>alert(1)</script> \"'&amp; ]]> ../../x {{ 7 * 7 }} <!-- \x00\x08\x1b\ufffe é"
)
SHOWN = re.sub(r"[\x00-\x1f\ufffe]", "", TITLE)
KINDS_HERE = ["scorm", "cmi5", "olx", "h5p", "cartridge", "oembed"]


@pytest.fixture(params=KINDS_HERE, scope="module")
def files(request: pytest.FixtureRequest, course: Course) -> Files:
    """What is made of the film, with a title of somebody's who means no good wherever one is."""
    clips = tuple(_renamed(clip) for clip in course.clips)
    hostile = replace(course, film=_renamed(course.film), clips=clips)
    return KINDS[request.param].make(hostile)


def _renamed(video: Video) -> Video:
    first, *others = video.chapters
    said = replace(first.said[0], text=TITLE)
    chapter = replace(first, title=TITLE, said=(said,))
    return replace(video, title=TITLE, chapters=(chapter, *others))


def _texts(name: str, content: Content) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a package by their names, also those in an archive."""
    if isinstance(content, Zip | Tar):
        yield from _packed(content)
    else:
        yield name, content if isinstance(content, bytes) else content.read_bytes()


def _packed(content: Zip | Tar) -> Iterator[tuple[str, bytes]]:
    target = io.BytesIO()
    write_content(content, target)
    target.seek(0)
    if isinstance(content, Zip):
        with zipfile.ZipFile(target) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
        return
    with tarfile.open(fileobj=target) as archive:
        for entry in archive:
            file = archive.extractfile(entry)
            assert file is not None
            yield entry.name, file.read()


class _Page(HTMLParser):
    """The texts of a page, and how many scripts it has that could run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.scripts: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and not str(given.get("type")).endswith("json"):
            self.scripts.append(given.get("src"))

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def test_names_are_safe(files: Files) -> None:
    for name, content in files.items():
        for inner, _ in _texts(name, content):
            assert re.fullmatch(r"\w[\w.-]*(/\w[\w.-]*)*", inner, re.ASCII), inner


def test_xml_and_json_hold_the_title_as_it_is_and_pages_run_own_scripts_only(
    files: Files,
) -> None:
    held = 0
    for name, content in files.items():
        for inner, text in _texts(name, content):
            held += _holds(inner, text)
    assert held > 0


def _holds(name: str, text: bytes) -> int:
    """Return how often a file that can be read holds the title."""
    match Path(name).suffix:
        case ".xml":
            nodes = list(ElementTree.fromstring(text).iter())
            values = [value for node in nodes for value in (node.text, *node.attrib.values())]
            return values.count(SHOWN)
        case ".html":
            page = _Page(text.decode())
            assert all(page.scripts)
            return page.texts.count(SHOWN)
        case ".json":
            return json.dumps(json.loads(text), ensure_ascii=False).count("alert(1)")
        case _:
            return 0
