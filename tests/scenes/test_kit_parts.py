"""The example of the kit's page: parts of the kit in a scene that is plain Manim's."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest
from manim import ManimColor, tempconfig
from numpy.typing import NDArray

from scenes.kit.look.look import DARK

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLE = DOCS / "examples" / "kit_parts.py"


@pytest.fixture(scope="module")
def pixels() -> NDArray[np.int_]:
    """The example's last picture, drawn small, shape (360, 640, 3)."""
    spec = spec_from_file_location("kit_parts", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    size = {"pixel_width": 640, "pixel_height": 360, "frame_rate": 4}
    with tempconfig({"dry_run": True, "disable_caching": True, "progress_bar": "none", **size}):
        scene = module.KitParts()
        scene.render()
        return scene.renderer.camera.pixel_array[..., :3].astype(int)


@pytest.mark.parametrize(
    ("part", "colour", "right", "low"),
    [
        ("data", DARK.data, False, True),
        ("best fit", DARK.best, False, True),
        ("tangent", DARK.slope, True, False),
        ("curve", DARK.text, True, False),
        ("map", DARK.contour, True, True),
    ],
)
def test_each_part_is_seen_where_it_was_put(
    pixels: NDArray[np.int_], part: str, colour: str, right: bool, low: bool
) -> None:
    del part
    rows, columns = (
        slice(180, 360) if low else slice(0, 180),
        slice(320, 640) if right else slice(320),
    )
    off = np.abs(pixels[rows, columns] - ManimColor(colour).to_int_rgb()).max(axis=-1)
    assert (off < 60).sum() > 5


def _lit_and_flat(part: NDArray[np.int_], ground: NDArray[np.int_]) -> NDArray[np.bool_]:
    """Return where a picture is no ground, and the pixel above is the same."""
    steps = np.abs(np.diff(part, axis=0)).max(axis=-1)
    return (np.abs(part[1:] - ground).max(axis=-1) > 20) & (steps < 4)


def test_the_surface_is_lighter_than_the_ground_and_of_no_datas_colour(
    pixels: NDArray[np.int_],
) -> None:
    quarters = [pixels[:180, :320], pixels[:180, 320:]]
    surface, curve = (int(_lit_and_flat(q, pixels[0, 0]).sum()) for q in quarters)
    assert surface > 1000 > 3 * curve
    data = ManimColor(DARK.data).to_int_rgb()
    assert np.abs(quarters[0] - data).max(axis=-1).min() > 40


def test_the_page_speaks_of_names_that_the_example_has() -> None:
    page, example = (DOCS / "kit.md").read_text("utf-8"), EXAMPLE.read_text("utf-8")
    (table,) = re.findall(r"\| part \|(.*?)\n\n", page, re.S)
    called = {*re.findall(r"\b([A-Za-z_]+)\(", table)}
    known = {"Dots", "Path", "add", "at", "array", "put", "play", "see", "follow", "zeros", "ones"}
    assert {name for name in called - known if f"{name}(" not in example} == set()
