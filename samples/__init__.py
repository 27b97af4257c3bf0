"""Forms with known truth, and the seeded program that makes them: ``python -m samples make --help``.

A document is drawn from a seed and a number: first its content (``content``), then its layout (``layout``), then
its variants (``variants``): born-digital, turned by /Rotate, with a scrambled text layer, as a text dump, and as
scans of four grades. ``samples/set`` is a small set that ``python -m samples commit-set`` writes again.
"""
