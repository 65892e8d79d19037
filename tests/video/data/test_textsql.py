"""A plain text table is read straight as numbers; any doubt leads to the careful way."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gdvideo.data.numbers import read_numbers
from gdvideo.data.tables import connect, open_table
from gdvideo.data.textfiles import sniff

NAN = float("nan")
PLAIN = {
    "x,y\n1,2\n3.5,-4e2\n5,6": [(1, 2), (3.5, -400), (5, 6)],
    "my_x,y\n1,2\n\n 3 ,4\n,6\n\n": [(1, 2), (3, 4), (NAN, 6)],
    "1\t2\n3\t4\n5\tnan\n": [(1, 2), (3, 4), (5, NAN)],
    "\ufeff1;2\n3;4\n5;inf\n": [(1, 2), (3, 4), (5, float("inf"))],
    "A title\n\nx,y\n1,2\n3,4\n5,6\n": [(1, 2), (3, 4), (5, 6)],
    "x,y\n1,2,\n3,4,\n5,6,\n": [(1, 2), (3, 4), (5, 6)],
    "x,y\r\n1,2\r\n3,4\r\n5,6\r\n": [(1, 2), (3, 4), (5, 6)],
}
CLOSE = {
    "x,y\n1,2\n1_000,4\n5,6\n": [(1, 2), (NAN, 4), (5, 6)],
    'x,y\n1,2\n"3",4\n5,6\n': [(1, 2), (3, 4), (5, 6)],
    "x,y\n1,2\r3,4\n5,6\n": [(1, 2), (3, 4), (5, 6)],
    "x,y\n1,2\nn/a,4\n5,6\n": [(1, 2), (NAN, 4), (5, 6)],
    "x,y\n1,2\n3,4,5\n5\n7,8\n": [(1, 2), (NAN, NAN), (5, NAN), (7, 8)],
}


def _read(path: Path, text: str) -> tuple[list[tuple[float, ...]], int]:
    """Return a file's rows, and how often they were asked for as text."""
    path.write_text(text, newline="", encoding="utf-8")
    asked: list[int | None] = []
    with closing(connect()) as connection:
        table = open_table(connection, path)

        def select(columns: Sequence[int], limit: int | None) -> str:
            asked.append(limit)
            return table.select(columns, limit)

        numbers = read_numbers(replace(table, select=select), [0, 1], comma=False)
    return list(zip(*(column.tolist() for column in numbers), strict=True)), len(asked)


@pytest.mark.parametrize(("text", "rows"), PLAIN.items())
def test_plain_tables_are_never_read_as_text(
    tmp_path: Path, text: str, rows: list[tuple[float, ...]]
) -> None:
    found, looks = _read(tmp_path / "a.csv", text)
    np.testing.assert_array_equal(found, rows)
    assert looks == 0


@pytest.mark.parametrize(("text", "rows"), CLOSE.items())
def test_all_others_are_looked_at_closely(
    tmp_path: Path, text: str, rows: list[tuple[float, ...]]
) -> None:
    found, looks = _read(tmp_path / "a.csv", text)
    np.testing.assert_array_equal(found, rows)
    assert looks == 1


def test_latin_1_is_not_plain(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x,y\n1,2\n3,4\n5,\xe4\n")
    assert not sniff(tmp_path / "a.csv").plain
