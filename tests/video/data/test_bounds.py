"""No file, however wide, large or hostile, takes more than a gigabyte or says more than a line.

They are read in a process apart, whose largest memory so far the operating system tells.
"""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow

from gdvideo.data import read_data
from gdvideo.data.apart import done_apart
from gdvideo.data.extracting import Task
from gdvideo.errors import InputError

Write = Callable[[str, str | bytes], str]
Read = Callable[..., object]

ROOT = Path(__file__).resolve().parents[3]
READ = """
import json, resource, sys
from gdvideo.data import read_data
from gdvideo.errors import InputError
for asked in sys.stdin:
    source, x, y = json.loads(asked)
    try:
        said = list(read_data(source, x, y).raw_names)
    except InputError as error:
        said = str(error)
    # Not `RUSAGE_SELF`, which remembers how large the process was that this one was forked from.
    [own] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps([said, max(int(own), children) / 2**20]), flush=True)
"""


@pytest.fixture(scope="module")
def reader() -> Iterator["subprocess.Popen[str]"]:
    """A process that reads what it is asked to, and says how much memory it has taken at most."""
    with subprocess.Popen(
        [sys.executable, "-c", READ],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        _, err = process.communicate(timeout=300)
        assert (process.returncode, err) == (0, "")


@pytest.fixture
def read_apart(reader: "subprocess.Popen[str]") -> Callable[..., object]:
    """Return a function that returns the columns that were read, or the message."""
    assert reader.stdin is not None
    assert reader.stdout is not None
    asks, answers = reader.stdin, reader.stdout

    def read(source: Path, x: Iterable[str] = (), y: str | None = None) -> object:
        asks.write(json.dumps([str(source), list(x), y]) + "\n")
        asks.flush()
        said, gigabytes = json.loads(answers.readline())
        assert gigabytes < 1, f"{gigabytes:.2f} GB: {said}"
        return said.removeprefix(f"{str(source)!r}: ") if isinstance(said, str) else said

    return read


@pytest.mark.parametrize("columns", [1_000, 10_000])
def test_wide_text(read_apart: Read, tmp_path: Path, columns: int) -> None:
    path = tmp_path / "a.csv"
    lines = [[f"col{i}" for i in range(columns)]]
    lines += [[f"{(i + 1) * k % 97}.25" for i in range(columns)] for k in range(1, 41)]
    path.write_text("\n".join(map(",".join, lines)))
    assert read_apart(path, ["col7"], f"col{columns - 1}") == ["col7", f"col{columns - 1}"]
    assert read_apart(path) == ["col0", "col1"]


def test_numbers_after_many_words(write: Write) -> None:
    names = [f"c{i}" for i in range(200)]
    rows = [[f"word{i}" for i in range(198)] + [f"{k}.5", f"{k * k}"] for k in range(2, 9)]
    path = write("a.csv", "\n".join(map(",".join, [names, *rows])))
    assert read_data(path).raw_names == ("c198", "c199")


def test_words_only_in_a_wide_table(write: Write) -> None:
    rows = [[f"c{i}" for i in range(300)], *[["word"] * 298 + ["1.5", "2.5"]] * 4]
    with pytest.raises(InputError, match=r"found: none \(looked for in the first 256 of 300 col"):
        read_data(write("a.csv", "\n".join(map(",".join, rows))))


def test_too_wide(write: Write) -> None:
    path = write("a.csv", "x," * 20_000 + "y\n" + "1," * 20_000 + "2\n")
    with pytest.raises(InputError, match=r"20,001 columns; at most 16,384 are read"):
        read_data(path)


def test_json_lines_with_many_keys(read_apart: Read, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({f"k{i}": i * k % 97 + 0.5 for i in range(10_000)}) for k in range(1, 41)]
    path.write_text("\n".join(lines))
    assert read_apart(path, ["k3"], "k9999") == ["k3", "k9999"]
    path.write_text("\n".join(json.dumps({f"k{j}_{i}": 1 for i in range(9)}) for j in range(9_000)))
    assert read_apart(path) == "81,000 columns; at most 16,384 are read"


def sheet(path: Path, stray: str | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in (["a", "b"], [1.5, 2], [2.5, 3], [3.5, 7]):
        book.worksheets[0].append(row)
    if stray:
        book.worksheets[0][stray] = 1
    book.save(path)
    return path


def repacked(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """Change the first sheet of a workbook."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/worksheets/sheet1.xml"] = change(parts["xl/worksheets/sheet1.xml"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


def test_a_stray_cell_far_out(read_apart: Read, tmp_path: Path) -> None:
    assert read_apart(sheet(tmp_path / "right.xlsx", "XFD2")) == ["a", "b"]
    assert read_apart(sheet(tmp_path / "below.xlsx", "B1048576"), ["a"], "b") == ["a", "b"]
    assert read_apart(sheet(tmp_path / "both.xlsx", "XFD1048576")) == (
        "could not be read: the reader ended abruptly (a damaged or hostile file?)"
    )
    assert read_apart(sheet(tmp_path / "near.xlsx", "AZZ8000")) == (
        "the cells of the sheet span 1,378 columns and 8,000 rows; "
        "at most 8,000,000 cells are read (is there a stray one far out?)"
    )


def test_a_wrong_dimension_does_no_harm(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx")
    repacked(path, lambda part: part.replace(b"A1:B4", b"A1:XFD1048576"))
    assert read_data(str(path)).raw_names == ("a", "b")


@pytest.mark.parametrize(("columns", "rows"), [(16_384, 1_048_576), (2**31 - 1, 2**31 - 1)])
def test_repeated_cells(read_apart: Read, tmp_path: Path, columns: int, rows: int) -> None:
    book, table = OpenDocumentSpreadsheet(), Table(name="a")
    row = TableRow(numberrowsrepeated=rows)
    row.addElement(TableCell(valuetype="float", value=1, numbercolumnsrepeated=columns))
    table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(tmp_path / "a.ods")
    said = read_apart(tmp_path / "a.ods")
    assert isinstance(said, str)
    assert "Cell limit exceeded" in said


def test_sheets_that_unpack_to_far_more(read_apart: Read, tmp_path: Path) -> None:
    cell = b"<row><c t='inlineStr'><is><t>" + b"7" * (80 << 20) + b"</t></is></c></row></sheetData>"
    path = repacked(sheet(tmp_path / "a.xlsx"), lambda part: part.replace(b"</sheetData>", cell, 1))
    assert (
        read_apart(path) == "the file unpacks to more than 200 times its size, which no table does"
    )


def test_compressed_text_that_unpacks_to_far_more(read_apart: Read, tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"1,2\n" * (25 << 20), 9))
    assert (
        read_apart(path) == "the file unpacks to more than 200 times its size, which no table does"
    )
    path.write_bytes(gzip.compress(b"x,y\n1,2\n" + b"7" * (50 << 20), 9))
    assert read_apart(path) == "line 3 is longer than 2,000,000 bytes, the longest that is read"


def test_one_cell_of_a_gigabyte(read_apart: Read, tmp_path: Path) -> None:
    path, table = tmp_path / "a.csv", tmp_path / "a.jsonl"
    for target, head in ((path, b"x,y\n1,2\n"), (table, b'{"x": 1, "y": 2}\n{"x": ')):
        target.write_bytes(head)
        # A hole in the file, then digits: its blocks are not on the disk.
        with target.open("ab") as file:
            file.write(b"7" * (40 << 20))
            os.truncate(target, 1 << 30)
    assert read_apart(path) == "line 3 is longer than 2,000,000 bytes, the longest that is read"
    assert read_apart(table) == (
        "cannot be read: a line is longer than 16,777,216 bytes, the longest that is read"
    )


def written(path: Path, query: str) -> Path:
    """Write a table in a process of its own, whose memory is not counted as a reader's."""
    packed = "(COMPRESSION zstd)" if path.suffix == ".parquet" else ""
    copy = f"COPY ({query}) TO '{path}' {packed}"
    subprocess.run([sys.executable, "-c", f"import duckdb; duckdb.sql({copy!r})"], check=True)
    return path


def test_parquet_that_unpacks_to_far_more(read_apart: Read, tmp_path: Path) -> None:
    rows = "SELECT i AS x, i % 2 AS y FROM range(10_000_001) t(i)"
    assert read_apart(written(tmp_path / "rows.parquet", rows)) == (
        "more than 10,000,000 rows; at most 20,000,000 numbers are read"
    )
    cells = "SELECT i AS x, repeat('7', 300_000_000) AS y FROM range(4) t(i)"
    assert read_apart(written(tmp_path / "cells.parquet", cells), ["x"], "y") == (
        "cannot be read in 768 MB of memory, the most that is taken"
    )


def test_the_death_of_the_reader_is_one_sentence(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.jsonl", '{"x": 1, "y": 2}\n')
    monkeypatch.setenv("PYTHONHASHSEED", "nonsense")  # Python refuses to start with it.
    with pytest.raises(InputError, match="the reader ended abruptly"):
        done_apart(Task(Path(path)))


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_an_interrupt_while_reading_ends_at_once(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    columns = ", ".join(f"i % {k} + 0.5 AS c{k}" for k in range(2, 30))
    written(path, f"SELECT {columns} FROM range(150_000) t(i)")
    code = (
        "import gdvideo.data.apart as a; a._LOOKS_S = 600; import gdvideo.__main__ as m; m.main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, "check", "--data", str(path), "--y", "c29"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for_a_child(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=300)
    assert (process.returncode, out, err) == (130, "", "gdvideo: interrupted\n")


def wait_for_a_child(pid: int) -> None:
    """Wait until a process has started one of its own."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    while not children.read_text():
        time.sleep(0.005)
