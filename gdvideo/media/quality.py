"""The four sizes of a film, in each of three shapes."""

from dataclasses import dataclass, replace

__all__ = ["POSTER", "QUALITIES", "Quality"]


@dataclass(frozen=True, slots=True)
class Quality:
    """A frame's size and how many a second.

    Parameters
    ----------
    name : str
        The name on the command line.
    width, height : int
        In pixels.
    fps : int
        Frames a second.
    """

    name: str
    width: int
    height: int
    fps: int

    def shaped(self, shape: str) -> "Quality":
        """Return the same for frames of another shape, with as many pixels.

        Parameters
        ----------
        shape : str
            "wide" (16:9, as it is), "vertical" (9:16) or "square".

        Examples
        --------
        >>> QUALITIES["standard"].shaped("vertical")
        Quality(name='standard', width=720, height=1280, fps=30)
        >>> QUALITIES["standard"].shaped("square")
        Quality(name='standard', width=960, height=960, fps=30)
        """
        side = self.height * 4 // 3
        sizes = {
            "wide": (self.width, self.height),
            "vertical": (self.height, self.width),
            "square": (side, side),
        }
        width, height = sizes[shape]
        return replace(self, width=width, height=height)


QUALITIES = {
    quality.name: quality
    for quality in (
        Quality("draft", 854, 480, 15),
        Quality("standard", 1280, 720, 30),
        Quality("hd", 1920, 1080, 60),
        Quality("uhd", 3840, 2160, 60),
    )
}

POSTER = QUALITIES["standard"]
"""The smallest size of a poster, whatever its clip's: sites show it large and ask for as much."""
