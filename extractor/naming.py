"""Labels that people say the indicator of: what they name, whatever the catalogue makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.matching import Catalogue
from extractor.understanding import Described
from models.record import LabelMatch, Leaf
from models.result import Label
from models.review import Verdict

CERTAIN = 1.0
"""The score of a match that a person made."""


def names_own_indicator(leaf: Leaf) -> bool:
    """Whether the catalogue is asked for a leaf's label. Elsewhere the form's definition says what stands there."""
    return leaf.canonical is None and leaf.named is None and leaf.code is None


def indicators_of(said: Mapping[str, Verdict]) -> dict[str, str]:
    """By path of a label's own field, the indicator's id that a person said it names."""
    return {path: verdict.indicator for path, verdict in said.items() if verdict.indicator is not None}


def named_by_people(
    described: Sequence[Described], said: Mapping[str, Verdict], catalogue: Catalogue
) -> tuple[Described, ...]:
    """The fields of a record, those of the rows whose label's indicator a person said named by it.

    An indicator that the catalogue no longer has is passed over.
    """
    chosen = {
        (path.rpartition(".")[0], squeezed(said[path].text)): catalogue.indicators[indicator]
        for path, indicator in indicators_of(said).items()
        if indicator in catalogue.indicators
    }
    found = []
    for one in described:
        entry = chosen.get((one.leaf.path.rpartition(".")[0], squeezed(one.match.raw)))
        if entry is None or not names_own_indicator(one.leaf) or _spelt(one.match, entry.id):
            found.append(one)
            continue
        match = LabelMatch(one.match.raw, entry.id, entry.name, "alias", CERTAIN)
        label = Label(raw=match.raw, canonical=entry.name, indicator=entry.id, method=match.method, score=CERTAIN)
        found.append(replace(one, match=match, label=label, named_by_person=True))
    return tuple(found)


def squeezed(text: str) -> str:
    """Without spaces and line breaks, as labels are compared."""
    return "".join(text.split())


def _spelt(match: LabelMatch, indicator: str) -> bool:
    """Whether the catalogue itself says so, in these very words."""
    return match.indicator == indicator and match.method in {"exact", "alias"}
