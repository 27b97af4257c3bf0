"""Tables that no rules, or not all, divide into cells: columns, heads and rows from how the text stands."""
