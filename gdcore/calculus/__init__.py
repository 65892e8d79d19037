"""Derivatives line by line, each line with the rule that makes it."""
