"""A page of pixels: what is read of it, in which pieces, and the lines that come of it."""
