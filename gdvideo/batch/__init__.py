"""Many lessons at once: planned, dealt out, drawn over one pool or a cluster, reported."""
