"""Checksums: the standard's digest, and a file that is read only if it is what it was."""

import hashlib
from pathlib import Path

import pytest

from gdvideo.errors import RenderError
from gdvideo.media.checksums import checksum, unchanged


def test_a_checksum_is_sha_256(tmp_path: Path) -> None:
    content = bytes(range(256)) * 9001
    (tmp_path / "a").write_bytes(content)
    assert checksum(tmp_path / "a") == hashlib.sha256(content).hexdigest()
    # FIPS 180-4, the example of one block.
    (tmp_path / "b").write_bytes(b"abc")
    assert checksum(tmp_path / "b").startswith("ba7816bf8f01cfea")


def test_what_is_read_is_what_was_checked(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"mine")
    (tmp_path / "b").write_bytes(b"other")
    with unchanged(path, hashlib.sha256(b"mine").hexdigest()) as file:
        (tmp_path / "b").replace(path)
        assert file.read() == b"mine"


def test_what_was_changed_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"other")
    expected = hashlib.sha256(b"mine").hexdigest()
    with (
        pytest.raises(RenderError, match="a: another program has changed it"),
        unchanged(tmp_path / "a", expected),
    ):
        pass
