"""The entry point: runs the command line, and is the one place where errors become an exit status."""

import os
import sys

from gdvideo.errors import GdvideoError

__all__ = ["main"]

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit: 0 done, 1 a render failed, 2 the input is wrong, 130 interrupted."""
    from gdvideo.cli import app  # noqa: PLC0415 - so that an interrupted import ends quietly too

    try:
        app(prog_name="gdvideo")
    except GdvideoError as error:
        print(f"gdvideo: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_status)
    except KeyboardInterrupt:
        print("gdvideo: interrupted", file=sys.stderr)  # noqa: T201
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
