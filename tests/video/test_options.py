"""The options of a lesson: the same on its fields, in `--help` and on the command line's page."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from gdcore.rules.rate_names import RateName
from gdcore.rules.recipes import METHODS, RULES
from gdvideo.lesson import Lesson, RateWords, lesson_of
from gdvideo.media.quality import QUALITIES
from gdvideo.options import FILED, LOOK, NUMBERS, SCENES, lesson_options
from scenes.kit.ink.layout import GRIDS
from scenes.kit.look.look import THEMES
from scenes.telling.narration import languages

PAGE = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"
OPTIONS = lesson_options()


def _rows() -> list[list[str]]:
    """Return the cells of the page's table of options, without marks of code."""
    text = PAGE.read_text("utf-8").replace(r"\|", "\N{BROKEN BAR}")
    (table,) = re.findall(r"^\| option \| is \| default \|\n\|---.*\n((?:\|.*\n)+)", text, re.M)
    cells = [line.strip("|").split("|") for line in table.replace("`", "").splitlines()]
    return [[cell.strip().replace("\N{BROKEN BAR}", "|") for cell in row] for row in cells]


def test_the_page_tells_each_option_as_its_field_does() -> None:
    told = [
        [f"{o.flag} {o.metavar}".strip(), o.what.replace("`", ""), o.default]
        for o in OPTIONS.values()
    ]
    assert _rows() == told


def test_the_options_are_the_values_of_a_lesson() -> None:
    assert [*OPTIONS] == [name for name in Lesson.model_fields if name not in FILED]
    assert sorted([*NUMBERS, *SCENES, *LOOK, "voice"]) == sorted(OPTIONS)


@pytest.mark.parametrize("name", OPTIONS)
def test_help_tells_what_an_option_is_and_its_default(
    gdvideo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    option = OPTIONS[name]
    flags = option.flag.split("/")
    (line,) = [
        line
        for line in gdvideo("render", "--help").out.splitlines()
        if all(f" {flag} " in line for flag in flags)
    ]
    assert f" {option.metavar} " in line
    assert f" {option.what}. Default: {option.default}." in line


def test_rates_in_words_are_those_of_the_core() -> None:
    assert get_args(RateWords) == tuple(RateName)


def test_limits_and_defaults_are_those_that_hold() -> None:
    assert OPTIONS["steps"].what.endswith(", at least 1 and at most 1,000,000")
    assert lesson_of({"steps": 1_000_000}).steps == 1_000_000
    assert OPTIONS["rate"].what.endswith(", above 0")
    assert OPTIONS["seed"].what.endswith(", at least 0")
    assert {name for name, option in OPTIONS.items() if "repeatable" in option.what} == {
        "stop",
        "scenes",
        "scene_files",
    }
    given = {name: o.default for name, o in OPTIONS.items() if isinstance(_default(name), str)}
    assert given == {name: _default(name) for name in given}
    assert len(given) == 11
    assert OPTIONS["steps"].default == str(Lesson().steps)


def _default(name: str) -> object:
    return getattr(Lesson(), name)


def test_choices_are_those_that_there_are() -> None:
    assert OPTIONS["quality"].metavar.split("|") == [*QUALITIES]
    assert ["wide", *OPTIONS["shape"].flag.replace("--", "").split("/")] == [*GRIDS]
    assert OPTIONS["theme"].metavar.split("|") == [*THEMES]
    assert OPTIONS["language"].metavar.split("|") == [*languages()]
    assert set(re.split(", | or ", OPTIONS["rule"].what)) == {*RULES}
    plain = re.sub(r" \(.*?\)", "", OPTIONS["method"].what)
    assert set(re.split(", | or ", plain)) == {*METHODS}
