"""The film's thumbnail, made to be clicked: a question in large words, and one picture.

The picture is the lesson's own landscape from above, with the first steps that were really made; no
axes, no names: it is looked at 168 pixels wide.
"""

import numpy as np

from gdcore.experiment import Experiment
from gdcore.landscape.overhead import Overhead, overhead
from gdcore.landscape.view import Window
from scenes.brief import Brief
from scenes.kit.ink.areas import Areas
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.layout import WIDE
from scenes.kit.ink.shapes import Density, Dots, Path, Type
from scenes.kit.look.contrast import laid_over
from scenes.kit.look.look import Look
from scenes.kit.surface.track import Track
from scenes.kit.surface.weather import soft
from scenes.kit.text.emphasis import Glow
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.typesetter import lettering
from scenes.telling.narration import thumbnail_words

__all__ = ["thumbnail"]

START_X, START_Y, BEST_X, BEST_Y = 0.9, 3.0, 3.6, -1.45
WALKED_SHARE = 0.55
LEFT_X, EDGE_WIDTH = 0.2, 0.5
"""Where the point may be: beside the words, and so far inside the picture."""
WORDS_PX, WORDS_X, WORDS_Y, LINE_HEIGHT = 158.0, -6.45, 1.4, 1.62
BELOW_PX, BELOW_GAP = 54.0, 1.18
DARK_SHARE, DARK_TO_SHARE, CLEAR_FROM_SHARE, SHADE_STEPS = 0.94, 0.26, 0.56, 128
"""How dark it is behind the words, and up to where and from where on across the picture not."""
BEST_LINE_PX, SHADE_SHARE, LOW_SHARE = 7.0, 0.6, 0.8
TRAIL_PX, STEP_PX, POINT_PX, EDGE_PX, SHADE_PX, GLOW_PX, RING_PX = 12, 14, 29, 33, 41, 150, 17


def thumbnail(brief: Brief) -> tuple[Inked, ...]:
    """Return all that the thumbnail of a lesson shows, in painting order, for a wide frame."""
    with lettering(brief.look.font):
        words = _words(brief.look)
    return (*_picture(brief.experiment, brief.look), _shade(brief.look), *words)


def _picture(experiment: Experiment, look: Look) -> tuple[Inked, ...]:
    start, goal = np.array([START_X, START_Y]), np.array([BEST_X, BEST_Y])
    seen, frame = overhead(experiment, start, goal), WIDE.frame
    bands = seen.bands(Window(frame.left, frame.right, frame.bottom, frame.top))
    grounds = [
        Areas(laid_over(look.contour, LOW_SHARE * share * share, look.ground), look.muted).lay(band)
        for share, band in zip(np.linspace(0.0, 1.0, len(bands)).tolist(), bands, strict=True)
    ]
    best = Dots(goal[None], RING_PX, look.best, stroke_px=BEST_LINE_PX)
    return (*grounds, best, *_walker(seen, look))


def _walker(seen: Overhead, look: Look) -> tuple[Inked, ...]:
    """Return the way to the point, and the point; it stays in the picture, if the way does not."""
    track = Track(seen.land.walked)
    wanted = int(track.step_at(track.whole(WALKED_SHARE)))
    places = seen.seen(seen.land.walked[: wanted + 1])
    inside = WIDE.frame.inset(EDGE_WIDTH, EDGE_WIDTH, EDGE_WIDTH, EDGE_WIDTH)
    is_inside = [inside.holds(x, y) and x >= LEFT_X for x, y in places.tolist()]
    step = is_inside.index(False) - 1 if False in is_inside[1:] else wanted
    walked, here = step if step == wanted else track.last, places[[max(step, 0)]]
    return (
        Glow(GLOW_PX, look.model).put(here),
        Path(seen.seen(track.line(walked)), look.step, TRAIL_PX),
        Dots(seen.seen(track.marks(walked)), STEP_PX, look.step),
        Dots(here, SHADE_PX, look.ground, opacity=SHADE_SHARE),
        Dots(here, EDGE_PX, look.best),
        Dots(here, POINT_PX, look.model),
    )


def _shade(look: Look) -> Inked:
    """Return the dark in which the words stand."""
    across = np.linspace(0.0, 1.0, SHADE_STEPS)
    clear = soft((across - DARK_TO_SHARE) / (CLEAR_FROM_SHARE - DARK_TO_SHARE))
    return Density(DARK_SHARE * (1.0 - clear)[None], WIDE.frame.clip, look.ground)


def _words(look: Look) -> tuple[Inked, ...]:
    words, subject = thumbnail_words(look.language)
    colours = [look.text] * (len(words) - 1) + [look.step]
    lines = [
        Type(f'#text(weight: "black")[{escaped(line)}]', WORDS_PX, colour).at(
            WORDS_X, WORDS_Y - k * LINE_HEIGHT
        )
        for k, (line, colour) in enumerate(zip(words, colours, strict=True))
    ]
    below = f'#text(weight: "semibold")[{escaped(subject)}]'
    y = WORDS_Y - (len(words) - 1) * LINE_HEIGHT - BELOW_GAP
    return (*lines, Type(below, BELOW_PX, look.muted).at(WORDS_X, y))
