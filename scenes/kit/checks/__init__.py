"""Looking at a scene without drawing it, and saying what is wrong."""
