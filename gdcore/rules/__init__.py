"""Update rules: which way to go and how far."""
