"""The scripts of a page whose last picture comes alive, in the order in which they are loaded."""

from typing import Final

__all__ = ["SCRIPTS"]

SCRIPTS: Final = (
    "making.js",
    "numerals.js",
    "expression.js",
    "algebra.js",
    "bowl.js",
    "rules.js",
    "rates.js",
    "lesson.js",
    "units.js",
    "squares.js",
    "search.js",
    "refit.js",
    "table.js",
    "state.js",
    "dial.js",
    "scale.js",
    "own-data.js",
    "controls.js",
    "plot.js",
    "handle.js",
    "trail.js",
    "contours.js",
    "held.js",
    "batches.js",
    "view.js",
    "fog.js",
    "lights.js",
    "pictures/data.js",
    "pictures/map.js",
    "pictures/curve.js",
    "pictures/knobs.js",
    "pictures/batch.js",
    "pictures/clock.js",
    "eye.js",
    "ground.js",
    "terrain.js",
    "terrain-axes.js",
    "pictures/surface.js",
    "live.js",
)
"""Files of `assets/web/live`; each uses those before it only as it is loaded."""
