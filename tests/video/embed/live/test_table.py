"""A learner's table is read however it is written, and what is no number is counted."""

import math
from typing import Any

import pytest

from tests.video.embed.live.conftest import LivePage

READ = """(text) => {
  const table = gdvideo.readTable(text, (number) => `column ${number}`);
  return table && {
    rows: table.rows,
    columns: table.columns.map(({name, unit, values}) => [name, unit, [...values].map(String)]),
  };
}"""
PLAIN = [[1.5, 2.5, -3.0], [10.0, 20.25, 30.0]]


def read(live: LivePage, text: str) -> Any:
    return live.page.evaluate(READ, text)


def numbers(found: Any) -> list[list[float]]:
    return [[float(v) for v in values] for *_, values in found["columns"]]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1.5,10\n2.5,20.25\n-3,30\n",
        "\ufeffa,b\r\n1.5,10\r\n2.5,20.25\r\n-3,30",
        "a;b\n1,5;10\n2,5;20,25\n-3;30\n",
        "a\tb\n1,5\t10\n2,5\t20,25\n−3\t30\n",
        'a,b\n"1,5","10"\n"2,5","20,25"\n"-3","30"\n',
        "a ; b\n 1.5 ; 1e1\n\n 2.50 ; 2.025E+1\n -3. ; 30\n\n",
        '"a","b"\n1.5,10\n2.5,"20.25"\n-3,30\n',
        "note,a,b\nx,1.5,10\ny,2.5,20.25\nz,-3,30\n",
    ],
)
def test_the_same_table_in_many_hands(live: LivePage, text: str) -> None:
    found = read(live, text)
    assert [name for name, *_ in found["columns"]] == ["a", "b"]
    assert numbers(found) == PLAIN
    assert found["rows"] == 3


def test_without_a_header_columns_are_numbered(live: LivePage) -> None:
    found = read(live, "1.5;10\n2.5;20.25\n-3;30\n")
    assert [name for name, *_ in found["columns"]] == ["column 1", "column 2"]
    assert numbers(found) == PLAIN


def test_units_stand_in_headers(live: LivePage) -> None:
    found = read(live, 'Body mass (g),"height, standing [cm]",f(x)\n1,2,3\n4,5,6\n')
    assert [(name, unit) for name, unit, _ in found["columns"]] == [
        ("Body mass", "g"),
        ("height, standing", "cm"),
        ("f(x)", ""),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a,b\n"1,234",1\n"12,000",2\n"1,000,000.5",3\n', [1234.0, 12000.0, 1000000.5]),
        ("a;b\n1.234,5;1\n12.000,25;2\n7,5;3\n", [1234.5, 12000.25, 7.5]),
        ("a\tb\n1 234,5\t1\n12\u00a0000\t2\n7\t3\n", [1234.5, 12000.0, 7.0]),
    ],
)
def test_thousands_are_grouped_in_three_ways(
    live: LivePage, text: str, expected: list[float]
) -> None:
    assert numbers(read(live, text))[0] == expected


def test_quotes_hold_delimiters_quotes_and_line_ends(live: LivePage) -> None:
    found = read(live, '"a ""b"", c\nd",e\n1,2\n3,4\n')
    assert [name for name, *_ in found["columns"]] == ['a "b", c\nd', "e"]


def test_what_is_no_number_is_counted_and_left_out(live: LivePage) -> None:
    text = "x,y\n1,2\nn/a,3\n4,\n5,6\n7\n8,0x10\n9,10\n11,12\n13,Infinity\n15,16\n17,18"
    found = read(live, text)
    assert [math.isnan(value) for value in numbers(found)[0]] == [False, True, *[False] * 9]
    pair = live.page.evaluate(
        """(text) => {
          const pair = gdvideo.pairOf(gdvideo.readTable(text, String), 0, 1);
          return [[...pair.x], [...pair.y], pair.leftOut];
        }""",
        text,
    )
    assert pair == [[1, 5, 9, 11, 15, 17], [2, 6, 10, 12, 16, 18], 5]


@pytest.mark.parametrize(
    "text", ["", "a\n1\n2\n", "just words, no numbers\nat, all\n", "a,b\n1,x\n2,y\n"]
)
def test_fewer_than_two_columns_of_numbers_are_none(live: LivePage, text: str) -> None:
    assert read(live, text) is None
