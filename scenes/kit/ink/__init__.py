"""Shapes, where they may stand, how they move and how they are painted."""
