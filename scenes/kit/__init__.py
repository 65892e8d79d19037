"""What every scene draws with: theme, type, plots, motion, beats."""
