"""Formulas as people type them, read into expressions that are safe to evaluate."""
