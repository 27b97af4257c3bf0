"""A PDF page's glyphs as they are painted, wherever the producer put them in the stream."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pymupdf

from models.errors import PageError
from models.geometry import Box, Homography, Points
from models.page import Turn

FontKey = tuple[str, tuple[int, ...]]
"""A font's name with its subset prefix, and the objects of that name on the page: one, but in odd files."""

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

ABOVE_BASELINE, BELOW_BASELINE = 0.88, 0.12
"""The ideographic em box around the baseline, in ems. Fonts' own ascenders differ too much to measure gaps by."""

INVISIBLE_TYPE = 3
"""Text render mode 3 as MuPDF's trace calls it: neither filled nor stroked."""

NAME_BYTES = 31
"""MuPDF keeps this much of a font's name."""

MOST_GLYPHS = 60_000
"""Characters of one page that are looked at: an A2 sheet full of 6 pt print has fewer. More are no document's, and
would take minutes."""

LEAST_ADVANCE, BOLD_SHIFT = 0.03, 0.15
"""A glyph is cut where the next one on its line begins, if that is so many ems away: fonts that give every glyph a
full em, and producers that then place each glyph by hand, would make boxes overlap. Nearer than the first, or than
the second where it is the same glyph, it is painted twice to look bold."""

SAME_BASELINE = 0.5
"""How far, in ems, baselines on one line differ: a stroke or a bracket of another font stands a little higher."""

LIGATURES: Mapping[str, str] = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


HYPHENS = frozenset("\u00ad\u2010\u2011")
"""What maps from glyphs to characters call the hyphen in fonts that have one glyph for all of these."""


class PaintedGlyph(NamedTuple):
    """A character of the text layer: its box, its baseline's direction in quarter turns, and its font size.

    ``font`` and ``gid`` name the picture that is painted, whatever character the layer says it stands for.
    """

    char: str
    box: Box
    size: float
    turn: Turn
    visible: bool
    font: FontKey = ("", ())
    gid: int = -1
    probability: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class PaintedText:
    """All glyphs of a page, in stream order, column by column: arrays of length n, ``boxes`` of shape (n, 4).

    ``orders``: the place of each glyph's paint among everything that is painted on the page, from 0.
    """

    chars: tuple[str, ...]
    fonts: tuple[FontKey, ...]
    gids: tuple[int, ...]
    boxes: Numbers
    sizes: Numbers
    turns: npt.NDArray[np.int64]
    visible: Flags
    orders: npt.NDArray[np.int64]

    def only(self, wanted: Flags) -> PaintedText:
        """The glyphs for which ``wanted`` is true."""
        if wanted.all():
            return self
        picked = np.flatnonzero(wanted).tolist()
        return PaintedText(
            tuple(self.chars[i] for i in picked),
            tuple(self.fonts[i] for i in picked),
            tuple(self.gids[i] for i in picked),
            self.boxes[wanted],
            self.sizes[wanted],
            self.turns[wanted],
            self.visible[wanted],
            self.orders[wanted],
        )

    def mapped(self, mapping: Homography) -> PaintedText:
        """The glyphs in another frame, a quarter turn and a shift away."""
        return replace(self, boxes=_mapped_boxes(self.boxes, mapping.apply))

    @property
    def printed(self) -> Flags:
        """Which glyphs are said to be something else than white space."""
        return np.array([not char.isspace() for char in self.chars], dtype=bool)

    def glyphs(self) -> list[PaintedGlyph]:
        rows = zip(
            self.chars,
            self.boxes.tolist(),
            self.sizes.tolist(),
            self.turns.tolist(),
            self.visible.tolist(),
            self.fonts,
            self.gids,
            strict=True,
        )
        return [
            PaintedGlyph(char, Box(*box), size, turn, visible, font, gid)
            for char, box, size, turn, visible, font, gid in rows
        ]


def painted_text(page: pymupdf.Page) -> PaintedText:
    """Every glyph and space that lies on the page, in the shown frame (``/Rotate`` applied), in stream order.

    Raises PageError for a page with more than ``MOST_GLYPHS`` of them.
    """
    # Two subsets of one typeface are two fonts, each with a map of its own. The switch is the process's.
    pymupdf.TOOLS.set_subset_fontnames(True)
    matrix = page.rotation_matrix
    spans: list[dict[str, Any]] = page.get_texttrace()
    if sum(len(span["chars"]) for span in spans) > MOST_GLYPHS:
        reason = f"more than {MOST_GLYPHS} characters are on it; print it to several pages"
        raise PageError((page.number or 0) + 1, "reading", reason)
    rows = [(span, char) for span in spans for char in span["chars"]]
    if not rows:
        return _nothing()
    keys = _font_keys(page)
    counts = [len(span["chars"]) for span in spans]

    def of_spans(value: Callable[[dict[str, Any]], float]) -> Numbers:
        return np.repeat(np.array([value(span) for span in spans], dtype=np.float64), counts)

    turn = np.array([[matrix.a, matrix.b], [matrix.c, matrix.d]])
    sizes = of_spans(lambda span: float(span["size"]) or 1.0)
    directions = np.repeat(np.array([span["dir"] for span in spans], dtype=np.float64) @ turn, counts, axis=0)
    vertical = of_spans(lambda span: float(span["wmode"])) > 0
    origins = _shown(np.array([char[2] for _, char in rows], dtype=np.float64), matrix)
    boxes = _mapped_boxes(np.array([char[3] for _, char in rows]), lambda points: _shown(points, matrix))
    turns = np.where(vertical, 0, _turns(directions))
    gids = np.array([char[1] for _, char in rows], dtype=np.int64)
    trimmed = _trimmed(_em_boxes(boxes, origins, sizes, turns), origins, sizes, turns, gids)
    text = PaintedText(
        chars=tuple(_char(char[0]) for _, char in rows),
        fonts=tuple(key for span, n in zip(spans, counts, strict=True) for key in [_key(span, keys, page)] * n),
        gids=tuple(gids.tolist()),
        boxes=np.where(vertical[:, None], boxes, trimmed),
        sizes=sizes,
        turns=turns,
        visible=of_spans(lambda span: span["type"] != INVISIBLE_TYPE and span["opacity"] > 0) > 0,
        orders=of_spans(lambda span: span["seqno"]).astype(np.int64),
    )
    middle = (text.boxes[:, :2] + text.boxes[:, 2:]) / 2
    on_page = np.all((middle >= 0) & (middle <= [page.rect.width, page.rect.height]), axis=1)
    return _without_ligatures(text.only(on_page))


def majority_turn(text: PaintedText) -> Turn:
    """The turn that most printed glyphs ask for; 0 for none."""
    turns = text.turns[text.printed]
    counted = {turn: int((turns == turn).sum()) for turn in (0, 90, 180, 270)}
    choices: tuple[Turn, ...] = (0, 90, 180, 270)
    return max(choices, key=lambda turn: (counted[turn], -turn))


def upright_to_shown(turn: Turn, width: float, height: float) -> Homography:
    """From the frame of the page turned by ``turn`` to the shown page of that width and height."""
    rows: dict[Turn, tuple[tuple[float, float, float], tuple[float, float, float]]] = {
        0: ((1, 0, 0), (0, 1, 0)),
        90: ((0, 1, 0), (-1, 0, height)),
        180: ((-1, 0, width), (0, -1, height)),
        270: ((0, -1, width), (1, 0, 0)),
    }
    return Homography.of(rows[turn])


def _nothing() -> PaintedText:
    none = np.zeros(0)
    return PaintedText((), (), (), np.zeros((0, 4)), none, none.astype(np.int64), none > 0, none.astype(np.int64))


def _char(code: int) -> str:
    char = chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
    return "-" if char in HYPHENS else char


def _font_keys(page: pymupdf.Page) -> dict[str, tuple[int, ...]]:
    """The objects of each font name on the page, forms within the page included."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for font in page.get_fonts(full=True):
        found[str(font[3]).encode()[:NAME_BYTES].decode(errors="ignore")].add(int(font[0]))
    return {name: tuple(sorted(xrefs)) for name, xrefs in found.items()}


def _key(span: Mapping[str, Any], keys: Mapping[str, tuple[int, ...]], page: pymupdf.Page) -> FontKey:
    """A font that cannot be found among the page's is taken for another one on each page, which is the safe side."""
    name = str(span["font"])
    return name, keys.get(name, (-1 - page.number,))


def _shown(points: Points, matrix: pymupdf.Matrix) -> Points:
    turned = points @ np.array([[matrix.a, matrix.b], [matrix.c, matrix.d]]) + [matrix.e, matrix.f]
    return np.asarray(turned, dtype=np.float64)


def _mapped_boxes(boxes: Numbers, mapping: Callable[[Points], Points]) -> Numbers:
    a, b = mapping(boxes[:, :2]), mapping(boxes[:, 2:])
    return np.hstack([np.minimum(a, b), np.maximum(a, b)])


def _turns(directions: Points) -> npt.NDArray[np.int64]:
    """Degrees clockwise that text running in each direction (y down) must be turned to run to the right."""
    dx, dy = directions[:, 0], directions[:, 1]
    level = np.abs(dx) >= np.abs(dy)
    return np.where(level, np.where(dx >= 0, 0, 180), np.where(dy > 0, 270, 90)).astype(np.int64)


def _em_boxes(boxes: Numbers, origins: Points, sizes: Numbers, turns: npt.NDArray[np.int64]) -> Numbers:
    """The boxes with the fonts' own heights replaced by the em box around the baseline."""
    result = boxes.copy()
    above, below = ABOVE_BASELINE * sizes, BELOW_BASELINE * sizes
    x, y = origins[:, 0], origins[:, 1]
    for turn, axis, near, far in (
        (0, 1, above, below),
        (180, 1, below, above),
        (90, 0, above, below),
        (270, 0, below, above),
    ):
        chosen = turns == turn
        base = (y if axis == 1 else x)[chosen]
        result[chosen, axis] = base - near[chosen]
        result[chosen, axis + 2] = base + far[chosen]
    return result


def _trimmed(
    boxes: Numbers, origins: Points, sizes: Numbers, turns: npt.NDArray[np.int64], gids: npt.NDArray[np.int64]
) -> Numbers:
    """The boxes cut where the next glyph of the same line begins."""
    result = boxes.copy()
    step = np.diff(origins, axis=0, append=origins[-1:])
    same = np.append(turns[:-1] == turns[1:], False)
    least = np.where(np.append(gids[:-1] == gids[1:], False), BOLD_SHIFT, LEAST_ADVANCE) * sizes
    for turn, axis, sign in ((0, 0, 1), (180, 0, -1), (90, 1, -1), (270, 1, 1)):
        ahead, aside = sign * step[:, axis], np.abs(step[:, 1 - axis])
        length = boxes[:, axis + 2] - boxes[:, axis]
        short = same & (turns == turn) & (aside < SAME_BASELINE * sizes) & (ahead > least) & (ahead < length)
        if sign > 0:
            result[short, axis + 2] = boxes[short, axis] + ahead[short]
        else:
            result[short, axis] = boxes[short, axis + 2] - ahead[short]
    return result


def _without_ligatures(text: PaintedText) -> PaintedText:
    """Ligatures as their letters, each with its share of the box."""
    if not any(char in LIGATURES for char in text.chars):
        return text
    letters = [LIGATURES.get(char, char) for char in text.chars]
    index = np.repeat(np.arange(len(letters)), [len(part) for part in letters])
    place = np.concatenate([np.arange(len(part)) for part in letters])
    share = np.array([len(part) for part in letters])[index]
    boxes = text.boxes[index].copy()
    for turn, axis, forward in ((0, 0, True), (180, 0, False), (90, 1, False), (270, 1, True)):
        rows = text.turns[index] == turn
        start, width = boxes[rows, axis], boxes[rows, axis + 2] - boxes[rows, axis]
        nth = place[rows] if forward else share[rows] - 1 - place[rows]
        boxes[rows, axis] = start + width * nth / share[rows]
        boxes[rows, axis + 2] = start + width * (nth + 1) / share[rows]
    return PaintedText(
        tuple("".join(letters)),
        tuple(text.fonts[i] for i in index.tolist()),
        tuple(-1 if part > 1 else text.gids[i] for i, part in zip(index.tolist(), share.tolist(), strict=True)),
        boxes,
        text.sizes[index],
        text.turns[index],
        text.visible[index],
        text.orders[index],
    )
