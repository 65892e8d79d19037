"""All frames of a clip as pictures, in a zip, for editors of video."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import av

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
        width, height = self.size
        with av.open(self.source, "r") as file, zipfile.ZipFile(target, "w") as archive:
            for number, frame in enumerate(file.decode(video=0)):
                picture = io.BytesIO()
                frame.to_image(width=width, height=height).save(picture, "PNG", compress_level=6)
                archive.writestr(zipfile.ZipInfo(f"{number:06d}.png", _DAWN), picture.getvalue())
