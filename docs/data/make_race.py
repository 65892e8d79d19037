"""Make `assets/measured/race.csv`: how long solving takes, and how long descending.

Least squares with random columns, four rows a parameter, are solved by a QR decomposition and by
gradient descent at the best fixed rate, on one processor core, in float64. The columns have lengths
from 1 to the root of the condition number, spaced by equal ratios; it is the condition number of
the Hessian of the mean squared residual. A descent begins at zero and ends when a millionth of the
excess of E over the lowest is left. Each time is the shortest of several runs, in seconds of the
processor; making the columns is not counted.

The times are those of the machine that ran it; what is told of them (where one curve crosses the
other) is read from the file. Run it from anywhere: `python docs/data/make_race.py`. It takes some
minutes.
"""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.linalg import qr, solve_triangular
from threadpoolctl import threadpool_limits

SEED = 1847
ROWS_EACH = 4
LEFT = 1e-6
ROUND, LONG = 10.0, 1000.0
MOST, MOST_LONG = 2048, 512
RUNS, LEAST_S = 3, 0.3
FILE = Path(__file__).resolve().parents[2] / "assets" / "measured" / "race.csv"


def problem(count: int, condition: float) -> tuple[np.ndarray, np.ndarray]:
    """Return columns, shape (4 count, count), and a response, of that condition number."""
    chance = np.random.default_rng(SEED)
    columns, _ = np.linalg.qr(chance.standard_normal((ROWS_EACH * count, count)))
    columns *= np.sqrt(len(columns)) * condition ** np.linspace(0.0, 0.5, count)
    return columns, columns @ chance.standard_normal(count) + chance.standard_normal(len(columns))


def solved(columns: np.ndarray, response: np.ndarray) -> np.ndarray:
    """Return the best fit by a QR decomposition: R θ = Qᵀ y."""
    orthogonal, triangle = qr(columns, mode="economic", check_finite=False)
    return solve_triangular(triangle, orthogonal.T @ response, check_finite=False)


def descended(
    columns: np.ndarray, response: np.ndarray, condition: float, lowest: float
) -> tuple[np.ndarray, int]:
    """Return where a descent ends, and after how many steps."""
    rate = 2.0 / (2.0 * (1.0 + condition))
    point, steps = np.zeros(columns.shape[1]), 0
    excess = float(np.mean(response**2)) - lowest
    misses = -response
    while float(misses @ misses) / len(misses) - lowest > LEFT * excess:
        point -= rate * (2.0 / len(misses)) * (misses @ columns)
        misses = columns @ point - response
        steps += 1
    return point, steps


def shortest_s(work: Callable[[], object]) -> float:
    """Return the shortest of several runs, in seconds."""
    taken: list[float] = []
    while len(taken) < RUNS or (sum(taken) < LEAST_S and len(taken) < 200):
        begun = time.thread_time()
        work()
        taken.append(time.thread_time() - begun)
    return min(taken)


def line(count: int, condition: float) -> str:
    """Return a row of the table: parameters, condition number, steps, and both times."""
    columns, response = problem(count, condition)
    best = solved(columns, response)
    lowest = float(np.mean((columns @ best - response) ** 2))
    _, steps = descended(columns, response, condition, lowest)
    solving = shortest_s(lambda: solved(columns, response))
    descending = shortest_s(lambda: descended(columns, response, condition, lowest))
    return f"{count},{condition:g},{steps},{solving:.3g},{descending:.3g}"


def table() -> str:
    """Return the table as CSV with a header, lines ended by a line feed."""
    counts = [2**k for k in range(1, MOST.bit_length())]
    rows = [line(count, ROUND) for count in counts]
    rows += [line(count, LONG) for count in counts if count <= MOST_LONG]
    return "\n".join(["parameters,condition,steps,solving_s,descending_s", *rows]) + "\n"


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    with threadpool_limits(1):  # One core, so that work and time are in proportion.
        FILE.write_bytes(table().encode())
