"""The steps, each a file, in the order of their numbers."""
