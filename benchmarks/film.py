"""How fast a film is drawn: ratios to the encoder alone, to Manim, to ManimGX and to matplotlib.

One run, `python benchmarks/film.py`, prints the table of docs/performance.md. Each fourth of the
parts that the film is cut into is drawn, some twenty seconds each, so that each scene has about the
share that it has in the film; with `--whole` all are. Of beats that have twins
(`benchmarks/measuring/twins.py`) ours are drawn by as many processes as there are cores, as
`render` does, and by one; twins take of a machine what their library takes. ManimGX has an
environment of its own: `GX_PYTHON` names its interpreter. The exit status is 0.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from measuring.weighing import beat_s, encoded, ready, weighed

from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.draughtsman import Draughtsman
from gdvideo.rendering.drawing import cores
from gdvideo.rendering.hands import Hands
from gdvideo.rendering.parts import Part, in_drawing_order, parts
from gdvideo.rendering.plan import ClipJob
from scenes.brief import default_brief
from scenes.film import FILM, scene_timeline

TWINS = {
    "parabola": "sweep_the_bowl",
    "tangent": "slide_along",
    "surface": "walk_down",
}
LONGEST_S = 600.0
FIRST, EVERY = 1, 4
GX_REASON = "GX_PYTHON names no interpreter that has manimgx (it needs Python 3.13)"


def asked() -> argparse.Namespace:
    """Return what is to be measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quality", default="hd", choices=QUALITIES)
    parser.add_argument("--scenes", default=",".join(FILM), help="ids, parted by commas")
    parser.add_argument("--whole", action="store_true", help="all parts, not each fourth")
    parser.add_argument("--workers", type=int, default=cores())
    return parser.parse_args()


def measured_parts(scenes: list[str], *, whole: bool) -> list[Part]:
    """Return what is drawn, in drawing order: each fourth part of the film, or all."""
    brief = default_brief()
    jobs = [ClipJob(scene, scene_timeline(scene, brief), "") for scene in scenes]
    in_film_order = [part for job in jobs for part in parts(job)]
    wanted = in_film_order if whole else in_film_order[FIRST::EVERY]
    return [part for part in in_drawing_order(jobs) if part in wanted]


def readied(workers: int) -> Hands:
    """Return processes that have imported all they need: a whole film waits for that once."""
    hands = Hands(workers)
    for future in [hands.submit(ready) for _ in range(workers)]:
        future.result()
    return hands


def of_the_film(wanted: list[Part], draughtsman: Draughtsman, workers: int) -> None:
    """Print how long a stretch of film takes, how long its encoder alone, and the memory."""
    with readied(workers) as hands:
        start = time.perf_counter()
        weights = finished(hands, weighed, wanted, draughtsman)
        film_s = time.perf_counter() - start
    with readied(workers) as hands:
        floor_s = sum(e.seconds for e in finished(hands, encoded, wanted, draughtsman)) / workers
    frames = sum(part.frames(draughtsman.quality) for part in wanted)
    peaks = [weight.peak_mb for weight in weights]
    half = len(peaks) // 2 or 1
    row("film / encoder alone", film_s / floor_s, "at most 1.15")
    print(
        f"  {frames:,} frames, {workers} workers: {film_s:.1f} s, {frames / film_s:.0f} a second; "
        f"encoder alone: {floor_s:.1f} s, {frames / floor_s:.0f} a second"
    )
    row("memory of a worker, MB", max(peaks), "at most 700")
    row("  second half / first half", max(peaks[half:]) / max(peaks[:half]), "about 1")


def finished(
    executor: Executor, function: Any, wanted: list[Part], draughtsman: Draughtsman
) -> list[Any]:
    """Let processes do something with each part; return what came of it, in order."""
    return [f.result() for f in [executor.submit(function, draughtsman, p) for p in wanted]]


def twin_beats(draughtsman: Draughtsman) -> dict[str, tuple[int, float]]:
    """Return of each scene that has a twin the beat's number, and its length in seconds."""
    found: dict[str, tuple[int, float]] = {}
    for scene, beat in TWINS.items():
        beats = scene_timeline(scene, draughtsman.brief).beats
        (number,) = (k for k, each in enumerate(beats) if each.id == beat)
        found[scene] = number, beats[number].length_s
    return found


def ours_s(draughtsman: Draughtsman, workers: int) -> dict[str, float]:
    """Return how long so many processes take for a second of each beat that has a twin.

    Each draws the beat, all at once: as many seconds of film as there are processes.
    """
    paces: dict[str, float] = {}
    with readied(workers) as hands:
        for scene, (number, length_s) in twin_beats(draughtsman).items():
            told = [hands.submit(beat_s, draughtsman, scene, number) for _ in range(workers)]
            taken_s = sum(future.result() for future in told) / workers
            paces[scene] = taken_s / (workers * length_s)
    return paces


def twin_s(python: str, library: str, scene: str, draughtsman: Draughtsman) -> float:
    """Return how many seconds a twin takes for a second of film."""
    data, quality = draughtsman.brief.experiment.data, draughtsman.quality
    given = {
        "x": data.x.values.tolist(),
        "y": data.y.values.tolist(),
        "size": [quality.width, quality.height, quality.fps],
    }
    twins = Path(__file__).with_name("measuring") / "twins.py"
    with tempfile.TemporaryDirectory() as folder:
        asked_for = (python, str(twins), library, scene)
        told = finished_alone(asked_for, json.dumps(given), folder)
    return float(told.splitlines()[-1])


def finished_alone(command: tuple[str, ...], given: str, folder: str) -> str:
    """Run a command to its end, and return what it says; if it takes too long, end all it began."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=folder, start_new_session=True
    ) as process:
        try:
            told, _ = process.communicate(given, LONGEST_S)
        except subprocess.TimeoutExpired:
            # What a twin began would go on, and be measured with whatever comes after it.
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return told


def against_twins(draughtsman: Draughtsman, workers: int) -> None:
    """Print how many times as fast as their twins our scenes are drawn, by all cores and by one."""
    ours = {count: ours_s(draughtsman, count) for count in (workers, 1)}
    lengths_s = {scene: length_s for scene, (_, length_s) in twin_beats(draughtsman).items()}
    libraries = {"manim": sys.executable, "manimgx": os.environ.get("GX_PYTHON", "python3.13")}
    for library, python in libraries.items():
        try:
            theirs = {scene: twin_s(python, library, scene, draughtsman) for scene in TWINS}
        except subprocess.TimeoutExpired:
            print(f"{library}: skipped: a twin took longer than {LONGEST_S:.0f} s")
        except (OSError, subprocess.CalledProcessError):
            print(f"{library}: skipped: {GX_REASON}")
        else:
            compared(library, theirs, ours, lengths_s)
    plotted = {"parabola": twin_s(sys.executable, "matplotlib", "parabola", draughtsman)}
    compared("matplotlib", plotted, ours, lengths_s)


def compared(
    library: str,
    theirs: dict[str, float],
    ours: dict[int, dict[str, float]],
    lengths_s: dict[str, float],
) -> None:
    """Print how many times as long a library takes for its beats together, and for each."""
    for workers, paces in ours.items():
        whole, own = (sum(each[s] * lengths_s[s] for s in theirs) for each in (theirs, paces))
        row(f"{library} / ours, workers: {workers}", whole / own, "at least 5")
        for scene, pace in theirs.items():
            goal = "at least 15" if scene == "surface" else ""
            row(f"  {scene}, {TWINS[scene]}", pace / paces[scene], goal)


def row(name: str, value: float, goal: str) -> None:
    """Print one line of the table."""
    print(f"{name:<34} {value:8.2f}   {goal}", flush=True)


def main() -> None:
    """Measure, and print the table."""
    wishes = asked()
    draughtsman = Draughtsman(default_brief(), QUALITIES[wishes.quality])
    wanted = measured_parts(wishes.scenes.split(","), whole=wishes.whole)
    of_the_film(wanted, draughtsman, wishes.workers)
    against_twins(draughtsman, wishes.workers)


if __name__ == "__main__":
    main()
