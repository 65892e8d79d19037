"""Commands that draw nothing load neither Manim nor a voice, and help loads no numbers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = """
import json, sys
from gdvideo.__main__ import main
sys.argv = ["gdvideo", *json.loads(sys.argv[1])]
try:
    status = main()
except SystemExit as end:
    status = end.code
known = ("manim", "piper", "onnxruntime", "sympy", "numpy")
heavy = [name for name in known if name in sys.modules]
print(json.dumps([status or 0, heavy]), file=sys.stderr)
"""


def run(folder: Path, code: str, *arguments: str) -> tuple[int, list[str]]:
    """Run a probe in a process of its own; return its status and what is heavy and was loaded."""
    command = [sys.executable, "-c", code, json.dumps(arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    status, heavy = json.loads(done.stderr.strip().splitlines()[-1])
    return status, heavy


@pytest.mark.parametrize(
    "arguments",
    [("scenes",), ("script",), ("trace", "--steps", "3"), ("check",)],
    ids=lambda arguments: arguments[0],
)
def test_command_does_not_load_manim(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run(tmp_path, PROBE, *arguments) == (0, ["sympy", "numpy"])


@pytest.mark.parametrize("arguments", [("--help",), ("render", "--help"), ("--version",)], ids=str)
def test_help_loads_no_numbers(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run(tmp_path, PROBE, *arguments) == (0, [])


def test_probe_sees_manim_when_it_is_loaded(tmp_path: Path) -> None:
    code = PROBE.replace("from gdvideo.__main__ import main", "import manim\nmain = lambda: None")
    assert run(tmp_path, code)[1][0] == "manim"
