"""The output folder: at any moment a file is the old one or the new one, and stumps are swept."""

import os
from pathlib import Path

import pytest

from gdvideo.errors import InputError, RenderError
from gdvideo.rendering.folder import opened, write_whole


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_file_appears_whole_under_its_name(tmp_path: Path) -> None:
    root = tmp_path / "new" / "out"
    with opened(root) as folder:
        draft = folder.draft("clips/a.bin")
        draft.write_bytes(b"first half")
        assert not (root / "clips" / "a.bin").exists()
        draft.write_bytes(b"whole")
        assert folder.publish("clips/a.bin") == root / "clips" / "a.bin"
        assert folder.write("b.txt", "é\r\n\n") == root / "b.txt"
    assert names(root) == ["b.txt", "clips", "clips/a.bin"]
    assert (root / "clips" / "a.bin").read_bytes() == b"whole"
    assert (root / "b.txt").read_bytes() == b"\xc3\xa9\r\n\n"


def test_what_is_not_finished_is_thrown_away_and_the_old_stays(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path)
    assert names(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def interrupted(root: Path) -> None:
    with opened(root) as folder:
        folder.draft("a.txt").write_text("ne")
        raise KeyboardInterrupt


def test_a_file_is_replaced_in_one_move(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    with (tmp_path / "a.txt").open() as reader, opened(tmp_path) as folder:
        folder.write("a.txt", "new")
        assert reader.read() == "old"
    assert (tmp_path / "a.txt").read_text() == "new"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(InputError, match="cannot be written to"), opened(out):
            pass
    assert (tmp_path / "file").read_text() == "mine"


def test_names_that_are_taken_by_something_else(tmp_path: Path) -> None:
    (tmp_path / "clips").write_text("mine")
    (tmp_path / "film.json").mkdir()
    with opened(tmp_path) as folder:
        with pytest.raises(RenderError, match=r"clips/a\.txt: cannot be written: File exists"):
            folder.write("clips/a.txt", "new")
        with pytest.raises(RenderError, match=r"film\.json: cannot be written: Is a directory"):
            folder.write("film.json", "{}")
    assert (tmp_path / "clips").read_text() == "mine"
    assert names(tmp_path) == ["clips", "film.json"]


def test_a_single_file_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 250 + ".csv")
    write_whole(target, b"old")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == [target.name]


def test_a_single_file_that_fails_leaves_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")

    def half(self: Path, content: bytes) -> None:
        with self.open("wb") as file:
            file.write(content[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(InputError, match=r"a\.csv: cannot be written: No space left on device"):
        write_whole(target, b"newer")
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.csv").write_text("old")
    (tmp_path / "b.csv").symlink_to(tmp_path / "there" / "a.csv")
    write_whole(tmp_path / "b.csv", b"new")
    assert (tmp_path / "b.csv").is_symlink()
    assert (tmp_path / "there" / "a.csv").read_text() == "new"
    assert names(tmp_path) == ["b.csv", "there", "there/a.csv"]


def test_a_pipe_is_written_to_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, b"through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert pipe.is_fifo()
    assert names(tmp_path) == ["pipe"]
