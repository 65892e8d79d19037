"""The board as several threads see it: one writes, the others wait for what is new."""

from threading import Condition

from gdvideo.watch.board import Board, after
from gdvideo.watch.events import Event

__all__ = ["Notice"]


class Notice:
    """Holds the board, and counts its states."""

    def __init__(self) -> None:
        self._board = Board()
        self._number = 1
        self._changed = Condition()

    @property
    def board(self) -> Board:
        """The board as it is."""
        return self._board

    def tell(self, event: Event) -> None:
        """Let the board be what it is after something has happened."""
        with self._changed:
            self._board = after(self._board, event)
            self._number += 1
            self._changed.notify_all()

    def newer(self, number: int, patience_s: float) -> tuple[int, Board]:
        """Return the board and its state's number, as soon as that is another one, or in vain."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != number, patience_s)
            return self._number, self._board
