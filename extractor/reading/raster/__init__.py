"""A page of pixels: what is read of it, in which pieces, and how the readings are put together."""
