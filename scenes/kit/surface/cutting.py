"""Cutting ground where it leaves the picture, or where it is cut open: cleanly, along a level.

Faces and lines have a level at each corner and end, which runs between them in a straight line.
What is at 0 or below it is kept.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["below", "faces_below"]

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]


def below(lines: Numbers, levels: Numbers) -> tuple[Numbers, Indices]:
    """Return the parts of lines that are kept.

    Parameters
    ----------
    lines : Numbers, shape (k, 2, d)
        Both ends of each.
    levels : Numbers, shape (k, 2)

    Returns
    -------
    tuple
        The parts, shape (n, 2, d), and which of the lines each is of, shape (n,).
    """
    inside, cut = levels <= 0.0, lines.copy()
    for end in (0, 1):
        leaves = inside[:, 1 - end] & ~inside[:, end]
        share = levels[leaves, 1 - end] / (levels[leaves, 1 - end] - levels[leaves, end])
        kept = lines[leaves, 1 - end]
        cut[leaves, end] = kept + share[:, None] * (lines[leaves, end] - kept)
    found = inside.any(axis=1)
    return cut[found], np.flatnonzero(found)


def faces_below(corners: Numbers, levels: Numbers) -> tuple[Numbers, Indices, Numbers]:
    """Return the parts of faces that are kept, and the line along which they are cut.

    Parameters
    ----------
    corners : Numbers, shape (f, 4, 3)
        In order around each face.
    levels : Numbers, shape (f, 4)

    Returns
    -------
    tuple
        The parts as faces of four corners, some of them at one place, shape (n, 4, 3); which face
        each is of, shape (n,); the pieces of the line of the cut, shape (k, 2, 3).
    """
    inside = levels <= 0.0
    whole = np.flatnonzero(inside.all(axis=1))
    parts, numbers = [corners[whole]], [whole]
    edges: list[Numbers] = [np.empty((0, 2, 3))]
    for face in np.flatnonzero(inside.any(axis=1) & ~inside.all(axis=1)).tolist():
        first = -int(inside[face].argmax())
        around, cut = _cut(np.roll(corners[face], first, axis=0), np.roll(levels[face], first))
        last = len(around) - 1
        fan = [around[np.minimum([0, k, k + 1, k + 2], last)] for k in range(1, last, 2)]
        parts.append(np.array(fan).reshape(-1, 4, 3))
        numbers.append(np.full(len(fan), face))
        edges.append(cut.reshape(-1, 2, 3))
    return np.concatenate(parts), np.concatenate(numbers), np.concatenate(edges)


def _cut(corners: Numbers, levels: Numbers) -> tuple[Numbers, Numbers]:
    """Cut one face, its first corner kept (Sutherland & Hodgman, CACM 17, 1974).

    Returns
    -------
    tuple of Numbers
        The corners of what is left, and where its edge crosses the cut: out, in, out, in.
    """
    around, crossed = [], []
    for k, there in enumerate(np.roll(np.arange(4), -1).tolist()):
        if levels[k] <= 0.0:
            around.append(corners[k])
        if (levels[k] <= 0.0) != (levels[there] <= 0.0):
            share = levels[k] / (levels[k] - levels[there])
            crossed.append(corners[k] + share * (corners[there] - corners[k]))
            around.append(crossed[-1])
    return np.array(around), np.array(crossed)
