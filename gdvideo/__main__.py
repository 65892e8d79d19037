"""The entry point: runs the command line and turns errors into an exit status."""

import sys
from typing import NoReturn

from gdvideo.errors import GdvideoError

__all__ = ["main"]

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit: 0 done, 1 a render failed, 2 bad input, 130 interrupted."""
    try:
        from gdvideo.cli import app

        app(prog_name="gdvideo")
    except GdvideoError as error:
        _leave(error.exit_status, str(error))
    except KeyboardInterrupt:
        _leave(INTERRUPTED, "interrupted")
    except SystemExit as end:
        # typer ends in silence at an interrupt, and where nobody reads its output any more.
        if isinstance(end.__context__, BrokenPipeError):
            _leave(0)
        if end.code == INTERRUPTED:
            _leave(INTERRUPTED, "interrupted")
        raise


def _leave(status: int, message: str = "") -> NoReturn:
    if message:
        print(f"gdvideo: {message}", file=sys.stderr)  # noqa: T201
    sys.exit(status)


if __name__ == "__main__":
    main()
