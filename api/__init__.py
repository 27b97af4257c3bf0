"""The ways in. Nothing here knows how a page is read."""
