"""Of one descent `trace`, `check` and the scenes never say different things: read as texts."""

import re
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from gdcore.error.loss import LOSSES
from gdcore.experiment import Experiment
from gdcore.landscape.region import MOST_STEPS, region
from gdcore.rules.recipes import rule_named, sampling_named
from gdcore.section import section
from gdvideo.data import read_data
from gdvideo.data.reading import ReadData
from gdvideo.diagnosis.report import report
from gdvideo.diagnosis.sentences import diagnosis
from gdvideo.lesson import Lesson
from gdvideo.numbers import summary
from gdvideo.study import Study
from scenes.film import unsuited
from tests.scenes.formulas import women
from tests.scenes.scores import ALL, lesson_named, words_of

CLAIMS = {
    "runs away": (
        r"each step lands further|moves further and further"
        r"|A smaller rate (or another start )?is needed\.$"
        r"|throws it higher up|already leads out of all bounds|the error has grown"
        r"|takes it out of all bounds|Not one step could be made"
    ),
    "does not run away": r"steps? (was|were) made\.|It stopped after",
    "is there": r"(?<!not quite there\. )The (exact )?best fit, dashed|is (almost )?reached",
    "is not there": (
        r"not there yet|has not reached the dashed|not quite there|rests where the"
        r"|to the best fit( that was found)? is left"
    ),
    "starts at the best": r"is the best fit already|stands on the ring already",
    "starts level": (
        r"is not the best fit\. The descent|Here the ground is level where|though that is not"
    ),
    "jumps to and fro": r"jumps to and fro|lands on the opposite slope",
    "has no best fit": r"[Tt]here is no best fit|There is none here|falls on without end",
    "search ran out": (
        r"best fit was given up before|search for it was given up before"
        r"|search has found before it was given up"
    ),
    "best is proven": (
        r"The exact best fit|, ringed, is the best fit\.|the lowest error, the best fit\."
    ),
    "best was found": r"best that was found|That is not proven here|best fit that was found",
}
"""What can be said of a descent or of its best fit, and the words for it."""

APART = (
    ("runs away", "does not run away"),
    ("runs away", "is there"),
    ("runs away", "jumps to and fro"),
    ("is there", "is not there"),
    ("is there", "jumps to and fro"),
    ("starts at the best", "is not there"),
    ("starts at the best", "starts level"),
    ("has no best fit", "best is proven"),
    ("best was found", "best is proven"),
    ("has no best fit", "is there"),
    ("has no best fit", "search ran out"),
    ("search ran out", "best is proven"),
    ("search ran out", "is there"),
)
"""Claims of which one at most is true of one descent."""

OF_THE_FIT = {"has no best fit", "search ran out", "best is proven", "best was found"}
"""Claims that do not depend on how far a descent has come."""


WHOLE = {"trace", "check", "iterate"}
"""Those who always speak of the whole descent."""


def claims(text: str) -> set[str]:
    """Return what a text claims."""
    return {name for name, words in CLAIMS.items() if re.search(words, text, re.MULTILINE)}


def contradictions(said: dict[str, set[str]]) -> list[str]:
    """Return the pairs of speakers that say things which exclude each other."""
    return [
        f"{one} says it {first}, {other} says it {second}"
        for one, other in [*combinations(said, 2), *((name, name) for name in said)]
        for pair in APART
        for first, second in (pair, pair[::-1])
        if first in said[one] and second in said[other]
    ]


@cache
def three() -> ReadData:
    return read_data("three", (), None)


def checked(experiment: Experiment) -> str:
    """Return what `check` says of an experiment, whatever its data are."""
    return "\n".join(diagnosis(report(Study(Lesson(), three(), experiment))))


def same_descent(scene: str, experiment: Experiment) -> bool:
    """Tell whether a scene shows the whole descent, not a cut or a stretch of it."""
    if scene == "surface":
        shown = region(experiment, MOST_STEPS)
        return not shown.section.held and shown.path.steps == experiment.trajectory.steps
    return scene == "iterate"


@cache
def spoken(name: str) -> dict[str, set[str]]:
    """Return the claims of all who speak of a lesson; of cuts, those on the best fit only."""
    brief = lesson_named(name)
    experiment = brief.experiment
    said = {
        "trace": claims("\n".join(summary(experiment))),
        "check": claims(checked(experiment)),
    }
    for scene in ("parabola", "surface", "iterate"):
        if not unsuited(scene, brief):
            found = claims(words_of(scene, brief))
            said[scene] = found if same_descent(scene, experiment) else found & OF_THE_FIT
    return said


@pytest.mark.parametrize("name", ALL)
def test_no_two_contradict_each_other(name: str) -> None:
    assert contradictions(spoken(name)) == []


@pytest.mark.parametrize("name", ALL)
def test_a_runaway_is_told_by_all_and_is_one(name: str) -> None:
    path, said = lesson_named(name).experiment.trajectory, spoken(name)
    tellers = {who for who, claimed in said.items() if "runs away" in claimed}
    assert tellers & WHOLE in (WHOLE, set())
    if "trace" in tellers:
        assert path.steps == 0 or path.values[-1] > path.values[0]


@pytest.mark.parametrize("name", ALL)
def test_a_cut_that_is_the_whole_has_the_same_verdict(name: str) -> None:
    experiment = lesson_named(name).experiment
    whole = section(experiment, len(experiment.model.names))
    cut, own = whole.verdict(experiment.trajectory), experiment.verdict
    assert (cut.start, cut.pace, cut.fall, cut.end) == (own.start, own.pace, own.fall, own.end)
    np.testing.assert_allclose(cut.shares_left, own.shares_left, rtol=1e-12)


RULES = ("fixed", "decay:0.1", "line-search", "backtracking", "momentum:0.9", "nesterov:0.9")
RULES += ("rmsprop", "adam", "newton")
METHODS = ("batch", "stochastic", "minibatch:4")
RATES = (None, 1e-6, 0.9, 3.0)
"""Automatic, far too small, and too large on standardised columns; each test has two of them."""


@pytest.mark.parametrize("loss", [name for name in LOSSES if name != "logloss"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("rule", RULES)
def test_trace_and_check_agree_for_every_rule_sampling_and_loss(
    rule: str, method: str, loss: str
) -> None:
    turn = (METHODS.index(method) + [*LOSSES].index(loss)) % 2
    for rate in RATES[turn::2]:
        try:
            experiment = women(
                loss=LOSSES[loss],
                rule=rule_named(rule),
                sampling=sampling_named(method, 7),
                rate=rate,
                steps=30,
            )
        except ValueError:  # a rule that has no use for a rate, a smooth loss, or few rows
            continue
        said = {
            "trace": claims("\n".join(summary(experiment))),
            "check": claims(checked(experiment)),
        }
        assert contradictions(said) == []
        assert said["trace"] == said["check"]
        is_told = experiment.verdict.has_run_away
        assert ("runs away" in said["trace"]) is is_told


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_claim_is_made_by_somebody(claim: str) -> None:
    assert any(claim in claimed for name in ALL for claimed in spoken(name).values())


def test_guard_sees_a_contradiction() -> None:
    said = {
        "surface": claims("After 7 steps the error is 2; so it is not there yet."),
        "iterate": claims("This line is the best fit already."),
    }
    assert len(contradictions(said)) == 1
