"""Make `docs/pictures/film.webp`: some of the film's best movements as a short loop.

Each begins with a word, so that it is found again when words and lengths change. The quality of
the pictures is lowered until the loop is small enough. Run it by `make loop`, and look at it.
"""

import io
from pathlib import Path

from PIL import Image

from gdvideo.media.quality import Quality
from gdvideo.rendering.frames import draw_stills
from scenes.brief import default_brief
from scenes.film import scene_timeline

LOOP = Path(__file__).with_name("film.webp")
SIZE = Quality("loop", 640, 360, 15)
PIECE_S, SPEED = 1.8, 2
"""How long each is seen, and so many times as fast as in the film, where words are heard."""
MOVEMENTS = (
    ("hook", "say_what_it_is_for", "data"),
    ("cost", "fill_the_bar", "pour"),
    ("rate", "turn_up", "turn"),
    ("rules", "turn_the_gears", "turn"),
    ("surface", "raise_them_all", "skin"),
    ("card", "lift_the_fog", "fog"),
)
"""A scene, a beat of it, and the word with which a movement begins."""
MOST_BYTES = 3_000_000
QUALITIES = (80, 70, 60, 50, 40, 30, 20)


def movement(scene: str, beat: str, cue: str) -> list[Image.Image]:
    """Return the pictures of one movement."""
    brief = default_brief()
    (told,) = (one for one in scene_timeline(scene, brief).beats if one.id == beat)
    begins_s = told.start_s + told.cue_s(cue)
    moments = [begins_s + SPEED * k / SIZE.fps for k in range(round(PIECE_S * SIZE.fps))]
    return draw_stills(scene, brief, SIZE, moments)


def encoded(pictures: list[Image.Image], quality: int) -> bytes:
    """Return an animated WebP that plays for ever."""
    file = io.BytesIO()
    pictures[0].save(
        file,
        "WEBP",
        save_all=True,
        append_images=pictures[1:],
        duration=round(1000 / SIZE.fps),
        loop=0,
        quality=quality,
        method=6,
    )
    return file.getvalue()


def main() -> None:
    """Write the loop."""
    pictures = [picture for place in MOVEMENTS for picture in movement(*place)]
    small = next((data for q in QUALITIES if len(data := encoded(pictures, q)) < MOST_BYTES), None)
    if small is None:
        raise SystemExit(f"{len(pictures)} pictures do not fit into {MOST_BYTES:,} bytes")
    LOOP.write_bytes(small)


if __name__ == "__main__":
    main()
