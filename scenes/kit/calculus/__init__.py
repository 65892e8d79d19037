"""The rules of differentiation as things to look at."""
