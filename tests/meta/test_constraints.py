"""The pinned versions: exact, complete, and free of any place to fetch them from."""

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

OLDEST_PYTHON = Version("3.11.2")
NEWER_PYTHON_ONLY = {"audioop-lts", "pyyaml-ft"}
"""What other packages need from Python 3.13 on, in place of what it no longer has."""
"""Debian 12's own. A pin that wants more makes set-up fail there, and nowhere else."""

PIN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[0-9][A-Za-z0-9.+!]*)")


def not_pins(text: str) -> list[str]:
    """Return the lines that are neither a comment nor one exact version of one package."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return [line for line in lines if not PIN.fullmatch(line)]


@pytest.fixture
def text(root: Path) -> str:
    return (root / ".ci" / "constraints.txt").read_text("utf-8")


@pytest.fixture
def pins(text: str) -> dict[str, Version]:
    found = [match for line in text.splitlines() if (match := PIN.fullmatch(line))]
    return {canonicalize_name(match["name"]): Version(match["version"]) for match in found}


@pytest.fixture
def requirements(root: Path) -> list[Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    lines = [*project["dependencies"], *(line for extra in extras for line in extra)]
    return [Requirement(line) for line in lines]


def test_constraints_are_exact_versions_and_nothing_else(text: str) -> None:
    assert not_pins(text) == []


def test_no_package_is_pinned_twice(text: str, pins: dict[str, Version]) -> None:
    assert len(pins) == sum(bool(PIN.fullmatch(line)) for line in text.splitlines())


def test_each_direct_dependency_is_pinned_within_its_range(
    pins: dict[str, Version], requirements: list[Requirement]
) -> None:
    outside = {
        str(requirement): str(pins.get(canonicalize_name(requirement.name), "missing"))
        for requirement in requirements
        if canonicalize_name(requirement.name) not in pins
        or pins[canonicalize_name(requirement.name)] not in requirement.specifier
    }
    assert outside == {}


def test_each_pinned_package_here_runs_on_the_oldest_python(pins: dict[str, Version]) -> None:
    wanted = {
        canonicalize_name(package.metadata["Name"]): package.metadata.get("Requires-Python", "")
        for package in distributions()
        if canonicalize_name(package.metadata["Name"]) in pins.keys() - NEWER_PYTHON_ONLY
    }
    assert len(wanted) > len(pins) / 2
    assert {n: w for n, w in wanted.items() if OLDEST_PYTHON not in SpecifierSet(w)} == {}


@pytest.mark.parametrize(
    "line",
    [
        "manim @ file:///wheels/manim.whl",
        "-e .",
        "--index-url https://example.org/simple",
        "numpy>=2",
        "numpy==2.0 --hash=sha256:00",
        "./wheels/numpy.whl",
        "numpy",
    ],
)
def test_guard_sees_what_is_not_a_pin(line: str) -> None:
    assert not_pins(f"# a comment\nav==18.1.0\n{line}") == [line]
