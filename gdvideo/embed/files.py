"""The files of packages: made, taken from the film, or packed; equal input gives equal bytes."""

import gzip
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

__all__ = ["Content", "Files", "Maker", "Tar", "Zip", "write_content"]


@dataclass(frozen=True, slots=True)
class Zip:
    """Files that are packed as a zip, by their names in order, with no time of their own.

    Parameters
    ----------
    files : mapping of str to bytes or Path
    first : tuple of str
        The names of those that a format wants before all others.
    """

    files: Mapping[str, bytes | Path]
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tar:
    """Files that are packed as a compressed tar, by their names in order, with no time or owner.

    Parameters
    ----------
    files : mapping of str to bytes or Path
    """

    files: Mapping[str, bytes | Path]


Content = bytes | Path | Zip | Tar
"""What a file holds; a path is a file to copy."""

Maker = Callable[[Path], None]
"""Writes a file that must be worked out first."""

Files = Mapping[str, Content | Maker]
"""Files by their names, with `/` between folders."""

_DAWN = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""
_BLOCK = 1 << 20
_PACKED = (".mp4", ".png", ".webp", ".webm", ".woff2")
"""Packed already, so stored as they are."""


def write_content(content: Content, target: BinaryIO) -> None:
    """Write what a file holds."""
    if isinstance(content, Zip):
        _write_zip(content, target)
    elif isinstance(content, Tar):
        _write_tar(content, target)
    else:
        _copy(content, target)


def _copy(content: bytes | Path, target: IO[bytes]) -> None:
    if isinstance(content, bytes):
        target.write(content)
        return
    with content.open("rb") as source:
        shutil.copyfileobj(source, target, _BLOCK)


def _write_zip(packed: Zip, target: BinaryIO) -> None:
    names = dict.fromkeys((*packed.first, *sorted(packed.files)))
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, _DAWN)
            entry.external_attr = 0o644 << 16
            stored = name.endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                _copy(packed.files[name], file)


def _write_tar(packed: Tar, target: BinaryIO) -> None:
    with (
        gzip.GzipFile("", "wb", fileobj=target, mtime=0) as whole,
        tarfile.open(fileobj=whole, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name in sorted(packed.files):
            content = packed.files[name]
            entry = tarfile.TarInfo(name)
            if isinstance(content, bytes):
                entry.size = len(content)
                archive.addfile(entry, BytesIO(content))
                continue
            entry.size = content.stat().st_size
            with content.open("rb") as file:
                archive.addfile(entry, file)
