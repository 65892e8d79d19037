"""The stretches of a film that were seen, counted by the script that packages share."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from gdvideo.embed.templates import WEB

WHOLE = 946
ROOM = 4000
Stretches = list[list[int]]


@pytest.fixture
def seen(page: Page) -> Page:
    page.add_script_tag(path=WEB / "packages/seen.js")
    return page


def _call(page: Page, call: str, given: Any) -> Any:
    return page.evaluate(f"(given) => given.map((each) => gdvideo.seen.{call})", given)


def _stretches(dice: random.Random) -> Stretches:
    starts = [dice.randrange(WHOLE) for _ in range(dice.randrange(12))]
    return [[start, min(WHOLE, start + dice.randrange(120))] for start in starts]


def _tenths(stretches: Stretches) -> set[int]:
    return {tenth for start, end in stretches for tenth in range(start, end)}


CASES = [_stretches(random.Random(seed)) for seed in range(300)]


def test_a_union_holds_each_tenth_that_was_seen_once_and_in_order(seen: Page) -> None:
    for given, union in zip(CASES, _call(seen, "union(each)", CASES), strict=True):
        assert _tenths(union) == _tenths(given)
        ends = [end for stretch in union for end in stretch]
        assert ends == sorted(set(ends))


def test_the_length_is_the_number_of_tenths(seen: Page) -> None:
    lengths = _call(seen, "length(gdvideo.seen.union(each))", CASES)
    assert lengths == [len(_tenths(case)) for case in CASES]


def test_what_is_told_is_read_again(seen: Page) -> None:
    unions = _call(seen, "union(each)", CASES)
    read = _call(seen, f"read(gdvideo.seen.told(each, {WHOLE}), {WHOLE})", unions)
    assert read == unions
    assert _call(seen, f"told(each, {WHOLE})", [[[0, 12], [30, 45]]]) == ["946:0-12,30-45"]


def test_where_room_is_short_the_longest_are_told(seen: Page) -> None:
    many = [[k * 100, k * 100 + 1 + k % 90] for k in range(1000)]
    (text,) = _call(seen, "told(each, 100000)", [many])
    kept = [[int(end) for end in each.split("-")] for each in text.split(":")[1].split(",")]
    assert ROOM - 14 < len(text) <= ROOM
    assert [stretch for stretch in many if stretch in kept] == kept
    left = [end - start for start, end in many if [start, end] not in kept]
    assert min(end - start for start, end in kept) >= max(left)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "945:0-12",
        "946",
        "946:",
        "946:12",
        "946:0-12,",
        "946:-1-5",
        "[[0,946]]",
        "946:9-3",
    ],
)
def test_what_is_no_record_of_this_film_is_nothing(seen: Page, text: str) -> None:
    assert _call(seen, f"read(each, {WHOLE})", [text]) == [[]]


def test_nothing_is_seen_beyond_the_end(seen: Page) -> None:
    assert _call(seen, f"read(each, {WHOLE})", ["946:900-99999"]) == [[[900, WHOLE]]]


def test_what_a_browser_played_is_in_tenths(seen: Page) -> None:
    played = """({ length: 2, start: (k) => [0.04, 90][k], end: (k) => [1.26, 94.63][k] })"""
    assert _call(seen, f"played({played}, {WHOLE})", [0]) == [[[0, 13], [900, WHOLE]]]
