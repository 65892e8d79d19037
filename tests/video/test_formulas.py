"""Which columns the names of a formula mean, and what is said when they cannot."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from gdvideo.cli import app
from gdvideo.errors import InputError
from gdvideo.formulas import chosen_formula
from gdvideo.lesson import Lesson

TABLE = "rain_mm,sun,flipper length,y\n1,5,2,9\n2,3,7,8\n3,4,1,12\n4,1,8,9\n5,2,3,13\n7,6,1,20\n"


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def _trace(*arguments: str) -> dict[str, object]:
    done = CliRunner().invoke(app, ["trace", *arguments, "--json"])
    assert done.exception is None, done.exception
    return json.loads(done.stdout)


def test_names_of_columns_are_predictors(table: str) -> None:
    numbers = _trace("--data", table, "--y", "y", "--formula", "m1*rain_mm + m2*sun + b")
    rows = np.array([[float(v) for v in line.split(",")] for line in TABLE.split()[2:]])
    matrix = np.column_stack([rows[:, 0], rows[:, 1], np.ones(6)])
    expected = np.linalg.lstsq(matrix, rows[:, 3], rcond=None)[0]
    assert numbers["parameters"] == ["m1", "m2", "b"]
    assert numbers["best_fit"] == pytest.approx(dict(zip(("m1", "m2", "b"), expected, strict=True)))


def test_a_header_with_a_space_is_written_in_backquotes(table: str) -> None:
    lesson = Lesson(data=table, y="y", formula="m*`flipper length` + b")
    chosen = chosen_formula(lesson, lesson.data)
    assert chosen is not None
    assert chosen.columns == ("flipper length",)


def test_x_stands_for_the_column_that_is_named(table: str) -> None:
    numbers = _trace("--data", table, "--x", "sun", "--y", "y", "--formula", "m*x + b")
    line = _trace("--data", table, "--x", "sun", "--y", "y")
    assert numbers["best_fit"] == pytest.approx(line["best_fit"])


def test_x_stands_for_the_first_numeric_column(table: str) -> None:
    numbers = _trace("--data", table, "--y", "y", "--formula", "m*x + b")
    line = _trace("--data", table, "--x", "rain_mm", "--y", "y")
    assert numbers["best_fit"] == pytest.approx(line["best_fit"])


def test_without_a_formula_there_is_none() -> None:
    assert chosen_formula(Lesson(), Lesson().data) is None


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("2x + b", "write \\* to multiply"),
        ("sun*rain_mm", "parameter"),
        ("y*sun + b", "y"),
        ("m*x +", "end"),
    ],
)
def test_what_is_wrong_is_pointed_at(table: str, formula: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        chosen_formula(Lesson(data=table, y="y", formula=formula), table)
    assert str(caught.value).splitlines()[-1].strip() == "^"


def test_parameters_that_the_data_cannot_tell_apart(table: str) -> None:
    done = CliRunner().invoke(app, ["trace", "--data", table, "--formula", "(m1 + m2)*x"])
    assert isinstance(done.exception, InputError)
    assert "m1 and m2 cannot be told apart" in str(done.exception)


@pytest.mark.parametrize(
    ("option", "value"),
    [("--loss", "foo"), ("--rule", "foo"), ("--method", "foo"), ("--method", "minibatch:0")],
)
def test_names_that_stand_for_nothing(option: str, value: str) -> None:
    done = CliRunner().invoke(app, ["trace", option, value])
    assert isinstance(done.exception, InputError)
    assert str(done.exception).startswith(option)


def test_yes_no_data_that_a_threshold_separates_have_no_best_fit(tmp_path: Path) -> None:
    (tmp_path / "exam.csv").write_text("hours,passed\n1,0\n2,0\n3,1\n4,1\n", encoding="utf-8")
    asked = ["--formula", "sigmoid(w*hours + b)", "--loss", "logloss"]
    done = CliRunner().invoke(app, ["trace", "--data", str(tmp_path / "exam.csv"), *asked])
    assert "there is no best fit" in done.stdout


def test_a_best_fit_that_is_not_proven_says_so() -> None:
    done = CliRunner().invoke(app, ["check", "--data", "women", "--formula", "a*exp(-k*x) + c"])
    assert "the best that was found" in done.stdout
    assert "once near the best fit" in done.stdout
    assert "the best that was found" not in CliRunner().invoke(app, ["check"]).stdout
