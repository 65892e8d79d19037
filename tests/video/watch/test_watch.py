"""`gdvideo watch`: a save is seen in a real browser, faults are waited out, nothing is left."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from scenes.telling.timeline import BRIDGE_S, PRELUDE_S
from tests.video.embed.pages import time_s
from tests.video.watch.conftest import Watch, are_gone, begun, below, until

WORDS = "assets/narration/en/middle.toml"
SCENE, KIT = "scenes/middle.py", "scenes/kit/ink/shapes.py"
BREAKS = [
    ("middle.py", "look.best,", "look.bets,", "scenes/middle.py, line 25: AttributeError: "),
    ("shapes.py", "class Dots", "clas Dots", "scenes/kit/ink/shapes.py, line "),
    ("lesson.toml", "rate", "rat", "lesson.toml, line 2: "),
    ("sales.csv", "1,9\n2,8\n3,5\n4,4\n", "", "sales.csv"),
]
"""A file, what is there, what is saved in its place, and what is then told."""
ASKED: list[str] = []
FAULTS: list[str] = []


@pytest.fixture
def shown(page: Page, watch: Watch) -> Page:
    """The page, on which the lesson's first scene is looked at."""
    ASKED.clear()
    FAULTS.clear()
    page.on("request", lambda request: ASKED.append(request.url))
    page.on("pageerror", lambda error: FAULTS.append(str(error)))
    page.on("console", lambda message: FAULTS.append(message.text))
    page.goto(watch.address)
    expect(page.locator("#clips button")).to_have_count(3)
    return page


def row(page: Page, scene: str) -> Any:
    return page.locator(f"[data-clip={scene}]")


def save(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    replace(path, text.replace(old, new))


def replace(path: Path, text: str) -> None:
    """Save as an editor that writes aside: a file that is seen half written is another change."""
    aside = path.with_name(f"{path.name}~")
    aside.write_text(text, "utf-8")
    aside.replace(path)


def faults(board: dict[str, Any]) -> list[str]:
    return [line for part in (board, *board["clips"]) for line in part["fault"]]


def next_change(watch: Watch) -> int:
    return watch.board()["change"] + 1


def test_a_changed_word_is_seen_where_it_is_said(shown: Page, watch: Watch) -> None:
    film = watch.board()["clips"][-1]
    row(shown, film["id"]).click()
    before, change, words = watch.clip("middle"), next_change(watch), watch.house / WORDS
    place = shown.locator("video").bounding_box()
    save(words, "The best |line|", "The very best |line|")
    expect(row(shown, "middle")).to_have_attribute("data-state", "new")
    clips = {clip["id"]: clip for clip in watch.idle(change)["clips"]}
    assert clips["mine"]["state"] == "kept"
    assert clips["middle"]["shown"] != before["shown"]
    # That word is in the second of two beats.
    assert 1 < clips["middle"]["from_s"] < clips["middle"]["length_s"] - 1
    assert clips[film["id"]]["shown"] != film["shown"]
    # Somebody who looked at the film is led to the scene that has changed.
    expect(row(shown, "middle")).to_have_attribute("aria-current", "true")
    until(lambda: time_s(shown) >= clips["middle"]["from_s"])
    expect(shown.locator("#why")).to_have_text(f"{WORDS} changed")
    expect(shown.locator("#doing")).to_have_text("middle.toml saved. All is up to date.")
    expect(shown.locator("#told")).to_have_text("middle.toml saved. All is up to date.")
    expect(shown.locator("canvas")).to_be_hidden()
    assert shown.locator("video").bounding_box() == place

    # Who looks at another one and does not want to be led stays, and where it was.
    shown.keyboard.press("n")
    shown.keyboard.press("f")
    until(lambda: time_s(shown) > 1)
    shown.keyboard.press("k")
    stood = time_s(shown)
    save(words, "The very best |line|", "The best |line|")
    watch.idle(change + 1)
    expect(row(shown, "middle")).to_have_attribute("data-state", "new")
    expect(row(shown, "mine")).to_have_attribute("aria-current", "true")
    assert time_s(shown) == stood
    assert watch.clip("middle")["shown"] == before["shown"]
    assert watch.clip(film["id"])["shown"] == film["shown"]
    assert {urlsplit(url).netloc for url in ASKED if not url.startswith("data:")} == {
        urlsplit(watch.address).netloc
    }
    assert FAULTS == []


def test_other_data_change_all_clips_and_a_later_save_wins(shown: Page, watch: Watch) -> None:
    before, change = watch.board()["clips"], next_change(watch)
    longest = max(before[:2], key=lambda clip: clip["length_s"])["id"]
    with shown.expect_response(f"**/looked-at/{longest}") as told:
        row(shown, longest).click()
    assert told.value.status == 204
    until(lambda: time_s(shown) > 0)
    shown.keyboard.press("k")
    stood = time_s(shown)
    shown.emulate_media(reduced_motion="reduce")
    data = watch.folder / "sales.csv"
    save(data, "4,4", "4,3")
    until(lambda: watch.board()["change"] >= change)
    # In the middle of drawing.
    save(data, "4,3", "4,2")
    board = watch.idle(change + 1)
    after = board["clips"]
    assert {clip["state"] for clip in after} == {"new"}
    # What is looked at comes first, though it takes longer.
    assert board["first"] == longest
    # It was replaced where it stood, and did not begin to play by itself.
    key = next(clip["shown"] for clip in after if clip["id"] == longest)
    # The picture before is over it until the new one is there.
    shown.wait_for_function(
        "key => document.querySelector('video').src.includes(key)"
        " && document.querySelector('canvas').hidden",
        arg=key,
    )
    assert shown.evaluate("document.querySelector('video').paused")
    assert time_s(shown) == pytest.approx(stood, abs=0.1)
    assert all(a["shown"] != b["shown"] for a, b in zip(after, before, strict=True))
    save(data, "4,2", "4,4")
    mended = watch.idle(change + 2)["clips"]
    assert [clip["shown"] for clip in mended] == [clip["shown"] for clip in before]


def test_the_whole_film_is_its_clips_and_bridges(shown: Page, watch: Watch) -> None:
    *clips, film = watch.board()["clips"]
    assert film["is_film"]
    row(shown, film["id"]).click()
    until(lambda: time_s(shown) > 0)
    # A bridge leads to each clip but the first, and stands for the beginning of that one.
    length_s = sum(clip["length_s"] for clip in clips) + BRIDGE_S - PRELUDE_S
    assert shown.evaluate("document.querySelector('video').duration") == pytest.approx(
        length_s, abs=0.1
    )


def test_faults_are_told_and_waited_out(shown: Page, watch: Watch) -> None:
    files = [watch.folder / name for name in ("lesson.toml", "sales.csv", "mine.py")]
    files += [watch.house / name for name in (SCENE, KIT)]
    whole, change = {path.name: (path, path.read_text("utf-8")) for path in files}, 0
    before = [clip["shown"] for clip in watch.board()["clips"]]
    for name, old, new, fault in BREAKS:
        path, text = whole[name]
        change = next_change(watch)
        assert old in text
        # The fault before is mended in the same moment.
        for other, right in whole.values():
            wanted = text.replace(old, new) if other == path else right
            if other.read_text("utf-8") != wanted:
                replace(other, wanted)
        board = watch.idle(change, lambda board, fault=fault: fault in "".join(faults(board)))
        told = faults(board)
        assert len(told) == 1
        assert f"{told[0]}\n" in watch.log
        expect(shown.locator("#fault, .why").get_by_text(told[0])).to_be_visible()
    for other, right in whole.values():
        if other.read_text("utf-8") != right:
            replace(other, right)
    watch.idle(
        change + 1,
        lambda board: not faults(board) and [clip["shown"] for clip in board["clips"]] == before,
    )
    expect(shown.get_by_role("alert")).to_have_count(0)


def test_ctrl_c_in_the_middle_ends_at_once_and_leaves_nothing(
    folder: Path, house: Path, tmp_path: Path
) -> None:
    for name in ("lesson.toml", "sales.csv", "mine.py"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    other = begun(tmp_path, house)
    # One process waits from the beginning; the others draw.
    started = until(lambda: len(found := below(other.process.pid)) > 1 and found)
    other.process.send_signal(signal.SIGINT)
    assert other.process.wait(timeout=60) == 130
    until(lambda: are_gone(started))
    assert other.log.endswith("gdvideo: interrupted\n")
    assert "Traceback" not in other.log
    assert not [path for path in (tmp_path / "draft").iterdir() if path.name.startswith(".")]


def test_a_kill_leaves_no_process(folder: Path, house: Path, tmp_path: Path) -> None:
    for name in ("lesson.toml", "sales.csv", "mine.py"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    other = begun(tmp_path, house)
    started = until(lambda: below(other.process.pid))
    os.kill(other.process.pid, signal.SIGKILL)
    assert other.process.wait(timeout=60) == -signal.SIGKILL
    until(lambda: are_gone(started))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("gone.toml",), "The lesson file gone.toml cannot be read"),
        (("--rate", "none"), "--rate"),
        (("--port", "70000"), "65535"),
    ],
)
def test_what_no_save_can_mend_is_refused(
    refused: Callable[..., str], arguments: tuple[str, ...], why: str
) -> None:
    assert why in refused("watch", *arguments)


def test_a_folder_with_a_film_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "film.json").write_text("{}", "utf-8")
    assert refused("watch") == "--out draft: holds a film; name another folder for drafts"


def test_a_second_watch_in_the_same_folder_says_so_in_a_sentence(watch: Watch) -> None:
    other = subprocess.run(
        [sys.executable, "-m", "gdvideo", "watch", "lesson.toml"],
        cwd=watch.folder,
        env=os.environ | {"PYTHONPATH": str(watch.house)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (other.returncode, other.stderr.count("\n")) == (1, 1)
    assert f"another run is at work there (process {watch.process.pid} " in other.stderr


def test_a_port_that_is_taken_is_refused(refused: Callable[..., str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert refused("watch", "--port", port).startswith(
            f"--port {port}: cannot be listened on: "
        )
