"""Numbers with signs and dates, in Python, in SQL and in files."""

import datetime
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdvideo.data import read_data
from gdvideo.data.styles import candidates
from tests.video.data.sql import in_sql

Write = Callable[[str, str | bytes], str]

SEEN = ["€ 4.50", "4,50 €", "$1,234.50", "12%", "1,234", "1 234,5", "1.234,5", "1'234.5", "EUR 7"]
SEEN += ["2020-01-02", "2020-01-02T03:04", "31.12.2020", "-$5", "$-5", "1\u202f234\u00a0€", "1,5"]
CELLS = st.one_of(
    st.sampled_from(SEEN),
    st.from_regex(r"\A[+-]?[$€]? ?[0-9]{1,4}[ .,'][0-9]{1,3}([.,][0-9]{0,2})? ?[%€]?\Z"),
    st.from_regex(r"\A[0-9]{4}-[01][0-9]-[0-3][0-9]([ T][0-2][0-9]:[0-6][0-9])?\Z"),
    st.from_regex(r"\A[0-3]?[0-9]\.[01]?[0-9]\.[0-9]{4}\Z"),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6),
)
STYLES = {(style.what, style.comma): style for cell in SEEN for style in candidates([cell])}


@pytest.mark.parametrize("style", STYLES.values(), ids=lambda style: style.what)
@given(cells=st.lists(CELLS, min_size=1, max_size=40))
@settings(max_examples=20, deadline=None)
def test_python_and_sql_read_alike(style: object, cells: list[str]) -> None:
    found = in_sql(style.sql, cells)
    expected = [style.value(cell) for cell in cells]
    as_floats = [np.array(values, float) for values in (found, expected)]
    np.testing.assert_allclose(*as_floats, rtol=1e-15)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["€ 4.50", "€ 1.25", "€7", "-€ 3.5"], [4.5, 1.25, 7, -3.5]),
        (["4,50 €", "1.234,25 €", "7 €"], [4.5, 1234.25, 7]),
        (["$1,234.50", "$2", "$0.5"], [1234.5, 2, 0.5]),
        (["$1,234", "$2,345", "$999"], [1234, 2345, 999]),
        (["1.234 €", "2 €", "99 €"], [1234, 2, 99]),
        (["12.345%", "1.5%", "3%"], [12.345, 1.5, 3]),
        (["12%", "7.5 %", "-3%"], [12, 7.5, -3]),
        (["1,234", "22,345", "3,456,789"], [1234, 22345, 3456789]),
        (["1 234,5", "7,25", "1\u00a0000"], [1234.5, 7.25, 1000]),
        (["1'234.5", "7'000", "9"], [1234.5, 7000, 9]),
        (["1,5", "2,25", "3"], [1.5, 2.25, 3]),
        (["EUR 5", "EUR 7.5", "EUR 1,000"], [5, 7.5, 1000]),
    ],
)
def test_numbers_with_signs(write: Write, cells: list[str], values: list[float]) -> None:
    rows = [f'{i * i + 3},"{cell}",word' for i, cell in enumerate(cells)]
    read = read_data(write("a.csv", "\n".join(["n,price,w", *rows])))
    np.testing.assert_array_equal(read.dataset.y.values, values)
    assert read.raw_names == ("n", "price")
    assert read.remarks[0].startswith("Each cell of 'price' is read as a number with ")
    assert read.dataset.y.unit in ("", "€", "$", "%", "EUR")


def test_the_unit_is_the_sign_unless_the_header_has_one(write: Write) -> None:
    text = "share,price (USD)\n1%,$5\n2%,$6\n4%,$9\n"
    data = read_data(write("a.csv", text)).dataset
    assert (data.x.label, data.y.label) == ("share (%)", "price (USD)")


def test_a_cell_unlike_the_others_is_left_out_with_the_reason(write: Write) -> None:
    text = "n,p\n3,€ 4.5\n4,€ 5\n7,6.5\n9,$ 7\n11,€ 8\n12,€ 9\n"
    read = read_data(write("a.csv", text))
    assert [(row.line, row.reason) for row in read.reasons] == [
        (4, "'6.5' in 'p' is not a number with '€'"),
        (5, "'$ 7' in 'p' is not a number with '€'"),
    ]


@pytest.mark.parametrize("form", ["%Y-%m-%d", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S"])
def test_dates_are_days_since_the_first(write: Write, form: str) -> None:
    days = [datetime.datetime(2019, 12, 30, 6) + datetime.timedelta(k) for k in (3, 0, 64)]
    rows = [f"{k * 2.5},{day.strftime(form)}" for k, day in enumerate(days)]
    read = read_data(write("a.csv", "\n".join(["sold,day", *rows, "9,"])))
    np.testing.assert_allclose(read.dataset.x.values, np.array([3, 0, 64]) + ("H" in form) / 4)
    assert (read.raw_names, read.dataset.x.unit) == (("day", "sold"), "d")
    assert read.remarks == ("'day' holds dates; they are read as days since 2019-12-30.",)


def test_dates_are_passed_over_where_there_are_two_numbers(write: Write) -> None:
    path = write("a.csv", "day,x,y\n2020-01-01,1,2\n2020-01-02,3,4\n2020-01-03,5,7\n")
    read = read_data(path)
    assert read.raw_names == ("x", "y")
    assert read.remarks == ("Also numeric: 'day' (dates); --x and --y choose.",)
    assert read_data(path, ["day"]).raw_names == ("day", "x")


def test_dates_of_a_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["day", "sold"], *([datetime.date(2024, 2, 27 + k), k * k] for k in (0, 1, 2))):
        book.worksheets[0].append(row)
    book.worksheets[0].append([datetime.date(2024, 3, 1), 11])
    book.save(tmp_path / "a.xlsx")
    read = read_data(str(tmp_path / "a.xlsx"))
    # 2024 has a 29th of February.
    np.testing.assert_array_equal(read.dataset.x.values, [0, 1, 2, 3])


def test_a_day_that_there_is_not(write: Write) -> None:
    read = read_data(
        write("a.csv", "day,y\n2023-02-28,1\n2023-02-29,2\n2023-03-01,4\n2023-03-02,3\n")
    )
    assert [row.reason for row in read.reasons] == ["'2023-02-29' in 'day' is not a date"]
