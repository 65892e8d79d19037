"""Every `gdvideo trace` and `gdvideo check` of the documentation runs and says something sound."""

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gdcore.rules.recipes import METHODS, RULES
from gdvideo.cli import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "docs/command-line.md", "docs/numbers.md")
FILES = {
    "exam.csv": "hours,passed\n1,0\n2,0\n2.5,1\n3,0\n4,1\n5,1\n",
    "harvest.csv": "rain,sun,crop\n1,5,9\n2,3,8\n3,4,12\n4,1,9\n5,2,13\n",
    "waves.csv": "x,y\n0,0.1\n1,1.9\n2,1.7\n3,0.4\n4,-1.6\n5,-1.8\n6,-0.5\n",
    "sales.csv": "price (EUR),sold\n1,9\n2,8\n3,5\n4,5\n",
}


def _commands() -> list[str]:
    blocks = "".join(
        block
        for page in PAGES
        for block in re.findall(r"```console\n(.*?)```", (ROOT / page).read_text("utf-8"), re.S)
    )
    return [line for line in blocks.splitlines() if re.match(r"gdvideo (trace|check)", line)]


COMMANDS = _commands()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the files that the documentation speaks of."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_documented_command_runs(command: str) -> None:
    arguments = shlex.split(command)[1:]
    # The look of one scene will do here: `tests.scenes.test_score` plays them all.
    more = ["--json"] if arguments[0] == "trace" else []
    more += ["--scene", "card"] if "--layout" in arguments and "--scene" not in arguments else []
    done = CliRunner().invoke(app, [*arguments, *more])
    assert done.exception is None, command
    if arguments[0] == "trace":
        numbers = json.loads(done.stdout)
        assert numbers["status"] in {"converged", "exhausted"}
        assert numbers["loss"] <= numbers["start_loss"]


def test_every_rule_loss_and_method_has_an_example() -> None:
    text = "\n".join(COMMANDS)
    for name in (*RULES, *METHODS):
        assert re.search(rf"(--rule|--method) {name.partition(':')[0]}\b", text), name
    for name in ("mse", "sse", "mae", "huber", "logloss"):
        assert f"--loss {name}" in text


@pytest.mark.usefixtures("folder")
def test_the_documented_stop_is_at_step_207() -> None:
    (command,) = [line for line in COMMANDS if "--stop step:1e-3" in line]
    numbers = json.loads(CliRunner().invoke(app, [*shlex.split(command)[1:], "--json"]).stdout)
    assert numbers["steps"] == 207
    assert numbers["final"] == pytest.approx({"m": 0.6778, "b": 0.8624}, abs=5e-5)
