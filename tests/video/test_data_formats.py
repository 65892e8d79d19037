"""Each kind of file, written by its own library, gives the numbers that were written."""

import datetime
import gzip
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import duckdb
import numpy as np
import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from gdvideo.data import LeftOut, ReadData, describe, read_data
from gdvideo.data.tables import connect
from gdvideo.errors import InputError

Write = Callable[[str, str | bytes], str]

X = [0.1, 2.5, -3e-7, 1e300, 7.0, 1 / 3]
# openpyxl writes 16 significant digits, so no number here has more.
Y = [5.0, -0.25, 12345678.9012345, 3.0, 2e-300, 9.0]
HEADERS = ["speed (km/h)", "distance_m"]


def text_table(
    delimiter: str = ",", end: str = "\n", decimal: str = ".", header: bool = True
) -> str:
    rows = [HEADERS] if header else []
    rows += [
        [repr(a).replace(".", decimal), repr(b).replace(".", decimal)]
        for a, b in zip(X, Y, strict=True)
    ]
    return "".join(delimiter.join(row) + end for row in rows)


def check(read: ReadData) -> None:
    np.testing.assert_array_equal(read.dataset.x.values, X)
    np.testing.assert_array_equal(read.dataset.y.values, Y)
    assert (read.rows, read.left_out, read.reasons) == (6, 0, ())


def write_parquet(path: Path, query: str) -> str:
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return str(path)


def write_xlsx(path: Path, rows: Sequence[Sequence[object]], top: int = 1, left: int = 1) -> str:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            sheet.cell(top + i, left + j, value)
    book.create_sheet("another").append(["z", "w"])
    book.save(path)
    return str(path)


def write_ods(path: Path, rows: Sequence[Sequence[float | str]]) -> str:
    document = OpenDocumentSpreadsheet()
    sheet = Table(name="data")
    document.spreadsheet.addElement(sheet)
    for row in rows:
        line = TableRow()
        sheet.addElement(line)
        for value in row:
            kind = "string" if isinstance(value, str) else "float"
            cell = TableCell(valuetype=kind, **({} if kind == "string" else {"value": repr(value)}))
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
    document.save(str(path))
    return str(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("header", [True, False])
def test_every_kind_of_text_table(
    write: Write, delimiter: str, end: str, mark: bytes, header: bool
) -> None:
    text = text_table(delimiter, end, header=header)
    read = read_data(write("a.csv", mark + text.encode()))
    check(read)
    assert read.header is header
    assert [c.name for c in read.dataset.columns] == (
        ["speed", "distance"] if header else ["x", "y"]
    )
    assert [c.unit for c in read.dataset.columns] == (["km/h", "m"] if header else ["", ""])
    assert read.raw_names == (tuple(HEADERS) if header else ("x", "y"))


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("header", [True, False])
def test_decimal_comma(write: Write, delimiter: str, header: bool) -> None:
    read = read_data(write("a.csv", text_table(delimiter, decimal=",", header=header)))
    check(read)
    assert read.decimal_comma
    assert read.header is header


def test_a_point_is_no_decimal_sign_beside_decimal_commas(write: Write) -> None:
    read = read_data(write("a.csv", "x;y\n1,5;2\n2,5;1.000\n3,5;4\n4,5;5\n"))
    np.testing.assert_array_equal(read.dataset.y.values, [2, 4, 5])
    assert read.reasons == (LeftOut(3, "'1.000' in 'y' is not a number"),)


def test_decimal_commas_do_not_part_cells_that_semicolons_part(write: Write) -> None:
    read = read_data(write("a.csv", "1,5;2,5\n3,5;4,5\n5,5;7,5\n"))
    np.testing.assert_array_equal(read.dataset.x.values, [1.5, 3.5, 5.5])
    np.testing.assert_array_equal(read.dataset.y.values, [2.5, 4.5, 7.5])


def test_parquet(tmp_path: Path) -> None:
    pairs = ", ".join(f"({a!r}::DOUBLE, {b!r}::DOUBLE)" for a, b in zip(X, Y, strict=True))
    query = f"""SELECT * FROM (VALUES {pairs}) AS t("{HEADERS[0]}", "{HEADERS[1]}")"""
    check(read_data(write_parquet(tmp_path / "a.parquet", query)))


def test_parquet_types_keep_their_exact_values(tmp_path: Path) -> None:
    query = """SELECT * FROM (VALUES
        (0.1::FLOAT, 1::TINYINT, 1.25::DECIMAL(5, 2), true, 'a', DATE '2020-01-01', '1.5'),
        (0.7::FLOAT, 2::TINYINT, 2.50::DECIMAL(5, 2), false, 'b', DATE '2020-01-02', '2.5'),
        (0.3::FLOAT, NULL, 3.75::DECIMAL(5, 2), true, 'c', DATE '2020-01-03', 'NA'),
        ('nan'::FLOAT, 3::TINYINT, 3.75::DECIMAL(5, 2), true, 'c', DATE '2020-01-03', '9'),
        (0.9::FLOAT, 4::TINYINT, 4.00::DECIMAL(5, 2), false, 'd', DATE '2020-01-04', '4.5')
        ) AS t(f, i, d, b, s, day, "te""xt")"""
    path = write_parquet(tmp_path / "a.parquet", query)
    read = read_data(path, ["f", "d", 'te"xt'], "i")
    # A 32-bit 0.1 is exactly 13421773 * 2**-27; NumPy's own conversion is the oracle.
    np.testing.assert_array_equal(read.dataset.x.values, np.array([0.1, 0.7, 0.9], np.float32))
    np.testing.assert_array_equal(read.dataset.predictors[1].values, [1.25, 2.5, 4])
    np.testing.assert_array_equal(read.dataset.predictors[2].values, [1.5, 2.5, 4.5])
    assert read.reasons == (LeftOut(3, "no value in 'te\"xt'"), LeftOut(4, "no value in 'f'"))
    assert read_data(path).raw_names == ("f", "i")


def test_json_lines(write: Write) -> None:
    # repr is what Python's json module writes for a float.
    lines = [
        f'{{"{HEADERS[0]}": {a!r}, "{HEADERS[1]}": {b!r}}}\n' for a, b in zip(X, Y, strict=True)
    ]
    check(read_data(write("a.jsonl", "".join(lines))))


def test_json_lines_with_gaps_and_odd_keys(write: Write) -> None:
    text = (
        '{"a/b~\'c\\"": 1, "y": "2", "s": "word"}\n\n{"y": 3, "a/b~\'c\\"": 4}\r\n'
        'not json\n{"y": null, "a/b~\'c\\"": 5}\n{"y": true, "a/b~\'c\\"": 5}\n'
        '{"y": [1], "a/b~\'c\\"": 5}\n{"a/b~\'c\\"": 5}\n{"y": 6, "a/b~\'c\\"": 7.5}\n'
    )
    read = read_data(write("a.jsonl", text), ["a/b~'c\""], "y")
    np.testing.assert_array_equal(read.dataset.x.values, [1, 4, 7.5])
    np.testing.assert_array_equal(read.dataset.y.values, [2, 3, 6])
    assert (read.rows, read.left_out) == (8, 5)
    assert read.reasons == (
        LeftOut(4, "not a JSON object"),
        LeftOut(5, "no value in 'y'"),
        LeftOut(6, "'true' in 'y' is not a number"),
        LeftOut(7, "'[1]' in 'y' is not a number"),
        LeftOut(8, "no value in 'y'"),
    )


@pytest.mark.parametrize("header", [True, False])
def test_xlsx(tmp_path: Path, header: bool) -> None:
    rows = [*([HEADERS] if header else []), *zip(X, Y, strict=True)]
    read = read_data(write_xlsx(tmp_path / "a.xlsx", rows))
    check(read)
    assert read.header is header


def test_xlsx_with_gaps_tells_the_sheet_row(tmp_path: Path) -> None:
    day = datetime.date(2020, 1, 1)
    rows = [["n", "day", "a_mm"], [1, day, 2.5], [None, None, None], [2, day, "x"], [3, day, None]]
    rows += [["4", day, 7], [5, day, True], [6, day, 8], [7, day, 9]]
    read = read_data(write_xlsx(tmp_path / "a.xlsx", rows, top=3, left=2), ["n"], "a_mm")
    np.testing.assert_array_equal(read.dataset.x.values, [1, 4, 6, 7])
    np.testing.assert_array_equal(read.dataset.y.values, [2.5, 7, 8, 9])
    assert read.rows == 7
    # Row 3 holds the headers, so the n-th row of the list above is sheet row 3 + n.
    assert read.reasons == (
        LeftOut(6, "'x' in 'a_mm' is not a number"),
        LeftOut(7, "no value in 'a_mm'"),
        LeftOut(9, "'True' in 'a_mm' is not a number"),
    )


def test_ods(tmp_path: Path) -> None:
    read = read_data(write_ods(tmp_path / "a.ods", [HEADERS, *zip(X, Y, strict=True)]))
    check(read)


def test_compressed_csv(write: Write) -> None:
    check(read_data(write("a.csv.gz", gzip.compress(text_table().encode()))))


def test_the_digest_depends_on_numbers_and_names_only(tmp_path: Path, write: Write) -> None:
    pairs = list(zip(X, Y, strict=True))
    sources = [
        write("a.csv", text_table()),
        write("b.csv", text_table(";", "\r\n", ",")),
        write_xlsx(tmp_path / "a.xlsx", [HEADERS, *pairs]),
        write_ods(tmp_path / "a.ods", [HEADERS, *pairs]),
    ]
    assert len({read_data(source).digest for source in sources}) == 1
    others = [
        write("c.csv", text_table().replace("12345678.9012345", "12345678.9012346")),
        write("d.csv", text_table().replace("speed", "Speed")),
        write("e.csv", text_table(header=False)),
    ]
    assert len({read_data(source).digest for source in [sources[0], *others]}) == 4


def test_a_zero_has_no_sign(write: Write) -> None:
    signed = read_data(write("a.csv", "x,y\n-0,1\n1,-0.0\n2,3\n"))
    assert signed.digest == read_data(write("b.csv", "x,y\n0,1\n1,0\n2,3\n")).digest


def test_lines_are_counted_as_an_editor_counts_them(write: Write) -> None:
    text = 'a,"b\nof c",t\r\n\r\n1,2,"two\nlines"\r\n3,"NA",x\r\n\r\n"4\n",abc,"\n\n"\r\n5,6,x\r\n'
    text += "7,8\r\n9\r\n10,11,x,y\r\n"
    read = read_data(write("a.csv", text), ["a"], "b\nof c")
    # Lines: header 1-2, blank 3, record 4-5, NA 6, blank 7, abc 8-11, then 12, 13, 14 and 15.
    assert read.reasons == (
        LeftOut(6, "no value in 'b\\nof c'"),
        LeftOut(8, "'abc' in 'b\\nof c' is not a number"),
        LeftOut(14, "no value in 'b\\nof c'"),
        LeftOut(15, "more cells than the first row has"),
    )
    np.testing.assert_array_equal(read.dataset.x.values, [1, 5, 7])
    assert (read.rows, read.dataset.y.name) == (7, "b of c")


def test_missing_and_unreadable_cells_are_told_apart(write: Write) -> None:
    bad = [
        "NA",
        "NaN",
        "",
        "-",
        "null",
        "1_000",
        "5%",
        "$5",
        "1 000",
        "2020-01-02",
        "0x10",
        "\u22125",
    ]
    text = "a;b\n" + "".join(f"{i};{cell}\n" for i, cell in enumerate(bad)) + "1;1\n2;2\n" * 10
    read = read_data(write("a.csv", text), ["a"], "b")
    assert (read.rows, read.left_out, len(read.reasons)) == (32, 12, 5)
    assert {row.reason for row in read.reasons} == {"no value in 'b'"}
    late = read_data(write("b.csv", "a;b\n" + "1;1\n2;2\n3;3\n" + text[-80:] + "9;1,234.5\n"))
    assert late.reasons[-1].reason == "'1,234.5' in 'b' is not a number"
    for cell in bad[5:]:
        one = read_data(write("c.csv", f"a;b\n1;1\n2;{cell}\n3;3\n4;4\n"))
        assert one.reasons == (LeftOut(3, f"{cell!r} in 'b' is not a number"),)


def test_quotes_spaces_and_short_rows(write: Write) -> None:
    read = read_data(write("a.csv", '"a ""q""", b\n"1", 2\n 3 ,"4"\n5,6,\n'))
    assert read.raw_names == ('a "q"', "b")
    np.testing.assert_array_equal(read.dataset.x.values, [1, 3, 5])


def test_latin_1_headers(write: Write) -> None:
    read = read_data(write("a.csv", "größe (µm),b\n1,2\n2,3\n3,5\n".encode("latin-1")))
    assert (read.dataset.x.name, read.dataset.x.unit) == ("größe", "µm")


def test_columns_by_name(write: Write) -> None:
    path = write("a.csv", "id,Name,α,β,γ\n1,a,2,7,3\n2,b,3,8,5\n3,c,5,1,8\n")
    assert read_data(path).raw_names == ("α", "β")
    assert read_data(path, y="id").raw_names == ("α", "id")
    assert read_data(path, ["β"]).raw_names == ("β", "α")
    assert read_data(path, ["γ", "Α"], "ID").raw_names == ("γ", "α", "id")
    np.testing.assert_array_equal(
        read_data(path, ["γ", "β"], "α").dataset.predictors[1].values, [7, 8, 1]
    )


def test_case_decides_between_headers_that_differ_in_nothing_else(write: Write) -> None:
    path = write("a.csv", "T,t,y\n1,4,7\n2,5,8\n3,7,8\n")
    np.testing.assert_array_equal(read_data(path, ["t"], "y").dataset.x.values, [4, 5, 7])


def test_without_header_columns_are_numbered(write: Write) -> None:
    path = write("a.csv", "a,1,2\nb,2,3\nc,3,5\n")
    read = read_data(path)
    assert (read.raw_names, read.header, read.rows) == (("column2", "column3"), False, 3)


@pytest.mark.parametrize(
    "name", ["s[1]*?.csv", "a'b\";--.csv", "100%20$path.csv", "größe {1,2}.csv", "[!a]\n.csv"]
)
def test_file_names_are_taken_literally(write: Write, name: str) -> None:
    write("s1xx.csv", "9,9\n9,9\n8,9\n")
    path = write(name, text_table())
    check(read_data(path))


def test_names_in_the_path_add_no_column(tmp_path: Path) -> None:
    # duckdb takes a folder key=value for a column (Hive partitioning), even over the file's own.
    folder = tmp_path / "c0=9" / "json=9" / "i=9" / "**"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_text(text_table())
    check(read_data(str(folder / "a.csv")))
    (folder / "a.jsonl").write_text('{"i": 1, "j": 2}\n{"i": 2, "j": 3}\n{"i": 4, "j": 3}\n')
    np.testing.assert_array_equal(read_data(str(folder / "a.jsonl")).dataset.x.values, [1, 2, 4])
    path = write_parquet(folder / "a.parquet", "SELECT i, i * i AS j FROM range(5) t(i)")
    np.testing.assert_array_equal(read_data(path).dataset.x.values, [0, 1, 2, 3, 4])
    with pytest.raises(InputError, match=r"numeric columns: 'i', 'j'$"):
        read_data(path, ["c0"])


def test_many_rows_keep_their_order_and_their_line(write: Write) -> None:
    x = np.random.default_rng(5).normal(100, 10, 250_000)
    lines = [f"{a!r},{i}\n" for i, a in enumerate(x.tolist())]
    lines[200_000] = "oops,1\n"
    read = read_data(write("a.csv", "x,y\n" + "".join(lines)))
    np.testing.assert_array_equal(read.dataset.x.values, np.delete(x, 200_000))
    np.testing.assert_array_equal(np.diff(read.dataset.y.values)[: 200_000 - 1], 1)
    assert read.reasons == (LeftOut(200_002, "'oops' in 'x' is not a number"),)


def test_a_column_that_fills_late_is_found(write: Write) -> None:
    lines = [f"{i},\n" for i in range(110_000)] + ["1,2\n3,4\n5,6\n"]
    read = read_data(write("a.csv", "x,y\n" + "".join(lines)))
    assert (read.dataset.n, read.left_out) == (3, 110_000)


def test_a_decimal_comma_that_comes_late_is_found(write: Write) -> None:
    lines = [f"{i};2\n" for i in range(110_000)] + ["1,5;2\n"]
    read = read_data(write("a.csv", "x;y\n" + "".join(lines)), ["x"], "y")
    assert (read.dataset.n, read.dataset.x.values[-1]) == (110_001, 1.5)


def test_description(write: Write) -> None:
    read = read_data(write("a.csv", "1,5;2\n2;x\n3;2\n4;-8\n5;\n6;\n7;\n8;\n9;\n10;4\n"))
    assert describe(read)[1:] == [
        "x is x, from 1.5 to 10; y is y, from -8 to 4.",
        "The first row holds numbers, so it is data; --header-row can make it the header.",
        "Numbers are written with a decimal comma.",
        "Left out: line 2: 'x' in 'y' is not a number.",
        *(f"Left out: line {line}: no value in 'y'." for line in (5, 6, 7, 8)),
        "And 1 more row is left out.",
    ]
    assert describe(read)[0].endswith("a.csv: 4 of 10 rows used, 6 left out.")


def test_reading_leaves_no_file_behind(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.csv", text_table())
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    code = f"import gdvideo.data as d; print(d.read_data({path!r}).rows)"
    root = str(Path(__file__).resolve().parents[2])
    environment = os.environ | {
        "HOME": str(home),
        "PYTHONPATH": root,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "6\n"
    assert list(home.rglob("*")) == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("autoload_known_extensions", False),
        ("autoinstall_known_extensions", False),
        ("allow_persistent_secrets", False),
        ("temp_directory", ""),
        ("threads", 1),
    ],
)
def test_duckdb_stays_off_network_and_disk(setting: str, value: object) -> None:
    with closing(connect()) as connection:
        assert connection.execute(f"SELECT current_setting('{setting}')").fetchone() == (value,)
