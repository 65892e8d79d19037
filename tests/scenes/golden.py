"""Golden pictures: how each is made and how two are compared; run as a program, it renews them."""

import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import ceil
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import maximum_filter, minimum_filter, uniform_filter

from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.frames import draw_stills
from scenes.brief import default_brief
from scenes.film import FILM, scene_timeline
from tests.scenes.conftest import LESSONS
from tests.scenes.formulas import FORMULAS

FOLDER = Path(__file__).parent / "golden"
SHEETS = Path("out/golden")
DOCUMENTED = Path(__file__).parents[2] / "docs" / "pictures"

_DEFAULT = [
    ("default", scene, beat.id)
    for scene in FILM
    for beat in scene_timeline(scene, default_brief()).beats
]
_OTHERS = [
    ("light", "hook", "say_what_it_is_for"),
    ("light", "card", "deal_the_card"),
    ("crawls", "card", "deal_the_card"),
    ("diverges", "hook", "say_what_it_is_for"),
    ("diverges", "card", "deal_the_card"),
    ("proportional", "hook", "say_what_it_is_for"),
    ("exponential", "card", "deal_the_card"),
    ("light", "fit", "turn_the_knobs"),
    ("light", "fit", "raise_them_all"),
    ("exponential", "fit", "raise_them_all"),
    ("logistic", "fit", "measure_the_miss"),
    ("light", "cost", "fill_the_bar"),
    ("light", "cost", "keep_the_lengths"),
    ("light", "cost", "take_them_all"),
    ("exponential", "cost", "keep_the_lengths"),
    ("too few steps", "cost", "fill_the_bar"),
    ("light", "parabola", "lay_the_parabola_over_it"),
    ("light", "tangent", "take_the_step"),
    ("light", "derivation", "take_the_outside"),
    ("light", "derivation", "read_the_gradient"),
    ("exponential", "derivation", "take_the_inside"),
    ("logistic", "derivation", "let_it_cancel"),
    ("line, other letters", "derivation", "do_the_other"),
    ("light", "rules", "halve_the_change"),
    ("light", "rules", "name_the_rules"),
    ("crawls", "rules", "change_the_gear"),
    ("logistic", "rules", "multiply_the_ratios"),
    ("light", "surface", "cut_a_slice"),
    ("light", "iterate", "compare_with_the_best_fit"),
    ("crawls", "tangent", "walk_down"),
    ("crawls", "surface", "walk_down"),
    ("crawls", "iterate", "compare_with_the_best_fit"),
    ("diverges", "tangent", "walk_down"),
    ("diverges", "surface", "walk_down"),
    ("diverges", "iterate", "lose_the_line"),
    ("exponential", "parabola", "mark_the_lowest_point"),
    ("exponential", "tangent", "show_the_curve"),
    ("exponential", "surface", "walk_down"),
    ("exponential", "iterate", "compare_with_the_best_fit"),
    ("proportional", "parabola", "turn_the_knobs"),
    ("crawls", "parabola", "sweep_the_bowl"),
    ("exponential", "parabola", "turn_for_single_rows"),
    ("light", "parabola", "ask_the_two_questions"),
    ("proportional", "tangent", "walk_down"),
    ("proportional", "iterate", "compare_with_the_best_fit"),
    ("parabola", "surface", "show_that_a_point_is_a_line"),
    ("parabola", "iterate", "compare_with_the_best_fit"),
    ("many rows", "surface", "show_that_a_point_is_a_line"),
    ("many rows", "iterate", "compare_with_the_best_fit"),
]


def named(lesson: str, scene: str, beat: str) -> str:
    """Return the name of a golden picture."""
    return f"{scene}-{lesson.replace(' ', '-')}-{beat}"


PICTURES = {named(*shown): shown for shown in (*_DEFAULT, *_OTHERS)}
# What the documentation shows of each scene: a beat of the default lesson.
_SHOWN = {
    "hook": "say_what_it_is_for",
    "fit": "raise_them_all",
    "cost": "take_them_all",
    "parabola": "lay_the_parabola_over_it",
    "tangent": "take_the_step",
    "steps": "fill_the_table",
    "rate": "reach_the_limit",
    "rules": "multiply_the_ratios",
    "derivation": "take_the_outside",
    "surface": "walk_down",
    "iterate": "compare_with_the_best_fit",
    "valley": "cure",
    "stochastic": "look_close",
    "minima": "drop_the_lights",
    "curves": "answer",
    "solve": "let_them_cross",
    "recap": "round_after_round",
    "card": "deal_the_card",
}
_EXACT = 32
_FLAT = 16
_ALIKE = 24
_FEW = 1e-4
"""Fewer pixels than the smallest ring has, more than edges a fifth of a pixel further change."""
_AROUND_PX = 16
_WIDE, _TALL, _LINE, _ACROSS = 640, 360, 28, 3


def picture(name: str) -> np.ndarray:
    """Draw a golden picture's scene anew: the last frame of one beat of one lesson."""
    lesson, scene, beat = PICTURES[name]
    return pictures(lesson, scene, [beat])[0]


def pictures(lesson: str, scene: str, shown: Sequence[str]) -> list[np.ndarray]:
    """Play a scene once and draw the last frame of each of these beats, which are in order."""
    brief, quality = (LESSONS | FORMULAS)[lesson](), QUALITIES["standard"]
    ends_s = {beat.id: beat.end_s - 1 / quality.fps for beat in scene_timeline(scene, brief).beats}
    stills = draw_stills(scene, brief, quality, [ends_s[beat] for beat in shown])
    return [np.array(still) for still in stills]


def takes() -> dict[tuple[str, str], list[str]]:
    """Return the beats of which there are golden pictures, by lesson and scene."""
    found: dict[tuple[str, str], list[str]] = {}
    for lesson, scene, beat in PICTURES.values():
        found.setdefault((lesson, scene), []).append(beat)
    return found


@lru_cache(maxsize=4)
def golden(name: str) -> np.ndarray:
    """Read a golden picture."""
    return np.array(Image.open(FOLDER / f"{name}.png").convert("RGB"))


def same_picture(one: np.ndarray, other: np.ndarray) -> bool:
    """Return whether two pictures show the same.

    Pixels are compared where one of the pictures is flat: an edge may be drawn a little differently
    by another version of Cairo, but where nothing is, nothing may appear. Letters and thin lines
    are nowhere flat: whether they are lit or dimmed is seen in the mean of their surroundings.
    """
    apart = one.astype(np.int16) - other
    far = np.abs(apart).max(axis=2) > _ALIKE
    if not far.any():
        return True  # Then no mean is far from the other's either.
    if any(float((far & _flat(image)).mean()) >= _FEW for image in (one, other)):
        return False
    return bool(np.abs(_blurred(apart)).max() <= _ALIKE)


def _blurred(image: np.ndarray) -> np.ndarray:
    """Return the mean of the neighbourhood of each pixel."""
    return uniform_filter(image.astype(np.float32), size=(_AROUND_PX, _AROUND_PX, 1))


def _flat(image: np.ndarray) -> np.ndarray:
    """Return where the 5 by 5 neighbourhood of a pixel hardly varies."""
    grey = np.asarray(Image.fromarray(image).convert("L"))
    return maximum_filter(grey, 5) - minimum_filter(grey, 5) < _FLAT


def steady(draw: Callable[[], np.ndarray]) -> np.ndarray | None:
    """Draw a picture twice; return nothing if it is not the same to the last bit."""
    first, second = draw(), draw()
    return first if np.array_equal(first, second) else None


def keep(pictures: dict[str, Callable[[], np.ndarray]], folder: Path) -> list[str]:
    """Write the pictures that are drawn the same twice, remove all others from the folder.

    Returns
    -------
    list of str
        The names of those that are not kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {name: steady(draw) for name, draw in pictures.items()}
    kept = {name: image for name, image in drawn.items() if image is not None}
    for path in folder.glob("*.png"):
        if path.stem not in kept:
            path.unlink()
    for name, image in kept.items():
        with_palette(image).save(folder / f"{name}.png", optimize=True)
    return [name for name in pictures if name not in kept]


def with_palette(image: np.ndarray) -> Image.Image:
    """Return a picture with 256 colours, which halves its file, each as near as no one notices.

    The most frequent colours, those of grounds and panels, are kept as they are.
    """
    codes = image.reshape(-1, 3).astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    found, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    colours = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(np.int32)
    spread = Image.fromarray(image).quantize(256 - _EXACT, method=Image.Quantize.MAXCOVERAGE)
    others = np.array(spread.getpalette(), dtype=np.int32).reshape(-1, 3)
    palette = np.concatenate([colours[np.argsort(-counts)[:_EXACT]], others])
    nearest = ((colours[:, None] - palette) ** 2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    small = Image.fromarray(nearest[places].reshape(image.shape[:2]))
    small.putpalette(palette.astype(np.uint8).tobytes())
    return small


def documented() -> dict[Path, str]:
    """Return for each picture of the documentation the name of the golden one that it shows."""
    return {
        DOCUMENTED / f"{scene}.png": f"{scene}-default-{beat}" for scene, beat in _SHOWN.items()
    }


def contact_sheet(names: list[str]) -> Image.Image:
    """Lay golden pictures side by side, each over its name."""
    size = (_ACROSS * _WIDE, ceil(len(names) / _ACROSS) * (_TALL + _LINE))
    sheet = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(18)
    for number, name in enumerate(names):
        x, y = number % _ACROSS * _WIDE, number // _ACROSS * (_TALL + _LINE)
        small = Image.fromarray(golden(name)).resize((_WIDE, _TALL), Image.Resampling.LANCZOS)
        sheet.paste(small, (x, y))
        pen.text((x + 8, y + _TALL + 3), name, "black", font)
    return sheet


def main() -> None:
    """Draw all golden pictures anew and lay them on sheets; look at these before you commit."""
    lost = keep({name: lambda name=name: picture(name) for name in PICTURES}, FOLDER)
    SHEETS.mkdir(parents=True, exist_ok=True)
    for scene in FILM:
        names = [name for name in PICTURES if PICTURES[name][1] == scene and name not in lost]
        contact_sheet(names).save(SHEETS / f"{scene}.png")
        sys.stdout.write(f"{SHEETS / scene}.png\n")
    for target, name in documented().items():
        Image.fromarray(golden(name)).save(target, optimize=True)
    if lost:
        sys.exit(f"Not kept, for they are drawn differently the second time: {', '.join(lost)}")


if __name__ == "__main__":
    main()
