"""A few of the attacks, and a judge who sees what is wrong. `make attack` tries them all."""

import random
import re
import signal
from pathlib import Path

import pytest

from tests.attacks.attack import Attack, Outcome, faults, ran
from tests.attacks.folders import killed, meeting, without_room
from tests.attacks.formulas import formulas
from tests.attacks.headers import headers
from tests.attacks.options import options
from tests.attacks.tables import tables

FEW = {
    attack.name: attack
    for attack in (*tables(random.Random(1)), *headers(), *formulas(random.Random(1)), *options())
    if attack.name
    in {
        "table: bidi overrides",
        "table: a title above",
        "wide: 10,000 columns",
        "book: a stray cell beyond all",
        "no file: a pipe",
        "damaged: parquet cut at 50%",
        "header: Typst, laid out",
        "header: 10,000 letters, laid out",
        "formula: an import",
        "formula: twelve sigmoids",
        "formula: a tower",
        "option: still --at '1e308'",
        "surroundings: no PATH",
        "lesson file: 5,000 brackets",
        "lesson file: without end",
    }
}


def test_the_few_are_among_all() -> None:
    assert len(FEW) == 15


@pytest.mark.parametrize("name", FEW)
def test_an_attack_ends_in_a_result_or_in_one_sentence(name: str, tmp_path: Path) -> None:
    assert faults(FEW[name], ran(FEW[name], tmp_path)) == []


def test_a_run_that_is_killed_leaves_whole_files_and_the_next_goes_on(tmp_path: Path) -> None:
    assert killed(signal.SIGKILL, 2.0, tmp_path) == []


def test_two_runs_in_one_folder_make_one_lessons_film(tmp_path: Path) -> None:
    assert meeting(0.0, tmp_path) == []


def test_a_full_disk_breaks_no_video(tmp_path: Path) -> None:
    assert without_room(30_000, tmp_path) == []


SOUND = Outcome(2, "", "gdvideo: --at got -1", 1.0, 100.0, (), ())


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ({}, []),
        ({"status": 1}, ["exit status 1"]),
        ({"status": -9}, ["exit status -9", "hung"]),
        ({"megabytes": 1_500.0}, ["1,500 MB of memory"]),
        ({"message": ""}, ["without a word"]),
        ({"message": "Traceback (most recent call last):"}, ["a traceback"]),
        ({"message": "x.py:3: RuntimeWarning: overflow"}, ["a warning"]),
        ({"message": "got array([1.0, 2.0])"}, ["an internal name"]),
        ({"message": "got Batches(size=1, seed=None)"}, ["an internal name"]),
        ({"message": "after 1 steps"}, ["a wrong plural"]),
        ({"message": "after 21 steps, 1.1 steps, 1,001 steps"}, []),
        ({"output": "\x1b[31m"}, ["a control character"]),
        ({"output": "\u202eabc"}, ["a control character"]),
        ({"left": (".gdvideo-1-x",)}, ["left behind"]),
        ({"harmed": ("t.csv",)}, ["was changed"]),
    ],
)
def test_the_judge_sees_what_is_wrong(changed: dict[str, object], seen: list[str]) -> None:
    outcome = Outcome(**{name: getattr(SOUND, name) for name in Outcome.__slots__} | changed)
    found = faults(Attack("", ()), outcome)
    assert len(found) == len(seen)
    assert all(re.search(words, fault) for words, fault in zip(seen, found, strict=True))
