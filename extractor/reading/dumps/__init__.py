"""Text dumps cut into zones and blocks."""
