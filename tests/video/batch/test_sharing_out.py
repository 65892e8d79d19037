"""The snippets of docs/scaling.md that deal a batch out, as they stand: the bytes of one run."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.video.batch.conftest import Batch, write_lessons
from tests.video.conftest import Done
from tests.video.render.films import contents

DOC = (Path(__file__).resolve().parents[3] / "docs" / "scaling.md").read_text("utf-8")
STUDENTS = "name,steps\na,5\nb,6\n"
"""Two films of `batch`."""


def snippet(language: str, word: str) -> str:
    """Return the only block of the document in a language that has a word in it."""
    blocks = re.findall(rf"```{language}\n(.*?)```", DOC, re.S)
    (found,) = [block for block in blocks if word in block]
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What a teacher's repository holds."""
    folder = tmp_path / "project"
    folder.mkdir()
    write_lessons(folder)
    (folder / "a.toml").rename(folder / "lesson.toml")
    (folder / "students.csv").write_text(STUDENTS, encoding="utf-8")
    return folder


def made_at_once(batch: Batch) -> dict[str, bytes]:
    return {n: c for n, c in contents(batch.out).items() if n.startswith(("a/", "b/"))}


def joined(out: Path) -> dict[str, bytes]:
    """Return the files of all films; the run that joined them must have made none."""
    report = json.loads((out / "batch.json").read_text("utf-8"))
    assert {film["name"]: film["state"] for film in report["films"]} == dict.fromkeys("ab", "kept")
    return {n: c for n, c in contents(out).items() if not n.startswith("batch")}


@dataclass(frozen=True)
class Runner:
    """Stands in for a machine that has nothing but what a job's steps give it.

    Parameters
    ----------
    folder : Path
        Where the steps are taken; not there yet.
    project : Path
        What `actions/checkout` brings.
    artifacts : Path
        What machines hand to each other: the files in it that are not hidden, by name.
    gdvideo : callable
        Runs the command line in this process.
    filled_in : dict of str to str
        What stands for expressions.
    """

    folder: Path
    project: Path
    artifacts: Path
    gdvideo: Callable[..., Done]
    filled_in: dict[str, str]

    def take(self, step: dict[str, Any]) -> None:
        """Take a step of a job."""
        if "run" in step:
            self._run(self._filled(step["run"]))
            return
        action = step["uses"].removeprefix("actions/").partition("@")[0].replace("-", "_")
        told = {name: self._filled(str(said)) for name, said in step.get("with", {}).items()}
        getattr(self, f"_{action}")(**{name.replace("-", "_"): said for name, said in told.items()})

    def _filled(self, text: str) -> str:
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: self.filled_in[found[1]], text)

    def _run(self, command: str) -> None:
        if command != "make setup":
            program, *arguments = shlex.split(command)
            assert program == ".venv/bin/gdvideo"
            done = self.gdvideo(*arguments)
            assert done.status == 0, done.err

    def _checkout(self) -> None:
        shutil.copytree(self.project, self.folder)

    def _upload_artifact(self, name: str, path: str) -> None:
        hidden = shutil.ignore_patterns(".*")
        shutil.copytree(self.folder / path, self.artifacts / name, ignore=hidden)

    def _download_artifact(self, pattern: str, path: str, merge_multiple: str) -> None:
        assert merge_multiple == "True"
        found = [folder for folder in self.artifacts.iterdir() if fnmatch(folder.name, pattern)]
        whole = [name for folder in found for name in contents(folder)]
        assert len(whole) == len({*whole})
        for folder in found:
            shutil.copytree(folder, self.folder / path, dirs_exist_ok=True)


def test_the_shares_of_a_matrix_are_joined_without_a_shared_disk(
    batch: Batch,
    project: Path,
    gdvideo: Callable[..., Done],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = yaml.safe_load(snippet("yaml", "matrix"))["jobs"]
    shares = jobs["films"]["strategy"]["matrix"]["share"]
    one = Runner(tmp_path / "joining", project, tmp_path / "artifacts", gdvideo, {})
    total = {"strategy.job-total": str(len(shares))}
    runners = [
        replace(one, folder=tmp_path / f"{k}", filled_in=total | {"matrix.share": str(k)})
        for k in shares
    ]
    monkeypatch.setenv("GDVIDEO_CACHE_MB", "5000")
    for runner, job in [*((r, "films") for r in runners), (one, "report")]:
        monkeypatch.setenv("GDVIDEO_CACHE", str(tmp_path / f"cache of {runner.folder.name}"))
        for step in jobs[job]["steps"]:
            runner.take(step)
            monkeypatch.chdir(runner.folder)
    assert joined(one.artifacts / "films") == made_at_once(batch)
    assert max(len([*(r.folder / "out").glob("*/film.json")]) for r in runners) == 1


SBATCH = """#!/bin/bash
if [ "$1" = --parsable ]; then
    last=$(sed -n 's/^#SBATCH.*--array=1-\\([0-9]*\\) .*/\\1/p' "$2")
    for k in $(seq "$last"); do
        SLURM_ARRAY_TASK_ID=$k SLURM_ARRAY_TASK_COUNT=$last bash "$2" >"task-$k" 2>&1 &
    done
    wait
    echo 17
elif [ "$1 $2" = '--dependency=afterany:17 --wrap' ]; then
    bash -c "$3"
else
    exit 1
fi
"""
"""Stands in for Slurm's: the tasks of an array at the same time, then what depends on them."""


def test_the_tasks_of_an_array_share_a_disk(batch: Batch, project: Path) -> None:
    script = snippet("bash", "SLURM_ARRAY_TASK_ID").replace("--array=1-200", "--array=1-2")
    (project / "films.sh").write_text(script, encoding="utf-8")
    programs = project / "bin"
    programs.mkdir()
    for name, text in {
        "sbatch": SBATCH,
        "gdvideo": f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m gdvideo "$@"\n',
    }.items():
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    subprocess.run(
        ["bash", "-euc", snippet("console", "sbatch")],
        cwd=project,
        env=os.environ | {"PATH": f"{programs}:{os.environ['PATH']}"},
        check=True,
        timeout=300,
    )
    assert joined(project / "films") == made_at_once(batch)
    assert [(project / f"task-{k}").read_text("utf-8") for k in (1, 2)] == ["", ""]
