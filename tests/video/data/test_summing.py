"""Large tables: added up where they are read, with the numbers of a reading row by row."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from gdvideo.data import read_data
from gdvideo.data.extracting import Extract, Task, Wanted
from gdvideo.errors import InputError

ROWS = "".join(f"{i},{(7 * i * i) % 1009 / 8}\n" for i in range(1, 4001))


def taken(path: Path, text: str, **wanted: object) -> Extract:
    path.write_text(text)
    found = Task(path, Wanted(**{"rows": False, **wanted})).done()  # pyright: ignore[reportArgumentType]
    assert isinstance(found, Extract)
    return found


def test_sums_are_those_of_the_rows(tmp_path: Path) -> None:
    found = taken(tmp_path / "a.csv", "x,y\n" + ROWS)
    assert found.sums is not None
    assert not found.numbers
    i = np.arange(1, 4001)
    y = (7 * i * i) % 1009 / 8
    assert (found.rows, found.left_out, found.sums.x, found.sums.n) == (4000, 0, (1, 4000), 4000)
    assert found.sums.y == (0.0, y.max())
    assert found.sums.means == pytest.approx((2000.5, y.mean()), rel=1e-14)
    # The variance of 1, ..., n is (n² − 1)/12.
    assert found.sums.deviations == pytest.approx((((4000**2 - 1) / 12) ** 0.5, y.std()), rel=1e-13)


@pytest.mark.parametrize("odd", ["5,\n", "5,?\n", "nan,5\n", "5\n", "5,6,7\n"])
def test_a_row_that_is_left_out_is_found_as_ever(tmp_path: Path, odd: str) -> None:
    found = taken(tmp_path / "a.csv", "x,y\n" + ROWS + odd)
    assert found.sums is None
    assert (len(found.numbers[0]), found.rows, found.left_out) == (4000, 4001, 1)
    assert found.reasons[0].line == 4002


def test_what_the_rows_alone_can_tell_is_read_from_them(tmp_path: Path) -> None:
    assert taken(tmp_path / "a.csv", "x,y\n" + ROWS, leave_out=(2,)).sums is None
    assert taken(tmp_path / "a.csv", "x,y\n" + ROWS, rows=True).sums is None
    assert (
        taken(tmp_path / "a.csv", "x;y\n" + ROWS.replace(",", ";").replace(".", ",")).sums is None
    )


def test_an_infinity_is_refused_as_ever(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 4002: column 'y' holds an infinity"):
        taken(tmp_path / "a.csv", "x,y\n" + ROWS + "5,inf\n")


@pytest.mark.parametrize("odd", ["NULL", "'nan'::DOUBLE"])
def test_a_parquet_file_without_a_number_in_a_row_is_read_row_by_row(
    tmp_path: Path, odd: str
) -> None:
    """Its first thousands of rows may hold none, and its own limits do not hide one."""
    path = tmp_path / "a.parquet"
    made = f"SELECT i AS x, if(i < 3000, {odd}, 2.0 * i) AS y FROM range(4000) AS rows(i)"
    duckdb.sql(f"COPY ({made}) TO '{path}'")
    found = Task(path, Wanted(rows=False)).done()
    assert isinstance(found, Extract)
    assert found.sums is None
    assert (found.rows, found.left_out) == (4000, 3000)
    assert found.numbers[1].tolist() == [2.0 * i for i in range(3000, 4000)]


def test_rows_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    path = str(tmp_path / "a.parquet")
    made = "SELECT i AS x, {} * i AS y FROM range({}) AS rows(i)"
    duckdb.sql(f"COPY ({made.format(3, 500)}) TO '{path}'")
    found, changed = read_data(path, rows=False), read_data(path, rows=False)
    assert found.dataset.sums is not None
    assert (found.dataset.n, found.dataset.y.limits) == (500, (0.0, 1497.0))
    assert found.dataset.y.values.tolist() == [3.0 * i for i in range(500)]
    assert found.digest == read_data(path).digest
    duckdb.sql(f"COPY ({made.format(3, 499)}) TO '{path}'")
    with pytest.raises(InputError, match="was changed while it was read"):
        _ = changed.dataset.y.values
