"""What waits for a save knows of gdvideo's own files what is still true."""

import os
import py_compile
import sys
from functools import lru_cache
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest

from gdvideo.watch.relay import Relay
from gdvideo.watch.spare import HOUSES, forget, forget_compiled


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of the house that has read a file once, the only one of the house."""
    module, numbers = ModuleType("scenes.words"), count(1)
    module.read = lru_cache(lambda: next(numbers))  # type: ignore[attr-defined]
    module.read()
    others = {n: m for n, m in sys.modules.items() if n.split(".")[0] not in HOUSES}
    others["scenery"] = ModuleType("scenery")
    monkeypatch.setattr(sys, "modules", {"scenes.words": module, **others})
    return module


@pytest.mark.parametrize(("stale", "times"), [("", 1), ("texts", 2)])
def test_changed_words_are_read_anew(read: ModuleType, stale: str, times: int) -> None:
    forget(stale)
    assert (read.read(), sys.modules["scenes.words"]) == (times, read)


def test_changed_code_is_imported_anew(read: ModuleType) -> None:
    del read
    forget("code")
    assert {"sys", "scenery"} <= {*sys.modules}
    assert not [name for name in sys.modules if name.split(".")[0] in HOUSES]


def test_of_two_saves_in_a_second_the_second_is_compiled(tmp_path: Path) -> None:
    saved, other = tmp_path / "scenes" / "kit" / "a.py", tmp_path / "scenes" / "b.py"
    saved.parent.mkdir(parents=True)
    compiled: list[Path] = []
    for source in (saved, other):
        source.write_text("X = 1\n", "utf-8")
        os.utime(source, ns=(0, 10_100_000_000))
        compiled.append(Path(py_compile.compile(str(source), doraise=True) or ""))
        os.utime(compiled[-1], ns=(0, 10_500_000_000))
    saved.write_text("X = 2\n", "utf-8")
    os.utime(saved, ns=(0, 10_900_000_000))
    forget_compiled(tmp_path)
    assert [file.exists() for file in compiled] == [False, True]


@pytest.mark.parametrize(
    ("changed", "stale"),
    [((), ""), (("texts",), "texts"), (("code", "texts"), "code"), (("texts", "code"), "code")],
)
def test_of_several_changes_the_one_that_asks_for_most_counts(
    changed: tuple[str, ...], stale: str
) -> None:
    relay = Relay(lambda *_: None)
    for what in changed:
        relay.house_has_changed(what)
    assert relay.stale == stale
