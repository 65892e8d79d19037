"""What stands above a table: passed over where it surely is a title, told where it may be one."""

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from gdvideo.data import read_data

Write = Callable[[str, str | bytes], str]

BELOW = "1.5;2\n2.5;4\n4;5\n"
WIDE = "7;1.5;2\n6;2.5;4\n9;4;5\n"


def told(line: int) -> str:
    return f"The header is line {line}; what stands above it is taken for a title."


@pytest.mark.parametrize(
    ("above", "header", "line"),
    [
        ("Measured in May\n", "a;b", 2),
        ("Measured in May\n\nby hand\n", "a;b", 4),
        ("Sales;\n;\n", "a;b", 3),
        ("sep=;\nSales\n", "a;b", 3),
        ("# made by X; 2\n", "a;b", 2),
        ('"two\nlines"\n', "a;b", 3),
        ("1990\n", "a;b", 2),
    ],
)
def test_titles_above_a_text_table_are_passed_over(
    write: Write, above: str, header: str, line: int
) -> None:
    read = read_data(write("a.csv", f"{above}{header}\n{BELOW}5;?\n"))
    assert read.raw_names == ("a", "b")
    assert read.dataset.x.values.tolist() == [1.5, 2.5, 4]
    assert read.remarks == (told(line),)
    assert [row.line for row in read.reasons] == [line + 4]


@pytest.mark.parametrize("above", ["Sales\n", "Station;Berlin\nDate;2024-05-01\n", "a;;\n"])
def test_a_header_below_titles_may_hold_numbers(write: Write, above: str) -> None:
    read = read_data(write("a.csv", f"{above}id;2023;2024\n{WIDE}"), y="2024")
    assert (read.raw_names, read.rows) == (("2023", "2024"), 3)
    assert told(above.count("\n") + 1) in read.remarks


def test_a_title_above_numbers_alone_is_no_header(write: Write) -> None:
    read = read_data(write("a.csv", f"Measured in May\n{BELOW}"))
    assert (read.raw_names, read.header, read.rows) == (("x", "y"), False, 3)
    assert read.remarks == (
        "The table starts in line 2; what stands above it is taken for a title.",
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("# a;b\n" + BELOW, ("# a", "b")),
        ("#;a;b\n" + WIDE, ("a", "b")),
        # Each row ends in a delimiter of which the header knows nothing.
        ("who;a;b\nbo;1;?;\nal;1.5;2;\ncy;2.5;4;\ndi;4;5;\n", None),
    ],
)
def test_a_header_that_is_like_a_title_is_none(
    write: Write, text: str, names: tuple[str, str] | None
) -> None:
    read = read_data(write("a.csv", text), y="b")
    assert not [remark for remark in read.remarks if "title" in remark]
    assert read.raw_names == (names or ("a", "b"))


def as_sheet(path: Path, rows: Sequence[Sequence[object]]) -> str:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return str(path)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_may_be_title_or_header_is_told(tmp_path: Path, write: Write, kind: str) -> None:
    # 2023 and 2024 may be values of the year in which nothing else is known.
    rows = [["Sales", "", ""], ["who", 2023, 2024], ["al", 1, 2], ["cy", 3, 5], ["di", 5, 4]]
    text = "".join(";".join(map(str, row)) + "\n" for row in rows)
    source = write("a.csv", text) if kind == "csv" else as_sheet(tmp_path / "a.xlsx", rows)
    place = "Line" if kind == "csv" else "Row"
    read = read_data(source)
    assert read.remarks[0] == (
        f"{place} 1 names only 1 of 3 columns; --header-row says which one names them."
    )
    chosen = read_data(source, header_row=2)
    assert (chosen.raw_names, chosen.rows, chosen.remarks) == (("2023", "2024"), 3, ())


def test_a_column_without_a_name_is_told_where_it_could_be_chosen(write: Write) -> None:
    source = write("a.csv", ",a,b,,c,\n5,1,2,u,7,\n5,2,4,v,9,\n4,4,5,w,8,\n")
    said = "Column 1 has no name; it is called 'column1'."
    assert read_data(source).remarks[0] == said
    assert read_data(source, y="c").remarks[0] == said
    assert read_data(source, ["a"], "b").remarks == ()
