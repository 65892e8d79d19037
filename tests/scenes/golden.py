"""Golden pictures: how each is made and how two are compared; run as a program, it renews them."""

from pathlib import Path

import numpy as np
from PIL import Image

from gdvideo.frames import draw_still
from gdvideo.quality import QUALITIES
from scenes.film import FILM, scene_timeline
from tests.scenes.conftest import LESSONS

FOLDER = Path(__file__).parent / "golden"
ENTRY = next(entry for entry in FILM if entry.id == "iterate")
PICTURES = {
    "default-misses": ("default", "misses_mean_standard"),
    "default-slow": ("default", "slow"),
    "default-compare_close": ("default", "compare_close"),
    "light-compare_close": ("light", "compare_close"),
    "crawls-compare_crawl": ("crawls", "compare_crawl"),
    "diverges-compare_diverged": ("diverges", "compare_diverged"),
    "many-rows-compare_close": ("many rows", "compare_close"),
}
_FLAT = 16
_ALIKE = 24
_FEW = 5e-4


def picture(name: str) -> np.ndarray:
    """Draw a golden picture's scene anew: the end of one beat of one lesson, in draft quality."""
    lesson, beat = PICTURES[name]
    brief = LESSONS[lesson]()
    at_s = scene_timeline("iterate", brief).beat(beat).end_s - 0.1
    return np.array(draw_still(ENTRY, brief, QUALITIES["draft"], at_s))


def golden(name: str) -> np.ndarray:
    """Read a golden picture."""
    return np.array(Image.open(FOLDER / f"{name}.png").convert("RGB"))


def same_picture(one: np.ndarray, other: np.ndarray) -> bool:
    """Return whether two pictures show the same.

    Pixels are compared where one of the pictures is flat: an edge may be drawn a little differently
    by another version of Cairo, but where nothing is, nothing may appear.
    """
    far = np.abs(one.astype(int) - other.astype(int)).max(axis=2) > _ALIKE
    return max(float((far & _flat(one)).mean()), float((far & _flat(other)).mean())) < _FEW


def _flat(image: np.ndarray) -> np.ndarray:
    """Return where the 5 by 5 neighbourhood of a pixel hardly varies."""
    grey = np.pad(image.astype(int).sum(axis=2) // 3, 2, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(grey, (5, 5))
    return np.ptp(windows, axis=(2, 3)) < _FLAT


def renew() -> None:
    """Draw all golden pictures anew; look at them before you commit them."""
    FOLDER.mkdir(exist_ok=True)
    for name in PICTURES:
        Image.fromarray(picture(name)).quantize(128).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    renew()
