"""Tables that rules divide: the lattice of the rules, and the cells that span its slots."""
