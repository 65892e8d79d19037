"""Which columns are chosen where none is named, and what is said about it."""

from collections.abc import Callable

import pytest

from gdvideo.data import describe, read_data

Write = Callable[[str, str | bytes], str]

NAMED = "id,height,word,weight,age\n17,1.5,a,50,20\n9,1.7,b,60,21\n30,1.6,c,70,22\n"


def chosen(source: str, *columns: str | None) -> tuple[tuple[str, ...], list[str]]:
    """Return the headers and the sentences about the choice."""
    x, y = (*columns, None, None)[:2]
    read = read_data(source, () if x is None else (x,), y)
    assert set(read.remarks) <= set(describe(read))
    return read.raw_names, list(read.remarks)


def test_a_column_called_id_is_passed_over(write: Write) -> None:
    path = write("a.csv", NAMED)
    said = ["Also numeric: 'id' (counts the rows), 'age'; --x and --y choose."]
    assert chosen(path) == (("height", "weight"), said)
    assert chosen(path, "id")[0] == ("id", "height")
    assert chosen(path, None, "id")[0] == ("height", "id")
    assert chosen(path, "age", "id") == (("age", "id"), [])


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("header", ["", "t", "Unnamed: 0", "measurement"])
def test_a_column_that_counts_is_passed_over(write: Write, first: int, header: str) -> None:
    rows = [f"{first + i},{i * i},{i % 3}.5" for i in range(150)]
    names, said = chosen(write("a.csv", "\n".join([f"{header},a,b", *rows])))
    assert names == ("a", "b")
    unnamed = [] if header else ["Column 1 has no name; it is called 'column1'."]
    counts = f"Also numeric: '{header or 'column1'}' (counts the rows); --x and --y choose."
    assert said == [*unnamed, counts]


@pytest.mark.parametrize(
    "cells",
    [
        [2, 3, 4, 5],  # as the years do
        [1, 2, 3, 5],
        [3, 2, 1, 0],
        [1.5, 2.5, 3.5, 4.5],
        *([*range(1, 121), 7], [*range(120), 121]),  # not to the end
    ],
)
def test_what_does_not_count_is_chosen(write: Write, cells: list[float]) -> None:
    rows = [f"{cell},{cell % 2},{cell % 3}" for cell in cells]
    assert chosen(write("a.csv", "\n".join(["t,a,b", *rows])))[0] == ("t", "a")


def test_a_column_called_x_is_meant(write: Write) -> None:
    assert chosen(write("a.csv", "x,y,z\n1,5,2\n2,6,4\n3,5,4\n"))[0] == ("x", "y")


def test_a_time_series_is_taken_and_said(write: Write) -> None:
    path = write("a.csv", "t,y,note\n0,5,a\n1,7,b\n2,6,c\n3,,d\n")
    said = ["'t' counts the rows; no other column of numbers is left."]
    assert chosen(path) == (("t", "y"), said)
    assert chosen(path, None, "y") == (("t", "y"), said)
    assert chosen(write("b.csv", "id,nr\n1,1\n2,2\n3,3\n"))[0] == ("id", "nr")


def test_an_id_that_repeats_is_a_number(write: Write) -> None:
    assert chosen(write("a.csv", "id,a,b\n4,1.5,3\n4,2.5,4\n5,1,9\n"))[0] == ("id", "a")


def test_many_others_are_counted(write: Write) -> None:
    rows = [
        [f"c{i}" for i in range(16)],
        *[[str(i * k % 7) for i in range(1, 17)] for k in (2, 3, 5)],
    ]
    _, said = chosen(write("a.csv", "\n".join(map(",".join, rows))))
    assert said[0].endswith("'c13' and 2 more; --x and --y choose.")
