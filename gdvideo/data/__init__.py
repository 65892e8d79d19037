"""The data of a lesson: a user's file or a shipped set, as columns with names and units."""

from gdvideo.data.numbers import LeftOut
from gdvideo.data.reading import ReadData, column_names, describe, read_data

__all__ = ["LeftOut", "ReadData", "column_names", "describe", "read_data"]
