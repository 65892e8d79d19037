"""What a cell says, in Python and in SQL; what a header says; and any table, there and back."""

import csv
import io
import math
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdvideo.data import read_data
from gdvideo.data.cells import has_header, is_missing, is_number, missing_sql, number_sql
from tests.video.data.sql import in_sql

CELLS = st.one_of(
    st.from_regex(r"\A\s?[+-]?[0-9]*[.,_]?[0-9]*([eE][+-]?[0-9]{1,3})?\s?\Z"),
    st.sampled_from([
        "na",
        "N/A ",
        "nan",
        "NaN",
        "null",
        "-",
        "--",
        "",
        " ",
        "inf",
        "-Infinity",
        "0x1",
        "1d",
    ]),
    st.floats(allow_nan=False).map(repr),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
)
DAMAGED = ["", "NA", "abc", "1e", "5%"]


@given(st.lists(CELLS, min_size=1, max_size=50))
@settings(max_examples=60, deadline=None)
def test_python_and_sql_agree_on_what_is_missing(cells: list[str]) -> None:
    assert in_sql(missing_sql, cells) == [is_missing(cell) for cell in cells]


@given(st.lists(CELLS, min_size=1, max_size=50), st.booleans())
@settings(max_examples=120, deadline=None)
def test_python_and_sql_agree_on_what_is_a_number(cells: list[str], comma: bool) -> None:
    values = in_sql(lambda cell: number_sql(cell, comma), cells)
    found = [value is not None and not math.isnan(float(str(value))) for value in values]
    assert dict(zip(cells, found, strict=True)) == {cell: is_number(cell, comma) for cell in cells}


@given(st.lists(st.floats(allow_nan=False), min_size=1, max_size=50))
@settings(max_examples=60, deadline=None)
def test_a_number_in_sql_is_the_float_that_python_reads(values: list[float]) -> None:
    texts = [repr(value) for value in values]
    np.testing.assert_array_equal(np.array(in_sql(number_sql, texts), np.float64), values)
    commas = [text.replace(".", ",") for text in texts]
    found = in_sql(lambda cell: number_sql(cell, True), commas)
    np.testing.assert_array_equal(np.array(found, np.float64), values)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["x", "y"], ["1", "2"]], True),
        ([["1", "2"], ["3", "4"]], False),
        ([["1", "NA"], ["3", "4"]], False),
        ([["", "x", "y"], ["1", "2", "3"]], True),
        ([["country", "1990"], ["Peru", "2.5"]], False),
        ([["id", "1990"], ["7", "2.5"]], True),
        ([["a", "1"], ["b", "2"]], False),
        ([["a", "1"], ["b", "2"], ["3", "4"], ["c", "5"], ["6", "7"], ["d", "8"]], False),
        ([["x", "1.5"]], False),
        ([["inf", "1"], ["2", "3"]], False),
        ([["NA", ""], ["2", "3"]], False),
        ([["x", "y"], ["a", "b"]], True),
    ],
)
def test_header_or_data(rows: list[list[str]], expected: bool) -> None:
    assert has_header(rows, decimal_comma=False) is expected


def test_decimal_commas_are_data_where_commas_part_no_cells() -> None:
    assert not has_header([["1,5", "2,5"], ["3", "4"]], decimal_comma=True)
    assert has_header([["1,5", "2,5"], ["3", "4"]], decimal_comma=False)


FLOATS = st.floats(-1e300, 1e300).filter(lambda value: value == 0 or abs(value) >= 1e-300)
HEADERS = (
    st
    .text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60)
    .map(str.strip)
    .filter(lambda text: not is_missing(text) and not is_number(text.replace(",", ".")))
)


@given(
    rows=st.lists(st.tuples(FLOATS, FLOATS), min_size=3, max_size=40).filter(
        lambda r: len({a for a, _ in r}) > 1
    ),
    names=st.none() | st.lists(HEADERS, min_size=2, max_size=2, unique_by=str.casefold),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    damage=st.lists(st.tuples(st.integers(0, 40), st.sampled_from(DAMAGED)), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_what_python_writes_is_read_back(
    rows: list[tuple[float, float]],
    names: list[str] | None,
    delimiter: str,
    end: str,
    mark: str,
    quoting: int,
    damage: list[tuple[int, str]],
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([names] if names else [])
    written: list[tuple[float, float | str]] = list(rows)
    # A damaged row in the middle: the first rows must show what kind of file it is.
    for place, cell in damage:
        written.insert(min(2 + place, len(written)), (1.5, cell))
    writer.writerows(written)
    lines = enumerate(written, 2 if names else 1)
    bad = [line for line, (_, cell) in lines if isinstance(cell, str)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes((mark + text.getvalue()).encode())
        read = read_data(str(path), names[:1] if names else (), names[1] if names else None)
    np.testing.assert_array_equal(read.dataset.x.values, [a for a, _ in rows])
    np.testing.assert_array_equal(read.dataset.y.values, [b for _, b in rows])
    assert read.header is bool(names)
    assert read.raw_names == tuple(names or ("x", "y"))
    assert [row.line for row in read.reasons] == bad
