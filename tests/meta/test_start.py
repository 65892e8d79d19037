"""Commands that draw nothing load neither Manim nor a voice, and help loads no numbers."""

import json
import subprocess
import sys
from pathlib import Path

PROBE = """
import json, sys
from gdvideo.__main__ import main
known = ("manim", "piper", "onnxruntime", "sympy", "numpy")
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["gdvideo", *arguments]
    try:
        status = main()
    except SystemExit as end:
        status = end.code
    heavy = [name for name in known if name in sys.modules]
    print(json.dumps([status or 0, heavy]), file=sys.stderr)
"""


def run(folder: Path, code: str, *commands: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    """Run a probe in a process of its own; return each status and what is heavy and was loaded."""
    command = [sys.executable, "-c", code, json.dumps(commands)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stderr.strip().splitlines()[-len(commands) :]]
    return [(status, heavy) for status, heavy in told]


def test_commands_do_not_load_manim(tmp_path: Path) -> None:
    commands = (("scenes",), ("script",), ("trace", "--steps", "3"), ("check",))
    assert run(tmp_path, PROBE, *commands) == [(0, ["sympy", "numpy"])] * 4


def test_help_loads_no_numbers(tmp_path: Path) -> None:
    commands = (("--help",), ("render", "--help"), ("--version",))
    assert run(tmp_path, PROBE, *commands) == [(0, [])] * 3


def test_probe_sees_manim_when_it_is_loaded(tmp_path: Path) -> None:
    code = PROBE.replace("from gdvideo.__main__ import main", "import manim\nmain = lambda: None")
    assert run(tmp_path, code, ())[0][1][0] == "manim"
