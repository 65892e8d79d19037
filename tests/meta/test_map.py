"""The map of the modules in the architecture page names each module once, and nothing else."""

import re
from pathlib import Path

import pytest

ROOMS = {"gdcore": "The rooms of gdcore", "scenes/kit": "The rooms of the kit"}


def named(text: str, heading: str) -> list[str]:
    """Return what the second column of the table below a heading has in backquotes."""
    (part,) = re.findall(rf"^## {heading}$(.*?)^## ", text, re.M | re.S)
    rows = re.findall(r"^\|[^|]*\|(.*)\|$", part, re.M)
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


@pytest.mark.parametrize("folder", ROOMS)
def test_every_module_is_on_the_map_once(folder: str, root: Path) -> None:
    text = (root / "docs" / "architecture.md").read_text("utf-8")
    modules = {path.stem for path in (root / folder).glob("*.py")} - {"__init__"}
    assert sorted(named(text, ROOMS[folder])) == sorted(modules)


def test_every_file_that_the_page_names_is_there(root: Path) -> None:
    text = (root / "docs" / "architecture.md").read_text("utf-8")
    paths = re.findall(r"`((?:scenes|gdcore|gdvideo|tests|benchmarks)/[\w/]*\.?\w*)`", text)
    assert len(paths) > 5
    assert [path for path in paths if not (root / path).exists()] == []
