"""The line `sep=;` that Excel takes for the delimiter, and is no row."""

from pathlib import Path

import pytest

from gdvideo.data import read_data


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_line_that_names_the_delimiter(
    tmp_path: Path, delimiter: str, end: str, start: str
) -> None:
    rows = [("a", "b"), ("3", "2"), ("5", "?!"), ("9", "7"), ("11", "8")]
    lines = [f"{start}sep={delimiter}", *(delimiter.join(row) for row in rows)]
    (tmp_path / "a.csv").write_text(end.join(lines), "utf-8", newline="")
    read = read_data(str(tmp_path / "a.csv"))
    assert read.raw_names == ("a", "b")
    assert read.dataset.x.values.tolist() == [3, 9, 11]
    assert (read.rows, [reason.line for reason in read.reasons]) == (4, [4])


def test_a_declared_delimiter_goes_before_a_guess(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=;\n3,5;2,5\n5,5;4,5\n9,5;7,5\n")
    read = read_data(str(tmp_path / "a.csv"))
    assert read.dataset.x.values.tolist() == [3.5, 5.5, 9.5]
    assert (read.header, read.rows) == (False, 3)


def test_a_column_called_sep_stays_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=,b\n3,2\n5,4\n9,7\n")
    assert read_data(str(tmp_path / "a.csv")).raw_names == ("sep=", "b")
