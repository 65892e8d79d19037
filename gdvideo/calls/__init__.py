"""gdvideo from Python: functions that take tables, and results that show themselves."""
