"""What a batch costs, and that a killed worker changes no byte: the numbers of docs/scaling.md.

Run it with `make bench`, or by itself, on an idle machine: some ten minutes on two cores. First
come clips an hour, by the number of workers, of lessons that have no clip in common, from nothing,
processes started and all; then seconds of processor time, which a busy machine changes little; what
ten thousand films cost by these; at last twenty lessons over the pool, and over a cluster of two
workers of which one is killed.
"""

import json
import os
import resource
import tempfile
import time
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import NamedTuple

from measuring.planning import clips_of
from measuring.twenty import twenty

from gdvideo.batch.making import made
from gdvideo.batch.wanted import Wanted
from gdvideo.filming import planned
from gdvideo.lesson import Lesson, lesson_of
from gdvideo.rendering.drawing import cores
from gdvideo.rendering.hands import Hands
from gdvideo.rendering.manim_alone import load_manim
from gdvideo.voice.model import is_installed

say = partial(print, flush=True)

SCENES = ("parabola", "tangent", "card")
LESSONS = 4
SHORT = {"length": "short", "voice": "auto" if is_installed() else "none"}
SHORT_MINUTES = 5
FILMS = 10_000


class Row(NamedTuple):
    """One batch."""

    workers: int
    clips: int
    minutes: float
    wall_s: float
    drawing_s: float
    asking_s: float

    @property
    def an_hour(self) -> float:
        """Clips, without bridges."""
        return 3600 * self.clips / self.wall_s

    @property
    def a_minute_s(self) -> float:
        """Processor time of who draws, for each minute of film."""
        return self.drawing_s / self.minutes


def lessons(number: int, quality: str) -> list[Wanted]:
    """Return lessons of which no two have a clip in common."""
    shared = {"data": "women", "scenes": SCENES, "quality": quality, "voice": "none"}
    return [Wanted(f"film{k}", "", lesson_of({**shared, "steps": 20 + k})) for k in range(number)]


def batch(films: list[Wanted], workers: int) -> Row:
    """Make a batch into a folder that is thrown away."""
    before_s = children_s()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wall_s, asking_s = time.perf_counter(), time.process_time()
        with Hands(workers) as hands:
            outcomes = list(made(films, folder, hands, hands, lambda: workers))
        wall_s, asking_s = time.perf_counter() - wall_s, time.process_time() - asking_s
        assert all(outcome.state == "made" for outcome in outcomes), outcomes
        minutes = sum(length_s(folder / film.name) for film in films) / 60
    clips = len(SCENES) * len(films)
    return Row(workers, clips, minutes, wall_s, children_s() - before_s, asking_s)


def length_s(folder: Path) -> float:
    """Return how long a film is."""
    length: float = json.loads((folder / "film.json").read_text("utf-8"))["duration_s"]
    return length


def children_s() -> float:
    """Return the processor time of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def planning_s() -> float:
    """Return what planning a whole film costs, without a voice."""
    films = [Lesson(data="women", voice="none", steps=20 + k) for k in range(3)]

    def plan(film: Lesson) -> float:
        start = time.process_time()
        planned(film, lambda _: None, spoken=False)
        return time.process_time() - start

    return min(plan(film) for film in films)


def speaking_s() -> tuple[float, int]:
    """Return what the words of a short film cost whose voice speaks for the first time; its clips.

    What a process costs by itself, to start and to plan, is not counted.
    """
    costs: list[float] = []
    for voice in ("none", SHORT["voice"]):
        before_s = children_s()
        with tempfile.TemporaryDirectory() as cache, Hands(1) as hands:
            os.environ["GDVIDEO_CACHE"] = cache
            future: Future[int] = hands.submit(clips_of, {**SHORT, "voice": voice})
            clips = future.result()
        costs.append(children_s() - before_s)
    return costs[1] - costs[0], clips


def table(rows: list[tuple[str, ...]]) -> None:
    """Print a table as documents have it."""
    for number, row in enumerate(rows):
        say(f"| {' | '.join(row)} |")
        if number == 0:
            say(f"|{'---|' * len(row)}")


def measured() -> None:
    """Print what clips and films cost, and what ten thousand do."""
    films = lessons(LESSONS, "draft")
    # What is imported once is no film's cost.
    load_manim()
    batch(films[:1], 1)
    rows = [batch(films, workers) for workers in sorted({1, 2, cores()})]
    standard = batch(lessons(1, "standard"), 2)
    say(f"{len(films)} films of {', '.join(SCENES)}, draft, on {cores()} cores:")
    say("workers  clips  seconds  an hour  ratio")
    for row in rows:
        told = f"{row.wall_s:8.1f} {row.an_hour:8.0f} {row.an_hour / rows[0].an_hour:6.2f}"
        say(f"{row.workers:7} {row.clips:6} {told}")
    plan_s, (speak_s, clips) = planning_s(), speaking_s()
    dress_s = rows[0].asking_s / rows[0].clips
    table([
        ("of a film", "seconds of processor time"),
        ("drawing and encoding, for each minute of film, `draft`", f"{rows[0].a_minute_s:.0f}"),
        (
            "drawing and encoding, for each minute of film, `standard`",
            f"{standard.a_minute_s:.0f}",
        ),
        ("planning a whole film of 18 scenes, without a voice", f"{plan_s:.1f}"),
        ("a short film, whose voice speaks for the first time", f"{speak_s:.0f}"),
        ("the asking process: dressing and joining, for each clip", f"{dress_s:.2f}"),
    ])
    each = {
        "planned, without a voice": plan_s,
        "spoken, where there is a voice": speak_s,
        "drawn and encoded": SHORT_MINUTES * standard.a_minute_s,
        "dressed and joined": clips * dress_s,
    }
    hours = {what: seconds * FILMS / 3600 for what, seconds in each.items()}
    lines = [(w, f"{each[w]:.1f} s", f"{hours[w]:.0f} core-hours") for w in each]
    say()
    table([("what", "a film", "all"), *lines])
    say(f"all: {sum(hours.values()):.0f} core-hours")


def main() -> None:
    """Print all."""
    # Clips that are kept from a run before would not be drawn.
    os.environ["GDVIDEO_CACHE_MB"] = "0"
    start = time.perf_counter()
    measured()
    with tempfile.TemporaryDirectory() as folder:
        told = twenty(Path(folder))
    say(
        f"{told.films} lessons, {told.clips} clips, {told.drawn} clips and bridges drawn: over the "
        f"pool in {told.pool_s:.0f} s, {3600 * told.clips / told.pool_s:.0f} clips an hour; over "
        f"two workers, one killed after {told.killed_after} films, in {told.cluster_s:.0f} s"
    )
    say(f"{told.files} files of each, {len(told.differing)} differ {told.differing[:5] or ''}")
    say(f"all this took {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
