"""The entry point: runs the command line and turns errors into an exit status."""

import os
import sys

from gdvideo.errors import GdvideoError

__all__ = ["main"]

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit.

    The status is 0 if done, 1 if a render failed, 2 if the input is wrong, 130 if interrupted.
    """
    from gdvideo.cli import app

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
