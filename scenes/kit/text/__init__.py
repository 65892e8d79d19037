"""Words, running numbers and formulas."""
