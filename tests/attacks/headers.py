"""Headers that are code to somebody: to SQL, to Typst, to a terminal, to the formula language."""

from collections.abc import Iterator
from typing import Final

from tests.attacks.attack import Attack

__all__ = ["headers"]

_NAMES: Final = {
    "300 letters": "n" * 300,
    "10,000 letters": "long name " * 1_000,
    "10,000 letters without a gap": "W" * 10_000,
    "SQL": 'x"; DROP TABLE t; --',
    "SQL, another quote": "x' OR '1'='1",
    "Typst": '#read("/etc/hostname") $x$ *y* [z] _w_',
    "an unclosed Typst string": '$ #"',
    "HTML": "<script>alert(1)</script> & co",
    "captions' arrow": "a --> b",
    "braces": "{start_loss} {0} {{",
    "bars": "a |cue| b |x:y|",
    "per cent": "%s %d %(name)s 100%",
    "a terminal": "\x1b[31mred\x1b[0m",
    "bidi": "\u202egnorw",
    "a zero width": "a\u200bb\u2060c",
    "combining": "e" + "\u0301" * 300,
    "Arabic": "سعر",
    "Chinese": "价格",
    "emoji": "🐧 👩‍👩‍👧",
    "unassigned": "\U000e0fff\U0010fffd",
    "a line end": '"two\nlines"',
    "a tab": '"a\tb"',
    "a function": "exp",
    "a constant": "pi",
    "a keyword": "lambda",
    "a parameter": "m",
    "the error": "E",
    "a number": "12",
    "a backslash": "a\\b\\n",
    "only blanks": "   ",
    "a path": "../../etc/passwd",
}


def headers() -> Iterator[Attack]:
    """Yield attacks by headers: the picture is laid out, and the numbers are told."""
    for name, header in _NAMES.items():
        quoted = header if header.startswith('"') else '"' + header.replace('"', '""') + '"'
        content = f"{quoted},y\n1,2.1\n2.5,2.9\n3,4.2\n4.5,5.1\n".encode()
        files = {"t.csv": content}
        layout = ("check", "--layout", "--data=t.csv", "--scene=tangent", "--voice=none")
        yield Attack(f"header: {name}, laid out", layout, files)
        yield Attack(f"header: {name}, told", ("check", "--data", "t.csv"), files)
        yield Attack(
            f"header: {name}, asked for",
            ("trace", "--json", "--data=t.csv", f"--x={header}"),
            files,
        )
