"""The voice: from sentences to sound, and to the time of each word."""
