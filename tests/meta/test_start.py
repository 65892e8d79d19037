"""Commands that draw nothing answer at once: they never load Manim."""

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
print(json.dumps([status or 0, "manim" in sys.modules]), file=sys.stderr)
"""


def run(folder: Path, *arguments: str) -> tuple[int, bool]:
    """Run the command line in a process of its own; return its status and if Manim was loaded."""
    command = [sys.executable, "-c", PROBE, json.dumps(arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    status, loaded = json.loads(done.stderr.strip().splitlines()[-1])
    return status, loaded


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("scenes",), ("trace", "--steps", "3"), ("check",)],
    ids=lambda arguments: arguments[0],
)
def test_command_does_not_load_manim(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run(tmp_path, *arguments) == (0, False)


def test_probe_sees_manim_when_it_is_loaded(tmp_path: Path) -> None:
    code = PROBE.replace("from gdvideo.__main__ import main", "import manim\nmain = lambda: None")
    command = [sys.executable, "-c", code, "[]"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert json.loads(done.stderr.strip().splitlines()[-1]) == [0, True]
