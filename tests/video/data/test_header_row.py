"""The row that names the columns, where somebody says which one it is."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from gdvideo.data import column_names, read_data
from gdvideo.errors import InputError

ROWS = [["Sales", ""], ["2023", "2024"], ["a", "b"], ["1.5", "2"], ["2.5", "4"], ["4", "5"]]


def as_text(folder: Path) -> str:
    # The blank line counts, as it does in an editor.
    lines = [";".join(row) for row in ROWS]
    (folder / "a.csv").write_text("\n".join([lines[0], "", *lines[1:]]), encoding="utf-8")
    return str(folder / "a.csv")


def as_sheet(folder: Path) -> str:
    book = openpyxl.Workbook()
    for number, row in zip((1, 3, 4, 5, 6, 7), ROWS, strict=True):
        for column, cell in enumerate(row, 1):
            book.active.cell(number, column, cell if number < 5 else float(cell))
    book.save(folder / "a.xlsx")
    return str(folder / "a.xlsx")


@pytest.mark.parametrize("written", [as_text, as_sheet])
def test_the_row_that_names_the_columns_is_told(
    written: Callable[[Path], str], tmp_path: Path
) -> None:
    source = written(tmp_path)
    assert column_names(source, header_row=4) == ("a", "b")
    read = read_data(source, header_row=4)
    assert read.raw_names == ("a", "b")
    np.testing.assert_array_equal(read.dataset.x.values, [1.5, 2.5, 4.0])
    np.testing.assert_array_equal(read.dataset.y.values, [2.0, 4.0, 5.0])


@pytest.mark.parametrize("written", [as_text, as_sheet])
def test_a_row_of_numbers_can_name_columns(written: Callable[[Path], str], tmp_path: Path) -> None:
    assert column_names(written(tmp_path), header_row=3) == ("2023", "2024")


@pytest.mark.parametrize("written", [as_text, as_sheet])
def test_a_row_after_the_last_is_refused(written: Callable[[Path], str], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--header-row got 8: the "):
        column_names(written(tmp_path), header_row=8)


def test_lines_of_left_out_rows_stay_true(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Title\n\na,b\n1,2\n2,\n3,5\n5,6\n", encoding="utf-8")
    read = read_data(str(tmp_path / "a.csv"), header_row=3)
    assert [left.line for left in read.reasons] == [5]


def test_data_that_name_their_columns_refuse_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"a": 1, "b": 2}\n' * 3, encoding="utf-8")
    for source in (str(tmp_path / "a.jsonl"), "three"):
        with pytest.raises(InputError, match="--header-row got 2: these data name their columns"):
            read_data(source, header_row=2)


def test_a_json_key_without_letters_is_called_by_its_place(tmp_path: Path) -> None:
    lines = [f'{{"": {x}, "y": {y}, " ": 3.5}}' for x, y in ((1, 4), (2, 6), (4, 5))]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    read = read_data(str(tmp_path / "a.jsonl"))
    assert read.raw_names == ("column1", "y")
    np.testing.assert_array_equal(read.dataset.x.values, [1, 2, 4])
