"""How fast the numerical core is, against a partner measured in the same run.

Run it with `make bench`. Each row gives the median time of the core, that of its partner, their
ratio and what is asked for; partner and core take turns, so that a busy machine slows both. The
numbers decide nothing: the exit status is always 0.
"""

import math
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import sympy

from gdcore.data.dataset import Column, Dataset
from gdcore.descent.loop import descend, leap
from gdcore.error.loss import MSE
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.landscape.curvature import max_stable_rate
from gdcore.rules.update import FixedRate, SteepestDescent, Update

MANY = 10_000_000
FEW = 100


class Row(NamedTuple):
    """One line of the table; times in seconds, `asked` in words."""

    name: str
    core_s: float
    partner: str
    partner_s: float
    asked: str

    @property
    def ratio(self) -> float:
        """The core's time as a multiple of its partner's."""
        return self.core_s / self.partner_s


def medians(
    core: Callable[[], object], partner: Callable[[], object], times: int
) -> tuple[float, float]:
    """Return the median time of each, in seconds, measured in turns."""
    pairs = [(timed(core), timed(partner)) for _ in range(times)]
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second)


def timed(work: Callable[[], object]) -> float:
    """Return how long a call takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def table(n: int) -> Dataset:
    """Return rows of a noisy line, the same each time."""
    rng = np.random.default_rng(2024)
    x = rng.normal(3.0, 1.0, n)
    return Dataset((Column("x", x),), Column("y", 0.7 * x - 2.0 + rng.normal(size=n)))


def textbook(x: list[float], y: list[float], rate: float, steps: int) -> tuple[float, float]:
    """Descend as a textbook does, in plain Python."""
    m = b = 0.0
    n = len(x)
    for _ in range(steps):
        slope_m = slope_b = 0.0
        for x_i, y_i in zip(x, y, strict=True):
            residual = m * x_i + b - y_i
            slope_m += 2 * residual * x_i / n
            slope_b += 2 * residual / n
        m -= rate * slope_m
        b -= rate * slope_b
    return m, b


def made(n: int) -> tuple[Objective, float]:
    """Return the objective over `n` rows, its moments taken, and a stable rate."""
    objective = Objective(line(), MSE, table(n))
    bowl = objective.quadratic
    assert bowl is not None
    return objective, 0.1 * max_stable_rate(bowl)


def million_steps() -> list[Row]:
    """Time a million steps by the exact formula, against looping a hundredth of them."""
    objective, rate = made(FEW)
    update, start = Update(SteepestDescent(), FixedRate(rate)), np.zeros(2)
    core, partner = medians(
        lambda: leap(objective, rate, start, 1_000_000),
        lambda: descend(objective, update, start, 10_000),
        5,
    )
    return [
        Row(
            "1,000,000 steps by formula", core, "looped (of 10,000 × 100)", 100 * partner, "≤ 0.2 s"
        )
    ]


def looped_steps() -> list[Row]:
    """Time looped steps against the textbook's, and over very many rows against few."""
    objective, rate = made(FEW)
    larger, other_rate = made(MANY)
    x, y = (column.values.tolist() for column in objective.data.columns)
    update, start = Update(SteepestDescent(), FixedRate(rate)), np.zeros(2)
    other = Update(SteepestDescent(), FixedRate(other_rate))
    steps = 2000
    own, plain = medians(
        lambda: descend(objective, update, start, steps),
        lambda: textbook(x, y, rate, steps),
        7,
    )
    many, few = medians(
        lambda: descend(larger, other, start, steps),
        lambda: descend(objective, update, start, steps),
        7,
    )
    return [
        Row("2,000 looped steps, 100 rows", own, "plain Python loop", plain, "ratio ≤ 0.25"),
        Row("2,000 looped steps, 10,000,000 rows", many, "100 rows", few, "ratio ≈ 1"),
    ]


def curved() -> list[Row]:
    """Time value and gradient of a·exp(−k x) + c over very many rows, against numpy by hand."""
    a, k, c, x = sympy.symbols("a k c x", real=True)
    objective = Objective(Model(a * sympy.exp(-k * x) + c, (x,), (a, k, c)), MSE, table(MANY))
    point = np.array([1.3, 0.4, -0.2])
    xs, ys = (column.values for column in objective.data.columns)

    def by_hand() -> tuple[float, np.ndarray]:
        decay = np.exp(-point[1] * xs)
        residuals = point[0] * decay + point[2] - ys
        slope = residuals * decay
        gradient = [slope.sum(), -(slope * xs).sum() * point[0], residuals.sum()]
        return float(residuals @ residuals) / MANY, 2 / MANY * np.array(gradient)

    value, gradient = objective.value_and_gradient(point)
    assert math.isclose(value, by_hand()[0], rel_tol=1e-9)
    assert np.allclose(gradient, by_hand()[1], rtol=1e-9)
    core, partner = medians(lambda: objective.value_and_gradient(point), by_hand, 5)
    tracemalloc.start()
    objective.value_and_gradient(point)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    name = f"value and gradient, 10,000,000 rows ({peak:.0f} MB more)"
    return [Row(name, core, "the same by hand in numpy", partner, "ratio ≤ 1.5")]


def imports() -> list[Row]:
    """Time importing the core in a fresh interpreter, against the libraries it needs."""
    rows: list[Row] = []
    for module in ("gdcore", "gdcore.experiment"):
        core, partner = medians(
            lambda module=module: fresh(f"import sympy, numpy, {module}"),
            lambda: fresh("import sympy, numpy"),
            7,
        )
        rows.append(Row(f"import {module}", core, "import sympy, numpy", partner, "≤ 0.1 s more"))
    return rows


def fresh(code: str) -> None:
    """Run code in an interpreter of its own."""
    subprocess.run([sys.executable, "-c", code], check=True)


def main() -> None:
    """Measure everything and print the table."""
    print(f"{'core':<52}{'median':>12}  {'partner':<26}{'median':>12}{'ratio':>9}  asked")
    for measure in (million_steps, looped_steps, curved, imports):
        for row in measure():
            print(
                f"{row.name:<52}{row.core_s * 1e3:>9.1f} ms  {row.partner:<26}"
                f"{row.partner_s * 1e3:>9.1f} ms{row.ratio:>9.3f}  {row.asked}",
                flush=True,
            )


if __name__ == "__main__":
    main()
