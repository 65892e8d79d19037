"""Cells in SQL, by one connection for all tests: to open another takes longer than to ask."""

from collections.abc import Callable
from functools import cache

import duckdb

__all__ = ["in_sql"]


def in_sql(expression: Callable[[str], str], cells: list[str]) -> list[object]:
    """Return what an expression of SQL makes of each cell."""
    query = f"SELECT {expression('cell')} FROM (SELECT unnest($1::VARCHAR[]) AS cell)"
    return [row[0] for row in _connection().execute(query, [cells]).fetchall()]


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()
