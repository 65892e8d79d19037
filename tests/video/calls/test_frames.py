"""Tables of every library, arrays and dicts give the same numbers as the file they came from."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from gdvideo.data import ReadData, read_data
from gdvideo.data.frames import held
from gdvideo.errors import InputError

COLUMNS: dict[str, list[Any]] = {
    "hours": [1.0, 2.0, 4.5, None, 7.0, 8.0],
    "score (%)": [20, 30, 55, 60, None, 81],
    "who": ["a", None, "c", "d", "e", "f"],
    "day": np
    .array(["2024-01-01", "2024-01-03", "NaT", "2024-02-01", "2024-03-01", "2024-03-02"])
    .astype("datetime64[D]")
    .tolist(),
}
MAKERS: dict[str, Callable[[], Any]] = {
    "pandas": lambda: pd.DataFrame(COLUMNS).assign(day=lambda d: pd.to_datetime(d.day)),
    "pandas, nullable": lambda: pd.DataFrame(COLUMNS).convert_dtypes(),
    "polars": lambda: pl.DataFrame(COLUMNS),
    "polars, lazy": lambda: pl.LazyFrame(COLUMNS),
    "arrow": lambda: pa.table(COLUMNS),
    "dict": lambda: COLUMNS,
}


@pytest.fixture(scope="module")
def from_file(tmp_path_factory: pytest.TempPathFactory) -> ReadData:
    file = tmp_path_factory.mktemp("data") / "table.parquet"
    pl.DataFrame(COLUMNS).write_parquet(file)
    return read_data(str(file))


@pytest.mark.parametrize("maker", MAKERS)
def test_each_library_gives_what_the_file_gives(maker: str, from_file: ReadData) -> None:
    read = read_data(held(MAKERS[maker]()))
    assert read.digest == from_file.digest
    assert (read.rows, read.left_out) == (6, 2)
    assert [(r.line, r.reason) for r in read.reasons] == [
        (4, "no value in 'hours'"),
        (5, "no value in 'score (%)'"),
    ]
    assert read.dataset.y.unit == "%"


@pytest.mark.parametrize("maker", ["pandas", "polars", "arrow"])
def test_days_are_counted(maker: str) -> None:
    read = read_data(held(MAKERS[maker]()), ("day",), "hours")
    assert read.dataset.x.values.tolist() == [0.0, 2.0, 60.0, 61.0]
    assert "days since 2024-01-01" in " ".join(read.remarks)


@pytest.mark.parametrize(
    "data",
    [
        ([1.0, 2.0, 4.0], [3, 5, 9]),
        np.array([[1.0, 3.0], [2.0, 5.0], [4.0, 9.0]]),
        np.array([(1.0, 3), (2.0, 5), (4.0, 9)], dtype=[("x", float), ("y", int)]),
        {"x": (1, 2, 4), "y": np.array([3, 5, 9])},
        {"x": ["1", "2", "4"], "y": pd.Series([3, 5, 9])},
    ],
    ids=["pair", "array", "fields", "dict", "text"],
)
def test_arrays_are_x_and_y(data: object) -> None:
    read = read_data(held(data), ("x",), "y")
    assert [c.values.tolist() for c in read.dataset.columns] == [[1.0, 2.0, 4.0], [3.0, 5.0, 9.0]]


def test_what_is_masked_is_missing() -> None:
    y = np.ma.masked_array([1, 2, 3, 4], mask=[False, True, False, False])
    assert read_data(held(([1, 2, 3, 5], y))).dataset.y.values.tolist() == [1.0, 3.0, 4.0]


def test_yes_and_no_are_1_and_0() -> None:
    for yes in ([True, False, True], pd.Series([True, False, True])):
        assert read_data(held({"x": [1, 2, 4], "y": yes})).dataset.y.values.tolist() == [1, 0, 1]


def test_names_that_differ_in_case_only_are_two_columns() -> None:
    read = read_data(held({"v": [1, 2, 4], "V": [3, 5, 9]}))
    assert read.raw_names == ("v", "V")
    assert read.dataset.y.values.tolist() == [3.0, 5.0, 9.0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (3, "data got a int: it may be "),
        ([1, 2, 3], "data got a list: "),
        (np.zeros((4, 3)), "data got an array of shape (4, 3): "),
        (np.zeros((2, 2, 2)), "data got an array of shape (2, 2, 2): "),
        ({}, "data has no columns: it may be "),
        ({"a": [1, 2], "b": [1]}, "data has columns of different lengths: 'a' 2, 'b' 1."),
        ({1: [1, 2], "1": [3, 4]}, "data has two columns called '1'; names must differ."),
    ],
    ids=str,
)
def test_what_is_no_table_is_refused_with_what_is_one(data: object, said: str) -> None:
    with pytest.raises(InputError) as refused:
        held(data)
    assert str(refused.value).startswith(said)


def test_a_column_without_numbers_is_refused_as_in_a_file() -> None:
    with pytest.raises(InputError, match=r"^The table: two numeric columns are needed"):
        read_data(held({"x": [1, 2, 4], "y": ["a", "b", "c"]}))
