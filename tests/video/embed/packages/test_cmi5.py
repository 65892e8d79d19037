"""The cmi5 package, launched by a learning system that records what is said by xAPI."""

import dataclasses
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from gdvideo.embed.course import Course
from gdvideo.embed.files import Zip
from gdvideo.embed.packages.cmi5 import cmi5
from tests.video.embed.packages.records import ACTOR, TEMPLATE, UNIT, Records, handler
from tests.video.embed.packages.systems import unpacked, watch

NAMESPACE = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/"


@pytest.fixture(scope="module")
def folder(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of a film of 17 seconds."""
    package = cmi5(dataclasses.replace(course, film=course.clips[0]))["cmi5.zip"]
    assert isinstance(package, Zip)
    return unpacked(package, tmp_path_factory.mktemp("cmi5") / "au")


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def address(folder: Path, serve: Callable[..., str], records: Records) -> str:
    return serve(folder, handler(records), Permissions_Policy="unload=()")


def _open(page: Page, address: str, records: Records) -> None:
    page.goto(f"{address}/index.html?{records.query(address)}")
    page.wait_for_selector("#seen:not([hidden])")


def _close(page: Page, address: str, records: Records) -> None:
    page.goto(f"{address}/player.css")
    records.wait(page, "terminated")


def _see(page: Page, from_share: float, to_share: float, course: Course) -> None:
    duration_s = course.clips[0].duration_s
    watch(page.main_frame, from_share * duration_s, to_share * duration_s)


def test_who_opens_and_closes_has_begun_and_ended(
    page: Page, address: str, records: Records
) -> None:
    _open(page, address, records)
    _close(page, address, records)
    assert records.verbs == ["initialized", "terminated"]


def test_who_has_seen_nine_tenths_has_completed_at_once_and_once(
    page: Page, address: str, records: Records, course: Course
) -> None:
    _open(page, address, records)
    _see(page, 0, 0.5, course)
    assert records.verbs == ["initialized"]
    _see(page, 0.5, 0.95, course)
    records.wait(page, "completed")
    _see(page, 0.95, 1, course)
    _close(page, address, records)
    _open(page, address, records)
    assert page.inner_text("#seen [role=status]") == "Done. Your course knows."
    assert records.verbs == ["initialized", "completed", "terminated", "initialized"]


def test_seeking_to_the_end_is_not_seeing(
    page: Page, address: str, records: Records, course: Course
) -> None:
    _open(page, address, records)
    _see(page, 0.9, 1, course)
    _close(page, address, records)
    assert records.verbs == ["initialized", "terminated"]


def test_what_was_seen_on_other_days_counts(
    page: Page, address: str, records: Records, course: Course
) -> None:
    _open(page, address, records)
    _see(page, 0.4, 1, course)
    _close(page, address, records)
    _open(page, address, records)
    _see(page, 0, 0.5, course)
    records.wait(page, "completed")
    assert records.verbs.count("completed") == 1


def test_the_film_goes_on_where_it_was_left(
    page: Page, address: str, records: Records, course: Course
) -> None:
    _open(page, address, records)
    _see(page, 0, 0.3, course)
    _close(page, address, records)
    _open(page, address, records)
    page.wait_for_function("document.getElementById('film').currentTime > 0")
    now = page.evaluate("document.getElementById('film').currentTime")
    assert now == pytest.approx(records.states["gdvideo.seen"]["at"], abs=0.01)


def test_what_the_system_did_not_take_is_said_again(
    page: Page, address: str, records: Records, course: Course
) -> None:
    _open(page, address, records)
    records.deaf = True
    _see(page, 0, 0.95, course)
    records.deaf = False
    _see(page, 0.95, 0.97, course)
    records.wait(page, "completed")
    _close(page, address, records)
    assert records.verbs == ["initialized", "completed", "terminated"]


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_who_only_looks_does_not_complete(
    page: Page, address: str, records: Records, course: Course, mode: str
) -> None:
    records.mode = mode
    _open(page, address, records)
    _see(page, 0, 1, course)
    _close(page, address, records)
    assert records.verbs == ["initialized", "terminated"]


def test_the_way_back_ends_it_once(page: Page, address: str, records: Records) -> None:
    _open(page, address, records)
    page.get_by_role("button", name="Back to the course").click()
    page.wait_for_url("**/player.css")
    records.wait(page, "terminated")
    page.wait_for_timeout(200)
    assert records.verbs == ["initialized", "terminated"]


def test_a_launch_that_is_used_up_is_said(page: Page, address: str, records: Records) -> None:
    _open(page, address, records)
    page.reload()
    page.wait_for_selector("#seen:not([hidden])")
    assert "could not be reached" in page.inner_text("#seen [role=status]")
    assert records.verbs[0] == "initialized"


def test_statements_are_as_cmi5_wants_them(
    page: Page, address: str, records: Records, course: Course
) -> None:
    """Sections 9 and 10 of the specification, read rule by rule."""
    _open(page, address, records)
    _see(page, 0, 1, course)
    records.wait(page, "completed")
    _close(page, address, records)
    for verb, statement in zip(records.verbs, records.statements, strict=True):
        assert UUID(statement["id"]).version == 4
        when = datetime.fromisoformat(statement["timestamp"])
        assert when.utcoffset() == UTC.utcoffset(when)
        assert statement["actor"] == ACTOR
        assert statement["object"] == {"objectType": "Activity", "id": UNIT}
        context = statement["context"]
        assert context["registration"] == records.registration
        assert context["extensions"] == TEMPLATE["extensions"]
        assert context["contextActivities"]["grouping"] == [{"id": UNIT}]
        names = ["cmi5", "moveon"] if verb == "completed" else ["cmi5"]
        assert context["contextActivities"]["category"] == [{"id": CATEGORIES + n} for n in names]
        result = statement.get("result", {})
        assert result.get("completion", False) == (verb == "completed")
        assert ("duration" in result) == (verb != "initialized")
        assert re.fullmatch(r"PT\d+\.\d\d?S", result.get("duration", "PT0.0S"))
        assert not {"score", "success"} & result.keys()
    assert len({statement["id"] for statement in records.statements}) == len(records.statements)
    assert records.asked[:2] == ["LMS.LaunchData", "cmi5LearnerPreferences"]


def test_statements_are_those_of_a_library_for_cmi5(
    page: Page, address: str, records: Records, course: Course, consumers: Path
) -> None:
    """The same launch and the same course of things, said by @xapi/cmi5."""
    _open(page, address, records)
    _see(page, 0, 1, course)
    records.wait(page, "completed")
    _close(page, address, records)
    own, records.statements = records.statements, []
    page.goto(f"{address}/player.css?{records.query(address)}")
    page.evaluate((consumers / "@xapi/cmi5/dist/Cmi5.umd.js").read_text("utf-8"))
    page.evaluate("""async () => {
      const launch = Object.fromEntries(new URLSearchParams(location.search));
      const unit = new Cmi5({ ...launch, actor: JSON.parse(launch.actor) });
      await unit.initialize();
      await unit.complete();
      await unit.terminate();
    }""")
    assert [_said(each) for each in own] == [_said(each) for each in records.statements]


def _said(statement: dict[str, Any]) -> dict[str, Any]:
    """Return a statement without what each has of its own, and the names of verbs."""
    said = {key: value for key, value in statement.items() if key not in {"id", "timestamp"}}
    result = {k: v for k, v in statement.get("result", {}).items() if k != "duration"}
    return {**said, "verb": statement["verb"]["id"], "result": result}


def test_the_structure_is_as_cmi5_wants_it(course: Course) -> None:
    """Section 13.1 of the specification: order, ids that differ, texts with their language."""
    package = cmi5(course)["cmi5.zip"]
    assert isinstance(package, Zip)
    text = package.files["cmi5.xml"]
    assert isinstance(text, bytes)
    root = ElementTree.fromstring(text)
    assert [node.tag for node in root] == [NAMESPACE + "course", NAMESPACE + "au"]
    whole, unit = root
    assert len({UUID(node.attrib["id"].removeprefix("urn:uuid:")) for node in root}) == 2
    assert unit.attrib["moveOn"] == "Completed"
    assert [node.tag.removeprefix(NAMESPACE) for node in whole] == ["title", "description"]
    assert [node.tag.removeprefix(NAMESPACE) for node in unit] == ["title", "description", "url"]
    for title in root.iter(f"{NAMESPACE}langstring"):
        assert (title.attrib["lang"], title.text) == (course.language, course.film.title)
    assert unit[2].text in package.files
