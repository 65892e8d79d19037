"""Cut moments of a film into a short loop for the README: `loop.py FILM.mp4 LOOP.webp S S …`.

From each second that is named, `PIECE_S` seconds are taken. The quality of the frames is lowered
until the loop is smaller than `MOST_BYTES`.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import av
from PIL import Image

WIDTH, FPS, PIECE_S = 720, 12, 2.5
MOST_BYTES = 1_000_000
QUALITIES = (80, 70, 60, 50, 40, 30, 20)


def frames(film: Path, start_s: float) -> Iterator[Image.Image]:
    """Yield the frames of one moment."""
    with av.open(film) as file:
        stream = file.streams.video[0]
        file.seek(int(start_s * av.time_base))
        due_s = start_s
        for frame in file.decode(stream):
            if frame.time < due_s - 1e-3:
                continue
            if due_s > start_s + PIECE_S - 0.5 / FPS:
                return
            picture = frame.to_image()
            yield picture.resize(
                (WIDTH, WIDTH * picture.height // picture.width), Image.Resampling.LANCZOS
            )
            due_s += 1.0 / FPS


def encoded(pictures: list[Image.Image], quality: int) -> bytes:
    """Return an animated WebP that plays for ever."""
    file = io.BytesIO()
    pictures[0].save(
        file,
        "WEBP",
        save_all=True,
        append_images=pictures[1:],
        duration=round(1000 / FPS),
        loop=0,
        quality=quality,
        method=6,
    )
    return file.getvalue()


def main(film: str, loop: str, *starts_s: str) -> None:
    """Write the loop."""
    pictures = [picture for s in starts_s for picture in frames(Path(film), float(s))]
    small = next((data for q in QUALITIES if len(data := encoded(pictures, q)) < MOST_BYTES), None)
    if small is None:
        raise SystemExit(f"{len(pictures)} frames do not fit into {MOST_BYTES:,} bytes")
    Path(loop).write_bytes(small)


if __name__ == "__main__":
    main(*sys.argv[1:])
