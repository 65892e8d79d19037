"""From a plan to frames, clips and a film."""
