"""The entry point: runs the command line and turns errors into an exit status."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

from gdvideo.errors import GdvideoError
from gdvideo.shown import visible
from gdvideo.signals import stoppable

if TYPE_CHECKING:
    from typer.exceptions import TyperException

__all__ = ["main"]


def main() -> None:
    """Run the command line and exit.

    0 done, 1 a render failed, 2 bad input, 128 and its number after a signal: 130 interrupted.
    """
    _bear_all_letters()
    _start_lightly()
    with stoppable() as received:
        try:
            _run()
        except BaseException as error:
            # Not every library lets the exception of a signal pass as it is.
            if received:
                _leave(received[0].exit_status, str(received[0]))
            if isinstance(error, GdvideoError):
                _leave(error.exit_status, *error.lines)
            if isinstance(error, OSError):
                _leave(1, _told(error))
            _leave_by_own_scene(error)
            raise


def _start_lightly() -> None:
    """Leave out what no command needs, and what takes most of a short one's time."""
    # What is heavy is drawn by processes, one a core; threads would only be started and ended, and
    # the last digits of long sums would hang on how many there are.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # They are looked for in all that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _bear_all_letters() -> None:
    """Let letters that the output has no code for be written as in Python: a name may have any.

    A file or a pipe of Windows has those of one language.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _told(error: OSError) -> str:
    """Return what the system refuses; what has no name is standard output, on a full disk."""
    return f"{error.filename or 'The output'}: {error.strerror or error}"


def _leave_by_own_scene(error: BaseException) -> None:
    """Say what went wrong in a scene of somebody's own, if that is where."""
    files = sys.modules.get("gdvideo.rendering.scene_files")
    told = None if files is None else files.own_fault(error)
    if told is not None:
        _leave(told.exit_status, *told.lines)


def _run() -> None:
    from typer.exceptions import TyperException

    from gdvideo.cli import app_of

    app = app_of(sys.argv[1] if len(sys.argv) > 1 else "")
    try:
        sys.exit(app(prog_name="gdvideo", standalone_mode=False))
    except TyperException as error:
        _leave(error.exit_code, *_misused(error))
    except SystemExit as end:
        # typer ends in silence where nobody reads its output any more.
        if isinstance(end.__context__, BrokenPipeError):
            _leave(0)
        raise


def _misused(error: "TyperException") -> tuple[str, ...]:
    """Return what is wrong with how gdvideo was called; nothing where its help was shown."""
    told = error.format_message().strip().rstrip(".")
    return (f"{told}; -h lists what is allowed.",) if told else ()


def _leave(status: int, *lines: str) -> NoReturn:
    # Where nobody can be told, the status alone tells.
    with suppress(OSError):
        if lines:
            told = "\n".join(map(visible, lines))
            print(f"gdvideo: {told}", file=sys.stderr)  # noqa: T201
    sys.exit(status)


if __name__ == "__main__":
    main()
