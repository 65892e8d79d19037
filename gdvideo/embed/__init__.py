"""What a course needs, made from a rendered film: pages, packages, slides and other formats."""
