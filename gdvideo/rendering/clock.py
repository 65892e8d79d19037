"""Times of a film as people write them."""

__all__ = ["clock"]


def clock(seconds: float) -> str:
    """Return whole seconds as minutes and seconds, with hours where there are any.

    Examples
    --------
    >>> clock(65.9), clock(3605)
    ('1:05', '1:00:05')
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
