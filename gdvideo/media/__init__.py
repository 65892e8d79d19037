"""Frames, sound and captions to video files. Nothing here knows of lessons or scenes."""
