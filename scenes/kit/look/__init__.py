"""Colours, and how well they stand out."""
