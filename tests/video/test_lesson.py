"""Lessons: from options and from files; what is not allowed is one message that says where."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gdvideo.errors import InputError
from gdvideo.lesson import MOST_STEPS, Lesson, lesson_of
from gdvideo.lessons.files import read_lesson

Write = Callable[[str, str | bytes], str]


def fault(**given: object) -> str:
    with pytest.raises(InputError) as caught:
        lesson_of(given)
    return str(caught.value)


def file_fault(path: str) -> str:
    with pytest.raises(InputError) as caught:
        read_lesson(Path(path))
    return str(caught.value)


def test_the_defaults_are_those_of_the_command_line() -> None:
    lesson = lesson_of({})
    assert lesson == Lesson()
    assert (lesson.data, lesson.loss, lesson.scale) == ("penguins", "mse", "round")
    assert (lesson.rate, lesson.stop, lesson.scenes) == (None, (), ())
    assert (lesson.quality, lesson.theme, lesson.language) == ("standard", "dark", "en")


@pytest.mark.parametrize("given", ["m=0.25,b=-3e2", " m = 0.25 , b = -300 ,", "b=-300,m=.25"])
def test_a_start_is_read(given: str) -> None:
    assert lesson_of({"start": given}).start == {"m": 0.25, "b": -300.0}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("step:1e-3", (("step", 1e-3),)),
        ("loss:2,gradient: 0.5", (("loss", 2.0), ("gradient", 0.5))),
        (["loss:2", "step:0.5"], (("loss", 2.0), ("step", 0.5))),
        ([], ()),
        (None, ()),
    ],
)
def test_stop_rules_are_read(given: object, expected: object) -> None:
    assert lesson_of({"stop": given}).stop == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"rate": "fast"}, r"--rate got 'fast': .*number"),
        ({"rate": "0"}, r"--rate got '0': .*above 0\."),
        ({"rate": "-0.5"}, r"--rate got '-0.5': .*above 0\."),
        ({"rate": "nan"}, r"--rate got 'nan': .*finite"),
        ({"rate": "inf"}, r"--rate got 'inf': .*finite"),
        ({"steps": 0}, r"--steps got 0: .*at least 1\."),
        ({"steps": MOST_STEPS + 1}, rf"--steps got {MOST_STEPS + 1}: .*at most 1,000,000\."),
        ({"header_row": 0}, r"--header-row got 0: .*at least 1\."),
        ({"header_row": 10**30}, r"--header-row got 10{30}: .*at most 1,000,000\."),
        ({"steps": 2.5}, r"--steps got 2.5: .*whole number"),
        ({"start": "m"}, r"--start got 'm': .*m=0,b=0"),
        ({"start": "m=1,m=2"}, r"--start got .*twice"),
        ({"start": "m=one"}, r"--start got 'one': .*number"),
        ({"start": "m=inf"}, r"--start got 'inf': .*finite"),
        ({"stop": "step"}, r"--stop got 'step': .*step:1e-3, gradient:1e-3 or loss:1e-3"),
        ({"stop": "steps:1"}, r"--stop got 'steps': .*'step', 'gradient' or 'loss'"),
        ({"stop": "step:0"}, r"--stop got '0': .*above 0\."),
        ({"stop": "step:tiny"}, r"--stop got 'tiny': .*number"),
        ({"stop": 5}, r"--stop got 5: .*step:1e-3"),
        ({"scale": "both"}, r"--scale got 'both': .*'round', 'standard' or 'none'"),
        ({"quality": "4k"}, r"--quality got '4k': .*'draft', 'standard', 'hd' or 'uhd'"),
        ({"theme": "red"}, r"--theme got 'red': .*'dark' or 'light'"),
        (
            {"speed": 1},
            r"--speed is not known, seed is; a lesson has data, sheet, header_row, x, .*language",
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_what_is_not_allowed_is_said(given: dict[str, object], message: str) -> None:
    said = fault(**given)
    assert re.match(message, said), said
    assert said.endswith(".")
    assert "\n" not in said


def test_a_value_that_is_given_replaces_one() -> None:
    lesson = lesson_of({"steps": 7, "rate": 0.25, "stop": "step:1e-3", "start": "m=2"})
    changed = lesson.but(steps=9, theme="light", x=None)
    assert (changed.steps, changed.theme, changed.x) == (9, "light", None)
    assert (changed.rate, changed.stop) == (0.25, (("step", 1e-3),))
    assert changed.start == {"m": 2.0}
    assert lesson.steps == 7
    assert lesson.but(rate="auto").rate is None
    with pytest.raises(InputError, match=r"--steps got 0"):
        lesson.but(steps=0)


def test_a_file_says_the_same_as_options(write: Write) -> None:
    text = """
    data = "women"
    x = "height_in"
    loss = "sse"
    rate = 1e-4
    steps = 20
    stop = ["step:1e-3", "loss:2"]
    scale = "none"
    scenes = ["iterate"]
    quality = "hd"
    theme = "light"
    [start]
    m = 1
    b = -0.5
    """
    given = {
        **{"data": "women", "x": "height_in", "loss": "sse", "rate": "1e-4", "steps": "20"},
        **{"stop": "step:1e-3,loss:2", "scale": "none", "scenes": ["iterate"], "quality": "hd"},
        **{"theme": "light", "start": "m=1,b=-0.5"},
    }
    assert read_lesson(Path(write("a.toml", text))) == lesson_of(given)


def test_a_file_may_start_with_a_byte_order_mark_and_say_auto(write: Write) -> None:
    lesson = read_lesson(Path(write("a.toml", b'\xef\xbb\xbfrate = "auto"\r\nsteps = 3\r\n')))
    assert (lesson.rate, lesson.steps) == (None, 3)


def test_data_is_looked_for_beside_the_file(write: Write, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "mine.csv").touch()
    beside = read_lesson(Path(write("sub/a.toml", 'data = "mine.csv"\nstop = "loss:1"')))
    assert beside.data == str(tmp_path / "sub" / "mine.csv")
    assert beside.stop == (("loss", 1.0),)
    assert read_lesson(Path(write("sub/b.toml", 'data = "three"'))).data == "three"
    assert read_lesson(Path(write("sub/c.toml", 'data = "no.csv"'))).data == "no.csv"
    assert read_lesson(Path(write("sub/d.toml", f'data = "{"a" * 5000}"'))).data == "a" * 5000


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (
            'data = "three"\n\nsteeps = 3\n',
            3,
            "steeps is not known, steps is; a lesson has data, sheet, header_row, x",
        ),
        ('# rate = 1\nrate = "x"\n', 2, "rate got 'x'"),
        ('steps = 3\n\n[start]\nm = "a"\n', 3, "start got 'a'"),
        ('steps = 3\nstart.m = "a"\n', 2, "start got 'a'"),
        ('"steps" = 0\n', 1, "steps got 0"),
        ('theme = "dark"\n  loss= 5', 2, "loss got 5"),
    ],
)
def test_a_bad_key_is_said_with_its_line(write: Write, text: str, line: int, reason: str) -> None:
    path = write("a.toml", text)
    assert file_fault(path).startswith(f"{path}, line {line}: {reason}")


def test_bad_toml_is_said_with_its_line(write: Write) -> None:
    path = write("a.toml", 'data = "three"\nrate = x\n')
    assert file_fault(path).startswith(f"The lesson file {path} is not valid TOML: ")
    assert "line 2" in file_fault(path)


def test_a_file_that_cannot_be_read(write: Write, tmp_path: Path) -> None:
    assert file_fault(str(tmp_path / "no.toml")).endswith(
        "cannot be read: No such file or directory."
    )
    assert file_fault(str(tmp_path)).endswith("cannot be read: Is a directory.")
    assert "cannot be read" in file_fault(write("a.toml", b"\xff\xfe\x00"))
    assert "cannot be read" in file_fault(str(tmp_path / ("a" * 5000)))
    assert "cannot be read" in file_fault("a\0b")


@pytest.mark.parametrize("text", [("[" + ".".join(["a"] * 500) + "]\n") * 2, f"{'k' * 9_000} = 1"])
def test_long_keys_make_no_long_sentence(tmp_path: Path, text: str) -> None:
    lesson = tmp_path / "l.toml"
    lesson.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_lesson(lesson)
    assert len(str(told.value).removeprefix(str(lesson))) < 600
