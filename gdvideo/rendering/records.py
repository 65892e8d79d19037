"""What runs write down of the files they made: read as a stranger's, whoever wrote it."""

import json
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, JsonValue, StringConstraints

from gdvideo.regular import whole_content

__all__ = ["Record", "as_json"]

_LARGEST = 1_000_000
_NAME = r"^([\w-]+/)?[\w-]+(\.[\w-]+)+$"
_CHECKSUM = r"^[0-9a-f]{64}$"


class Record(BaseModel):
    """A clip's record, or a film's.

    Parameters
    ----------
    key : str
        What the files were made from; a film's has none.
    made_from : dict of str to JSON
        What a clip's key was made from, if that is written down.
    thumbnail : dict of str to str
        A film's thumbnail: its file, and what that was made from.
    files : dict of str to str
        The SHA-256 of each by its name, which is in the output folder or in a folder in it.
    """

    key: str = ""
    made_from: dict[str, JsonValue] = {}
    thumbnail: dict[str, str] = {}
    files: dict[
        Annotated[str, StringConstraints(pattern=_NAME)],
        Annotated[str, StringConstraints(pattern=_CHECKSUM)],
    ]

    @classmethod
    def read(cls, path: Path, name: str) -> Self | None:
        """Return what a file records of the files called `name` and an ending, if it does."""
        try:
            found = cls.model_validate_json(whole_content(path, _LARGEST))
        except (OSError, ValueError):
            return None
        own = {file: sum_ for file, sum_ in found.files.items() if file.startswith(f"{name}.")}
        return found.model_copy(update={"files": own})


def as_json(value: dict[str, Any]) -> str:
    """Return what is written down, as people can read it too."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
