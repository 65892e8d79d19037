"""Which sheet of a spreadsheet is read, and what is said of it; files as openpyxl writes them."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P

from gdvideo.data import column_names, read_data
from gdvideo.errors import InputError
from gdvideo.lesson import lesson_of
from gdvideo.lessons.files import read_lesson
from gdvideo.study import study


def write(path: Path, sheets: dict[str, str]) -> str:
    """Write sheets by name; `hidden`, `empty` or `visible`. The n-th has the line y = n·x."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for number, (name, state) in enumerate(sheets.items(), 1):
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if state == "hidden" else "visible"
        for row in [] if state == "empty" else [("a", f"b{number}"), (3, 3), (5, 5), (9, 9)]:
            sheet.append([row[0], row[1] if isinstance(row[1], str) else number * row[1]])
    book.save(path)
    return str(path)


def test_a_hidden_and_an_empty_sheet_are_passed_over_and_told(tmp_path: Path) -> None:
    sheets = {"old": "hidden", "notes": "empty", "data": "visible", "more": "visible"}
    read = read_data(write(tmp_path / "a.xlsx", sheets))
    assert read.dataset.response.values.tolist() == [9, 15, 27]
    assert read.remarks == (
        "The sheet 'old' is hidden; the sheet 'data' is read.",
        "The sheet 'notes' is empty; the sheet 'data' is read.",
    )


@pytest.mark.parametrize(
    ("wanted", "header"), [("old", "b1"), ("1", "b3"), ("2", "b2"), ("3", "b3"), ("data", "b2")]
)
def test_a_sheet_is_asked_for_by_name_and_else_by_number(
    tmp_path: Path, wanted: str, header: str
) -> None:
    source = write(tmp_path / "a.xlsx", {"old": "hidden", "data": "visible", "1": "visible"})
    assert column_names(source, wanted) == ("a", header)
    read = read_data(source, sheet=wanted)
    assert read.raw_names == ("a", header)
    assert read.remarks == ()


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("Data", "no sheet 'Data'; the file has 'data', 'notes'"),
        ("0", "no sheet '0'; the file has 'data', 'notes'"),
        ("3", "no sheet '3'; the file has 'data', 'notes'"),
        ("notes", "the sheet 'notes' is empty; at least 3 rows of two numbers are needed"),
    ],
)
def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path, wanted: str, told: str) -> None:
    source = write(tmp_path / "a.xlsx", {"data": "visible", "notes": "empty"})
    with pytest.raises(InputError) as caught:
        read_data(source, sheet=wanted)
    assert str(caught.value) == f"{source!r}: {told}"


def test_cells_in_hidden_sheets_only_are_not_read_unasked(tmp_path: Path) -> None:
    source = write(tmp_path / "a.xlsx", {"notes": "empty", "old": "hidden"})
    with pytest.raises(
        InputError, match=r"no visible sheet holds anything.*; --sheet reads a hidd"
    ):
        read_data(source)


@pytest.mark.parametrize("source", ["penguins", "a.csv"])
def test_data_without_sheets_refuse_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("a,b\n1,2\n2,3\n3,4\n")
    with pytest.raises(InputError, match="--sheet got '1': these data have no sheets; files whose"):
        read_data(source, sheet="1")


@pytest.mark.parametrize("formula", [None, "m*a"])
def test_a_lesson_reads_its_sheet(tmp_path: Path, formula: str | None) -> None:
    source = write(tmp_path / "a.xlsx", {"one": "visible", "two": "visible"})
    given = {"data": source, "sheet": "two", "formula": formula, "y": "b2"}
    assert study(lesson_of(given)).read.dataset.response.values.tolist() == [6, 10, 18]


def test_a_lesson_file_gives_a_sheet_as_a_number_too(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("sheet = 2")
    assert read_lesson(tmp_path / "a.toml").sheet == "2"


def test_a_sheet_of_charts_is_passed_over(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path / "a.xlsx", {"data": "visible"}))
    book.create_chartsheet("chart", 0)
    book.save(tmp_path / "b.xlsx")
    assert read_data(str(tmp_path / "b.xlsx")).raw_names == ("a", "b1")


def test_a_hidden_ods_sheet_is_passed_over(tmp_path: Path) -> None:
    book: Any = OpenDocumentSpreadsheet()
    hidden = Style(name="hidden", family="table")
    hidden.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(hidden)
    for name in ("old", "data"):
        table = Table(name=name, **({"stylename": hidden} if name == "old" else {}))
        for cells in [("a", name), (3, 2), (5, 4), (9, 7)]:
            row = TableRow()
            for cell in cells:
                numeric = {"valuetype": "float", "value": cell}
                one = TableCell(**({"valuetype": "string"} if isinstance(cell, str) else numeric))
                one.addElement(P(text=str(cell)))
                row.addElement(one)
            table.addElement(row)
        book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "a.ods"))
    read = read_data(str(tmp_path / "a.ods"))
    assert read.raw_names == ("a", "data")
    assert read.remarks == ("The sheet 'old' is hidden; the sheet 'data' is read.",)


def with_rows(path: Path, rows: list[tuple[object, ...]]) -> str:
    book: Any = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            book["Sheet"].cell(number, column).value = cell
    book.save(path)
    return str(path)


def test_titles_above_the_header_are_passed_over_and_told(tmp_path: Path) -> None:
    titles: list[tuple[object, ...]] = [("Sales of 2020",), (), (None, "in EUR")]
    rows = [*titles, ("price", "sold"), (3, 2), (5, "much"), (9, 7), (11, 8)]
    read = read_data(with_rows(tmp_path / "a.xlsx", rows))
    assert read.raw_names == ("price", "sold")
    assert read.dataset.x.values.tolist() == [3, 9, 11]
    assert (read.rows, [reason.line for reason in read.reasons]) == (4, [6])
    assert read.remarks == ("The header is row 4; what stands above it is taken for a title.",)


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([("a", None), (3, 2), (5, 4), (9, 7)], ("a", "column2")),
        ([(None, "a", None), ("x", 3, 2), ("y", 5, 4), ("z", 9, 7)], ("a", "column3")),
        ([("a", "b"), (3, None), (5, 4), (9, 7), (11, 8)], ("a", "b")),
    ],
)
def test_a_header_with_gaps_is_no_title(
    tmp_path: Path, rows: list[tuple[object, ...]], names: tuple[str, str]
) -> None:
    read = read_data(with_rows(tmp_path / "a.xlsx", rows))
    assert read.raw_names == names
    assert not any("title" in remark for remark in read.remarks)
