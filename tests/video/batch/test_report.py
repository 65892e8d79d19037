"""The report of a batch: each film with its numbers, for programs and as a page."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from gdvideo.batch.making import Outcome
from gdvideo.batch.report import report, report_page, write_report
from gdvideo.batch.wanted import Wanted
from tests.video.batch.conftest import Batch


class Page(HTMLParser):
    """What a page asks for, and the cells of its rows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append((tag, told))
        self.links += [told[name] or "" for name in ("href", "src") if name in told]
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def test_the_report_has_the_numbers_of_each_film(batch: Batch) -> None:
    told = json.loads((batch.out / "batch.json").read_text("utf-8"))
    assert [told[state] for state in ("made", "kept", "failed")] == [3, 0, 0]
    assert [film["name"] for film in told["films"]] == ["a", "b", "c"]
    assert sum(film["clips"]["drawn"] for film in told["films"]) == 2
    assert sum(film["clips"]["shared"] + film["clips"]["kept"] for film in told["films"]) == 1
    for film, steps in zip(told["films"], (5, 6, 6), strict=True):
        trace = json.loads((batch.out / film["name"] / "numbers/trace.json").read_text("utf-8"))
        names = ("status", "rate", "steps", "loss", "best_loss", "sentence")
        assert [film[name] for name in names] == [trace[name] for name in names]
        assert (film["steps"], film["rows"], film["reason"]) == (steps, 3, None)
        assert all((batch.out / file).is_file() for file in film["files"].values())
    assert told["films"][2]["title"] == "Another one"


def test_the_page_has_a_row_a_film_and_asks_nothing_of_the_network(batch: Batch) -> None:
    page = Page((batch.out / "batch.html").read_text("utf-8"))
    assert [row[0] for row in page.rows[1:]] == [
        "aGradient descent, step by step",
        "bGradient descent, step by step",
        "cAnother one",
    ]
    assert [row[4] for row in page.rows[1:]] == ["5", "6", "6"]
    links = [link for link in page.links if link != "data:,"]
    assert len(links) == 3 * 4
    assert all((batch.out / unquote(link)).is_file() for link in links)
    heads = [told for tag, told in page.tags if tag == "th"]
    assert all(told["scope"] in ("col", "row") for told in heads)
    assert {"caption", "main", "h1"} <= {tag for tag, _ in page.tags}


def test_every_name_in_the_report_is_documented(batch: Batch) -> None:
    told = json.loads((batch.out / "batch.json").read_text("utf-8"))
    doc = (Path(__file__).resolve().parents[3] / "docs/command-line.md").read_text("utf-8")
    said = re.findall(r"`(\w+)`", doc[doc.index("The report is `batch.html`") :])
    (film, *_) = told["films"]
    assert {*told, *film, *film["clips"], *film["files"]} <= {*said}


def test_on_a_phone_nothing_is_beyond_the_edge(batch: Batch, browser: Browser) -> None:
    with browser.new_page(viewport={"width": 390, "height": 844}) as page:
        page.goto((batch.out / "batch.html").as_uri())
        cells = page.locator("tbody td")
        boxes = [cell.bounding_box() for cell in cells.all()]
        assert len(boxes) == 3 * 10
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
        # There is no head: each number tells what it is of.
        heads = (batch.out / "batch.html").read_text("utf-8").split("<tbody>")[0]
        told = re.findall(r'<th scope="col">(.*?)</th>', heads)
        assert [cell.get_attribute("data-of") for cell in cells.all()] == told[1:] * 3


@pytest.fixture
def failed() -> list[Outcome]:
    film = Wanted("<b>", "t.csv, line 2", fault="steps got '0'")
    return [Outcome(film, "failed", "steps got '0' & <i>")]


def test_what_failed_is_named_with_its_reason(failed: list[Outcome], tmp_path: Path) -> None:
    told = report(failed, tmp_path)
    assert [told[state] for state in ("made", "kept", "failed")] == [0, 0, 1]
    assert told["films"][0]["reason"] == "steps got '0' & <i>"
    page = report_page(told).decode()
    assert (
        "<b>&lt;b&gt;</b> <span>t.csv, line 2</span><p>steps got &#39;0&#39; &amp; &lt;i&gt;"
        in page
    )
    assert "<table>" not in page


def test_a_report_is_written_where_no_film_is(failed: list[Outcome], tmp_path: Path) -> None:
    write_report(failed, tmp_path / "none" / "yet", "batch-1-of-2")
    assert {path.name for path in (tmp_path / "none" / "yet").iterdir()} == {
        "batch-1-of-2.html",
        "batch-1-of-2.json",
    }
