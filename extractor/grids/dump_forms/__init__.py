"""Forms of a text dump, whose print has no places, as the grids that were printed."""
