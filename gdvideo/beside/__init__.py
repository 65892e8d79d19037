"""Two films side by side, in step."""
