"""Importing the data room is light: it belongs to commands that answer at once."""

import subprocess
import sys
from pathlib import Path


def test_the_import_is_light() -> None:
    code = "import sys, gdvideo.data; print({'duckdb', 'python_calamine'} & set(sys.modules))"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
