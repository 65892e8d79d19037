"""Spreadsheets: which sheet is read, and its rows that hold anything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gdvideo.data.bounds import MOST_CELLS, refuse_unpacked
from gdvideo.errors import InputError
from gdvideo.shown import shown

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

__all__ = ["SHEETS", "Sheet", "read_sheet"]

SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""How the names of spreadsheets end."""
_NEEDED = "at least 3 rows of two numbers are needed"
_LISTED = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that hold anything.

    Parameters
    ----------
    numbers : list of int
        Where they stand in the sheet, counted from 1.
    rows : list of rows of cells
    remarks : tuple of str
        Which sheets were passed over, a sentence each.
    """

    numbers: list[int]
    rows: list[Sequence[object]]
    remarks: tuple[str, ...] = ()


def read_sheet(path: Path, wanted: str | None) -> Sheet:
    """Read one sheet of a spreadsheet.

    Parameters
    ----------
    path : Path
        The spreadsheet.
    wanted : str, optional
        The sheet's name or its number, counted from 1; without it the first visible sheet that
        holds anything.

    Raises
    ------
    InputError
        If the file is no spreadsheet, too large a one, or has no such sheet with cells.
    """
    import python_calamine

    _refuse_bomb(path)
    try:
        with python_calamine.load_workbook(path) as book:
            if wanted is None:
                return _first_visible(book)
            name = _named(book.sheet_names, wanted)
            sheet = _read(book, name)
    except python_calamine.CalamineError as error:
        raise InputError(f"the file is not a readable spreadsheet: {error}") from error
    if not sheet.rows:
        raise InputError(f"the sheet {shown(name)} is empty; {_NEEDED}")
    return sheet


def _named(names: Sequence[str], wanted: str) -> str:
    """Return the name of the sheet that is meant by its name or its number."""
    numbered = {str(number): name for number, name in enumerate(names, 1)}
    if wanted in names or wanted in numbered:
        return wanted if wanted in names else numbered[wanted]
    listed = ", ".join(shown(name) for name in names[:_LISTED])
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    raise InputError(f"no sheet {shown(wanted)}; the file has {listed}{more}")


def _first_visible(book: "CalamineWorkbook") -> Sheet:
    """Return the first visible sheet that holds anything, and say what stands before it."""
    from python_calamine import SheetVisibleEnum

    passed: list[str] = []
    for found in book.sheets_metadata:
        hidden = found.visible != SheetVisibleEnum.Visible
        sheet = Sheet([], []) if hidden else _read(book, found.name)
        if sheet.rows:
            told = (f"{one}; the sheet {shown(found.name)} is read." for one in passed)
            return replace(sheet, remarks=tuple(told))
        passed.append(f"The sheet {shown(found.name)} is {'hidden' if hidden else 'empty'}")
    hidden_too = "; --sheet reads a hidden one" if any(p.endswith("hidden") for p in passed) else ""
    raise InputError(f"no visible sheet holds anything; {_NEEDED}{hidden_too}")


def _read(book: "CalamineWorkbook", name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    _refuse_large(sheet.width, sheet.height)
    first = sheet.start[0] + 1 if sheet.start else 1
    rows = enumerate(sheet.to_python(), first)
    kept = [(number, row) for number, row in rows if any(cell != "" for cell in row)]
    return Sheet([number for number, _ in kept], [row for _, row in kept])


def _refuse_bomb(path: Path) -> None:
    """Refuse what the archive's own directory says is beyond all measure, if it is an archive."""
    # It takes long to import, and no other file needs it.
    import zipfile

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
