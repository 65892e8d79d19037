"""The descent: the loop, how it ends, and what it leaves behind."""
