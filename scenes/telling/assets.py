"""Where the shipped data and narrations are: beside the packages, in the tree as in the wheel."""

from pathlib import Path

__all__ = ["ASSETS"]

ASSETS = Path(__file__).resolve().parents[2] / "assets"
