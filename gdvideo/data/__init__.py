"""The data of a lesson: a user's file or a shipped set, as columns with names and units.

The names are looked up when they are first used: the process that reads a file needs no
mathematics.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gdvideo.data.numbers import LeftOut as LeftOut
    from gdvideo.data.reading import ReadData as ReadData
    from gdvideo.data.reading import column_names as column_names
    from gdvideo.data.reading import describe as describe
    from gdvideo.data.reading import read_data as read_data

__all__ = ["LeftOut", "ReadData", "column_names", "describe", "read_data"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from gdvideo.data import reading

    return getattr(reading, name)
