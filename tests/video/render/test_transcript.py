"""The transcript: what is said, when, what is seen, and formulas, in both of its forms."""

from html.parser import HTMLParser
from xml.etree import ElementTree

from gdvideo.rendering.derivations import Formula
from gdvideo.rendering.transcript import Transcript
from scenes.telling.timeline import Timeline, timeline
from tests.scenes.said import plain, read_silently

MODEL = Formula(
    "model",
    "m*x",
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><mi>m</mi><mi>x</mi></mrow></math>',
)


def told(*timelines: Timeline, title: str = "The film") -> Transcript:
    return Transcript("en", title, timelines, (MODEL,))


def two_scenes() -> Transcript:
    first = timeline(
        "iterate",
        "A title",
        {"a": plain("one two three four five six"), "b": plain("seven eight nine ten eleven")},
        {},
        {"a": "A point moves."},
    )
    return told(first, read_silently({"x": plain("twelve")}, "The next"))


class Seen(HTMLParser):
    """Collects the text of paragraphs and headings, and the mathematics as it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.languages: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "h1", "h2"}:
            self.texts.append("")
        if tag == "html":
            self.languages.append(dict(attrs)["lang"])

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data.replace("\n", "")


def test_markdown_has_titles_times_words_and_what_is_seen() -> None:
    assert two_scenes().markdown == (
        "# The film\n\n## A title\n\n**0:00** one two three four five six\n\n"
        "*Seen:* A point moves.\n\n**0:02** seven eight nine ten eleven\n\n## The next\n\n"
        "**0:06** twelve\n\n## The formulas\n\nThe model: `m*x`\n"
    )


def test_the_page_tells_the_same() -> None:
    page = Seen(two_scenes().page)
    assert page.languages == ["en"]
    assert page.texts[:9] == [
        *("The film", "A title", "0:00", "one two three four five six", "Seen: A point moves."),
        *("0:02", "seven eight nine ten eleven", "The next", "0:06"),
    ]
    assert "twelve" in page.texts


def test_formulas_of_the_page_are_mathematics() -> None:
    page = two_scenes().page
    (math,) = page.split("<math")[1:]
    tree = ElementTree.fromstring("<math" + math.split("</math>")[0] + "</math>")
    assert [part.text for part in tree.iter() if part.text] == ["y", "^", "=", "m", "x"]


def test_marks_are_escaped() -> None:
    hostile = told(read_silently({"x": plain("*1* <b> & [m](n) `c` #d \\")}, "t"), title="a_b_")
    assert hostile.markdown.startswith("# a\\_b\\_\n")
    escaped = "\\*1\\* &lt;b&gt; &amp; \\[m\\](n) \\`c\\` \\#d \\\\\n"
    assert escaped in hostile.markdown
    assert "<p>*1* &lt;b&gt; &amp; [m](n) `c` #d \\</p>" in hostile.page
