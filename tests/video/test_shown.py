"""Whatever a file or an option holds, what is printed cannot move, hide or turn what is read."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gdvideo.progress import Reporter
from gdvideo.shown import shown, visible
from scenes.film import FILM

Run = Callable[..., Any]

UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
ODD = "a\x1b[31m\u202e\x07\u2028b\nc"
SEEN = r"a\x1b[31m\u202e\x07\u2028b\nc"


def test_a_long_cell_is_cut_in_messages() -> None:
    assert shown("b" * 41) == repr("b" * 39 + "…")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("\r\n\t\x7f\x85\x9b", r"\r\n\t\x7f\x85\x9b"),
        (
            "\u061c\u200e\u200f\u202a\u202e\u2066\u2069",
            r"\u061c\u200e\u200f\u202a\u202e\u2066\u2069",
        ),
        ("\u200b\u2060\ufeff\u2028\u2029", r"\u200b\u2060\ufeff\u2028\u2029"),
        ("\udc9b", r"\udc9b"),
    ],
    ids=ascii,
)
def test_what_is_unseen_is_escaped(text: str, told: str) -> None:
    assert visible(f"<{text}>") == f"<{told}>"


@pytest.mark.parametrize(
    "text",
    ["السعر", "מחיר", "می\u200cخواهم", "👩\u200d🔬", "e\u0301", "क्\u200dष", "−½ µ·x²", r"C:\new"],
    ids=ascii,
)
def test_letters_stay(text: str) -> None:
    assert visible(text) == text


@pytest.fixture
def odd_table(write: Callable[[str, str], str]) -> str:
    rows = [{ODD: x, "y": y} for x, y in ((1, 2), (2, 3), (3, 5))]
    return write(f"{ODD}.jsonl", "".join(json.dumps(row) + "\n" for row in rows))


@pytest.mark.parametrize("command", ["check", "trace", "scenes"])
def test_odd_headers_and_names_are_told_escaped(gdvideo: Run, odd_table: str, command: str) -> None:
    done = gdvideo(command, "--data", odd_table)
    plain = gdvideo(command, "--data", "three")
    assert done.status == plain.status == 0
    assert not UNSEEN.search(done.out + done.err)
    if command != "check":
        assert done.out.count("\n") == plain.out.count("\n")


def test_check_shows_a_header_and_a_name_as_they_are_spelt(gdvideo: Run, odd_table: str) -> None:
    out = gdvideo("check", "--data", odd_table).out
    assert f"{SEEN}.jsonl" in out
    assert SEEN in out.replace(f"{SEEN}.jsonl", "")
    assert "\nc" not in out


def test_why_a_scene_is_left_out_stays_on_its_line(gdvideo: Run, odd_table: str) -> None:
    done = gdvideo("scenes", "--data", odd_table, "--formula", f"k*`{ODD}`")
    assert "left out: needs two parameters" in done.out
    assert not UNSEEN.search(done.out + done.err)
    assert [line.split()[0] for line in done.out.splitlines()] == [*FILM]


def test_json_is_plain_ascii(gdvideo: Run, odd_table: str) -> None:
    done = gdvideo("trace", "--json", "--data", odd_table, "--formula", f"ميل*`{ODD}` + b")
    assert done.out.isascii()
    assert not UNSEEN.search(done.out)
    assert json.loads(done.out)["parameters"] == ["ميل", "b"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--data", f"{ODD}.csv"),
        ("trace", f"{ODD}.toml"),
        ("trace", "--x", ODD),
        ("trace", "--rate", ODD),
        ("still", ODD),
        ("trace", "--csv", f"no/{ODD}.csv"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]).encode("unicode_escape").decode(),
)
def test_a_refusal_is_one_line(gdvideo: Run, arguments: tuple[str, ...]) -> None:
    done = gdvideo(*arguments)
    assert done.status in (1, 2)
    assert done.err.count("\n") == 1
    assert r"\x1b[31m\u202e\x07" in done.err
    assert not UNSEEN.search(done.err)


def test_a_formula_is_pointed_at_below_its_sentence(gdvideo: Run) -> None:
    done = gdvideo("trace", "--formula", "m*x\x1b[31m\n + `b\nc")
    sentence, formula, caret, end = done.err.split("\n")
    assert (done.status, end) == (2, "")
    assert sentence.startswith("gdvideo: --formula: ")
    assert formula == "    m*x [31m  + `b c"
    assert caret.strip() == "^"
    assert not UNSEEN.search(done.err)


def test_progress_is_told_escaped(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    Reporter(quiet=False).say(f"{tmp_path / ODD}: drawn")
    assert capsys.readouterr().err == f"{tmp_path}/{SEEN}: drawn\n"
