"""Tables that are damaged, hostile, enormous or only odd."""

import gzip
import io
import json
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.attacks.attack import Attack

__all__ = ["tables"]

ROWS: Final = [(1.5, 2.1), (2.25, 2.9), (3.0, 4.2), (4.5, 5.1), (5.25, 6.6)]
_TABLE: Final = "\n".join(["x,y", *(f"{x},{y}" for x, y in ROWS), ""]).encode()


def tables(chance: random.Random) -> Iterator[Attack]:
    """Yield attacks by tables."""
    texts = {**_texts(), **_layouts(), **_values()}
    yield from (_reading(f"table: {name}", "t.csv", content) for name, content in texts.items())
    yield from _header_rows()
    yield from _by_chance(chance)
    yield from _wide()
    yield from _bombs()
    yield from _books()
    yield from _no_files()
    for name in ("t.csv", "t.jsonl", "t.parquet", "t.xlsx", "t.ods", "t.csv.gz"):
        yield from _damaged(chance, name, _whole(name))


def _reading(name: str, file: str, content: bytes, *options: str) -> Attack:
    return Attack(name, ("check", "--data", file, *options), {file: content})


def _texts() -> dict[str, bytes]:
    """Return how letters may be coded."""
    return {
        "empty": b"",
        "only a line end": b"\n",
        "only a header": b"x,y\n",
        "no line end": b"x,y\n1,2\n2,3\n3,5",
        "UTF-8 with a mark": b"\xef\xbb\xbf" + _TABLE,
        "UTF-16": _TABLE.decode().encode("utf-16"),
        "UTF-32": _TABLE.decode().encode("utf-32"),
        "Latin-1": _TABLE.replace(b"x,", b"gr\xf6\xdfe,", 1),
        "NUL bytes": _TABLE.replace(b"1.5", b"1\x00.5"),
        "all NUL": bytes(5_000),
        "an unclosed quote": _TABLE.replace(b"1.5", b'"1.5'),
        "lone CR": _TABLE.replace(b"\n", b"\r"),
        "CRLF and a lone CR": _TABLE.replace(b"\n", b"\r\n").replace(b"2.25", b"2.\r25"),
        "escapes of a terminal": _TABLE.replace(b"1.5", b"\x1b[31m1.5\x07"),
        "bidi overrides": _TABLE.replace(b"x,y", "\u202ex,y".encode()),
    }


def _layouts() -> dict[str, bytes]:
    return {
        "sep=;": b"sep=;\n" + _TABLE.replace(b",", b";"),
        "a title above": b"Measured in May\n\n" + _TABLE,
        "200 titles above": b"# a remark, and another\n" * 200 + _TABLE,
        "a title wider than the table": b"a,b,c,d,e,f\n" + _TABLE,
        "a title and nothing else": b"Measured in May\n",
        "ragged": _TABLE + b"1\n1,2,3,4\n",
        "one column": b"x\n1\n2\n3\n",
        "empty header names": _TABLE.replace(b"x,y", b","),
        "header twice": _TABLE.replace(b"x,y", b"x,x"),
        "an id": b"id,x,y\n"
        + b"".join(f"{k},{x},{y}\n".encode() for k, (x, y) in enumerate(ROWS, 1)),
        "a line of 200,000 letters": _TABLE + b"1," + b"7" * 200_000 + b"\n",
        "a million commas": b"," * 1_000_000 + b"\n" + _TABLE,
    }


def _values() -> dict[str, bytes]:
    cells = {
        "huge": "1e307",
        "tiny": "1e-307",
        "subnormal": "5e-324",
        "infinite": "inf",
        "money": "€ 4.50",
        "per cent": "12%",
        "thousands": '"1,234"',
        "a date": "2024-02-30",
        "an underscore": "1_000",
        "full-width digits": "１２",
        "a minus sign": "−4",
        "hexadecimal": "0x10",
        "400 digits": "9" * 400,
        "a formula": "=1+1",
    }
    found = {
        f"a cell of {name}": _TABLE.replace(b"3.0", cell.encode()) for name, cell in cells.items()
    }
    for name, scale in {"1e-165": 1e-165, "1e-310": 1e-310, "1e154": 1e154, "1e307": 1e307}.items():
        rows = "".join(f"{x * scale},{y * scale}\n" for x, y in ROWS)
        found[f"all values of {name}"] = f"x,y\n{rows}".encode()
    found["all the same"] = b"x,y\n" + b"1,1\n" * 5
    found["x all the same"] = b"x,y\n1,1\n1,2\n1,3\n"
    found["two rows"] = b"x,y\n1,1\n2,2\n"
    return found


def _header_rows() -> Iterator[Attack]:
    """Yield tables of which a row is said to be the header that may be none, or not be there."""
    for row in ("1", "2", "7", "8", "99999999999", "9" * 30):
        name = f"table: header row {row[:12]}"
        yield _reading(name, "t.csv", b"Title\n" + _TABLE, f"--header-row={row}")


def _by_chance(chance: random.Random) -> Iterator[Attack]:
    """Yield tables of cells, delimiters and line ends drawn by chance."""
    cells = ("", "1", "2.5", "3,5", "-4e2", "a", "#", "NA", " 7 ", '"q"', '"r\ns"', "2024-05-01")
    for k in range(40):
        between, few = chance.choice(",;\t"), chance.choices(cells, k=4)
        ends = chance.choices(("\n", "\r\n", "\r", "\n\n"), k=chance.randrange(1, 4))
        text = "".join(
            between.join(chance.choices(few, k=chance.randrange(1, 5))) + chance.choice(ends)
            for _ in range(chance.randrange(1, 12))
        )
        yield _reading(f"table: by chance ({k})", "t.csv", text.encode())


def _wide() -> Iterator[Attack]:
    for count in (1_000, 10_000, 100_000):
        header = ",".join(f"c{k}" for k in range(count))
        rows = "\n".join(",".join(str(k * r % 97) for k in range(count)) for r in range(1, 4))
        content = f"{header}\n{rows}\n".encode()
        yield _reading(f"wide: {count:,} columns", "t.csv", content)
        yield _reading(f"wide: {count:,} columns, two named", "t.csv", content, "--x=c7", "--y=c9")
    keys = b"\n".join(
        json.dumps({f"k{k}": k * r for k in range(20_000)}).encode() for r in range(3)
    )
    yield _reading("wide: JSON lines of 20,000 keys", "t.jsonl", keys)
    new = b"\n".join(json.dumps({"x": r, f"k{r}": r}).encode() for r in range(20_000))
    yield _reading("wide: a new key on each line", "t.jsonl", new)


def _bombs() -> Iterator[Attack]:
    """Yield small files that grow when they are unpacked, made only when they are tried."""
    check = ("check", "--data")
    yield Attack("bomb: a cell of 2 GB, packed", (*check, "t.csv.gz"), lay=_packed)
    yield Attack("bomb: a book with 400 MB of blanks", (*check, "t.xlsx"), lay=_blown_up)
    deep = b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
    yield _reading("bomb: JSON 100,000 deep", "t.jsonl", deep)


def _packed(at: Path) -> None:
    with gzip.open(at / "t.csv.gz", "wb", compresslevel=1) as file:
        for _ in range(2_000):
            file.write(b"1" * 1_000_000)


def _blown_up(at: Path) -> None:
    book = _with_sheet(_book(), lambda xml: xml + b" " * 400_000_000)
    (at / "t.xlsx").write_bytes(book)


def _books() -> Iterator[Attack]:
    for name, reference in {"far out": "XFD1048576", "beyond all": "ZZZZZZ99999999"}.items():
        far = f'r="{reference}"'.encode()
        book = _with_sheet(_book(), lambda xml, far=far: xml.replace(b'r="B3"', far))
        yield _reading(f"book: a stray cell {name}", "t.xlsx", book)
    yield _reading("book: not one", "t.xlsx", b"PK\x03\x04" + bytes(100))


def _book() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in [("x", "y"), *ROWS]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _with_sheet(book: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return a book with the XML of its first sheet changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    return file.getvalue()


def _no_files() -> Iterator[Attack]:
    yield Attack("no file: missing", ("check", "--data", "none.csv"))
    yield Attack("no file: a folder", ("check", "--data", "./d.csv"), lay=_folder)
    yield Attack("no file: a pipe", ("check", "--data", "p.csv"), lay=_pipe)
    yield Attack("no file: without end", ("check", "--data", "/dev/zero"))
    yield Attack("no file: a link to itself", ("check", "--data", "l.csv"), lay=_loop)
    yield Attack("no file: a name of 5,000 letters", ("check", "--data", "n" * 5_000))
    yield Attack("no file: a name with a NUL's neighbour", ("check", "--data", "a\x01\x1b[2Jb.csv"))


def _folder(at: Path) -> None:
    (at / "d.csv").mkdir()


def _pipe(at: Path) -> None:
    os.mkfifo(at / "p.csv")


def _loop(at: Path) -> None:
    (at / "l.csv").symlink_to("l.csv")


def _whole(name: str) -> bytes:
    """Return a sound file of a kind."""
    if name.endswith(".jsonl"):
        return b"".join(json.dumps({"x": x, "y": y}).encode() + b"\n" for x, y in ROWS)
    if name.endswith(".gz"):
        return gzip.compress(_TABLE, mtime=0)
    if name.endswith(".csv"):
        return _TABLE
    return {"t.xlsx": _book, "t.ods": _ods, "t.parquet": _parquet}[name]()


def _ods() -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow

    book, sheet = OpenDocumentSpreadsheet(), Table(name="one")
    for values in ROWS:
        row = TableRow()
        for value in values:
            row.addElement(TableCell(valuetype="float", value=value))
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _parquet() -> bytes:
    import tempfile

    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.parquet"
        values = ", ".join(map(str, ROWS))
        duckdb.sql(f"COPY (FROM (VALUES {values}) AS t(x, y)) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


def _damaged(chance: random.Random, name: str, whole: bytes) -> Iterator[Attack]:
    """Yield a file cut short, and with some bytes changed."""
    kind = name.partition(".")[2]
    for share in (0.1, 0.5, 0.95):
        cut = whole[: int(share * len(whole))]
        yield _reading(f"damaged: {kind} cut at {share:.0%}", name, cut)
    for k in range(8):
        broken = bytearray(whole)
        for place in chance.sample(range(len(whole)), max(1, len(whole) // 100)):
            broken[place] = chance.randrange(256)
        yield _reading(f"damaged: {kind}, other bytes ({k})", name, bytes(broken))
