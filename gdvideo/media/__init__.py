"""Frames, sound and captions to video files. Of lessons and scenes it knows what a caption is."""
