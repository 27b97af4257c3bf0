"""OCR engines behind one contract: what is asked of them and what they answer."""
