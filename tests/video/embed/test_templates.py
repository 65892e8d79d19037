"""What is filled into a page stays text, whoever wrote it."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import jinja2
import pytest

from gdvideo.embed import templates
from gdvideo.embed.templates import filled, inlined

HOSTILE = "</script><script>alert(1)</script> \"quoted\" 'so' & <!-- \x00\x1b\ufffe .."


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of templates of the test's own."""
    monkeypatch.setattr(templates, "WEB", tmp_path)
    templates._environment.cache_clear()
    yield tmp_path
    templates._environment.cache_clear()


def test_text_and_attributes_are_escaped(web: Path) -> None:
    (web / "a.xml").write_text('<a title="{{ title }}">{{ title }}</a>', "utf-8")
    root = ElementTree.fromstring(filled("a.xml", title=HOSTILE))
    expected = HOSTILE.replace("\x00\x1b\ufffe", "")
    assert (root.text, root.get("title"), len(root)) == (expected, expected, 0)


def test_what_is_not_given_is_an_error(web: Path) -> None:
    (web / "a.xml").write_text("<a>{{ titel }}</a>", "utf-8")
    with pytest.raises(jinja2.UndefinedError):
        filled("a.xml", title="x")


def test_inlined_data_end_no_script_and_are_read_as_they_were() -> None:
    text = str(inlined({"title": HOSTILE + "\u2028"}))
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads(text) == {"title": HOSTILE + "\u2028"}
