"""Which films a batch wants: lesson files by patterns, or the rows of a table."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gdvideo.batch.wanted import Wanted, wanted
from gdvideo.errors import InputError

Write = Callable[[str, str | bytes], str]


def of_table(path: str, lesson: str | None = None, **asked: object) -> dict[str, Wanted]:
    films = wanted((lesson,) if lesson else (), Path(path), asked)
    return {film.name: film for film in films}


def refusal(path: str) -> str:
    with pytest.raises(InputError) as refused:
        of_table(path)
    return str(refused.value).replace(path, "TABLE")


def test_patterns_name_films_by_their_files(write: Write, tmp_path: Path) -> None:
    for name in ("b", "a"):
        write(f"{name}.toml", f'title = "{name}"')
    (tmp_path / "deep").mkdir()
    write("deep/c.toml", 'title = "c"\nsteps = 5')
    found = wanted((f"{tmp_path}/**/*.toml", f"{tmp_path}/a.toml"), None, {"steps": "7"})
    assert [film.name for film in found] == ["a", "b", "c"]
    assert [film.lesson and (film.lesson.title, film.lesson.steps) for film in found] == [
        ("a", 7),
        ("b", 7),
        ("c", 7),
    ]


def test_a_lesson_that_cannot_be_read_is_one_films_fault(write: Write, tmp_path: Path) -> None:
    write("bad.toml", "stepps = 3")
    write("good.toml", "steps = 3")
    bad, good = wanted((f"{tmp_path}/*.toml",), None, {})
    assert bad.lesson is None
    assert bad.fault.startswith(f"{tmp_path}/bad.toml, line 1: stepps is not known, steps is;")
    assert good.lesson is not None
    assert good.lesson.steps == 3


def test_a_row_fills_in_the_fields_of_a_lesson(write: Write) -> None:
    write("scores.csv", "a,b\n1,2\n2,3\n3,5\n")
    lesson = write("base.toml", 'data = "penguins"\nsteps = 40\n[start]\nb = 2.0\n')
    table = write(
        "students.csv",
        "\ufeffname;data;rate;start.m;stop;scenes;steps\n"
        "Ana María;scores.csv;0.25;-1;step:1e-3,loss:1e-4;fit, cost;\n"
        ";;;;;;\n"
        ";women;auto;;;;12\n",
    )
    films = of_table(table, lesson)
    assert [*films] == ["Ana María", "students-0002"]
    ana, other = (film.lesson for film in films.values())
    assert ana is not None
    assert ana.data == str(Path(table).parent / "scores.csv")
    assert (ana.rate, ana.steps, ana.start) == (0.25, 40, {"m": -1.0, "b": 2.0})
    assert (ana.stop, ana.scenes) == ((("step", 1e-3), ("loss", 1e-4)), ("fit", "cost"))
    assert other is not None
    assert (other.data, other.rate, other.steps, other.start) == ("women", None, 12, {"b": 2.0})


def test_options_win_over_rows(write: Write) -> None:
    table = write("t.csv", "name,quality\na,hd\n")
    found = of_table(table, quality="draft")["a"].lesson
    assert found is not None
    assert found.quality == "draft"


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("name,rate\na,fast\n", "line 2, column rate got 'fast': it must be a number, auto, "),
        ("name,steps\n\nb,1\na,0\n", "line 4, column steps got '0': it must be at least 1."),
        ("name,start.m\na,x\n", "line 2, column start.m got 'x': it must be a number."),
        ("name,colours.data\na,red\n", "line 2, column colours.data got 'red': it must be of the"),
        ("name,steps\na,1,2\n", "line 2: 1 more cells than the header has."),
        ("name,names\na,x\n", "line 2, column names got 'x': it must be a table."),
    ],
)
def test_the_fault_of_a_row_is_told_by_line_and_column(write: Write, rows: str, fault: str) -> None:
    table = write("t.csv", rows)
    assert of_table(table)["a"].fault.startswith(f"{table}, {fault}")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("name,stepps\na,1\n", "line 1: column 2, 'stepps', is no key of a lesson, steps is; col"),
        ("nmae\na\n", "line 1: column 1, 'nmae', is no key of a lesson, name is; columns are "),
        ("name,steps.k\na,1\n", "line 1: column 2, 'steps.k', is no key of a lesson, steps is; "),
        ("steps,steps\n1,2\n", "line 1: column 2, 'steps', is there twice; each key has one col"),
        ("name,\na,1\n", "line 1: column 2, '', is no key of a lesson; columns are name and data"),
        ("name,steps\n", " has no row below its header; each is a lesson."),
        ("  \n", " cannot be read: it is empty."),
        ('name,title\na,"b\n', " cannot be read: line 2: a quote is opened and never closed"),
    ],
)
def test_a_table_that_no_lesson_can_be_made_of_is_refused(
    write: Write, rows: str, told: str
) -> None:
    said = refusal(write("t.csv", rows))
    assert said.startswith(f"--each: TABLE{', ' if told.startswith('line') else ''}{told}")


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "no.csv")) == (
        "--each: TABLE cannot be read: No such file or directory."
    )


@pytest.mark.parametrize("name", ["a/b", "..", "-x", "a\tb", "x" * 81, "end.", 'q"'])
def test_a_name_that_is_no_folders_is_refused(write: Write, name: str) -> None:
    quoted = name.replace('"', '""')
    said = refusal(write("t.csv", f'name,steps\n"{quoted}",1\n'))
    assert said.startswith("TABLE, line 2: a film cannot be named ")


def test_two_films_of_one_name_are_refused(write: Write, tmp_path: Path) -> None:
    table = write("t.csv", "name\nAna\nana\n")
    assert refusal(table) == (
        "TABLE, line 2 and TABLE, line 3 are both named 'ana'; each film needs a name of its own."
    )
    (tmp_path / "deep").mkdir()
    files = (write("a.toml", ""), write("deep/a.toml", ""))
    with pytest.raises(InputError, match="are both named 'a'; each film needs a name of its own"):
        wanted(files, None, {})


def test_what_is_asked_wrongly_of_all_is_refused_before_any(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"No lesson file fits 'gone/no\*\.toml'\."):
        wanted(("gone/no*.toml",), None, {})
    with pytest.raises(InputError, match="batch needs lesson files, such as 'lessons/"):
        wanted((), None, {})
    with pytest.raises(InputError, match="--each fills one lesson file, got 2"):
        wanted(("a", "b"), tmp_path / "t.csv", {})
    with pytest.raises(InputError, match="--steps got '0': it must be at least 1"):
        wanted((), tmp_path / "t.csv", {"steps": "0"})
