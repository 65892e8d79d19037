"""One shape for every kind of file: rows that duckdb gives in file order, and SQL for each cell."""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from gdvideo.data.cells import has_header
from gdvideo.data.headers import raw_headers
from gdvideo.data.textfiles import locate_records, sniff
from gdvideo.errors import InputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Cell", "Table", "connect", "memory_table", "open_table"]

_NUMERIC = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A column in SQL.

    Parameters
    ----------
    text : str
        SQL of a cell as text, NULL if there is none.
    number : str
        SQL of a cell as a double where the file itself says that it is a number; else empty.
    """

    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """An opened file.

    Parameters
    ----------
    headers : tuple of str
        The columns' headers, made up if the file has none.
    header : bool
        Whether the file has them.
    cells : tuple of Cell
        One a column.
    rows : str
        SQL that gives the rows in file order.
    locate : callable
        From rows, counted from 0 and ascending, to where they stand in the file, counted from 1.
    place : str
        What `locate` counts: `line` or `row`.
    parameters : dict
        The values of the `$names` in `rows`.
    broken : str
        SQL of the reason why a whole row is unreadable, NULL if it is not.
    decimal_comma_possible : bool
        Whether `1,5` may be one number.
    """

    headers: tuple[str, ...]
    header: bool
    cells: tuple[Cell, ...]
    rows: str
    locate: Callable[[Sequence[int]], list[int]]
    place: str
    parameters: dict[str, object] = field(default_factory=dict[str, object])
    broken: str = "NULL"
    decimal_comma_possible: bool = False


def connect() -> "DuckDBPyConnection":
    """Return a duckdb that keeps to memory and one thread, and fetches nothing from a network."""
    import duckdb

    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_persistent_secrets": "false",
            "temp_directory": "",
            "threads": "1",
        },
    )


def open_table(connection: "DuckDBPyConnection", path: Path) -> Table:
    """Open a file by the end of its name; whatever is not known is taken for text.

    Parameters
    ----------
    connection : DuckDBPyConnection
        From `connect`; it must outlive the table.
    path : Path
        A regular file, absolute.

    Raises
    ------
    InputError, OSError, duckdb.Error
        If the file cannot be read as what its name says.
    """
    match path.suffix.lower():
        case ".parquet" | ".pq":
            return _parquet_table(connection, path)
        case ".jsonl" | ".ndjson" | ".json":
            return _json_table(connection, path)
        case ".xlsx" | ".xlsm" | ".xlsb" | ".xls" | ".ods":
            return _sheet_table(connection, path)
        case _:
            return _text_table(path)


def _literal(path: Path) -> str:
    """Write a path so that duckdb does not take `*`, `?` and `[` in it for a pattern."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def _text_table(path: Path) -> Table:
    form = sniff(path)
    names = [f"c{i}" for i in range(len(form.first))]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in [*names, "rest"])
    return Table(
        headers=raw_headers(form.first, form.header),
        header=form.header,
        cells=tuple(Cell(name) for name in names),
        # parallel=false: duckdb cannot pad short rows and read line breaks in quotes in parallel.
        rows=f"""SELECT * FROM read_csv($path, auto_detect=false, header=false, delim=$delimiter,
            quote='"', escape='"', null_padding=true, strict_mode=false, parallel=false,
            hive_partitioning=false, encoding=$encoding, compression=$compression,
            columns={{{columns}}}) OFFSET {int(form.header)}""",
        locate=lambda rows: locate_records(form, rows),
        place="line",
        parameters={
            "path": _literal(path),
            "delimiter": form.delimiter,
            "encoding": form.encoding,
            "compression": "gzip" if path.suffix.lower() == ".gz" else "none",
        },
        broken="CASE WHEN rest <> '' THEN 'more cells than the first row has' END",
        decimal_comma_possible=form.decimal_comma_possible,
    )


def _parquet_table(connection: "DuckDBPyConnection", path: Path) -> Table:
    rows = "SELECT * FROM read_parquet($path, hive_partitioning=false)"
    parameters: dict[str, object] = {"path": _literal(path)}
    described = connection.execute(f"DESCRIBE {rows}", parameters).fetchall()

    def cell(name: str, kind: str) -> Cell:
        quoted = '"' + name.replace('"', '""') + '"'
        number = f"CAST({quoted} AS DOUBLE)" if _NUMERIC.fullmatch(kind) else ""
        return Cell(f"CAST({quoted} AS VARCHAR)", number)

    return Table(
        headers=tuple(str(row[0]) for row in described),
        header=True,
        cells=tuple(cell(str(row[0]), str(row[1])) for row in described),
        rows=rows,
        locate=lambda rows: [row + 1 for row in rows],
        place="row",
        parameters=parameters,
    )


def _json_table(connection: "DuckDBPyConnection", path: Path) -> Table:
    rows = (
        "SELECT json FROM read_ndjson_objects($path, ignore_errors=true, hive_partitioning=false)"
    )
    parameters: dict[str, object] = {"path": _literal(path)}
    keys = connection.execute(
        f"""SELECT keys FROM (
            SELECT row_number() OVER () AS row, json_keys(json) AS keys FROM ({rows}))
        WHERE keys IS NOT NULL GROUP BY keys ORDER BY min(row)""",
        parameters,
    ).fetchall()
    headers = tuple(dict.fromkeys(key for (found,) in keys for key in found))
    if not headers:
        raise InputError("no line of the file is a JSON object; one object a line is needed")
    # A key as a JSON pointer (RFC 6901, section 3): only ~ and / are special.
    pointers = ["/" + header.replace("~", "~0").replace("/", "~1") for header in headers]
    quoted = [pointer.replace("'", "''") for pointer in pointers]
    return Table(
        headers=headers,
        header=True,
        cells=tuple(Cell(f"(json ->> '{pointer}')") for pointer in quoted),
        rows=rows,
        locate=lambda rows: _locate_lines(path, rows),
        place="line",
        parameters=parameters,
        broken="CASE WHEN json IS NULL THEN 'not a JSON object' END",
    )


def _locate_lines(path: Path, rows: Sequence[int]) -> list[int]:
    """Return the line of each row of a file in which blank lines are no rows."""
    with path.open("rb") as file:
        lines = (number for number, line in enumerate(file, 1) if line.strip())
        starts = [-1, *rows]
        steps = [after - before - 1 for before, after in zip(starts, rows, strict=False)]
        return [next(islice(lines, step, None)) for step in steps]


def memory_table(
    connection: "DuckDBPyConnection",
    texts: Sequence[Sequence[str]],
    places: Sequence[int] | None = None,
    place: str = "line",
) -> Table:
    """Make a table of rows that are read already.

    Parameters
    ----------
    connection : DuckDBPyConnection
        From `connect`; it must outlive the table.
    texts : sequence of sequence of str
        The cells of each row, the headers first if there are some; at least one row.
    places : sequence of int, optional
        Where each row stands in its file; else they follow each other from 1.
    place : str
        What these count: `line` or `row`.
    """
    header = has_header(texts[:100], decimal_comma=False)
    headers = raw_headers(texts[0], header)
    columns = [list(column) for column in zip(*texts[int(header) :], strict=True)] or [
        [] for _ in headers
    ]
    unnested = ", ".join(f"unnest(${i + 1}::VARCHAR[]) AS c{i}" for i in range(len(columns)))
    connection.execute(f"CREATE TEMP TABLE held AS SELECT {unnested}", columns)
    found = (places or range(1, len(texts) + 1))[int(header) :]
    return Table(
        headers=headers,
        header=header,
        cells=tuple(Cell(f"c{i}") for i in range(len(columns))),
        rows="SELECT * FROM held",
        locate=lambda rows: [found[row] for row in rows],
        place=place,
    )


def _sheet_table(connection: "DuckDBPyConnection", path: Path) -> Table:
    numbers, texts = _sheet_rows(path)
    if not texts:
        raise InputError("the first sheet is empty; at least 3 rows of two numbers are needed")
    return memory_table(connection, texts, numbers, "row")


def _sheet_rows(path: Path) -> tuple[list[int], list[list[str]]]:
    """Return the rows of the first sheet that hold anything: their numbers and their texts."""
    import python_calamine

    try:
        with python_calamine.load_workbook(path) as book:
            sheet = book.get_sheet_by_index(0)
            cells, start = sheet.to_python(), sheet.start
    except python_calamine.CalamineError as error:
        raise InputError(f"the file is not a readable spreadsheet: {error}") from error
    first = start[0] + 1 if start else 1
    rows = [(number, [_cell_text(cell) for cell in row]) for number, row in enumerate(cells, first)]
    kept = [(number, row) for number, row in rows if any(row)]
    return [number for number, _ in kept], [row for _, row in kept]


def _cell_text(cell: object) -> str:
    """Write a cell of a sheet as text; a number so that reading it gives the same float64."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)
