"""What lies in the tree: the top level, the assets, and nothing that ties it to one machine."""

import re
import tomllib
from pathlib import Path

import pytest

TOP_FOLDERS = {"gdcore", "scenes", "gdvideo", "assets", "tests", "benchmarks", "docs", ".ci"}
TOP_FILES = {
    "pyproject.toml",
    "README.md",
    "Containerfile",
    "Makefile",
    "LICENSE",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
}
PROGRAM_SUFFIXES = {".py", ".sh", ".bash", ".pyc", ".so", ".exe", ".bat", ".ps1", ".ipynb", ".wasm"}

# Written in pieces, so that this file does not hold what it forbids.
REGISTRY = re.compile(
    rb"(?:pypi|python"
    rb"hosted|npmjs|anaconda|crates|rubygems|jsdelivr|unpkg)" + rb"\.(?:org|com|io|net)"
)
MACHINE_PATH = re.compile(
    rb"(?<![\w.~}>/-])(?:/(?:root|home|Users|work|tmp|opt|mnt|workspace)/\w|[A-Z]:\\\\?Users\b)"
)


def ties(content: bytes) -> list[str]:
    """Return the registries' hosts and the absolute paths of a machine in `content`."""
    hits = [*REGISTRY.finditer(content), *MACHINE_PATH.finditer(content)]
    lines = [content.count(b"\n", 0, hit.start()) + 1 for hit in hits]
    return [f"{line}: {hit.group().decode()}" for line, hit in zip(lines, hits, strict=True)]


def is_text(content: bytes) -> bool:
    """Tell whether `content` is text: chance makes any short pattern in a compressed picture."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def runs(path: Path) -> bool:
    """Tell whether the file at `path` is a program: by its mode, its suffix or its first bytes."""
    executable = bool(path.stat().st_mode & 0o111)
    with path.open("rb") as stream:
        opening = stream.read(4)
    return (
        executable
        or path.suffix in PROGRAM_SUFFIXES
        or opening.startswith((b"#!", b"\x7fELF", b"MZ"))
    )


def test_top_level_holds_only_what_the_design_names(files: list[Path]) -> None:
    strangers = {
        path.parts[0]
        for path in files
        if path.parts[0] not in (TOP_FOLDERS if len(path.parts) > 1 else TOP_FILES)
        and not (len(path.parts) == 1 and path.name.startswith("."))
    }
    assert strangers == set()


def test_top_level_is_complete(files: list[Path]) -> None:
    assert {Path(name) for name in TOP_FILES} - set(files) == set()


def test_no_file_names_a_registry_or_a_path_of_one_machine(root: Path, files: list[Path]) -> None:
    contents = {str(path): (root / path).read_bytes() for path in files}
    found = {path: ties(content) for path, content in contents.items() if is_text(content)}
    assert {path: hits for path, hits in found.items() if hits} == {}


def test_assets_hold_nothing_executable(root: Path, files: list[Path]) -> None:
    assets = [path for path in files if path.parts[0] == "assets"]
    assert assets != []
    assert [str(path) for path in assets if runs(root / path)] == []


def test_changelog_names_the_version(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    headings = re.findall(
        r"^## \[?([^\]\s]+)", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert version in headings


@pytest.mark.parametrize(
    "content",
    [
        b"see https://" + b"pypi." + b"org/simple",
        b"registry." + b"npmjs." + b"org",
        b"open('" + b"/home" + b"/ada/data.csv')",
        b"cd " + b"/work" + b"/main",
        b"C:" + b"\\Users\\ada",
    ],
)
def test_guard_sees_a_tie_to_one_machine(content: bytes) -> None:
    assert len(ties(b"first line\n" + content)) == 1
    assert ties(b"first line\n" + content)[0].startswith("2: ")


@pytest.mark.parametrize(
    "content",
    [b"#!/usr/bin/env bash", b"> /dev/null", b"https://example.edu/home/ada", b"../tmp/x", b"a/b"],
)
def test_guard_lets_the_rest_through(content: bytes) -> None:
    assert ties(content) == []


@pytest.mark.parametrize(
    ("name", "content", "mode"),
    [("a.py", b"", 0o644), ("a.txt", b"#!/bin/sh", 0o644), ("a.csv", b"x,y", 0o755)],
)
def test_guard_sees_a_program(tmp_path: Path, name: str, content: bytes, mode: int) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / name).chmod(mode)
    assert runs(tmp_path / name)


def test_guard_lets_data_through(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x,y\n1,2\n")
    (tmp_path / "a.csv").chmod(0o644)
    assert not runs(tmp_path / "a.csv")
