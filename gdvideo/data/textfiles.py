"""Text tables: their encoding, delimiter, header, and the line a record stands on.

duckdb reads the cells; what it would guess from a small file is settled here beforehand. Python's
`csv` module and duckdb agree on what a record is as long as the quotes are sound, so quotes are
checked first. Blank lines are no records.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from gdvideo.data.bounds import MOST_COLUMNS, MOST_LINE, refuse_unpacked, refuse_wide
from gdvideo.data.cells import has_header
from gdvideo.data.headers import titles_above, told_of_header
from gdvideo.errors import InputError

if TYPE_CHECKING:
    from _csv import Reader

__all__ = ["TextForm", "locate_records", "sniff"]

_CHUNK = 1 << 20
_SAMPLE = 100
_SAMPLED_CELLS = 20 * MOST_COLUMNS
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))
_NOT_LATIN_1 = bytes(range(0x80, 0xA0))
_DELIMITERS = "\t;,"
"""In order of preference: a decimal comma makes semicolon files look like comma files."""
_LONE = re.compile(rb"\r[^\n]")
_DECLARED = re.compile(r"sep=([\t;,])[\r\n]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a text table is written.

    Parameters
    ----------
    path : Path
        The file; compressed if its name ends in `.gz`.
    encoding : str
        `utf-8` or `latin-1`.
    delimiter : str
        Comma, semicolon or tab.
    first : tuple of str
        The cells of the first record.
    header : bool
        Whether they are names.
    above : int
        How many records stand above the first: titles, or one that names the delimiter.
    plain : bool
        Whether below the header there is no quote, no underscore, no carriage return without a line
        feed behind it, and all is UTF-8: then a line is a record, and whatever duckdb takes for a
        number is one.
    remarks : tuple of str
        What people should know of the header, a sentence each.
    """

    path: Path
    encoding: str
    delimiter: str
    first: tuple[str, ...]
    header: bool
    above: int
    plain: bool
    remarks: tuple[str, ...] = ()

    @property
    def decimal_comma_possible(self) -> bool:
        """Whether `1,5` may be one number: not where commas part the cells."""
        return self.delimiter != ","


def sniff(path: Path, header_row: int | None = None) -> TextForm:
    """Find out how a text table is written.

    Parameters
    ----------
    path : Path
    header_row : int, optional
        The line, counted from 1, that names the columns.

    Raises
    ------
    InputError
        If the file is empty, binary or UTF-16, or its quotes do not match.
    OSError
        If it cannot be read.
    """
    encoding, quoted, odd = _scan(path)
    delimiter, above, rows = _begin(path, encoding, header_row)
    comma = delimiter != ","
    titles = titles_above(rows, comma) if header_row is None else 0
    refuse_wide(max(len(row) for row in rows[: titles + 1]))
    if quoted:
        _check_quotes(path, encoding, delimiter)
    table = rows[titles:]
    header = header_row is not None or has_header(table, comma)
    form = TextForm(path, encoding, delimiter, tuple(table[0]), header, above + titles, plain=False)
    [line] = locate_records(form, [-int(header)])
    told = told_of_header(table, header, titles, f"line {line}") if header_row is None else []
    plain = encoding == "utf-8" and not quoted and odd < _offset(path, line - (not header))
    return replace(form, plain=plain, remarks=tuple(told))


def _begin(path: Path, encoding: str, header_row: int | None) -> tuple[str, int, list[list[str]]]:
    """Return the delimiter, how many records are passed over unseen, and the first ones after."""
    declared = _declared(path, encoding)
    above = (
        int(bool(declared)) if header_row is None else _records_above(path, encoding, header_row)
    )
    if declared:
        delimiter, rows = declared, _sample(path, encoding, declared, above)
    else:
        delimiter, rows = _delimiter(path, encoding, above)
    if not rows and header_row is not None:
        raise InputError(f"--header-row got {header_row}: the file ends before that")
    if not rows:
        raise InputError("the file is empty; at least 3 rows of two numbers are needed")
    return delimiter, above, rows


def _records_above(path: Path, encoding: str, line: int) -> int:
    """Return how many records stand above a line."""
    with _text(path, encoding) as file:
        # Without quotes: what stands above a header is seldom a table.
        return sum(1 for above in islice(file, line - 1) if above.strip("\r\n"))


def _open(path: Path) -> BinaryIO:
    if path.suffix.lower() != ".gz":
        return path.open("rb")
    # It takes long to import, and no other file needs it.
    import gzip

    return cast(BinaryIO, gzip.open(path))


def _text(path: Path, encoding: str) -> TextIO:
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    return io.TextIOWrapper(_open(path), encoding=name, newline="")


def _offset(path: Path, lines: int) -> int:
    """Return how many bytes the first lines take."""
    with _open(path) as file:
        return sum(len(line) for line in islice(file, lines))


def _scan(path: Path) -> tuple[str, bool, int]:
    """Read the bytes once: the encoding, whether there is a quote, and the last odd byte.

    No odd byte stands behind it: one that would have to be looked at closely.
    """
    encoding, quoted, odd = "utf-8", False, -1
    decoder = codecs.getincrementaldecoder("utf-8")()
    begun, size, read, cut = 0, path.stat().st_size, 0, False
    with _open(path) as file:
        while chunk := file.read(_CHUNK):
            _refuse_binary(chunk, first=read == 0)
            begun = _begun(path, chunk, begun, read)
            odd = max([odd, *(read + at for at in _odd(chunk, cut=cut))])
            cut = chunk.endswith(b"\r")
            read += len(chunk)
            if path.suffix.lower() == ".gz":
                refuse_unpacked(read, size)
            quoted = quoted or b'"' in chunk
            encoding = encoding if _decodes(decoder, chunk) else "latin-1"
    odd = read if cut else odd
    if encoding == "utf-8" and _decodes(decoder, b"", final=True):
        return "utf-8", quoted, odd
    _refuse_unknown_encoding(path)
    return "latin-1", quoted, odd


def _odd(chunk: bytes, *, cut: bool) -> list[int]:
    """Return places up to which a chunk has underscores, or carriage returns that end no line.

    Parameters
    ----------
    chunk : bytes
    cut : bool
        Whether the chunk before ends in a carriage return.
    """
    underscore = chunk.rfind(b"_")
    # Where the last one stands would take long to find out, and is seldom of use.
    is_lone = (cut and not chunk.startswith(b"\n")) or (b"\r" in chunk and _LONE.search(chunk))
    return [underscore] * (underscore >= 0) + [len(chunk)] * bool(is_lone)


def _begun(path: Path, chunk: bytes, begun: int, read: int) -> int:
    """Return how long the line is that a chunk leaves unfinished; refuse one that is too long.

    Parameters
    ----------
    path : Path
    chunk : bytes
    begun : int
        How long the line is that the chunk goes on with.
    read : int
        How many bytes stand before the chunk.
    """
    ends = [end for end in (chunk.find(b"\n"), chunk.find(b"\r")) if end >= 0]
    if begun + min(ends, default=len(chunk)) > MOST_LINE:
        # Counted where it is needed only: that takes as long as all else here.
        raise InputError(
            f"line {_line_breaks_in(path, read) + 1:,} is longer than {MOST_LINE:,} bytes, the "
            "longest that is read"
        )
    last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    return len(chunk) - last - 1 if ends else begun + len(chunk)


def _line_breaks_in(path: Path, size: int) -> int:
    """Return how many lines end in the first bytes of a file."""
    with _open(path) as file:
        return sum(file.read(_CHUNK).count(b"\n") for _ in range(0, size, _CHUNK))


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    if chunk.isascii() and not final and not decoder.getstate()[0]:
        return True
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        decoder.reset()
        return False
    return True


def _refuse_unknown_encoding(path: Path) -> None:
    """Refuse what is no Latin-1 either: it has no characters between 0x80 and 0x9f."""
    with _open(path) as file:
        while chunk := file.read(_CHUNK):
            if len(chunk.translate(None, _NOT_LATIN_1)) < len(chunk):
                raise InputError("the file is neither UTF-8 nor Latin-1 text; save it as UTF-8")


def _refuse_binary(chunk: bytes, first: bool) -> None:
    if first and chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError("the file is UTF-16 text; save it as UTF-8")
    if b"\0" in chunk or (first and len(chunk.translate(None, _CONTROL)) < len(chunk)):
        raise InputError(
            "the file is binary, not a text table; "
            "allowed are text tables, .parquet, .jsonl, .xlsx and .ods"
        )


def _declared(path: Path, encoding: str) -> str:
    """Return the delimiter that the first line names as Excel writes it: `sep=;`; empty if none."""
    with _text(path, encoding) as file:
        found = _DECLARED.fullmatch(file.readline(len("sep=;\r\n") + 1))
    return found[1] if found else ""


def _delimiter(path: Path, encoding: str, above: int) -> tuple[str, list[list[str]]]:
    """Return the delimiter that cuts most records into equally many cells, and the first rows."""
    samples = [_sample(path, encoding, delimiter, above) for delimiter in _DELIMITERS]

    def agreeing(rows: list[list[str]]) -> int:
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max(widths.values(), default=0)

    best = max(range(len(samples)), key=lambda i: agreeing(samples[i]))
    # Without any delimiter, a comma: the one column is then whole.
    return (_DELIMITERS[best], samples[best]) if agreeing(samples[best]) else (",", samples[-1])


def _reader(file: TextIO, delimiter: str, strict: bool = False) -> "Reader":
    # The limit is the whole process's; Python's own would cut lines that are allowed.
    csv.field_size_limit(MOST_LINE)
    return csv.reader(file, delimiter=delimiter, skipinitialspace=True, strict=strict)


def _sample(path: Path, encoding: str, delimiter: str, above: int) -> list[list[str]]:
    rows: list[list[str]] = []
    with _text(path, encoding) as file:
        reader = _reader(file, delimiter)
        try:
            for row in islice(filter(None, reader), above, above + _SAMPLE):
                rows.append(row)
                if len(rows) * len(row) > _SAMPLED_CELLS:
                    break
        except csv.Error as error:
            raise InputError(f"line {reader.line_num}: {_told(error)}") from error
    return rows


def _told(error: csv.Error) -> str:
    """Return what Python's reader found, in the words of this program."""
    found = str(error)
    if "end of data" in found:
        return "a quote is opened and never closed"
    if "field larger" in found:
        return f"a cell is longer than {MOST_LINE:,} letters; is a quote left open?"
    return found


def _check_quotes(path: Path, encoding: str, delimiter: str) -> None:
    """Refuse a quote that is never closed and text behind a closing quote.

    duckdb would swallow the rest of the file, or read `"5"3` as 5.
    """
    line = 0
    with _text(path, encoding) as file:
        reader = _reader(file, delimiter, strict=True)
        try:
            for _ in reader:
                line = reader.line_num
        except csv.Error as error:
            raise InputError(
                f"line {line + 1}: {_told(error)}; a quote inside quotes is written twice"
            ) from error


def locate_records(form: TextForm, records: Sequence[int]) -> Iterator[int]:
    """Yield the line, counted from 1, on which each record starts.

    Parameters
    ----------
    form : TextForm
        The file.
    records : sequence of int, ascending
        Records counted from 0 below the header, which is −1.
    """
    done = 0
    with _text(form.path, form.encoding) as file:
        reader = _reader(file, form.delimiter)
        rows = filter(None, reader)
        for record in (record + form.above + form.header for record in records):
            row = next(islice(rows, record - done, None), [])
            done = record + 1
            yield reader.line_num - sum(map(_line_breaks, row))


def _line_breaks(cell: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", cell))
