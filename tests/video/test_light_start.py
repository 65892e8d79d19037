"""What a command does not need it does not load: the start is most of what a short one takes."""

import subprocess
import sys
from pathlib import Path

TOLD = """
import sys
from contextlib import suppress
from gdvideo.__main__ import main
with suppress(SystemExit):
    main()
print(*sorted(sys.modules))
"""
HEAVY = (
    "sympy",
    "manim",
    "num2words",
    "babel",
    "matplotlib",
    "pandas",
    "polars",
    "pyarrow",
    "scipy",
)


def loaded(*command: str) -> set[str]:
    """Return the modules that a command has loaded."""
    made = subprocess.run(
        [sys.executable, "-c", TOLD, *command], capture_output=True, text=True, check=True
    )
    assert not made.stderr
    return set(made.stdout.splitlines()[-1].split())


def test_a_line_is_traced_without_algebra_words_or_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n2,3\n4,4\n")
    modules = loaded("trace", "--data", str(tmp_path / "a.csv"))
    assert "gdcore.experiment" in modules
    assert modules.isdisjoint(HEAVY)
    # Of our own: what reads formulas, speaks or draws.
    ours = {m for m in modules if m.startswith(("gdcore.formula.", "scenes.", "gdvideo.rendering"))}
    assert ours <= {"gdcore.formula.compiling", "scenes.telling", "scenes.telling.assets"}


def test_a_line_is_judged_without_algebra_or_voice(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n2,3\n4,4\n")
    modules = loaded("check", "--data", str(tmp_path / "a.csv"))
    assert "gdvideo.diagnosis.report" in modules
    assert modules.isdisjoint({"sympy", "num2words", "manim", "matplotlib"})


def test_who_reads_a_large_table_loads_no_mathematics() -> None:
    told = "import sys, gdvideo.data.served, gdvideo.data.extracting; print(*sys.modules)"
    made = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert {"numpy", "duckdb", "subprocess", "zipfile", *HEAVY}.isdisjoint(made.stdout.split())
