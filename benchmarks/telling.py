"""What captions and sound cost a clip: ratios to the same clip without them, in one run.

Drawing and encoding is what a clip costs; captions in its pictures, or a sound and a track of
captions beside them, should cost next to nothing more: at most 1.05 is asked for. The kinds are
made by turns, the quickest of each counts, and time is that of the processor, all threads together,
so that a busy machine favours none.
"""

import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from gdvideo.media.quality import QUALITIES
from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.media.tracks import Tracks, dress
from gdvideo.rendering.frames import draw_clip
from scenes.brief import default_brief
from scenes.film import scene_timeline
from scenes.telling.captions import captions

SCENE, QUALITY, ROUNDS, ASKED = "tangent", QUALITIES["standard"], 2, 1.05


def drawn(folder: Path, *, captioned: bool) -> float:
    """Return how many seconds a clip takes, with captions in its pictures or without."""
    brief = replace(default_brief(), captioned=captioned)
    start = time.process_time()
    draw_clip(SCENE, brief, QUALITY, folder / "pictures.mp4", lambda _: None)
    return time.process_time() - start


def dressed(folder: Path) -> float:
    """Return how many seconds sound and captions take beside pictures that are there."""
    timeline = scene_timeline(SCENE, default_brief())
    noise = np.random.default_rng(1).normal(size=round(timeline.length_s * SAMPLE_RATE))
    tracks = Tracks("en", (0.1 * noise).astype(np.float32), captions(timeline))
    start = time.process_time()
    dress(folder / "pictures.mp4", tracks, folder / "clip.mp4")
    return time.process_time() - start


def main() -> None:
    """Measure by turns, and print both ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rounds = [
            (drawn(folder, captioned=False), drawn(folder, captioned=True), dressed(folder))
            for _ in range(ROUNDS)
        ]
    plain, captioned, beside = map(min, zip(*rounds, strict=True))
    for kind, ratio in (("drawn captions", captioned / plain), ("tracks", 1 + beside / plain)):
        print(f"{SCENE} {QUALITY.name}: {kind} {ratio:.3f} of the clip alone, asked {ASKED}")


if __name__ == "__main__":
    main()
