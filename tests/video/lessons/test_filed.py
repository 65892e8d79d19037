"""What a lesson file alone says: names and units, rows to leave out, title, author, licence."""

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from gdvideo.briefing import brief_of
from gdvideo.errors import InputError
from gdvideo.lesson import ColourName, lesson_of
from gdvideo.lessons.files import read_lesson
from gdvideo.numbers import trace
from gdvideo.rendering.plan import plan
from gdvideo.rendering.transcript import Transcript
from gdvideo.study import study
from gdvideo.telling import Telling
from scenes.film import scene_sentences
from scenes.kit.look.look import LIGHT

X, Y = (
    np.arange(58.0, 73.0),
    [115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164],
)


def test_columns_are_called_as_the_lesson_calls_them() -> None:
    given = {"names": {"height_in": "how tall"}, "units": {"weight_lb": "pounds", "height_in": ""}}
    made = study(lesson_of({"data": "women", **given}))
    assert [column.label for column in made.read.dataset.columns] == ["how tall", "weight (pounds)"]
    brief, _ = brief_of(made)
    said = " ".join(s.words for beat in scene_sentences("fit", brief).values() for s in beat)
    assert "how tall" in said
    assert made.read.digest != study(lesson_of({"data": "women"})).read.digest


def test_rows_are_left_out_by_the_lines_where_they_stand() -> None:
    made = study(lesson_of({"data": "women", "leave_out": [16, 3]}))
    m, b = np.polyfit(np.delete(X, [14, 1]), np.delete(Y, [14, 1]), 1)
    assert trace(made.experiment)["best_fit"] == pytest.approx({"m": m, "b": b})
    assert (made.read.rows, made.read.left_out) == (15, 2)
    assert [(r.line, r.reason) for r in made.read.reasons] == [
        (16, "the lesson leaves it out"),
        (3, "the lesson leaves it out"),
    ]


def test_lines_that_hold_no_row_are_said(write: Callable[..., str]) -> None:
    file = write("gaps.csv", "x,y\n1,2\n\n2,4\n,5\n3,7\n4,8\n")
    made = study(lesson_of({"data": file, "leave_out": [4]}))
    assert made.read.dataset.x.values.tolist() == [1.0, 3.0, 4.0]
    with pytest.raises(InputError, match=r"leave_out has 3: no row of data stands at line 3; they"):
        study(lesson_of({"data": file, "leave_out": [3]}))


def test_a_header_that_there_is_not_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        study(lesson_of({"data": "women", "units": {"weight": "kg"}}))
    assert str(refused.value) == (
        "units has 'weight', which no column is called; columns are 'height_in', 'weight_lb'."
    )


def test_a_title_and_who_made_it_stand_in_the_transcript() -> None:
    given = {"title": "Tall & heavy", "author": "A. Author", "licence": "CC BY 4.0"}
    made = study(lesson_of({"data": "women", "scenes": ("card",), "voice": "none", **given}))
    planned = plan(made, brief_of(made)[0], Telling("none"))
    told = Transcript("en", planned.title, planned.timelines, (), planned.credits)
    assert told.markdown.startswith("# Tall &amp; heavy\n\nA. Author · CC BY 4.0\n")
    assert "<h1>Tall &amp; heavy</h1>\n<p>A. Author · CC BY 4.0</p>" in told.page
    assert study(lesson_of({"data": "women"})).lesson.title is None


def test_colours_of_ones_own_are_in_the_look() -> None:
    given = {"theme": "light", "colours": {"data": "#1a66b8", "step": "#0a774e"}}
    brief, _ = brief_of(study(lesson_of({"data": "three", **given})))
    assert (brief.look.data, brief.look.step) == ("#1A66B8", "#0A774E")
    assert brief.look.slope == LIGHT.slope


def test_colours_that_some_cannot_tell_apart_are_refused() -> None:
    made = study(lesson_of({"data": "three", "theme": "light", "colours": {"slope": "#C4302B"}}))
    with pytest.raises(InputError, match=r"^colours: model #A85B00 and slope #C4302B look alike"):
        brief_of(made)


def test_every_colour_of_a_look_has_a_key() -> None:
    names = {field.name for field in fields(LIGHT)} - {"name", "language", "font"}
    assert set(get_args(ColourName)) == names


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("rat = 0.1", r"lesson\.toml, line 2: rat is not known, rate is; a lesson has data, "),
        ("author = 3", r"lesson\.toml, line 2: author got 3: it must be text in quotes\."),
        ('colours.data = "blue"', r"line 2: colours got 'blue': it must be of the form #1F6FC4\."),
        ("leave_out = [0]", r"lesson\.toml, line 2: leave_out got 0: it must be at least 1\."),
        (
            'rate = "fast"',
            r"line 2: rate got 'fast': it must be a number, auto, crawling, one step, slightly",
        ),
    ],
)
def test_a_fault_is_told_with_its_line(write: Callable[..., Any], line: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_lesson(Path(write("lesson.toml", f"steps = 3\n{line}\n")))
    assert re.search(said, str(refused.value)), refused.value
