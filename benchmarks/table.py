"""What a descent on ten million rows costs: `gdvideo trace`, against duckdb adding the columns up.

Either is a process of its own, its processes' processor time all told, so that a busy machine
favours none: with one thread, and what starting it takes. They take turns, and the quickest counts.
At most 1.5 times duckdb's time and one gigabyte are asked for; the exit status is always 0. What
it takes for a few rows, and for no query, is told, too: that is Python's start, and little else.
And so is what either takes in one process that has started: reading, adding up and descending.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

import duckdb

ROWS, ROUNDS, ASKED = 10_000_000, 5, 1.5
INSTALLED: Final = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""As where it is installed: modules are compiled once, not whenever they are imported."""
QUERY = f"""SELECT round(x, 6) AS x, round(0.7 * x - 2 + noise, 6) AS y FROM (
    SELECT 3 + sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) AS x,
        sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) AS noise FROM range({ROWS}))"""
ADDING = """import duckdb, sys
own = duckdb.connect(config={"threads": "1"})
own.sql(f"SELECT sum(x), sum(y) FROM '{sys.argv[1]}'").fetchall()
"""
WITHIN = f"""import sys, time
import duckdb
from gdvideo.data import reading
from gdvideo.lesson import Lesson
from gdvideo.study import study
reading.done_apart = lambda task: task.done()
own = duckdb.connect(config={{"threads": "1"}})
def cost(work, path):
    begun = time.process_time()
    work(path)
    return time.process_time() - begun
works = (
    lambda path: study(Lesson(data=path), rows=False),
    lambda path: own.sql(f"SELECT sum(x), sum(y) FROM '{{path}}'").fetchall(),
)
study(Lesson(), rows=False)
print(*map(min, zip(*([cost(work, sys.argv[1]) for work in works] for _ in range({ROUNDS})))))
"""


class Cost(NamedTuple):
    """Processor time in seconds, and the largest of the processes in gigabytes."""

    seconds: float
    gigabytes: float


def cost(*command: str) -> Cost:
    """Return what a Python process costs, and those that it waits for."""
    started = [sys.executable, *command]
    with subprocess.Popen(started, stdout=subprocess.DEVNULL, env=INSTALLED) as process:
        _, process.returncode, used = os.wait4(process.pid, 0)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20)


def within(path: str) -> tuple[float, float]:
    """Return what a lesson, and adding up, cost in one process, in seconds."""
    command = [sys.executable, "-c", WITHIN, path]
    told = subprocess.run(command, capture_output=True, check=True, env=INSTALLED).stdout.split()
    # A slow query shows how far it is, before.
    own, adding = told[-2:]
    return float(own), float(adding)


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
            started, bare = within(path)
            print(
                f"    after the start: {started:.2f} s; duckdb {bare:.2f} s; "
                f"ratio {started / bare:.1f}"
            )
    started = min(cost("-m", "gdvideo", "trace") for _ in range(ROUNDS))
    bare = min(cost("-c", "import duckdb; duckdb.connect()") for _ in range(ROUNDS))
    print(f"started, and a small table: {started.seconds:.2f} s; duckdb {bare.seconds:.2f} s")


if __name__ == "__main__":
    main()
