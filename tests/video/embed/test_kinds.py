"""What can be made for a course is told where people look for it."""

import re
from pathlib import Path

import pytest

from gdvideo.embed.kinds import KINDS

DOCS = Path(__file__).parents[3] / "docs"
LEARNING = ("scorm", "cmi5", "cartridge", "h5p", "olx", "oembed")


def test_the_command_line_s_page_names_each_kind_and_which_are_made_unasked() -> None:
    page = (DOCS / "command-line.md").read_text("utf-8")
    (table,) = re.findall(r"^\| kind \|.*\n\|[-|]*\n((?:\|.*\n)*)", page, re.M)
    rows = [(row.split("|")[1], row.split("|")[-2].strip()) for row in table.splitlines()]
    told = {name: unasked for names, unasked in rows for name in re.findall(r"`(\w+)`", names)}
    assert told == {name: "made" if kind.by_default else "" for name, kind in KINDS.items()}


@pytest.mark.parametrize("name", LEARNING)
def test_course_authors_are_told_of_each_package(name: str) -> None:
    assert re.search(rf"`{name}[./`]", (DOCS / "courses.md").read_text("utf-8"))
