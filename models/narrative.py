"""Which figures a report's text states, declared as data: its subjects, and where the tables hold them."""

from __future__ import annotations

from models.figure import Spot
from models.spec import Labels, Spec


class Subject(Spec):
    """What a figure is said of: its wordings; ``at``: where tables hold what came of it, ``planned``: what was planned.

    ``loose``: the words may mean something else, so a figure is only taken for one of these if it is the same.
    """

    words: Labels
    loose: bool = False
    at: tuple[Spot, ...] = ()
    planned: tuple[Spot, ...] = ()


class NarrativeDefinition(Spec):
    """``titles`` of the text. ``money``: its units, and how many yuan each is.

    Between a subject and its figure stand only ``connectors``; of these, ``plans`` speak of what was planned and
    ``outcomes`` of what came of it. A figure after one of ``changes`` is a difference.
    ``items``: tables whose lines the text goes through one by one (行政运行（项）).
    ``named``: tables whose lines the text may call by their names.
    """

    version: str
    titles: Labels
    money: dict[str, str]
    connectors: Labels
    plans: Labels
    outcomes: Labels
    changes: Labels
    subjects: tuple[Subject, ...]
    items: Labels = ()
    named: Labels = ()
