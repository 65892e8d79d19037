"""`gdvideo new`: a file that says what its options said, valid by its own schema."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from gdvideo.lesson import Lesson
from gdvideo.lessons.files import read_lesson
from gdvideo.lessons.starting import lesson_schema
from gdvideo.study import study

TABLE = "Länge (mm),kg of body,who\n1,2,a\n2,3.5,b\n4,,c\n5,9,d\n"
VALIDATOR = Draft202012Validator(json.loads(lesson_schema()))


@pytest.fixture
def made(gdvideo: Callable[..., Any], write: Callable[..., str], tmp_path: Path) -> Path:
    """A lesson file in a folder of its own, made for a table beside that folder."""
    write("table.csv", TABLE)
    (tmp_path / "lessons").mkdir()
    options = ("--rate", "one step", "--start", "m=0.5", "--stop", "step:1e-3", "--theme", "light")
    done = gdvideo("new", "lessons/mine.toml", "--data", "table.csv", *options)
    assert (done.status, done.err) == (0, "")
    assert done.out == "lessons/mine.toml is written; next: gdvideo check lessons/mine.toml\n"
    return tmp_path / "lessons" / "mine.toml"


def test_the_file_says_what_was_asked_for_and_what_the_data_tell(made: Path) -> None:
    assert tomllib.loads(made.read_text("utf-8")) == {
        "data": "../table.csv",
        "x": "Länge (mm)",
        "y": "kg of body",
        "rate": "one step",
        "start": {"m": 0.5},
        "stop": ["step:0.001"],
        "theme": "light",
        "names": {"Länge (mm)": "Länge", "kg of body": "kg of body"},
        "units": {"Länge (mm)": "mm"},
    }


def test_it_is_read_as_a_lesson_from_anywhere(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    lesson = read_lesson(made)
    assert study(lesson).read.dataset.x.label == "Länge (mm)"
    assert (lesson.rate, lesson.stop, lesson.theme) == ("one step", (("step", 1e-3),), "light")


def test_every_key_is_told_and_would_be_read(made: Path) -> None:
    text = made.read_text("utf-8")
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    for name in Lesson.model_fields:
        (line,) = [line for line in lines if line.startswith(f"{name} = ")]
        assert VALIDATOR.is_valid({name: tomllib.loads(line)[name]})


def test_its_first_line_names_the_schema_beside_it(made: Path) -> None:
    first = made.read_text("utf-8").splitlines()[0]
    schema = made.parent / first.removeprefix("#:schema ")
    assert json.loads(schema.read_text("utf-8")) == json.loads(lesson_schema())
    assert VALIDATOR.is_valid(tomllib.loads(made.read_text("utf-8")))


@pytest.mark.parametrize(
    "given",
    [
        {"sheet": 2, "rate": 0.1, "start": "m=0", "stop": "step:1e-3"},
        {"rate": "auto", "stop": ["loss:1"], "leave_out": [3], "scenes": ["fit"]},
    ],
)
def test_what_a_file_may_say_is_valid(given: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(given)


@pytest.mark.parametrize(
    "given",
    [
        {"rat": 0.1},
        {"rate": -1},
        {"rate": "fast"},
        {"scale": "log"},
        {"leave_out": [0]},
        {"steps": 0},
        {"names": "height"},
    ],
)
def test_what_it_may_not_say_is_not(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        VALIDATOR.validate(given)


def test_a_file_that_is_there_is_kept(gdvideo: Callable[..., Any], made: Path) -> None:
    before = made.read_bytes()
    done = gdvideo("new", str(made))
    assert (done.status, done.out) == (2, "")
    assert "is there already; another name" in done.err
    assert made.read_bytes() == before


def test_nothing_is_written_for_data_that_cannot_be_read(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    assert "no such file" in refused("new", "--data", "none.csv")
    assert list(tmp_path.iterdir()) == []
