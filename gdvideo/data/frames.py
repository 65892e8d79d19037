"""What a program holds, as columns: frames of any library, arrays, dicts."""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from gdvideo.data.held import Held
from gdvideo.errors import InputError
from gdvideo.shown import shown

__all__ = ["held"]

_ALLOWED = (
    "it may be a path, a shipped set's name, a pandas, polars or arrow table, a dict of columns, "
    "two arrays (x, y), or an array of two columns"
)


def held(data: object) -> Held:
    """Return the columns of a frame, of arrays or of a dict.

    Frames are read through narwhals, so that one made by pandas, polars, pyarrow or another library
    that it knows is the same to gdvideo; a lazy one is collected.

    Parameters
    ----------
    data : object

    Raises
    ------
    InputError
        If it is none of these, has two columns of one name, or columns of different lengths.

    Examples
    --------
    >>> held({"hours": [1, 2, 4], "score": [20, 30, 55]}).names
    ('hours', 'score')
    >>> held(np.array([[1.0, 2.0], [2.0, 3.5]])).names
    ('x', 'y')
    """
    frame = nw.from_native(data, pass_through=True, eager_only=False)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, nw.DataFrame):
        series = [frame[:, place] for place in range(frame.shape[1])]
        return _checked([str(name) for name in frame.columns], [*map(_of_series, series)])
    if isinstance(data, Mapping):
        return _checked([*map(str, data)], [*map(_of_list, data.values())])
    return _of_arrays(data)


def _of_arrays(data: object) -> Held:
    """Return the columns of (x, y), of an array of both, or of one with named fields."""
    if isinstance(data, np.ndarray) and data.dtype.names:
        return _checked([*data.dtype.names], [data[name] for name in data.dtype.names])
    columns = [*map(_of_list, _pair(data))]
    if len(columns) != 2 or any(column.ndim != 1 for column in columns):
        raise InputError(f"data got {_called(data)}: {_ALLOWED}.")
    return _checked(["x", "y"], columns)


def _pair(data: object) -> list[Any]:
    if isinstance(data, np.ndarray):
        return [*data.T] if data.ndim == 2 else []
    return [*data] if isinstance(data, (tuple, list)) else []


def _called(data: object) -> str:
    kind = type(data).__name__
    if isinstance(data, np.ndarray):
        return f"an array of shape {data.shape}"
    return f"a {kind}" if not isinstance(data, str) else shown(data)


def _of_series(series: Any) -> NDArray[Any]:
    """Return a frame's column: what is missing is NaN, NaT or None."""
    if series.dtype.is_numeric() or series.dtype.is_temporal() or series.dtype == nw.Boolean:
        found = series.to_numpy()
        if found.dtype.kind != "O":
            return found
    missing = series.is_null().to_list()
    return _texts([None if m else v for v, m in zip(series.to_list(), missing, strict=True)])


def _of_list(values: Any) -> NDArray[Any]:
    """Return an array of what somebody listed: numbers as they are, all else as text."""
    # A masked array is an array whose mask numpy would forget.
    numbers: Any = np.ma.asarray(values).astype(np.float64) if np.ma.isMaskedArray(values) else None
    column: NDArray[Any] = np.asarray(values if numbers is None else numbers.filled(np.nan))
    if column.ndim == 1 and column.dtype.kind not in "biufM":
        return _texts(column.tolist())
    return column


def _texts(values: Sequence[object]) -> NDArray[Any]:
    """Return cells as text: None for what is missing, which alone is not equal to itself."""
    found = np.empty(len(values), object)
    found[:] = [None if v is None or v != v else str(v) for v in values]
    return found


def _checked(names: list[str], columns: list[NDArray[Any]]) -> Held:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"data has two columns called {shown(twice)}; names must differ.")
    lengths = {name: len(column) for name, column in zip(names, columns, strict=True)}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{shown(name)} {length:,}" for name, length in lengths.items())
        raise InputError(f"data has columns of different lengths: {told}.")
    if not names:
        raise InputError(f"data has no columns: {_ALLOWED}.")
    return Held(tuple(names), tuple(map(_kept, columns)))


def _kept(column: NDArray[Any]) -> NDArray[Any]:
    """Return yes and no as 1 and 0, and days as times, the one unit that duckdb takes for all."""
    kinds = {"b": np.float64, "M": "datetime64[us]"}
    kind = column.dtype.kind
    return column.astype(kinds[kind]) if kind in kinds else column
