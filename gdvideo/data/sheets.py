"""Spreadsheets: the rows of a sheet that hold anything."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from gdvideo.data.bounds import MOST_CELLS, refuse_unpacked
from gdvideo.errors import InputError

__all__ = ["SHEETS", "sheet_rows"]

SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""How the names of spreadsheets end."""


def sheet_rows(path: Path) -> tuple[list[int], list[Sequence[object]]]:
    """Return the rows of the first sheet that hold anything: their numbers and their cells.

    Parameters
    ----------
    path : Path
        The spreadsheet.

    Raises
    ------
    InputError
        If the file is no spreadsheet, or too large a one.
    """
    import python_calamine

    _refuse_bomb(path)
    try:
        with python_calamine.load_workbook(path) as book:
            sheet = book.get_sheet_by_index(0)
            _refuse_large(sheet.width, sheet.height)
            first = sheet.start[0] + 1 if sheet.start else 1
            rows = enumerate(sheet.to_python(), first)
            kept = [(number, row) for number, row in rows if any(cell != "" for cell in row)]
    except python_calamine.CalamineError as error:
        raise InputError(f"the file is not a readable spreadsheet: {error}") from error
    return [number for number, _ in kept], [row for _, row in kept]


def _refuse_bomb(path: Path) -> None:
    """Refuse what the archive's own directory says is beyond all measure, if it is an archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError):
        return
    refuse_unpacked(sum(part.file_size for part in parts), path.stat().st_size)


def _refuse_large(columns: int, rows: int) -> None:
    if columns * rows > MOST_CELLS:
        raise InputError(
            f"the cells of the sheet span {columns:,} columns and {rows:,} rows; at most "
            f"{MOST_CELLS:,} cells are read (is there a stray one far out?)"
        )
