"""A contact sheet of the odd lessons: ``python -m tests.lessons.sheet [LESSON…]``; look at it.

A row is a lesson, with its name; a column is a scene, at the end of the beat in which most of it is
seen. What has no such scene says why.
"""

import sys
import textwrap
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from gdvideo.media.quality import Quality
from gdvideo.rendering.frames import draw_stills
from scenes.film import scene_timeline, unsuited
from tests.lessons import tables
from tests.lessons.files import FILES, filed

SHEETS = Path("out/lessons")
SHOWN = {
    "hook": "say_what_it_is_for",
    "fit": "raise_them_all",
    "parabola": "mark_the_lowest_point",
    "surface": "walk_down",
    "iterate": "compare_with_the_best_fit",
    "card": "deal_the_card",
}
"""The scenes of a row, and the beat whose end is seen; the scene's end if it has no such beat."""
_DRAWN = Quality("sheet", 640, 360, 5)
_WIDE, _TALL, _LINE, _A_SHEET = 320, 180, 20, 8


def still(name: str, scene: str) -> Image.Image:
    """Draw what a lesson shows of a scene; if it has no such scene, that."""
    brief = filed(name)
    why = unsuited(scene, brief)
    if why:
        return _words(why)
    ends_s = {beat.id: beat.end_s for beat in scene_timeline(scene, brief).beats}
    at_s = ends_s.get(SHOWN[scene], max(ends_s.values())) - 1 / _DRAWN.fps
    [drawn] = draw_stills(scene, brief, _DRAWN, [at_s])
    return drawn.resize((_WIDE, _TALL), Image.Resampling.LANCZOS)


def _words(text: str) -> Image.Image:
    """Write why there is no scene."""
    page = Image.new("RGB", (_WIDE, _TALL), "black")
    lines = textwrap.fill(text, 40)
    ImageDraw.Draw(page).multiline_text((8, 8), lines, "white", ImageFont.load_default(13))
    return page


def row(name: str) -> Path:
    """Draw a lesson's stills side by side, under its name."""
    strip = Image.new("RGB", (len(SHOWN) * _WIDE, _TALL + _LINE), "white")
    ImageDraw.Draw(strip).text((6, 1), name, "black", ImageFont.load_default(15))
    for place, scene in enumerate(SHOWN):
        strip.paste(still(name, scene), (place * _WIDE, _LINE))
    path = SHEETS / "rows" / f"{name}.png"
    strip.save(path)
    return path


def main(*names: str) -> None:
    """Draw the rows of some lessons, or of all, eight on a sheet."""
    tables.main()
    (SHEETS / "rows").mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(2) as pool:
        rows = [*pool.map(row, names or FILES)]
    for number, first in enumerate(range(0, len(rows), _A_SHEET), 1):
        strips = [Image.open(path) for path in rows[first : first + _A_SHEET]]
        sheet = Image.new("RGB", (len(SHOWN) * _WIDE, len(strips) * (_TALL + _LINE)), "white")
        for place, strip in enumerate(strips):
            sheet.paste(strip, (0, place * (_TALL + _LINE)))
        sheet.save(SHEETS / f"sheet-{number}.png")
        sys.stdout.write(f"{SHEETS / f'sheet-{number}.png'}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
