"""What a document really says: the file beside an input, ``<input name>.truth.json``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from models.errors import DataError
from models.result import Json

TRUTH_SUFFIX = ".truth.json"


class _Known(BaseModel):
    """Frozen. A truth file may say more than is judged: how it was made, for one."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class TruthCell(_Known):
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    text: str = ""


class TruthTable(_Known):
    pages: tuple[int, ...]
    n_rows: int
    n_cols: int
    cells: tuple[TruthCell, ...]


class TruthPage(_Known):
    """``rotation`` and ``skew`` in degrees, as in the contract. ``skew`` is None for a page that is bent.

    ``source``: where its text must come from, None where it does not matter. ``garbled``: it has a text layer, and
    the layer lies (True) or does not (False); None where that is not asked.
    """

    number: int
    rotation: Literal[0, 90, 180, 270]
    skew: float | None
    source: Literal["text_layer", "ocr", "plain_text"] | None = None
    garbled: bool | None = None


class TruthRecord(_Known):
    """A record's form and its ``data``, as in the contract.

    ``unjudged``: the roles of leaves that a reader may word as it likes. ``judged``: the paths of all leaves that are
    known, where only some are; None where all are.
    """

    form: str
    data: dict[str, Json]
    unjudged: tuple[str, ...] = ()
    judged: tuple[str, ...] | None = None


class Truth(_Known):
    """``variant`` is how the form was laid out, ``grade`` how badly it was scanned, None if not at all."""

    form: str
    variant: str
    grade: str | None
    records: tuple[TruthRecord, ...]
    tables: tuple[TruthTable, ...] = ()
    pages: tuple[TruthPage, ...] = ()


def load_truth(path: Path) -> Truth:
    """Read a truth file. Raises ``DataError`` with the file's name and what is wrong in it."""
    try:
        return Truth.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        raise DataError(f"{path}: at {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
