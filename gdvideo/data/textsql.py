"""A text table's rows in SQL: with care, or straight as numbers where nothing speaks against it."""

from collections.abc import Sequence

from gdvideo.data.bounds import MOST_LINE
from gdvideo.data.textfiles import TextForm, locate_records

__all__ = ["text_rows", "typed_rows"]

_READ = f"""read_csv($path, auto_detect=false, header=false, delim=$delimiter,
    hive_partitioning=false, encoding=$encoding, compression=$compression,
    max_line_size={MOST_LINE}, """


def text_rows(form: TextForm) -> str:
    """Return the SQL of all cells as text, c0, c1, ... and the `rest` of rows that are too long.

    Parameters
    ----------
    form : TextForm
        How the table is written.
    """
    columns = [f"'{name}': 'VARCHAR'" for name in [*_names(form), "rest"]]
    # parallel=false: duckdb cannot pad short rows and read line breaks in quotes in parallel.
    # new_line: else a first CRLF makes it lose the letter behind a lone CR further down.
    return f"""SELECT * FROM {_READ} quote='"', escape='"', null_padding=true, strict_mode=false,
        parallel=false, new_line='\\n', columns={{{", ".join(columns)}}})
        OFFSET {form.above + form.header}"""


def typed_rows(form: TextForm, numbers: Sequence[int]) -> str:
    """Return the SQL of cells by the same names, some of them doubles, in half the time.

    A cell that is no number and not empty is an error of duckdb's, and so is a row of another
    length.

    Parameters
    ----------
    form : TextForm
        Of a plain table.
    numbers : sequence of int
        The places, from 0, of the columns that are to be doubles.
    """
    kinds = ["DOUBLE" if i in numbers else "VARCHAR" for i in range(len(form.first))]
    columns = [f"'{name}': '{kind}'" for name, kind in zip(_names(form), kinds, strict=True)]
    [line] = locate_records(form, [-int(form.header)])
    return f"""SELECT * FROM {_READ} quote='', escape='', strict_mode=true,
        skip={line - (not form.header)}, columns={{{", ".join(columns)}}})"""


def _names(form: TextForm) -> list[str]:
    return [f"c{i}" for i in range(len(form.first))]
