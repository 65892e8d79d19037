"""A film's clips in other formats and sizes: movies, loops, pictures."""
