"""What helps a descent that crawls or explodes, counted, and which rows carry the fit."""
