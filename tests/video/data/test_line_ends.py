"""A record ends where its line does, whatever ends it, also where a file mixes line ends."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gdvideo.data import read_data
from gdvideo.data.textfiles import sniff

ENDS = st.sampled_from(["\n", "\r\n", "\r", "\r\r\n", "\n\r", "\r\n\r\n"])
CELLS = st.sampled_from(["1", "23", "456", '"7\r8"', '"9\r\n"', '"\n5"'])
RECORDS = st.lists(st.tuples(CELLS, st.integers(10, 99), ENDS), min_size=1, max_size=8)
SOUND = "".join(f"{x},{x * x % 7}\r\n" for x in range(10, 30))


@given(RECORDS)
@example([("5", 41, "\r"), ("97", 17, "\r\n")])
@example([("5", 41, "\n"), ("97", 17, "\r\n")])
@example([("5", 41, "\r\n"), ("97", 17, "\r")])
@settings(max_examples=60, deadline=None)
def test_records_are_those_of_pythons_reader(records: list[tuple[str, int, str]]) -> None:
    text = f"x,y\r\n{SOUND}" + "".join(f"{x},{y}{end}" for x, y, end in records)
    # A cell over two lines, such as "7\r8", is no number: its row is left out.
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row][1:]
    expected = [(float(x), float(y)) for x, y in rows if x.strip("\r\n").isdigit()]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(text.encode())
        read = read_data(str(path), ["x"], "y")
    assert read.rows == len(rows)
    found = zip(read.dataset.x.values.tolist(), read.dataset.y.values.tolist(), strict=True)
    assert list(found) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_left_out_row_is_found_below_another_line_end(tmp_path: Path, end: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"x,y{end}1,2\n3,4\r5,6\r\n7,?{end}8,9\n".encode())
    assert [left.line for left in read_data(str(tmp_path / "a.csv")).reasons] == [5]


@pytest.mark.parametrize(("end", "is_plain"), [("\n", True), ("\r\n", True), ("\r", False)])
def test_a_table_of_several_megabytes_is_read_straight_as_numbers(
    tmp_path: Path, end: str, is_plain: bool
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"x,y{end}".encode() + f"123456789,987654321{end}".encode() * 180_000)
    assert sniff(path).plain == is_plain
    # The very last record ends as no other does, in the fourth megabyte.
    with path.open("ab") as file:
        file.write(b"1,2\r3,4")
    assert not sniff(path).plain
