"""Whether each glyph of a text layer means what the layer says: asked of its picture, and of the recogniser in doubt.

A font's map from codes to characters can be broken without a mark of it in the text: shifted, mixed up, or another
font's. So every glyph of every font is compared, once in a document, with what its character looks like. That costs
a millisecond for ten. Only what does not look like it is shown to the recogniser, on the lines where it stands; and
where the recogniser reads otherwise, glyph by glyph, the map is solved from its readings and proved on other lines.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.reading.engines.contract import OcrEngine
from extractor.reading.layer.glyph_features import vectors
from extractor.reading.layer.glyphs import FontKey, PaintedGlyph
from extractor.reading.layer.lines import Chain
from extractor.reading.layer.pixels import PagePixels, Picture
from extractor.reading.layer.reference_glyphs import DIGITS, fits, judgeable, look_like
from extractor.reading.layer.solving import Meaning, consistency, solved
from extractor.reading.layer.votes import Key, Votes, best_lines, key_of, pieces_of, read_lines, same_look, usual
from models.page import Turn

SAMPLE_LINES = 3
"""Lines read to learn whether doubtful glyphs are only strange pictures of what they are said to be."""

STRANGE = 0.05
"""Where no more of a font's glyphs are doubtful than this, one line is read: kai faces are drawn so differently that
three in a hundred of their glyphs look strange."""

LYING = 0.25
"""A font is not believed where the recogniser contradicts more than this share of its doubtful glyphs that it saw; or
where more than this share of its glyphs, or a digit, are doubtful and the recogniser could make nothing of them."""

BATCH_LINES = 8
"""Lines read at once while a map is being solved."""

PROOF_LINES = 3
"""Lines that took no part in solving a map, on which it is proved."""

PROVED = 0.9
"""The least share of glyphs on which the solved map and the recogniser must agree; recognisers read printed lines
right to a few characters in a hundred, and a wrong map agrees on a few in a hundred."""

UNSOLVED = 0.02
"""The largest share of a page's glyphs without a meaning: a page of 500 characters with more than ten holes is read
from its pixels."""

OVERLAY_LINES, LEAST_PIECE, OVERLAY_READ, OVERLAY_AGREES = 8, 4, 0.4, 0.93
"""How many lines of a layer over a scan are compared, how many characters they have at least, and the shares that must
be read and agree: a right layer and the recogniser differ in one or two of a hundred, a poor old one in fifteen."""

SURE_READING, OVERLAY_WRONG = 0.95, 0.01
"""Readings as probable as the first contradict a right layer nowhere, and a poor one in three of a hundred at the best:
the share of them up to which it is still believed."""

MARKS = frozenset("!\"#$&'*+;<=>?@[\\]^_`{|}~")
FEW_MARKS, MANY_MARKS = 2, 0.15
"""Fonts whose characters were numbered from ! upward are full of marks that print hardly uses: a third and more of
their glyphs. In fonts that tell the truth it is a star and a comparison sign among hundreds: marks are doubtful
where they are more than this share of a font's glyphs, and more than so many or all."""


BLANK = " "
"""The meaning of a glyph that shows nothing, whatever the layer calls it."""

Pictures = Mapping[Key, Picture | None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The lines' glyphs with what they mean, how many of them mean something else than the layer says, and whether
    all of it can be believed. ``reasons``: in plain words, what was found wrong and what was done about it.
    """

    chains: tuple[Chain, ...]
    mended: int
    trusted: bool
    reasons: tuple[str, ...]


class LayerWitness:
    """What is known of one document's fonts. It learns from page to page: a font is looked at once."""

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine
        self._meanings: dict[Key, Meaning] = {}
        self._lying: set[FontKey] = set()

    def judge(self, chains: Sequence[Chain], pixels: PagePixels, turn: Turn) -> Judgement:
        """What the glyphs of a page mean. ``turn`` is the page's: glyphs that lie otherwise are turned to be seen."""
        seen = self._pictures(chains, pixels, turn)
        doubtful = _doubtful(seen)
        if doubtful:
            doubtful -= _cleared(seen, doubtful, _closely(doubtful, chains, pixels, turn))
        reasons: list[str] = []
        proved = True
        strange = {key.font for key in doubtful} | self._lying
        if asked := {key for key in seen if key.font in strange}:
            seen = {**seen, **_closely(asked, chains, pixels, turn)}
            unread = pieces_of([chain for chain in chains if all(glyph.turn == turn for glyph in chain)])
            proved = self._ask(seen, doubtful, unread, pixels)
        for key in seen:
            self._meanings.setdefault(key, Meaning(key.char))
        meant = [[self._said(glyph) for glyph in chain] for chain in chains]
        changed = _changes(chains, meant)
        mended = tuple(chain for line in meant if (chain := tuple(glyph for glyph in line if glyph.char != BLANK)))
        holes = [glyph for chain in mended for glyph in chain if not glyph.probability]
        if changed or holes:
            names = sorted({glyph.font[0] for glyph in (*changed, *holes)})
            reasons.append(f"the text layer does not say what is printed in {', '.join(names)}")
        total = sum(len(chain) for chain in chains)
        # what lies otherwise than the page's text, a running head beside it, cannot be read where it lies
        if sum(glyph.turn == turn for glyph in holes) > UNSOLVED * total:
            return Judgement(mended, len(changed), False, (*reasons, f"{len(holes)} characters could not be made out"))
        if not proved:
            return Judgement(mended, len(changed), False, (*reasons, "its characters could not be proved by reading"))
        if changed:
            reasons.append(f"{len(changed)} characters were put right from what the page shows")
        return Judgement(mended, len(changed), True, tuple(reasons))

    def says_what_is_seen(self, chains: Sequence[Chain], pixels: PagePixels) -> bool:
        """Whether a layer that is not itself painted reads as the scan it lies on, by some lines from all over it."""
        pieces = sorted(
            (p for p in pieces_of(chains) if len(p) >= LEAST_PIECE), key=lambda p: (p[0].box.y0, p[0].box.x0)
        )
        sample = pieces[:: max(1, -(-len(pieces) // OVERLAY_LINES))]
        agreeing = compared = contradicted = 0
        for piece in sample:
            votes = read_lines([piece], pixels, self._engine)
            # a line that cannot be read, among rules or under a stamp, speaks neither for the layer nor against it
            compared += len(piece) if votes else 0
            pairs = [(vote, same_look(vote.char, key.char)) for key, read in votes.items() for vote in read]
            agreeing += sum(alike for _, alike in pairs)
            contradicted += sum(vote.probability >= SURE_READING and not alike for vote, alike in pairs)
        asked = sum(len(piece) for piece in sample)
        if compared < OVERLAY_READ * asked or contradicted > OVERLAY_WRONG * compared:
            return False
        return bool(sample) and agreeing >= OVERLAY_AGREES * compared

    def _pictures(self, chains: Iterable[Chain], pixels: PagePixels, turn: Turn) -> Pictures:
        """A picture of each glyph that was not met before; None where the glyph is not painted where it stands."""
        found: dict[Key, Picture | None] = {}
        for chain in chains:
            for glyph in chain:
                # a plain tuple, which is as good as a key to look for and quicker to make
                known = (glyph.font, glyph.gid, glyph.char) in self._meanings
                if not known and glyph.gid >= 0 and found.get(key := key_of(glyph)) is None:
                    found[key] = pixels.glyph(glyph.box, (glyph.turn - turn) % 360)
        return found

    def _ask(self, seen: Pictures, doubtful: set[Key], unread: Sequence[Chain], pixels: PagePixels) -> bool:
        """Read the doubtful glyphs; whether the maps that were solved are proved."""
        sample = _sample(seen, doubtful, unread)
        votes = read_lines(sample, pixels, self._engine) if sample else Votes(list)
        rest = _without(unread, sample)
        contradicted = {key for key in doubtful if votes[key] and not _agrees(key, votes)}
        for font, glyphs in Counter(key.font for key in seen).items():
            asked = [key for key in doubtful if key.font == font and votes[key]]
            against = [key for key in asked if key in contradicted]
            unasked = [key.char in DIGITS for key in doubtful if key.font == font]
            silent = not asked and (len(unasked) > LYING * glyphs or any(unasked))
            if silent or (against and len(against) > LYING * len(asked)):
                self._lying.add(font)
        wanted = {
            key
            for key in seen
            if key.font in self._lying or key in contradicted or (key in doubtful and not _readable(key.char))
        }
        if not wanted:
            return True
        while pending := {key for key in wanted if self._solved(key, votes, seen[key]) is None}:
            batch = best_lines(rest, pending, BATCH_LINES)
            if not batch:
                break
            for key, more in read_lines(batch, pixels, self._engine, usual(votes)).items():
                votes[key] += more
            rest = _without(rest, batch)
        for key in wanted:
            self._meanings[key] = self._meaning(key, votes, seen[key])
        return self._proved(wanted, votes, rest, pixels)

    def _solved(self, key: Key, votes: Votes, picture: Picture | None, *, final: bool = False) -> Meaning | None:
        return solved(key, votes[key], picture, lying=key.font in self._lying, final=final)

    def _meaning(self, key: Key, votes: Votes, picture: Picture | None) -> Meaning:
        found = self._solved(key, votes, picture, final=True)
        if found is not None:
            return found
        if picture is None and not votes[key]:
            return Meaning(BLANK)
        if key.font in self._lying or not _readable(key.char):
            return Meaning(key.char, 0.0)
        return Meaning(key.char)

    def _proved(self, wanted: set[Key], votes: Votes, rest: Sequence[Chain], pixels: PagePixels) -> bool:
        """Whether lines that took no part in it read as the solved map says; with none left, whether readings agree."""
        lies = {key for key in wanted if key.font in self._lying}
        if not lies:
            return True
        told = [chain for chain in rest if all(key_of(glyph) in self._meanings for glyph in chain)]
        held_out = best_lines(told, lies, PROOF_LINES)
        if not held_out:
            return consistency({key: votes[key] for key in lies}, self._meanings) >= PROVED
        known = {key: meaning.char for key, meaning in self._meanings.items() if meaning.probability}
        proof = read_lines(held_out, pixels, self._engine, known)
        return consistency({key: read for key, read in proof.items() if key in lies}, self._meanings) >= PROVED

    def _said(self, glyph: PaintedGlyph) -> PaintedGlyph:
        meaning = self._meanings.get((glyph.font, glyph.gid, glyph.char))  # type: ignore[call-overload]  # as above
        if meaning is None or (meaning.char == glyph.char and meaning.probability == glyph.probability):
            return glyph
        return glyph._replace(char=meaning.char, probability=meaning.probability)


def _doubtful(seen: Pictures) -> set[Key]:
    """Those whose picture is not what it is said to be, or whose character is hardly ever printed."""
    glyphs = Counter(key.font for key in seen)
    marks = Counter(key.font for key in seen if key.char in MARKS)
    pictures = {key: picture for key, picture in seen.items() if picture is not None}
    marked = {
        font
        for font, count in marks.items()
        if count > MANY_MARKS * glyphs[font] and (count > FEW_MARKS or count == glyphs[font])
    }
    odd = {key for key in seen if not _readable(key.char) or (key.char in MARKS and key.font in marked)}
    odd |= {key for key, picture in pictures.items() if not fits(_plain(key.char), picture.height)}
    judged = [key for key in pictures if key not in odd and judgeable(_plain(key.char))]
    alike = look_like(vectors([pictures[key].ink for key in judged]), [_plain(key.char) for key in judged])
    return odd | {key for key, like in zip(judged, alike, strict=True) if not like}


def _closely(wanted: set[Key], chains: Iterable[Chain], pixels: PagePixels, turn: Turn) -> Pictures:
    """Pictures of glyphs at the resolution that the recogniser is shown: small print loses its strokes at the other."""
    first = {key: glyph for chain in chains for glyph in reversed(chain) if (key := key_of(glyph)) in wanted}
    return {key: pixels.glyph(it.box, (it.turn - turn) % 360, closely=True) for key, it in first.items()}


def _cleared(seen: Pictures, doubtful: set[Key], close: Pictures) -> set[Key]:
    """The doubtful glyphs that are what they are said to be when one looks closely.

    Only where they are few of their font: of many wrong ones, some would pass at every further look.
    """
    glyphs, odd = Counter(key.font for key in seen), Counter(key.font for key in doubtful)
    few = {key for key in doubtful if odd[key.font] <= max(1, STRANGE * glyphs[key.font])}
    return few - _doubtful({key: close[key] for key in few})


def _sample(seen: Pictures, doubtful: set[Key], lines: Sequence[Chain]) -> list[Chain]:
    """For each font with doubtful glyphs the lines that show most of them."""
    glyphs = Counter(key.font for key in seen)
    chosen: list[Chain] = []
    for font in sorted({key.font for key in doubtful}):
        keys = {key for key in doubtful if key.font == font}
        few = len(keys) <= max(1, STRANGE * glyphs[font]) and all(_readable(key.char) for key in keys)
        covered = {key_of(glyph) for chain in chosen for glyph in chain}
        chosen += best_lines(_without(lines, chosen), keys - covered, 1 if few else SAMPLE_LINES)
    return chosen


def _without(lines: Sequence[Chain], read: Sequence[Chain]) -> list[Chain]:
    return [line for line in lines if not any(line is one for one in read)]


def _plain(char: str) -> str:
    """Full-width digits and compatibility forms as the character they look like."""
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def _readable(char: str) -> bool:
    """Not private use, control, unassigned, or the replacement character; and in the sets that such documents use."""
    if char == "\ufffd" or unicodedata.category(char) in {"Co", "Cc", "Cn", "Cs", "Cf"}:
        return False
    return any(_encodable(_plain(char), charset) for charset in ("gb2312", "big5"))


def _encodable(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _agrees(key: Key, votes: Votes) -> bool:
    return any(same_look(vote.char, key.char) for vote in votes[key])


def _changes(before: Iterable[Chain], after: Iterable[Sequence[PaintedGlyph]]) -> list[PaintedGlyph]:
    return [
        new
        for old_chain, new_chain in zip(before, after, strict=True)
        for old, new in zip(old_chain, new_chain, strict=True)
        if new.char not in (old.char, BLANK)
    ]
