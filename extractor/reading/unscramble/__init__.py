"""Scrambled forms of a text dump put back in order."""
