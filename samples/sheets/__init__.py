"""Documents of tables and text laid out on pages of any size, and drawn."""
