"""One shape for every kind of file: rows that duckdb gives in file order, and SQL for each cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gdvideo.data.bounds import MOST_MEGABYTES, refuse_wide
from gdvideo.data.cells import cell_text, has_header
from gdvideo.data.headers import raw_headers, titles_above, told_of_header, unnamed
from gdvideo.data.held import Held
from gdvideo.data.sheets import SHEETS, Sheet, read_sheet
from gdvideo.data.styles import Style
from gdvideo.data.textfiles import locate_records, sniff
from gdvideo.data.textsql import text_rows, typed_rows
from gdvideo.errors import InputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "NAMED",
    "Cell",
    "Table",
    "connect",
    "held_table",
    "is_small_text",
    "memory_table",
    "open_table",
]

NAMED: Final = "these data name their columns themselves; text tables and spreadsheets have rows"

_PARQUET = (".parquet", ".pq")
_JSON = (".jsonl", ".ndjson", ".json")
_SMALL = 2 << 20
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
    style : Style, optional
        What the column's cells are written like, where that is not plain numbers.
    """

    text: str
    number: str = ""
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """An opened file.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        What it is asked through.
    headers : tuple of str
        The columns' headers, made up if the file has none.
    header : bool
        Whether the file has them.
    cells : tuple of Cell
        One a column.
    select : callable
        From the columns that are needed, and how many rows at most (None for all), to the SQL that
        gives the rows in file order. One answer holds until the next one is asked for.
    locate : callable
        From rows, counted from 0 and ascending, to where they stand in the file, counted from 1.
    place : str
        What `locate` counts: `line` or `row`.
    parameters : dict
        The values of the `$names` in the SQL.
    broken : str
        SQL of the reason why a whole row is unreadable, NULL if it is not.
    decimal_comma_possible : bool
        Whether `1,5` may be one number.
    remarks : tuple of str
        What was decided in opening it and people should know, a sentence each.
    unnamed : frozenset of int
        Places, from 0, of columns whose headers are empty, and are made up.
    typed : callable, optional
        From the columns that are needed to the SQL of all rows, where cells can be read as doubles
        without being looked at as text first: NULL if empty; if one is anything else, duckdb fails.
    """

    connection: "DuckDBPyConnection"
    headers: tuple[str, ...]
    header: bool
    cells: tuple[Cell, ...]
    select: Callable[[Sequence[int], int | None], str]
    locate: Callable[[Sequence[int]], Iterable[int]]
    place: str
    parameters: dict[str, object] = field(default_factory=dict[str, object])
    broken: str = "NULL"
    decimal_comma_possible: bool = False
    remarks: tuple[str, ...] = ()
    unnamed: frozenset[int] = frozenset()
    typed: Callable[[Sequence[int]], str] | None = None

    def ask(self, query: str, **values: float) -> "DuckDBPyConnection":
        """Return what holds the answer to a query that is made of `select` and `cells`.

        Parameters
        ----------
        query : str
        **values : float
            Of more `$names` in it.
        """
        return self.connection.execute(query, {**self.parameters, **values})


def connect() -> "DuckDBPyConnection":
    """Return a duckdb that keeps to memory and one thread, and fetches nothing from a network."""
    import duckdb

    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_persistent_secrets": "false",
            "max_temp_directory_size": "0KB",
            "memory_limit": f"{MOST_MEGABYTES * 2 // 3}MB",
            "temp_directory": "",
            "threads": "1",
        },
    )


def open_table(
    connection: "DuckDBPyConnection",
    path: Path,
    sheet: str | None = None,
    header_row: int | None = None,
) -> Table:
    """Open a file by the end of its name; whatever is not known is taken for text.

    Parameters
    ----------
    connection : DuckDBPyConnection
        From `connect`; it must outlive the table.
    path : Path
        A regular file, absolute.
    sheet : str, optional
        Of a spreadsheet, the name or the number of the sheet that is meant.
    header_row : int, optional
        The row, counted from 1, that names the columns.

    Raises
    ------
    InputError, OSError, duckdb.Error
        If the file cannot be read as what its name says.
    """
    ending = path.suffix.lower()
    if ending in SHEETS:
        return _sheet_table(connection, path, sheet, header_row)
    if header_row is not None and ending in {*_PARQUET, *_JSON}:
        raise InputError(f"--header-row got {header_row}: {NAMED}")
    if ending in _PARQUET:
        return _parquet_table(connection, path)
    if ending in _JSON:
        return _json_table(connection, path)
    return _text_table(connection, path, header_row)


def is_small_text(path: Path) -> bool:
    """Tell whether a file is a plain text table that is read in no time and cannot do harm."""
    special = path.suffix.lower() in {*SHEETS, *_PARQUET, *_JSON, ".gz"}
    return not special and path.stat().st_size <= _SMALL


def _from(source: str) -> Callable[[Sequence[int], int | None], str]:
    """Return how rows are selected where all columns cost the same."""

    def select(columns: Sequence[int], limit: int | None) -> str:
        del columns
        return source if limit is None else f"SELECT * FROM ({source}) LIMIT {limit}"

    return select


def _literal(path: Path) -> str:
    """Write a path so that duckdb does not take `*`, `?` and `[` in it for a pattern."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def _text_table(connection: "DuckDBPyConnection", path: Path, header_row: int | None) -> Table:
    form = sniff(path, header_row)
    return Table(
        connection=connection,
        headers=raw_headers(form.first, form.header),
        header=form.header,
        cells=tuple(Cell(f"c{i}") for i in range(len(form.first))),
        select=_from(text_rows(form)),
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
        remarks=form.remarks,
        unnamed=unnamed(form.first, form.header),
        typed=partial(typed_rows, form) if form.plain else None,
    )


def _parquet_table(connection: "DuckDBPyConnection", path: Path) -> Table:
    rows = "SELECT * FROM read_parquet($path, hive_partitioning=false)"
    return _typed_table(connection, rows, {"path": _literal(path)})


def held_table(connection: "DuckDBPyConnection", held: Held) -> Table:
    """Make a table of columns that a program holds; rows are counted from 1.

    Parameters
    ----------
    connection : DuckDBPyConnection
        From `connect`; it must outlive the table.
    held : Held
    """
    refuse_wide(len(held.names))
    # Two names that differ in case only are one to SQL, so columns go by their places.
    places = {f"c{k}": column for k, column in enumerate(held.columns)}
    connection.register("held", places)
    return replace(_typed_table(connection, "SELECT * FROM held", {}), headers=held.names)


def _typed_table(
    connection: "DuckDBPyConnection", rows: str, parameters: dict[str, object]
) -> Table:
    """Make a table of what knows its columns' names and types."""
    described = connection.execute(f"DESCRIBE {rows}", parameters).fetchall()
    refuse_wide(len(described))

    def cell(name: str, kind: str) -> Cell:
        quoted = '"' + name.replace('"', '""') + '"'
        number = f"CAST({quoted} AS DOUBLE)" if _NUMERIC.fullmatch(kind) else ""
        return Cell(f"CAST({quoted} AS VARCHAR)", number)

    return Table(
        connection=connection,
        headers=tuple(str(row[0]) for row in described),
        header=True,
        cells=tuple(cell(str(row[0]), str(row[1])) for row in described),
        select=_from(rows),
        locate=lambda rows: (row + 1 for row in rows),
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
    names = tuple(dict.fromkeys(key for (found,) in keys for key in found))
    headers = raw_headers(names, header=True)
    if not headers:
        raise InputError("no line of the file is a JSON object; one object a line is needed")
    refuse_wide(len(headers))
    return Table(
        connection=connection,
        headers=headers,
        header=True,
        cells=tuple(Cell(f"c{i}") for i in range(len(headers))),
        select=lambda columns, limit: _from(_json_rows(rows, names, columns))((), limit),
        locate=lambda rows: _locate_lines(path, rows),
        place="line",
        parameters=parameters,
        broken="CASE WHEN json IS NULL THEN 'not a JSON object' END",
        unnamed=unnamed(names, header=True),
    )


def _json_rows(rows: str, keys: Sequence[str], columns: Sequence[int]) -> str:
    """Return the SQL of JSON lines with the values of some keys, each line read once."""
    # A key as a JSON pointer (RFC 6901, section 3): only ~ and / are special.
    pointers = ["/" + keys[i].replace("~", "~0").replace("/", "~1") for i in columns]
    quoted = ", ".join("'" + pointer.replace("'", "''") + "'" for pointer in pointers)
    named = "".join(f", found[{n}] AS c{i}" for n, i in enumerate(columns, 1))
    return f"""SELECT json{named} FROM (
        SELECT json, json_extract_string(json, [{quoted}]) AS found FROM ({rows}))"""


def _locate_lines(path: Path, rows: Sequence[int]) -> Iterator[int]:
    """Yield the line of each row of a file in which blank lines are no rows."""
    with path.open("rb") as file:
        lines = (number for number, line in enumerate(file, 1) if line.strip())
        done = -1
        for row in rows:
            yield next(islice(lines, row - done - 1, None))
            done = row


def memory_table(
    connection: "DuckDBPyConnection",
    rows: Sequence[Sequence[object]],
    places: Sequence[int] | None = None,
    place: str = "line",
    *,
    header: bool | None = None,
) -> Table:
    """Make a table of rows that are read already.

    Parameters
    ----------
    connection : DuckDBPyConnection
        From `connect`; it must outlive the table.
    rows : sequence of sequence of cells
        Equally many a row, the headers first if there are some; at least one row.
    places : sequence of int, optional
        Where each row stands in its file; else they follow each other from 1.
    place : str
        What these count: `line` or `row`.
    header : bool, optional
        Whether the first row names the columns; else it is found out.
    """
    first = _texts(rows)
    header = has_header(first, decimal_comma=False) if header is None else header
    headers = raw_headers(first[0], header)
    refuse_wide(len(headers))
    found = places or range(1, len(rows) + 1)
    return Table(
        connection=connection,
        headers=headers,
        header=header,
        cells=tuple(Cell(f"c{i}") for i in range(len(headers))),
        select=lambda columns, limit: _held(connection, rows[int(header) :][:limit], columns),
        locate=lambda rows: (found[row + int(header)] for row in rows),
        place=place,
        unnamed=unnamed(first[0], header),
    )


def _texts(rows: Sequence[Sequence[object]]) -> list[list[str]]:
    """Return the first rows as text."""
    return [[cell_text(cell) for cell in row] for row in rows[:100]]


def _held(
    connection: "DuckDBPyConnection", rows: Sequence[Sequence[object]], columns: Sequence[int]
) -> str:
    """Let duckdb see some columns of some rows, in place of those it saw, and return their SQL."""
    import numpy as np

    texts = {f"c{i}": np.array([cell_text(row[i]) for row in rows], object) for i in columns}
    connection.register("held", texts)
    named = ", ".join(f"{name}::VARCHAR AS {name}" for name in texts)
    return f"SELECT {named} FROM held"


def _sheet_table(
    connection: "DuckDBPyConnection", path: Path, name: str | None, header_row: int | None
) -> Table:
    sheet = read_sheet(path, name)
    above = _rows_above(sheet, header_row)
    numbers, named = sheet.numbers[above:], None if header_row is None else True
    table = memory_table(connection, sheet.rows[above:], numbers, "row", header=named)
    told = []
    if header_row is None:
        first = _texts(sheet.rows[above:])
        told = told_of_header(first, table.header, above, f"row {numbers[0]}")
    return replace(table, remarks=(*sheet.remarks, *told))


def _rows_above(sheet: Sheet, header_row: int | None) -> int:
    """Return how many rows that hold anything stand above the header."""
    if header_row is None:
        return titles_above(_texts(sheet.rows), decimal_comma=False)
    if header_row > sheet.numbers[-1]:
        raise InputError(f"--header-row got {header_row}: the last row is {sheet.numbers[-1]}")
    return sum(number < header_row for number in sheet.numbers)
