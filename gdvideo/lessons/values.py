"""Values of a lesson as people write them, on the command line or in a file, understood."""

from gdvideo.lessons.writing import as_written

__all__ = ["rate_read", "shape_read", "sheet_read", "start_read", "stops_read"]

_STOP_FORM = "step:1e-3, gradient:1e-3 or loss:1e-3"


def rate_read(given: object) -> object:
    """Read "auto" as no rate of one's own."""
    return None if given == "auto" else given


def sheet_read(given: object) -> object:
    """Read the number of a sheet, which a lesson file may give without quotes, as text."""
    return str(given) if type(given) is int else given


def shape_read(given: object) -> object:
    """Read --vertical, which is given as true, and --square, as false."""
    return {True: "vertical", False: "square"}[given] if isinstance(given, bool) else given


def start_read(given: object) -> object:
    """Read "m=0,b=0" as a table of numbers by parameter."""
    if not isinstance(given, str):
        return given
    pairs = [part.partition("=") for part in given.split(",") if part.strip()]
    if not all(equals for _, equals, _ in pairs):
        raise ValueError(f"{as_written(given)} is not of the form m=0,b=0")
    values = {name.strip(): value.strip() for name, _, value in pairs}
    if len(values) < len(pairs):
        raise ValueError(f"{as_written(given)} names a parameter twice")
    return values


def stops_read(given: object) -> object:
    """Read "step:1e-3" or several of them as pairs of a kind and a threshold."""
    if given is None:
        return ()
    texts = given.split(",") if isinstance(given, str) else given
    if not isinstance(texts, (list, tuple)):
        raise ValueError(f"{as_written(given)} is not of the form {_STOP_FORM}")
    return tuple(_stop(text) for text in texts)


def _stop(given: object) -> object:
    """Read "step:1e-3" as a pair; a pair, which a lesson that is checked again holds, stays one."""
    if isinstance(given, tuple):
        return given
    kind, colon, threshold = str(given).partition(":")
    if not colon:
        raise ValueError(f"{as_written(given)} is not of the form {_STOP_FORM}")
    return kind.strip(), threshold.strip()
