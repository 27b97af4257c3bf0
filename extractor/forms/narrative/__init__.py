"""Figures that running text states, and where tables hold them, too."""
