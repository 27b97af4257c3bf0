"""A new version of one's own entries, made of an older one and what is to be different."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractor.matching import Catalogue
from models.catalogue import CatalogueFile, Indicator, Subject
from models.errors import UsageError


def edited(
    base: CatalogueFile,
    catalogue: Catalogue,
    *,
    aliases: Iterable[tuple[str, str]],
    entries: Iterable[Indicator | Subject],
    removed: Iterable[str],
) -> CatalogueFile:
    """``base`` with more or other entries. ``catalogue`` is all that it stands in: aliases may be of any indicator.

    ``aliases``: indicator's id and wording. Raises UsageError that names what cannot be found.
    """
    own: dict[str, Indicator | Subject] = {one.id: one for one in base.indicators}
    own |= {one.id: one for one in base.subjects}
    for identity in removed:
        if own.pop(identity, None) is None:
            raise UsageError(f"{identity}: not among the own entries of this version; take it out of `remove`")
    own |= {entry.id: entry for entry in entries}
    for identity, alias in aliases:
        own[identity] = _with_alias(identity, alias, own, catalogue.indicators)
    return CatalogueFile(
        version=base.version,
        indicators=tuple(one for one in own.values() if isinstance(one, Indicator)),
        subjects=tuple(one for one in own.values() if isinstance(one, Subject)),
    )


def _with_alias(
    identity: str, alias: str, own: Mapping[str, Indicator | Subject], known: Mapping[str, Indicator]
) -> Indicator:
    entry = own.get(identity) or known.get(identity)
    if not isinstance(entry, Indicator):
        raise UsageError(f"{identity}: there is no such indicator; add it, or name one that is in the catalogue")
    if alias == entry.name or alias in entry.aliases:
        return entry
    return entry.model_copy(update={"aliases": (*entry.aliases, alias)})
