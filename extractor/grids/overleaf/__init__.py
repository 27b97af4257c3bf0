"""Tables that go on overleaf: whether they do, on which columns, and what the page break did to their cells."""
