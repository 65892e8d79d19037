"""All frames of a clip as pictures, in a zip, for editors of video."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from gdvideo.media.decode import decoded, picture

__all__ = ["Sequence"]

_DAWN = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A video to be written as one PNG file a frame.

    Parameters
    ----------
    source : Path
        An MP4 file.
    size : tuple of int
        Width and height in pixels.
    """

    source: Path
    size: tuple[int, int]

    def __call__(self, target: Path) -> None:
        """Write it, frame by frame; equal input, equal bytes."""
        with zipfile.ZipFile(target, "w") as archive:
            for number, (_, frame) in enumerate(decoded(self.source)):
                file = io.BytesIO()
                picture(frame, self.size).save(file, "PNG", compress_level=6)
                archive.writestr(zipfile.ZipInfo(f"{number:06d}.png", _DAWN), file.getvalue())
