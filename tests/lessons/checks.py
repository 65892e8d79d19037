"""The odd lessons, each looked through: ``python -m tests.lessons.checks [LESSON…]``.

All scenes of a lesson are played without being drawn: what overlaps, is cut or hard to read, what
is late, what is untrue, and how long nothing moves. A table is written, and what was found.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from gdvideo.rendering.plan import suitable_scenes
from scenes.kit.checks.screening import screening
from tests.lessons import tables
from tests.lessons.files import FILES, filed
from tests.lessons.truth import untrue

TABLE = Path("out/lessons/checks.md")
HEAD = ["| lesson | scenes | layout | truth | longest still (s) | still |", "|---" * 6 + "|"]


@dataclass(frozen=True)
class Looked:
    """What was found in a lesson.

    Parameters
    ----------
    name : str
    scenes : int
        How many were played.
    layout, truth : tuple of str
        What is wrong, a line each.
    still_s : tuple of float
        The longest stretch in which nothing moves, all of them together, and the film's length.
    """

    name: str
    scenes: int
    layout: tuple[str, ...]
    truth: tuple[str, ...]
    still_s: tuple[float, float, float]

    @property
    def found(self) -> list[str]:
        """All that is wrong, a line each."""
        return [f"{self.name}: {line}" for line in (*self.layout, *self.truth)]

    def row(self) -> str:
        """Return it as a row of the table."""
        longest, still, length = self.still_s
        layout, truth = len(self.layout) or "in order", len(self.truth) or "true"
        stands = f"{longest:.1f} | {still / length:.0%}"
        return f"| {self.name} | {self.scenes} | {layout} | {truth} | {stands} |"


def look(name: str) -> Looked:
    """Look a lesson through."""
    brief = filed(name)
    seen = {scene: screening(scene, brief) for scene in suitable_scenes((), brief)}
    layout = tuple(f"{scene}, {found}" for scene, s in seen.items() for found in s.findings)
    stills = [end - start for s in seen.values() for start, end in s.still_s]
    length = sum(s.length_s for s in seen.values())
    return Looked(
        name,
        len(seen),
        layout,
        tuple(untrue(name)),
        (max(stills, default=0.0), sum(stills), length),
    )


def main(*names: str) -> None:
    """Look some lessons through, or all; fail if anything is wrong."""
    tables.main()
    rows, found = list[str](), list[str]()
    with ProcessPoolExecutor(2) as pool:
        for looked in pool.map(look, names or FILES):
            rows.append(looked.row())
            found += looked.found
            sys.stdout.write("\n".join([looked.row(), *looked.found, ""]))
            sys.stdout.flush()
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text("\n".join([*HEAD, *rows, "", *found, ""]), encoding="utf-8")
    sys.exit(bool(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
