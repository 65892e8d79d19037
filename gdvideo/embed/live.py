"""The scripts of a page whose last picture comes alive, in the order in which they are loaded."""

from typing import Final

__all__ = ["SCRIPTS"]

SCRIPTS: Final = (
    "expression.js",
    "algebra.js",
    "bowl.js",
    "rules.js",
    "lesson.js",
    "state.js",
)
"""Files of `assets/web/live`; each uses those before it only as it is loaded."""
