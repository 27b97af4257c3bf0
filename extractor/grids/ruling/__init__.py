"""Ruling lines: found among drawings and in pixels, mended where they are worn or dashed."""
