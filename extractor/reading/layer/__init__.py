"""A PDF's own text: its glyphs as they are painted, and whether each means what the layer says."""
