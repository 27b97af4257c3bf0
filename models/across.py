"""What tables of one document say together, declared as data."""

from __future__ import annotations

from models.figure import Spot
from models.spec import Spec


class SameRule(Spec):
    """The figures at all of ``spots`` that the document has are the same. ``id`` is stable."""

    id: str
    spots: tuple[Spot, ...]


class SameLinesRule(Spec):
    """Each line of ``left`` and the line of ``right`` that bears its name hold the same in their columns.

    Of ``right`` only lines whose codes have ``digits`` digits count, so that a name is one line's.
    """

    id: str
    left: Spot
    right: Spot
    digits: int = 3


class AcrossRules(Spec):
    version: str
    same: tuple[SameRule, ...] = ()
    same_lines: tuple[SameLinesRule, ...] = ()
