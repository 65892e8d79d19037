"""How many clips an hour a batch makes, by the number of workers, and what a film costs who asks.

Run it with `make bench`, or by itself: `batch.py [LESSONS [QUALITY]]`. Each row is one batch of
the same lessons, made from nothing: how long it took, clips an hour, these over those of one
worker, and seconds of processor time: of those who plan and draw, a clip, and of the process that
asks (it dresses and joins), a film. On a busy machine these alone can be trusted.
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from gdvideo.batch.making import made
from gdvideo.batch.wanted import Wanted
from gdvideo.lesson import lesson_of
from gdvideo.rendering.drawing import cores
from gdvideo.rendering.hands import Hands
from gdvideo.rendering.manim_alone import load_manim

SCENES = ("parabola", "tangent", "card")
LESSONS = 4


class Row(NamedTuple):
    """One batch."""

    workers: int
    clips: int
    wall_s: float
    drawing_s: float
    asking_s: float

    @property
    def an_hour(self) -> float:
        """Clips, without bridges."""
        return 3600 * self.clips / self.wall_s


def lessons(number: int, quality: str) -> list[Wanted]:
    """Return lessons of which no two have a clip in common."""
    shared = {"data": "women", "scenes": SCENES, "quality": quality, "voice": "none"}
    return [Wanted(f"film{k}", "", lesson_of({**shared, "steps": 20 + k})) for k in range(number)]


def batch(films: list[Wanted], workers: int) -> Row:
    """Make a batch into a folder that is thrown away."""
    before_s = children_s()
    with tempfile.TemporaryDirectory() as folder, Hands(workers) as hands:
        wall_s, asking_s = time.perf_counter(), time.process_time()
        outcomes = list(made(films, Path(folder), hands, hands, lambda: workers))
        wall_s, asking_s = time.perf_counter() - wall_s, time.process_time() - asking_s
    assert all(outcome.state == "made" for outcome in outcomes), outcomes
    clips = len(SCENES) * len(films)
    return Row(workers, clips, wall_s, (children_s() - before_s) / clips, asking_s / len(films))


def children_s() -> float:
    """Return the processor time of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else LESSONS
    quality = sys.argv[2] if len(sys.argv) > 2 else "draft"
    films = lessons(number, quality)
    # Clips that are kept from a run before would not be drawn.
    os.environ["GDVIDEO_CACHE_MB"] = "0"
    # What is imported once is no film's cost.
    load_manim()
    batch(films[:1], 1)
    rows = [batch(films, workers) for workers in sorted({1, 2, cores()})]
    print(f"{len(films)} films of {', '.join(SCENES)}, {quality}, on {cores()} cores")
    print("workers  clips  seconds  an hour  ratio  drawing s  asking s")
    for row in rows:
        ratio = row.an_hour / rows[0].an_hour
        print(
            f"{row.workers:7} {row.clips:6} {row.wall_s:8.1f} {row.an_hour:8.0f} {ratio:6.2f} "
            f"{row.drawing_s:10.2f} {row.asking_s:9.2f}"
        )


if __name__ == "__main__":
    main()
