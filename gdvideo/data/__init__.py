"""The data of a lesson: a user's file or a shipped set, as columns with names and units."""

from gdvideo.data.numbers import LeftOut
from gdvideo.data.reading import ReadData, column_names, describe, read_data
from gdvideo.data.shipped import Shipped, shipped

__all__ = ["LeftOut", "ReadData", "Shipped", "column_names", "describe", "read_data", "shipped"]
