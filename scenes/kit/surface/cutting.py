"""Cutting the ground where it leaves the picture: faces and lines end at height 1, cleanly.

Between the vertices of the ground heights run in a straight line, so where a line leaves the
picture is told by its two ends.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["below_the_cut", "faces_below_the_cut"]

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]

_TOP = 1.0


def below_the_cut(lines: Numbers) -> tuple[Numbers, Indices]:
    """Return the parts of lines that are in the picture.

    Parameters
    ----------
    lines : Numbers, shape (k, 2, 3)
        Both ends of each: a place in the disc, and a height, 1 at the picture's top.

    Returns
    -------
    tuple
        The parts, shape (n, 2, 3), and which of the lines each is of, shape (n,).
    """
    inside = lines[:, :, 2] <= _TOP
    cut = lines.copy()
    for end in (0, 1):
        leaves = inside[:, 1 - end] & ~inside[:, end]
        cut[leaves, end] = _crossing(lines[leaves, 1 - end], lines[leaves, end])
    kept = inside.any(axis=1)
    return cut[kept], np.flatnonzero(kept)


def faces_below_the_cut(corners: Numbers) -> tuple[Numbers, Indices, Numbers]:
    """Return the parts of faces that are in the picture, and the line along which they are cut.

    Parameters
    ----------
    corners : Numbers, shape (f, 4, 3)
        In order around each face.

    Returns
    -------
    tuple
        The parts as faces of four corners, some of them at one place, shape (n, 4, 3); which face
        each is of, shape (n,); the pieces of the line of the cut, shape (k, 2, 3).
    """
    inside = corners[:, :, 2] <= _TOP
    whole = np.flatnonzero(inside.all(axis=1))
    parts, numbers = [corners[whole]], [whole]
    edges: list[Numbers] = [np.empty((0, 2, 3))]
    for face in np.flatnonzero(inside.any(axis=1) & ~inside.all(axis=1)).tolist():
        around, cut = _cut(np.roll(corners[face], -int(inside[face].argmax()), axis=0))
        last = len(around) - 1
        fan = [around[np.minimum([0, k, k + 1, k + 2], last)] for k in range(1, last, 2)]
        parts.append(np.array(fan))
        numbers.append(np.full(len(fan), face))
        edges.append(cut.reshape(-1, 2, 3))
    return np.concatenate(parts), np.concatenate(numbers), np.concatenate(edges)


def _cut(corners: Numbers) -> tuple[Numbers, Numbers]:
    """Cut one face, its first corner in the picture (Sutherland & Hodgman, CACM 17, 1974).

    Returns
    -------
    tuple of Numbers
        The corners of what is left, and where its edge crosses the cut: out, in, out, in.
    """
    around, crossed = [], []
    for here, there in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if here[2] <= _TOP:
            around.append(here)
        if (here[2] <= _TOP) != (there[2] <= _TOP):
            crossed.append(_crossing(here[None], there[None])[0])
            around.append(crossed[-1])
    return np.array(around), np.array(crossed)


def _crossing(below: Numbers, above: Numbers) -> Numbers:
    """Return where lines between points, both (k, 3), cross the cut."""
    rise = above[:, 2:] - below[:, 2:]
    crossing = below + (_TOP - below[:, 2:]) / rise * (above - below)
    crossing[:, 2] = _TOP
    return crossing
