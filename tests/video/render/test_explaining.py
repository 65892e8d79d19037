"""What a rendering would make, and why, is told before anything is drawn."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gdvideo.rendering.changes import changes
from tests.video.render.films import DRAFT, LESSON


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({}, {"rate": 0.1}, ["it is not written down what it was made from"]),
        ({"rate": 0.1}, {"rate": 0.1}, []),
        ({"rate": "auto"}, {"rate": 0.2}, ["the rate changed: auto → 0.2"]),
        ({"data": "a"}, {"data": "b"}, ["the data changed"]),
        (
            {"formula": "m*x", "model": "a"},
            {"formula": "m*x**2", "model": "b"},
            ["the formula changed: m*x → m*x**2"],
        ),
        ({"start": {}}, {"start": {"m": 1.0}}, ["the start changed: none → m = 1.0"]),
        (
            {"stop": None, "steps": 9},
            {"stop": ["step", 0.1], "steps": 4},
            [
                "the number of steps made changed: 9 → 4",
                "what stopped the descent changed: none → step 0.1",
            ],
        ),
        (
            {"colours": {"best": "#FFFFFF", "data": "#6CB2FF"}},
            {"colours": {"best": "#FFFFFE", "data": "#6CB2FF"}},
            ["best changed: #FFFFFF → #FFFFFE"],
        ),
        (
            {"versions": {"numpy": "2.0"}, "files": {"a.py": "1", "b.py": "1", "d.py": "1"}},
            {"versions": {"numpy": "2.1"}, "files": {"a.py": "2", "c.py": "1", "d.py": "1"}},
            [
                "numpy changed: 2.0 → 2.1",
                "a.py changed",
                "b.py is not used any more",
                "c.py is new",
            ],
        ),
        (
            {"files": dict.fromkeys("abcde", "1")},
            {"files": dict.fromkeys("abcde", "2")},
            ["a changed", "b changed", "c changed", "2 more files changed"],
        ),
        ({"versions": 3, "files": "x"}, {"files": {}}, []),
    ],
)
def test_changes_are_told_by_name_and_value(
    before: dict[str, Any], now: dict[str, Any], told: list[str]
) -> None:
    assert [*changes(before, now)] == told


def test_nothing_is_made_of_a_film_that_is_there(gdvideo: Callable[..., Any], copy: Path) -> None:
    done = gdvideo("render", *LESSON, *DRAFT, "--out", str(copy), "--explain")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"{copy / 'explainer.mp4'}: ")
    assert done.out.endswith(" s; nothing has changed since\n")


def test_it_is_told_which_clips_are_made_and_why(gdvideo: Callable[..., Any], copy: Path) -> None:
    files = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    lesson = [option.replace("0.01", "0.02") for option in (*LESSON, *DRAFT, "--scene=fit")]
    done = gdvideo("render", *lesson, "--out", str(copy), "--explain", "--quiet")
    assert done.out.splitlines() == [
        "iterate                 made: the rate changed: 0.01 → 0.02",
        "fit                     made: it is not there yet",
        "iterate-fit             made: it is not there yet",
        "thumbnail               drawn",
    ]
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == files


def test_what_was_changed_by_hand_is_named(gdvideo: Callable[..., Any], copy: Path) -> None:
    with (copy / "clips" / "iterate.en.srt").open("a") as file:
        file.write("!")
    record = json.loads((copy / "clips" / "iterate.json").read_text())
    record["made_from"] = {"\x1b[31m": 3}
    (copy / "clips" / "iterate.json").write_text(json.dumps(record))
    done = gdvideo("render", *LESSON, *DRAFT, "--out", str(copy), "--explain", "--quiet")
    assert done.out.splitlines() == [
        "iterate                 made: clips/iterate.en.srt was changed or is gone",
        "thumbnail               kept",
    ]


def test_a_key_that_does_not_fit_what_is_told_is_not_kept(
    gdvideo: Callable[..., Any], copy: Path
) -> None:
    for name in ("clips/iterate.json", "film.json"):
        text = (copy / name).read_text()
        key = json.loads((copy / "clips" / "iterate.json").read_text())["key"]
        (copy / name).write_text(text.replace(key, f"{key[:-1]}-"))
    done = gdvideo("render", *LESSON, *DRAFT, "--out", str(copy), "--explain", "--quiet")
    assert done.out.splitlines()[0] == "iterate                 made: it was made otherwise"
