"""OCR engines behind one contract, and what turns their output into lines of glyphs."""
