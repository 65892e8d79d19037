"""What E looks like: curvatures, contours, slices, heights, and where to look."""
