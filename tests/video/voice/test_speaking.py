"""What was spoken once is kept; equal words are equal bytes; what goes wrong is one sentence."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper

from gdvideo.child import child
from gdvideo.errors import InputError, RenderError
from gdvideo.voice import kept, model, speaking, synthesis
from gdvideo.voice.model import Model, own_model
from gdvideo.voice.sound import Sound
from gdvideo.voice.speaking import Words, sounds
from tests.video.voice.conftest import SENTENCES, words

SHORT = words(SENTENCES[-1])


def silent(_: str) -> None:
    pass


def equal(one: Sound, other: Sound) -> bool:
    return np.array_equal(one.samples, other.samples) and one.starts_s == other.starts_s


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the engine is started")

    monkeypatch.setattr(speaking, "spoken", refuse)


@pytest.mark.usefixtures("no_engine")
def test_second_time_starts_no_engine(made: dict[Words, Sound], model: Model) -> None:
    told: list[str] = []
    again = sounds([words(text) for text in SENTENCES], model, told.append)
    assert told == []
    assert all(equal(again[said], made[said]) for said in made)


def test_equal_words_are_equal_bytes_in_another_process(
    made: dict[Words, Sound], model: Model, empty_cache: Path
) -> None:
    told: list[str] = []
    alone = sounds([SHORT, SHORT], model, told.append)
    assert told == ["Speaking 1 of 1 sentences"]
    assert equal(alone[SHORT], made[SHORT])
    assert len([*empty_cache.iterdir()]) == 1


@pytest.mark.usefixtures("empty_cache")
def test_two_who_need_a_sentence_at_once_have_it_spoken_once(
    made: dict[Words, Sound], model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Words] = []
    both_look = threading.Barrier(2)

    def spoken(new: Iterable[Words], _: Model) -> Iterator[Words]:
        for said in new:
            asked.append(said)
            time.sleep(0.2)
            yield said

    def look(key: str, kept_already: Callable[[str], Sound | None] = speaking.kept) -> Sound | None:
        found = kept_already(key)
        if len(looks) < 2:
            looks.append(key)
            both_look.wait(300)
        return found

    looks: list[str] = []
    monkeypatch.setattr(speaking, "spoken", spoken)
    monkeypatch.setattr(speaking, "kept", look)
    monkeypatch.setattr(speaking, "sound_of", lambda said, _: made[said])
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: sounds([SHORT], model, silent), range(2))
    assert asked == [SHORT]
    assert equal(one[SHORT], other[SHORT])


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda b: b[: len(b) // 2],
    lambda _: b"",
    lambda b: b[::-1],
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_sound_is_not_used(
    made: dict[Words, Sound], model: Model, empty_cache: Path, damage: Callable[[bytes], bytes]
) -> None:
    key = kept.sound_key(SHORT, model)
    kept.keep(key, made[SHORT])
    (file,) = empty_cache.iterdir()
    assert equal(found(key), made[SHORT])
    file.write_bytes(damage(file.read_bytes()))
    assert kept.kept(key) is None


def found(key: str) -> Sound:
    sound = kept.kept(key)
    assert sound is not None
    return sound


def test_flipped_bit_is_seen(made: dict[Words, Sound], model: Model, empty_cache: Path) -> None:
    key = kept.sound_key(SHORT, model)
    kept.keep(key, made[SHORT])
    (file,) = empty_cache.iterdir()
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert kept.kept(key) is None


def test_cache_that_cannot_be_written_is_done_without(
    made: dict[Words, Sound], empty_cache: Path
) -> None:
    empty_cache.parent.write_text("a file where the folder would be")
    kept.keep("key", made[SHORT])
    assert kept.kept("key") is None
    kept.forget_unused()


def test_sound_that_nobody_heard_for_long_is_forgotten(
    made: dict[Words, Sound], empty_cache: Path
) -> None:
    for key in ("old", "new"):
        kept.keep(key, made[SHORT])
    os.utime(empty_cache / "old.npz", (0, 0))
    kept.forget_unused()
    assert [path.name for path in empty_cache.iterdir()] == ["new.npz"]


def test_two_runs_keep_one_sound_at_once(made: dict[Words, Sound], empty_cache: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        kept_by = [pool.submit(kept.keep, "key", made[SHORT]) for _ in range(40)]
        read = [pool.submit(kept.kept, "key") for _ in range(40)]
    assert all(run.exception() is None for run in kept_by)
    seen = [sound for run in read if (sound := run.result()) is not None]
    assert all(equal(sound, made[SHORT]) for sound in (*seen, found("key")))
    assert [path.name for path in empty_cache.iterdir()] == ["key.npz"]


def test_engine_ends_with_whoever_asks_it(monkeypatch: pytest.MonkeyPatch, model: Model) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def watched(*command: str) -> "subprocess.Popen[bytes]":
        started.append(child(*command))
        return started[-1]

    monkeypatch.setattr(synthesis, "child", watched)
    asked = synthesis.spoken([SHORT] * 50, model)
    next(asked)
    (engine,) = started
    assert engine.poll() is None
    asked.close()
    assert engine.poll() is not None


def test_key_tells_words_and_voices_apart(model: Model, tmp_path: Path) -> None:
    (tmp_path / "a.onnx").write_bytes(b"weights")
    (tmp_path / "a.onnx.json").write_text("{}")
    own = own_model(tmp_path / "a.onnx")
    (tmp_path / "a.onnx.json").write_text("{ }")
    keys = {kept.sound_key(said, one) for said in (("a", "b"), ("a b",)) for one in (model, own)}
    assert len(keys | {kept.sound_key(("a", "b"), own_model(tmp_path / "a.onnx"))}) == 5


@pytest.mark.usefixtures("empty_cache")
def test_any_piper_voice_speaks(made: dict[Words, Sound], model: Model, tmp_path: Path) -> None:
    for ending in ("", ".json"):
        there = model.path.with_name(f"{model.path.name}{ending}")
        (tmp_path / f"mine.onnx{ending}").symlink_to(there)
    own = own_model(tmp_path / "mine.onnx")
    assert not own.is_shipped
    assert equal(sounds([SHORT], own, silent)[SHORT], made[SHORT])


def other_network() -> bytes:
    """Return a network that is whole and speaks nothing."""
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in "xy"]
    graph = helper.make_graph([helper.make_node("Neg", ["x"], ["y"])], "g", ends[:1], ends[1:])
    opsets = [helper.make_opsetid("", 13)]
    return helper.make_model(graph, ir_version=8, opset_imports=opsets).SerializeToString()


@pytest.mark.parametrize(
    ("network", "settings", "why"),
    [
        (b"\x00 no network", None, r"\S"),
        (other_network(), None, r"\S"),
        (b"", "{}", "its settings lack 'num_symbols'"),
        (b"", "", r"\S"),
    ],
    ids=["none", "other", "settings", "empty"],
)
def test_file_that_is_no_voice_is_one_sentence(
    tmp_path: Path, model: Model, empty_cache: Path, network: bytes, settings: str | None, why: str
) -> None:
    good = model.path.with_name(f"{model.path.name}.json").read_text("utf-8")
    (tmp_path / "a.onnx").write_bytes(network)
    (tmp_path / "a.onnx.json").write_text(good if settings is None else settings)
    with pytest.raises(
        InputError, match=rf"a\.onnx: is no Piper voice that can be used: {why}"
    ) as e:
        sounds([SHORT], own_model(tmp_path / "a.onnx"), silent)
    assert "\n" not in str(e.value)
    assert not empty_cache.exists()


@pytest.mark.parametrize("there", [(), ("a.onnx",), ("a.onnx.json",)])
def test_voice_that_is_not_there_is_one_sentence(tmp_path: Path, there: tuple[str, ...]) -> None:
    for name in there:
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(InputError, match=r"cannot be read: .*NAME\.onnx\.json") as told:
        own_model(tmp_path / "a.onnx")
    assert "\n" not in str(told.value)


def test_changed_voice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_CHECKSUM", "0" * 64)
    with pytest.raises(RenderError, match="its checksum differs"):
        model.shipped_model()


HEADER = '{"rate": 1, "samples": 9}'


@pytest.mark.parametrize("said", ["", "{", f"{HEADER}\n", f"{HEADER}\n1234"])
def test_engine_that_dies_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, model: Model, empty_cache: Path, said: str
) -> None:
    command = [sys.executable, "-c", "import sys; sys.stdout.write(sys.argv[1])", said]

    def child(*_: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    monkeypatch.setattr(synthesis, "child", child)
    with pytest.raises(RenderError, match="engine ended abruptly"):
        sounds([SHORT], model, silent)
    assert not empty_cache.exists()
