"""Tables of lines and amounts: which definition a table answers to, its columns, its lines and their leaves."""
