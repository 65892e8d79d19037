"""Columns of numbers, and the way back from standardised ones to their own units."""
