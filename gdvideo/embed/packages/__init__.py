"""Packages that learning systems take in, each with the film inside."""
