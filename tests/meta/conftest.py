"""What every guard of the house reads: the project's own files, as they lie in the tree."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("gdcore", "scenes", "gdvideo")


def walk(folder: Path, ignored: list[str]) -> Iterator[Path]:
    """Yield the files below `folder`, without files and folders that match an ignored pattern."""
    for path in sorted(folder.iterdir()):
        if path.name == ".git" or any(fnmatch(path.name, pattern) for pattern in ignored):
            continue
        if path.is_dir():
            yield from walk(path, ignored)
        else:
            yield path


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """All files of the project, relative to its top, without what `.gitignore` names.

    Git itself is not asked, so that an unpacked archive is guarded as well as a clone.
    """
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()]
    return [path.relative_to(ROOT) for path in walk(ROOT, ignored)]


@pytest.fixture(scope="session")
def trees(files: list[Path]) -> dict[Path, ast.Module]:
    """The syntax tree of each Python file of the project."""
    return {
        path: ast.parse((ROOT / path).read_text("utf-8"), str(path))
        for path in files
        if path.suffix == ".py"
    }


@pytest.fixture(scope="session")
def modules(trees: dict[Path, ast.Module]) -> dict[Path, ast.Module]:
    """The syntax tree of each module of the three packages."""
    chosen = {path: tree for path, tree in trees.items() if path.parts[0] in PACKAGES}
    assert {path.parts[0] for path in chosen} == set(PACKAGES)
    return chosen


@pytest.fixture(scope="session")
def tests(trees: dict[Path, ast.Module]) -> dict[Path, ast.Module]:
    """The syntax tree of each test module and each conftest."""
    chosen = {path: tree for path, tree in trees.items() if path.parts[0] == "tests"}
    assert Path(__file__).relative_to(ROOT) in chosen
    return chosen
