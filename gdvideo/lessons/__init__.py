"""Lessons as people write them: values, faults, files."""
