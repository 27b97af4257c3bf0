"""The vocabulary of scanledger: frozen values that every room shares, and the tree of errors.

Nothing here does I/O and nothing here imports the rest of the project.
"""
