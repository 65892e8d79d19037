"""How near drawing a clip comes to what its encoder can take: ratios of medians, in one run.

The floor under any renderer is the encoder alone, fed with frames that are there already.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from gdvideo.encode import Encoder, Frame
from gdvideo.frames import draw, draw_clip
from gdvideo.quality import QUALITIES, Quality
from scenes.film import FILM, SceneEntry
from scenes.kit.brief import default_brief

ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure(entry: SceneEntry, quality: Quality, folder: Path) -> str:
    """Return what there is to say about one scene, in a line."""
    frames: list[tuple[Frame, int]] = []
    brief = default_brief()

    def encode() -> None:
        with Encoder(folder / "encoded.mp4", quality) as encoder:
            for pixels, repeat in frames:
                encoder.write(pixels, repeat)

    draw(entry, brief, quality, lambda pixels, repeat: frames.append((pixels, repeat)))
    shown = sum(repeat for _, repeat in frames)
    drawing = seconds(lambda: draw(entry, brief, quality, lambda *_: None))
    encoding = seconds(encode)
    both = seconds(lambda: draw_clip(entry, brief, quality, folder / "clip.mp4", lambda _: None))
    return (
        f"{entry.id:<12} {quality.name:<9} {shown:>6,} frames: {shown / drawing:6.0f} a second "
        f"drawn, {shown / encoding:6.0f} encoded, {shown / both:6.0f} both; "
        f"both/encoding {both / encoding:.2f}"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for chosen in ("draft", "standard"):
            for scene in FILM:
                print(measure(scene, QUALITIES[chosen], Path(name)))
