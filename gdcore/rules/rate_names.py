"""What a learning rate does, as people say it; the number is `named_rates`' business."""

from enum import StrEnum

__all__ = ["RateName"]


class RateName(StrEnum):
    """What a rate does."""

    CRAWLING = "crawling"
    """A thousandth of the largest stable one."""
    ONE_STEP = "one step"
    """The fastest: it lands in a single step where E is a round bowl, or has one parameter."""
    TOO_LARGE = "slightly too large"
    """Just above the largest stable one: each step lands a little further away."""
