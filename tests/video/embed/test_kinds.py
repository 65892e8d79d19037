"""What can be made for a course is told where people look for it."""

import re
from pathlib import Path

import pytest

from gdvideo.embed.kinds import KINDS

DOCS = Path(__file__).parents[3] / "docs"
LEARNING = ("scorm", "cmi5", "cartridge", "h5p", "olx", "oembed")


def test_the_command_line_s_page_names_each_kind() -> None:
    (row,) = re.findall(
        r"^\| `gdvideo embed .*$", (DOCS / "command-line.md").read_text("utf-8"), re.M
    )
    (listed,) = re.findall(r"\(\[which\][^:]*: ([^)]*)\)", row)
    assert [name.strip("`") for name in listed.split(", ")] == list(KINDS)


@pytest.mark.parametrize("name", LEARNING)
def test_course_authors_are_told_of_each_package(name: str) -> None:
    assert re.search(rf"`{name}[./`]", (DOCS / "courses.md").read_text("utf-8"))
