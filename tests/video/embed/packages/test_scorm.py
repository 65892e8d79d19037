"""The SCORM package in a learning system's own hands: scorm-again, in a real browser."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from gdvideo.embed.course import Course
from gdvideo.embed.files import Zip
from gdvideo.embed.packages.scorm import scorm
from tests.video.embed.packages.systems import SCORM_12, SCORM_2004, System, system, unpacked, watch


@pytest.fixture(params=[SCORM_12, SCORM_2004], ids=["1.2", "2004"])
def lms(
    request: pytest.FixtureRequest,
    page: Page,
    serve: Callable[..., str],
    course: Course,
    consumers: Path,
    tmp_path: Path,
) -> System:
    """A learning system that was given the package of a film of 17 seconds."""
    package = scorm(dataclasses.replace(course, film=course.clips[0]))["scorm.zip"]
    assert isinstance(package, Zip)
    unpacked(package, tmp_path / "sco")
    return system(page, serve, tmp_path, consumers, request.param)


def test_who_opens_and_closes_has_not_seen_it(lms: System) -> None:
    lms.open()
    lms.close()
    assert lms.status == "incomplete"
    lms.open()
    lms.close()
    assert lms.status == "incomplete"


def test_who_has_seen_nine_tenths_is_done_at_once(lms: System, course: Course) -> None:
    duration_s = course.clips[0].duration_s
    frame = lms.open()
    watch(frame, 0, 0.5 * duration_s)
    assert lms.status == "incomplete"
    watch(frame, 0.5 * duration_s, 0.95 * duration_s)
    assert lms.status == "completed"
    assert frame.inner_text("#seen [role=status]") == "Done. Your course knows."
    lms.close()
    assert lms.status == "completed"


def test_seeking_to_the_end_is_not_seeing(lms: System, course: Course) -> None:
    frame = lms.open()
    duration_s = course.clips[0].duration_s
    watch(frame, 0, 1)
    watch(frame, duration_s - 1, duration_s)
    lms.close()
    assert lms.status == "incomplete"


def test_what_was_seen_on_other_days_counts(lms: System, course: Course) -> None:
    duration_s = course.clips[0].duration_s
    frame = lms.open()
    watch(frame, 0.4 * duration_s, duration_s)
    lms.close()
    assert lms.status == "incomplete"
    frame = lms.open()
    watch(frame, 0, 0.5 * duration_s)
    assert lms.status == "completed"


def test_the_film_goes_on_where_it_was_left(lms: System) -> None:
    watch(lms.open(), 0, 6)
    lms.close()
    frame = lms.open()
    frame.wait_for_function("document.getElementById('film').currentTime > 0")
    assert frame.evaluate("document.getElementById('film').currentTime") == pytest.approx(
        float(lms.told(lms.version.at)), abs=0.01
    )


@pytest.mark.parametrize("status", ["completed", "incomplete"])
def test_a_status_is_not_taken_back(lms: System, status: str) -> None:
    kept = {}
    for key in reversed(lms.version.status):
        kept = {key: kept or status}
    lms.kept.append(kept)
    lms.open()
    lms.close()
    assert lms.status == status


def test_who_only_looks_does_not_complete(lms: System, course: Course) -> None:
    mode = {"core": {"lesson_mode": "review"}} if lms.version is SCORM_12 else {"mode": "review"}
    lms.kept.append(mode)
    frame = lms.open()
    watch(frame, 0, course.clips[0].duration_s)
    assert "Nothing is recorded" in frame.inner_text("#seen [role=status]")
    lms.close()
    assert lms.status == "incomplete"


def test_a_page_that_is_hidden_is_kept(lms: System) -> None:
    frame = lms.open()
    frame.evaluate("""() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    assert len(lms.kept) == 1


def test_it_ends_once(lms: System) -> None:
    frame = lms.open()
    for _ in range(2):
        frame.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    frame.evaluate("document.getElementById('film').dispatchEvent(new Event('pause'))")
    names = [name for name, *_ in lms.calls]
    assert names.count(lms.version.close) == 1
    assert names[-1] == lms.version.close
