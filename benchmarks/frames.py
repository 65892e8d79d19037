"""How near drawing a clip comes to what its encoder can take: ratios of times, in one run.

The floor under any renderer is the encoder alone, fed with frames that are there already. A scene's
frames do not fit into memory, so they are drawn and encoded by turns, a few at a time, each turn
timed for itself, and of what is drawn every fourth stretch is encoded, which halves the wait. Then
the clip is made as the film makes it, drawing beside encoding. A scene has thousands of frames,
which make up for rounds.
"""

import tempfile
import time
from pathlib import Path

from gdvideo.media.encode import Encoder, Frame
from gdvideo.media.quality import QUALITIES, Quality
from gdvideo.rendering.frames import draw, draw_clip
from scenes.brief import default_brief
from scenes.film import FILM

AT_ONCE, EVERY = 60, 4
WARM = QUALITIES["draft"]


class ByTurns:
    """Collects frames, encodes some of them by themselves, and keeps the time that it takes.

    Parameters
    ----------
    target : Path
        A file to encode into.
    quality : Quality
    """

    def __init__(self, target: Path, quality: Quality) -> None:
        self._target, self._quality = target, quality
        self._frames: list[tuple[Frame, int]] = []
        self.drawn = self.shown = self.encoded = 0
        self.seconds = 0.0

    def take(self, pixels: Frame, repeat: int) -> None:
        """Take a frame; if there are many, encode them when it is their turn, and forget them."""
        self._frames.append((pixels, repeat))
        self.drawn, self.shown = self.drawn + 1, self.shown + repeat
        if self.drawn % AT_ONCE == 0:
            if self.drawn // AT_ONCE % EVERY == 0:
                self._encode()
            self._frames.clear()

    def _encode(self) -> None:
        start = time.perf_counter()
        with Encoder(self._target, self._quality) as encoder:
            for pixels, repeat in self._frames:
                encoder.write(pixels, repeat)
        self.seconds += time.perf_counter() - start
        self.encoded += encoder.frames


def measure(scene: str, quality: Quality, folder: Path) -> str:
    """Return what there is to say about one scene, in a line."""
    brief, turns = default_brief(), ByTurns(folder / "turns.mp4", quality)
    start = time.perf_counter()
    draw(scene, brief, quality, turns.take)
    drawing = time.perf_counter() - start - turns.seconds
    start = time.perf_counter()
    draw_clip(scene, brief, quality, folder / "clip.mp4", lambda _: None)
    both = turns.shown / (time.perf_counter() - start)
    alone = turns.encoded / turns.seconds
    return (
        f"{scene:<9} {quality.name:<9} {turns.shown:>6,} frames, {turns.drawn:>5,} of them "
        f"drawn ({turns.drawn / drawing:4.0f} a second); a second of work makes "
        f"{turns.shown / drawing:5.0f} by drawing, {alone:5.0f} by encoding, {both:5.0f} by both; "
        f"encoding/both {alone / both:.2f}"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for scene in FILM:
            # Fonts and formulas are read once, by whatever comes first.
            draw(scene, default_brief(), WARM, lambda _pixels, _repeat: None)
            for chosen in ("standard", "hd"):
                print(measure(scene, QUALITIES[chosen], Path(name)), flush=True)
