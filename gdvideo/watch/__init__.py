"""`gdvideo watch`: what is saved is drawn again as a draft, and a page on this machine shows it."""
