"""Every way in which data cannot be used is one message, and no other exception."""

import gzip
import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gdvideo.data import read_data
from gdvideo.errors import InputError
from scenes.telling.assets import shipped_names

Write = Callable[[str, str | bytes], str]

GOOD = "length_mm,mass,kind\n1,2,a\n2,3,b\n3,5,c\n"


def refused(source: str, x: Sequence[str] = (), y: str | None = None) -> str:
    """Return the message, which starts with the source and does so once."""
    with pytest.raises(InputError) as caught:
        read_data(source, x, y)
    message = str(caught.value)
    assert message.startswith(repr(source) if len(source) <= 200 else repr(source)[:100])
    assert caught.value.exit_status == 2
    assert "\n" not in message
    return message.removeprefix(f"{source!r}: ")


def png() -> bytes:
    """Return a one-pixel PNG, put together by hand from the standard's chunks."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", GOOD)
    return buffer.getvalue()


def test_no_such_file(tmp_path: Path) -> None:
    expected = "no such file; shipped data sets are " + ", ".join(shipped_names())
    assert refused(str(tmp_path / "a.csv")) == expected
    assert refused("penguin") == expected
    assert refused("./penguins") == expected
    assert refused("") == "a directory; a data file is needed"


def test_a_file_below_a_file(write: Write) -> None:
    assert refused(write("a.csv", GOOD) + "/b.csv").startswith("no such file")


def test_names_no_file_can_have() -> None:
    # The words behind the colon are Python's own and differ from one version to the next.
    assert refused("a\0b").startswith("cannot be opened: ")
    assert "null" in refused("a\0b")
    assert refused("a" * 5000).endswith("cannot be opened: File name too long")


def test_directory_and_device(tmp_path: Path) -> None:
    assert refused(str(tmp_path)) == "a directory; a data file is needed"
    os.mkfifo(tmp_path / "pipe.csv")
    assert refused(str(tmp_path / "pipe.csv")) == "not a regular file; a data file is needed"


def test_no_permission(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tests may run as root, who may read everything; so the refusal is played.
    path = write("a.csv", GOOD)

    whole = Path.open

    def refuse(self: Path, *arguments: Any, **options: Any) -> Any:
        if str(self) == path:
            raise PermissionError(13, "Permission denied", path)
        return whole(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert refused(path) == "cannot be opened: Permission denied"


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_empty_file(write: Write, content: bytes) -> None:
    assert (
        refused(write("a.csv", content))
        == "the file is empty; at least 3 rows of two numbers are needed"
    )


@pytest.mark.parametrize(
    "content", [png(), zipped(), b"a,b\n1,2\n3,\x004\n5,6\n", b"\x01\x02a,b\n1,2\n"]
)
@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a"])
def test_binary_file(write: Write, content: bytes, name: str) -> None:
    assert refused(write(name, content)).startswith(
        "the file is binary, not a text table; allowed are"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(write: Write, encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert (
        refused(write("a.csv", mark + GOOD.encode(encoding)))
        == "the file is UTF-16 text; save it as UTF-8"
    )


def test_other_encodings(write: Write) -> None:
    path = write("a.csv", "price €,b\n1,2\n2,3\n3,5\n".encode("cp1252"))
    assert refused(path) == "the file is neither UTF-8 nor Latin-1 text; save it as UTF-8"


@pytest.mark.parametrize("name", ["a.parquet", "a.xlsx", "a.ods", "a.xls", "a.csv.gz"])
@pytest.mark.parametrize("content", [b"", GOOD.encode(), png(), zipped()])
def test_a_file_that_is_not_what_its_name_says(write: Write, name: str, content: bytes) -> None:
    pattern = "cannot be read: |the file is not a readable spreadsheet: |the file is empty"
    assert re.match(pattern, refused(write(name, content)))


def test_broken_files(write: Write) -> None:
    whole = gzip.compress(GOOD.encode() * 1000)
    assert refused(write("a.csv.gz", whole[:60])).startswith(
        "cannot be read: Compressed file ended"
    )
    assert refused(write("b.csv.gz", whole[:12] + b"\xff" * 40)).startswith(
        "cannot be read: Error -3"
    )


@pytest.mark.parametrize(
    "content", ["", "[1, 2]\n", "x,y\n1,2\n", '[{"x": 1},\n {"x": 2}]\n', png()]
)
def test_not_json_lines(write: Write, content: str | bytes) -> None:
    expected = "no line of the file is a JSON object; one object a line is needed"
    assert refused(write("a.jsonl", content)) == expected


def test_empty_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)
    assert refused(str(path)).startswith("no visible sheet holds anything")


def test_no_such_column(write: Write) -> None:
    path = write("a.csv", GOOD)
    listed = "numeric columns: 'length_mm', 'mass'"
    assert (
        refused(path, ["lenght_mm"]) == f"no column 'lenght_mm'; did you mean 'length_mm'? {listed}"
    )
    assert refused(path, ["mass"], "MAS") == f"no column 'MAS'; did you mean 'mass'? {listed}"
    assert refused(path, ["qqq"]) == f"no column 'qqq'; {listed}"
    assert refused(path, [""]) == f"no column ''; {listed}"
    wide = ",".join(f"c{i}" for i in range(15)) + "\n" + (",".join("1" * 15) + "\n") * 3
    assert refused(write("b.csv", wide), ["zzz"]).endswith("'c11' and 3 more")


def test_a_column_of_text(write: Write) -> None:
    expected = "column 'kind' holds text ('a', 'b', 'c'); a column of numbers is needed"
    assert refused(write("a.csv", GOOD), ["mass"], "kind") == expected
    assert refused(write("a.csv", GOOD), ["kind"]) == expected


def test_dates_with_slashes_are_not_clear(write: Write) -> None:
    path = write("a.csv", "day,x\n03/04/2020,1\n03/05/2020,3\n03/06/2020,7\n")
    assert refused(path, ["day"], "x") == (
        "column 'day' holds dates ('03/04/2020', '03/05/2020', '03/06/2020') of which it is not "
        "clear whether the day or the month comes first; write them as 2020-12-31"
    )


def test_text_is_more_than_half_words(write: Write) -> None:
    rows = ["1,1", "2,2", "3,4", "4,a", "5,b", "6,c", "7,NA", "8,NA"]
    assert read_data(write("a.csv", "\n".join(["x,y", *rows]))).left_out == 5
    path = write("b.csv", "\n".join(["x,y", *rows, "9,d"]))
    assert (
        refused(path, ["x"], "y")
        == "column 'y' holds text ('a', 'b', 'c'); a column of numbers is needed"
    )


def test_no_value_at_all(write: Write) -> None:
    path = write("a.csv", "x,y,z\n1,,\n2,NA,\n3,-,\n4,,\n")
    assert refused(path, ["x"], "y") == "column 'y' holds no value; a column of numbers is needed"
    assert refused(path) == "two numeric columns are needed; numeric columns found: 'x'"
    assert refused(path, y="x") == "two numeric columns are needed; numeric columns found: 'x'"


def test_fewer_than_two_columns(write: Write) -> None:
    expected = (
        "columns found: 'x'; two are needed, in a text table parted by commas, semicolons or tabs"
    )
    assert refused(write("a.csv", "x\n1\n2\n3\n")) == expected
    assert refused(write("b.csv", "x y\n1 2\n2 3\n3 5\n")).startswith(
        "columns found: 'x y'; two are needed"
    )
    assert refused(write("c.csv", "x,t\n1,a\n2,b\n3,c\n")).endswith("numeric columns found: 'x'")
    assert refused(write("d.csv", "s,t\na,a\nb,b\nc,c\n")).endswith("numeric columns found: none")
    assert refused(write("e.jsonl", '{"x": 1}\n')).startswith("columns found: 'x'; two are needed")


def test_too_few_rows(write: Write) -> None:
    path = write("a.csv", "x,y\n1,2\n2,NA\nabc,4\n5,6\n")
    assert refused(path) == (
        "2 usable rows; at least 3 are needed "
        "(line 3: no value in 'y'; line 4: 'abc' in 'x' is not a number)"
    )
    assert refused(write("b.csv", "x,y\n1,2\n2,4\n")) == "2 usable rows; at least 3 are needed"
    assert refused(write("c.csv", "1,2\n2,4\n")) == "2 usable rows; at least 3 are needed"
    assert read_data(write("d.csv", "1,2\n2,4\n3,5")).rows == 3
    assert refused(write("e.csv", "x,y\n")).startswith("no row holds anything")
    assert refused(write("f.csv", "x,y\n"), ["x"], "y") == "0 usable rows; at least 3 are needed"


def test_row_names_without_a_header(write: Write) -> None:
    message = refused(write("a.csv", '"x","y"\n"1",1,2\n"2",2,3\n"3",3,5\n'))
    assert message.startswith(
        "0 usable rows; at least 3 are needed (line 2: more cells than the first row has;"
    )


def test_x_that_does_not_vary(write: Write) -> None:
    path = write("a.csv", "x,y\n0.1,2\n0.1,3\n0.1,5\nNA,7\n0.5,NA\n")
    assert refused(path).startswith("column 'x' does not vary: every value is 0.1")
    # y may be constant: its best fit is a level line.
    assert read_data(path, ["y"], "x").dataset.n == 3


@pytest.mark.parametrize("word", ["inf", "-Infinity", "1e999", "-1E+400", "+inf"])
def test_infinities(write: Write, word: str) -> None:
    path = write("a.csv", f'x,"a\nb"\n1,2\n\n2,{word}\n3,4\n4,NA\n')
    assert refused(path) == (
        r"line 5: column 'a\nb' holds an infinity; "
        "numbers must be finite, of magnitude below 1.8e308"
    )
    assert "line 1: column 'x' holds an infinity" in refused(
        write("b.csv", f"{word},1\n2,3\n3,4\n")
    )
    quoted = word if word.startswith("1") else f'"{word}"'
    path = write("c.jsonl", '{"x":1,"y":2}\n{"x":2,"y":3}\n' + f'{{"x":{quoted},"y":2}}\n')
    assert refused(path).startswith("line 3: column 'x' holds an infinity")


def test_one_column_twice(write: Write) -> None:
    path = write("a.csv", GOOD)
    expected = "column 'mass' is named twice; x and y must be different columns"
    assert refused(path, ["mass"], "mass") == expected
    assert refused(path, ["mass", "Mass"], "length_mm") == expected


def test_one_header_twice(write: Write) -> None:
    path = write("a.csv", "a,a,b\n1,2,3\n2,3,4\n4,5,5\n")
    assert (
        refused(path, ["a"], "b")
        == "column 'a' is not clear: it heads columns 1 and 2; rename one of them"
    )
    assert refused(path) == "two columns are headed 'a'; rename one of them"
    assert read_data(path, ["b"]).raw_names == ("b", "a")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('x,y\n1,2\n"2,3\n3,4\n4,5\n', "line 3: a quote is opened and never closed"),
        ('x,y\n1,2\n2,"3"4\n3,4\n4,5\n', "line 3: ',' expected after '\"'"),
    ],
)
def test_quotes_that_do_not_match(write: Write, text: str, message: str) -> None:
    assert refused(write("a.csv", text)) == f"{message}; a quote inside quotes is written twice"


def test_an_endless_cell(write: Write) -> None:
    path = write("a.csv", "x,y\n1,2\n" + "9" * 200_000 + ",3\n")
    assert refused(path).startswith("line 3: column 'x' holds an infinity")
    path = write("a.csv", "x,y\n1,2\n" + "9" * 2_000_001 + ",3\n")
    assert refused(path) == "line 3 is longer than 2,000,000 bytes, the longest that is read"
