"""What can go wrong on the user's side of the film, and the exit status that says so.

::

    GdvideoError            exit 1
    ├── InputError          exit 2   what the user gave: file, column, formula, option
    └── RenderError         exit 1   a clip could not be made

Each message is one text for people: what was found, where, and what is allowed. It is shown once,
by `gdvideo.__main__`, and never with a traceback.
"""

__all__ = ["GdvideoError", "InputError", "RenderError"]


class GdvideoError(Exception):
    """Any failure that gdvideo explains in a sentence.

    Parameters
    ----------
    *lines : str
        The sentence, and what may have to stand on lines of its own below it.
    """

    exit_status = 1

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


class InputError(GdvideoError):
    """The user's input cannot be used; the message says what is allowed."""

    exit_status = 2


class RenderError(GdvideoError):
    """A clip or a film could not be made."""
