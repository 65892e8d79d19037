"""What a descent on ten million rows costs: `gdvideo trace`, against duckdb adding the columns up.

Either is a process of its own, its processes' processor time all told, so that a busy machine
favours none: with one thread, and what starting it takes. They take turns, and the quickest counts.
At most 1.5 times duckdb's time and one gigabyte are asked for; the exit status is always 0. What
it takes for a few rows, and for no query, is told, too: that is Python's start, and little else.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import duckdb

ROWS, ROUNDS, ASKED = 10_000_000, 3, 1.5
QUERY = f"""SELECT round(x, 6) AS x, round(0.7 * x - 2 + noise, 6) AS y FROM (
    SELECT 3 + sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) AS x,
        sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) AS noise FROM range({ROWS}))"""
ADDING = """import duckdb, sys
own = duckdb.connect(config={"threads": "1"})
own.sql(f"SELECT sum(x), sum(y) FROM '{sys.argv[1]}'").fetchall()
"""


class Cost(NamedTuple):
    """Processor time in seconds, and the largest of the processes in gigabytes."""

    seconds: float
    gigabytes: float


def cost(*command: str) -> Cost:
    """Return what a Python process costs, and those that it waits for."""
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL) as process:
        _, process.returncode, used = os.wait4(process.pid, 0)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20)


def main() -> None:
    """Measure by turns, and print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        for ending in ("parquet", "csv"):
            path = str(Path(name) / f"table.{ending}")
            duckdb.sql(f"COPY ({QUERY}) TO '{path}'")
            rounds = [
                (cost("-m", "gdvideo", "trace", "--data", path), cost("-c", ADDING, path))
                for _ in range(ROUNDS)
            ]
            own, adding = map(min, zip(*rounds, strict=True))
            print(
                f"{ROWS:,} rows as {ending}: {own.seconds:.2f} s, {own.gigabytes:.2f} GB; duckdb "
                f"{adding.seconds:.2f} s; ratio {own.seconds / adding.seconds:.1f}, asked {ASKED}"
            )
    started = min(cost("-m", "gdvideo", "trace") for _ in range(ROUNDS))
    bare = min(cost("-c", "import duckdb; duckdb.connect()") for _ in range(ROUNDS))
    print(f"started, and a small table: {started.seconds:.2f} s; duckdb {bare.seconds:.2f} s")


if __name__ == "__main__":
    main()
