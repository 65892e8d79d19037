"""Make `assets/data/study.csv`: hours studied in a term, and the score in its final test.

The data is invented: 100 students, score = 14 + 1.05 * hours + scatter. The hours lie around 52,
far from zero compared with their scatter of 9, so that the mean squared residual of m*x + b is a
valley about 300 times as long as wide, and descent on the raw columns crawls along its floor.

Only `random()` of the standard library's Mersenne Twister is used, whose values are the same on
every machine and version; normal deviates are its inverse normal distribution, and one decimal is
kept, so that the file's bytes do not depend on the last bit of a logarithm.

Run it from anywhere: `python docs/data/make_study.py`.
"""

import random
from pathlib import Path
from statistics import NormalDist

SEED = 1847
FILE = Path(__file__).resolve().parents[2] / "assets" / "data" / "study.csv"


def table(seed: int = SEED, rows: int = 100) -> str:
    """Return the table as CSV with a header, lines ended by a line feed."""
    uniform = random.Random(seed)
    standard = NormalDist()
    lines = ["study_time_h,score"]
    for _ in range(rows):
        hours = round(52 + 9 * standard.inv_cdf(uniform.random()), 1)
        score = round(14 + 1.05 * hours + 6 * standard.inv_cdf(uniform.random()), 1)
        lines.append(f"{hours},{score}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_bytes(table().encode())
