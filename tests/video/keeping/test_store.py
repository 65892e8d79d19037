"""Clips that are kept for other folders: whole or not at all, and not more than may be."""

import hashlib
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import mkdtemp

import pytest
from platformdirs import user_cache_path

from gdvideo.errors import InputError
from gdvideo.keeping.place import cache_folder
from gdvideo.keeping.store import Kept, Store, user_store

KEY, OTHER = "ab" + "0" * 62, "cd" + "1" * 62
FILES = {"mp4": b"pictures", "png": b"poster", "en.vtt": b"words"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "clips", 10_000)


def put(store: Store, key: str, files: dict[str, bytes] = FILES) -> None:
    source = store.root.parent / "made"
    source.mkdir(exist_ok=True)
    for ending, content in files.items():
        (source / ending).write_bytes(content)
    store.put(key, {ending: source / ending for ending in files})


def taken(store: Store, key: str) -> dict[str, bytes] | None:
    """Return the files of a clip, each checked by its checksum."""
    target = Path(mkdtemp(dir=store.root.parent, prefix="taken-"))
    sums = store.take(key, lambda ending: target / ending)
    if sums is None:
        return None
    found = {path.name: path.read_bytes() for path in target.iterdir()}
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
    return found


def test_what_was_put_is_taken_and_nothing_else(store: Store) -> None:
    assert taken(store, KEY) is None
    put(store, KEY)
    assert taken(store, KEY) == FILES
    assert taken(store, KEY) == FILES
    assert taken(store, OTHER) is None
    assert store.kept().number == 1
    assert store.kept().size >= sum(map(len, FILES.values()))


def test_what_is_there_stays(store: Store) -> None:
    put(store, KEY)
    put(store, KEY, {"mp4": b"others"})
    assert taken(store, KEY) == FILES
    assert [path.name for path in store.root.iterdir()] == ["ab"]


def _record(store: Store) -> Path:
    return store.root / "ab" / KEY / "files.json"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("png", b"Poster"),
        ("png", None),
        ("files.json", None),
        ("files.json", b"no record"),
        ("files.json", b'{"files": {"../../x": "' + b"0" * 64 + b'"}}'),
        ("files.json", b'{"files": {"mp4": "0"}}'),
        ("files.json", b" " * 200_000),
    ],
)
def test_what_is_damaged_is_thrown_away(store: Store, name: str, content: bytes | None) -> None:
    put(store, KEY)
    damaged = store.root / "ab" / KEY / name
    damaged.unlink()
    if content is not None:
        damaged.write_bytes(content)
    assert taken(store, KEY) is None
    assert store.kept() == Kept(0, 0)
    put(store, KEY)
    assert taken(store, KEY) == FILES


def test_what_was_not_wanted_longest_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path / "clips", 1000)
    keys = [f"{number:064x}" for number in range(4)]
    for age, key in enumerate(keys):
        put(store, key, {"mp4": bytes(150)})
        os.utime(store.root / key[:2] / key, (1e9 + age, 1e9 + age))
    # Each has a record of a good hundred bytes as well.
    assert 900 < store.kept().size < 1200
    assert taken(store, keys[0]) is not None
    Store(store.root, 600).trim()
    assert [key for key in keys if taken(store, key)] == [keys[0], keys[3]]


def test_what_killed_runs_left_is_swept(store: Store) -> None:
    put(store, KEY)
    for name, age_s in (("old", 7200), ("young", 60)):
        (store.root / f".gdvideo-aside-{name}").mkdir()
        then = time.time() - age_s
        os.utime(store.root / f".gdvideo-aside-{name}", (then, then))
    store.trim()
    assert sorted(path.name for path in store.root.iterdir()) == [".gdvideo-aside-young", "ab"]
    store.clear()
    assert not store.root.exists()


def test_what_is_somebody_s_own_stays(store: Store) -> None:
    for name in (".hidden/file", "ab/holiday.mp4", "ab/short/mp4", "holiday/mp4", "file"):
        (store.root / name).parent.mkdir(parents=True, exist_ok=True)
        (store.root / name).write_text("own")
    os.utime(store.root / ".hidden", (0, 0))
    own = sorted(store.root.rglob("*"))
    put(store, KEY)
    assert store.kept().number == 1
    Store(store.root, 0).trim()
    store.clear()
    assert sorted(store.root.rglob("*")) == own


@pytest.mark.parametrize("most", [0, 10])
def test_what_is_too_large_is_not_kept(tmp_path: Path, most: int) -> None:
    store = Store(tmp_path / "clips", most)
    put(store, KEY)
    assert not store.root.exists()
    put(Store(store.root, 10_000), KEY)
    assert (taken(store, KEY) is None) == (most == 0)


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "clips", 10_000)
    put(Store(tmp_path / "other", 1), KEY)
    (tmp_path / "mp4").write_bytes(b"pictures")
    store.put(KEY, {"mp4": tmp_path / "mp4"})
    assert store.take(KEY, lambda ending: tmp_path / ending) is None


def test_several_at_once_see_a_clip_whole_or_not_at_all(store: Store) -> None:
    def work(number: int) -> list[dict[str, bytes] | None]:
        seen: list[dict[str, bytes] | None] = []
        for turn in range(15):
            put_own(store, number)
            seen.append(taken(store, KEY))
            if turn % 5 == number:
                store.clear()
        return seen

    with ThreadPoolExecutor(4) as pool:
        found = [seen for them in pool.map(work, range(4)) for seen in them]
    assert all(seen in (None, FILES) for seen in found)
    assert FILES in found


def put_own(store: Store, number: int) -> None:
    source = store.root.parent / f"made-{number}"
    source.mkdir(exist_ok=True)
    for ending, content in FILES.items():
        (source / ending).write_bytes(content)
    store.put(KEY, {ending: source / ending for ending in FILES})


def test_the_user_says_where_and_how_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GDVIDEO_CACHE", str(tmp_path))
    monkeypatch.setenv("GDVIDEO_CACHE_MB", "3")
    assert user_store() == Store(tmp_path / "clips", 3_000_000)
    monkeypatch.delenv("GDVIDEO_CACHE_MB")
    monkeypatch.setenv("GDVIDEO_CACHE", "")
    assert cache_folder() == user_cache_path("gdvideo", appauthor=False)
    assert user_store() == Store(cache_folder() / "clips", 5_000_000_000)
    for wrong in ("-1", "a lot", "1.5", "²"):
        monkeypatch.setenv("GDVIDEO_CACHE_MB", wrong)
        with pytest.raises(
            InputError, match="GDVIDEO_CACHE_MB must be a whole number of megabytes"
        ):
            user_store()


def test_a_record_is_plain_json(store: Store) -> None:
    put(store, KEY)
    sums = {ending: hashlib.sha256(content).hexdigest() for ending, content in FILES.items()}
    assert json.loads(_record(store).read_text()) == {"files": sums}
