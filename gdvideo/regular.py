"""Files that are read whole: regular ones of bounded size, and nothing that never ends."""

from pathlib import Path

__all__ = ["whole_content"]


def whole_content(path: Path, most: int) -> bytes:
    """Return what a regular file holds.

    Parameters
    ----------
    path : Path
    most : int
        How many bytes it may hold.

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If it is something else than a regular file, or holds more.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise ValueError("it is not a regular file")
    with path.open("rb") as file:
        found = file.read(most + 1)
    if len(found) > most:
        raise ValueError(f"it holds more than {most:,} bytes")
    return found
