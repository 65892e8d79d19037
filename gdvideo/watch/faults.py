"""What went wrong, in a sentence: of people's input, or where in the code."""

from pathlib import Path
from traceback import extract_tb

from gdvideo.errors import GdvideoError
from gdvideo.rendering.scene_files import own_fault

__all__ = ["fault_lines"]

_HOUSES = Path(__file__).resolve().parents[2]
_OWN = ("gdcore", "scenes", "gdvideo")


def fault_lines(error: Exception) -> tuple[str, ...]:
    """Return why something failed, and where, if it was in code."""
    # Who draws hands on what can be handed from process to process, whatever it was.
    if isinstance(error, RuntimeError) and isinstance(error.__cause__, Exception):
        error = error.__cause__
    told = error if isinstance(error, GdvideoError) else own_fault(error)
    if isinstance(told, GdvideoError):
        return told.lines
    if isinstance(error, SyntaxError) and error.filename:
        return (f"{_called(Path(error.filename))}, line {error.lineno}: {error.msg}",)
    said = f"{type(error).__name__}: {error}"
    frames = [f for f in extract_tb(error.__traceback__) if _is_own(Path(f.filename))]
    if not frames:
        return (said,)
    return (f"{_called(Path(frames[-1].filename))}, line {frames[-1].lineno}: {said}",)


def _is_own(path: Path) -> bool:
    return any(path.is_relative_to(_HOUSES / house) for house in _OWN)


def _called(path: Path) -> str:
    return path.relative_to(_HOUSES).as_posix() if _is_own(path) else str(path)
