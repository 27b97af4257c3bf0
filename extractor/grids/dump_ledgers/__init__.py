"""Tables of lines and amounts of a text dump as the grids that were printed."""
