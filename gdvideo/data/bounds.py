"""How much is read at most, so that no file can take a machine's memory or its day."""

from typing import NoReturn

from gdvideo.errors import InputError

__all__ = [
    "MOST_CELLS",
    "MOST_COLUMNS",
    "MOST_LINE",
    "MOST_MEGABYTES",
    "most_rows",
    "refuse_long",
    "refuse_memory",
    "refuse_unpacked",
    "refuse_wide",
]

MOST_COLUMNS = 16_384
"""As many as the widest sheet has."""

MOST_CELLS = 8_000_000
"""Of a sheet, which is held in memory whole."""

_MOST_NUMBERS = 20_000_000
"""Of the columns that are used: ten million rows of two."""

MOST_LINE = 2_000_000
"""Bytes of a text table's line."""

MOST_MEGABYTES = 768
"""What a process that reads a file may take of a machine's memory."""

_MOST_UNPACKED = 2 << 30
_SURELY_HARMLESS = 64 << 20
_MOST_TIMES = 200
"""Tables unpack to some 3 to 50 times their size; the format's limit is a thousand times."""


def refuse_wide(columns: int) -> None:
    """Raise InputError if a table has too many columns.

    Examples
    --------
    >>> refuse_wide(16_384)
    """
    if columns > MOST_COLUMNS:
        raise InputError(f"{columns:,} columns; at most {MOST_COLUMNS:,} are read")


def refuse_unpacked(unpacked: int, packed: int) -> None:
    """Raise InputError if what a compressed file unpacks to is beyond all measure.

    Parameters
    ----------
    unpacked : int
        The bytes that it has unpacked to so far, or that it declares.
    packed : int
        The bytes of the file.

    Examples
    --------
    >>> refuse_unpacked(60_000_000, 60_000)
    """
    if unpacked > _SURELY_HARMLESS and unpacked > _MOST_TIMES * packed:
        raise InputError(
            f"the file unpacks to more than {_MOST_TIMES} times its size, which no table does"
        )
    if unpacked > _MOST_UNPACKED:
        raise InputError("the file unpacks to more than 2 GB, the most that is read")


def most_rows(columns: int) -> int:
    """Return how many rows of so many columns are read at most.

    Examples
    --------
    >>> most_rows(2)
    10000000
    """
    return _MOST_NUMBERS // columns


def refuse_long(most: int) -> NoReturn:
    """Raise InputError because a table has more rows than are read."""
    raise InputError(f"more than {most:,} rows; at most {_MOST_NUMBERS:,} numbers are read")


def refuse_memory() -> NoReturn:
    """Raise InputError because a file cannot be read in the memory that is allowed."""
    raise InputError(f"cannot be read in {MOST_MEGABYTES} MB of memory, the most that is taken")
