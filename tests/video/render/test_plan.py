"""The plan: a clip's key changes with all that its files are made from, and with nothing else."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gdvideo.briefing import brief_of
from gdvideo.errors import InputError
from gdvideo.lesson import lesson_of
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.plan import RenderPlan, chosen_scenes, plan, suitable_scenes
from gdvideo.rendering.versions import versions
from gdvideo.study import study
from gdvideo.telling import Telling
from scenes.film import FILM

THREE = Path(__file__).parents[3] / "assets" / "data" / "three.csv"
GIVEN = {"data": "three", "steps": 9, "rate": 0.125, "start": "m=1,b=0", "stop": "step:1e-9"}
GIVEN |= {"scenes": ["iterate"]}


def planned(**changes: object) -> RenderPlan:
    made = study(lesson_of({**GIVEN, **changes}))
    return plan(made, brief_of(made)[0], Telling(made.lesson.captions or "drawn"))


def key(**changes: object) -> str:
    (found,) = (job.key for job in planned(**changes).jobs if job.scene == "iterate")
    return found


@pytest.fixture(scope="module")
def usual() -> str:
    return key()


def test_a_key_is_a_digest(usual: str) -> None:
    assert re.fullmatch("[0-9a-f]{64}", usual)
    assert usual == key()


@pytest.mark.parametrize(
    "changes",
    [
        *({"data": "women"}, {"rate": 0.25}, {"rate": "auto"}, {"steps": 10}, {"loss": "sse"}),
        *({"start": "m=1,b=0.5"}, {"stop": "step:1"}, {"stop": "gradient:1e3"}),
        *({"scale": "none"}, {"theme": "light"}, {"quality": "draft"}),
    ],
    ids=str,
)
def test_the_key_changes_with_what_is_drawn(changes: dict[str, object], usual: str) -> None:
    assert key(**changes) != usual


@pytest.mark.parametrize(
    "changes",
    [
        *({"start": "b=0,m=1"}, {"start": "m=1.0,b=0.0"}, {"rate": "1.25e-1"}),
        *({"x": "weight"}, {"y": "height"}, {"scenes": []}, {"data": str(THREE)}, {"stop": []}),
    ],
    ids=["order", "digits", "notation", "x", "y", "scene", "path", "unheeded"],
)
def test_the_key_stays_with_what_is_the_same(changes: dict[str, object], usual: str) -> None:
    assert key(**changes) == usual


def test_the_order_of_stop_rules_does_not_matter() -> None:
    assert key(stop="step:1e-9,loss:1e-9") == key(stop=["loss:1e-9", "step:1e-9"])


def test_the_key_follows_the_numbers_not_the_file(
    write: Callable[[str, str | bytes], str], usual: str
) -> None:
    text = THREE.read_text()
    assert key(data=write("copy.csv", text)) == usual
    assert key(data=write("tabs.tsv", text.replace(",", "\t"))) == usual
    assert key(data=write("other.csv", text.replace("2.3", "2.4"))) != usual
    assert key(data=write("named.csv", text.replace("weight", "mass"))) != usual
    assert (
        key(data=write("order.csv", "\n".join([*text.split()[:1], *text.split()[:0:-1]]))) != usual
    )


def test_the_key_changes_with_the_libraries(monkeypatch: pytest.MonkeyPatch, usual: str) -> None:
    def another(**_: Any) -> dict[str, str]:
        return {**versions(), "manim": "0.0.0"}

    assert {"gdvideo", "manim", "av", "typst", "numpy"} <= set(versions())
    monkeypatch.setattr("gdvideo.rendering.key.versions", another)
    assert key() != usual


@pytest.mark.parametrize("quality", QUALITIES)
def test_a_clip_has_whole_frames(quality: str) -> None:
    made = planned(quality=quality)
    (job,) = made.jobs
    assert made.quality == QUALITIES[quality]
    exact = job.timeline.length_s * made.quality.fps
    assert job.frames(made.quality) == pytest.approx(exact, abs=1e-6)


def test_qualities_are_those_of_the_contract() -> None:
    assert {q.name: (q.width, q.height, q.fps) for q in QUALITIES.values()} == {
        "draft": (854, 480, 15),
        "standard": (1280, 720, 30),
        "hd": (1920, 1080, 60),
        "uhd": (3840, 2160, 60),
    }


def test_scenes_are_chosen_by_id_in_the_order_given() -> None:
    assert chosen_scenes(()) == FILM
    assert chosen_scenes(FILM[::-1]) == FILM[::-1]
    assert chosen_scenes(("iterate", "fit", "iterate")) == ("iterate", "fit")
    with pytest.raises(InputError, match=r"no scene 'itrate'; the film has .*iterate"):
        chosen_scenes(("iterate", "itrate"))


def test_one_parameter_has_no_landscape() -> None:
    made = planned(formula="k*x", scenes=[], start="k=1")
    of_two = {"surface", "solve"}
    assert [job.scene for job in made.jobs] == [scene for scene in FILM if scene not in of_two]
    assert [job.scene for job in planned(scenes=[]).jobs] == [*FILM]


def test_a_landscape_of_one_parameter_is_refused() -> None:
    one = study(lesson_of({**GIVEN, "formula": "k*x", "start": "k=1"}))
    said = r"^--scene surface needs two parameters to turn; k\*x has one$"
    with pytest.raises(InputError, match=said):
        suitable_scenes(("iterate", "surface"), brief_of(one)[0])
    two = study(lesson_of(GIVEN))
    assert suitable_scenes(("surface",), brief_of(two)[0]) == ("surface",)
