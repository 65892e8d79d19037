"""The map of the rooms in the architecture page names each module once, in its room.

The scenes are not on it: there is a module, a script and a file of words for each, by its id, and
for those that come alive or ask a module of `scenes.live`, of `scenes.questions`.
"""

import re
from pathlib import Path

import pytest

HOUSES = ("gdcore", "scenes", "gdvideo")


def rooms(text: str) -> dict[str, list[str]]:
    """Return the modules that the tables of the page name, by room."""
    rows = re.findall(r"^\| `([\w/]+)` \|(.*)\|$", text, re.M)
    return {room: sorted(re.findall(r"`(\w+)`", cell)) for room, cell in rows}


def is_shared(path: Path, files: list[Path]) -> bool:
    """Tell whether a module belongs to no single scene."""
    scripts = {file.stem for file in files if file.parent == Path("scenes/scripts")}
    rooms = [Path("scenes", room) for room in ("", "scripts", "live", "questions")]
    return path.stem != "__init__" and not (path.parent in rooms and path.stem in scripts)


def folders(files: list[Path], house: str) -> dict[str, list[str]]:
    """Return the modules of a house, by folder."""
    inside = [path for path in files if path.parts[0] == house and path.suffix == ".py"]
    shared = [path for path in inside if is_shared(path, files)]
    found: dict[str, list[str]] = {path.parent.as_posix(): [] for path in shared}
    for path in shared:
        found[path.parent.as_posix()].append(path.stem)
    return {folder: sorted(names) for folder, names in found.items()}


@pytest.mark.parametrize("house", HOUSES)
def test_every_module_is_on_the_map_in_its_room(house: str, root: Path, files: list[Path]) -> None:
    text = (root / "docs" / "architecture.md").read_text("utf-8")
    told = {room: names for room, names in rooms(text).items() if room.split("/")[0] == house}
    # The table of the three houses names no modules.
    assert {room: names for room, names in told.items() if names} == folders(files, house)


def test_every_file_that_the_page_names_is_there(root: Path) -> None:
    text = (root / "docs" / "architecture.md").read_text("utf-8")
    paths = re.findall(r"`((?:scenes|gdcore|gdvideo|tests|benchmarks)/[\w/]*\.?\w*)`", text)
    assert len(paths) > 5
    assert [path for path in paths if not (root / path).exists()] == []


def test_guard_reads_a_room() -> None:
    assert rooms("| room | modules |\n|---|---|\n| `a/b` | `c` (`d`), `e` |\n") == {
        "a/b": ["c", "d", "e"]
    }
