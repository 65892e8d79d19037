"""What is kept outside of output folders, so that nothing is made twice."""
