"""What a reader is asked, and what it says back: one JSON object a line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from extractor.pictures import Look
from extractor.profiling import Seconds, Stage


class Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Order(Message):
    """Read ``source``, which the sender calls ``filename``, and write the result to ``target``.

    ``material``: where to write what a review starts from, or None. ``sheets`` is a folder of this document alone,
    where pages that were read are kept, or None to keep none.
    ``asked``: where to write what was asked of the catalogue, or None.
    ``catalogue``: a file of entries over those of the settings. ``patient``: nobody waits for it, so that it leaves the
    processor to those for whom somebody does.
    """

    asks: Literal["result"] = "result"
    source: Path
    filename: str
    target: Path
    material: Path | None = None
    asked: Path | None = None
    sheets: Path | None = None
    patient: bool = False
    catalogue: Path | None = None


class PictureOrder(Message):
    """Draw a page of ``source``, and write the picture to ``target``."""

    asks: Literal["picture"] = "picture"
    source: Path
    filename: str
    target: Path
    page: int
    look: Look


class CellOrder(Message):
    """Read one cell anew, ``look.crop`` of a page of ``source``, and write what it may say to ``target``, as JSON."""

    asks: Literal["cell"] = "cell"
    source: Path
    filename: str
    target: Path
    page: int
    look: Look


AnyOrder = Order | PictureOrder | CellOrder


class Sent(Message):
    """An order on its way; ``number`` tells it from all others that one process gets."""

    number: int
    order: Annotated[AnyOrder, Field(discriminator="asks")]


class Pages(Message):
    """How far the reading is. ``done`` of ``count`` pages are read."""

    said: Literal["pages"] = "pages"
    done: int
    count: int


class Done(Message):
    """The result was written. ``work``: what each stage of it took."""

    said: Literal["done"] = "done"
    work: dict[Stage, Seconds] = {}


class Failed(Message):
    """The document cannot be read; ``code`` is an error's stable name, the message is for people."""

    said: Literal["failed"] = "failed"
    code: str
    message: str


class Died(Message):
    """The process that read the document ended without a word; ``how`` says by which signal or exit status.

    ``from_outside``: nothing points to the document; somebody else ended it.
    """

    said: Literal["died"] = "died"
    how: str
    from_outside: bool = False


Outcome = Done | Failed | Died
Said = Pages | Done | Failed | Died


class Answer(Message):
    """What is said to the order of this ``number``; checks each line of a process which opened a stranger's file.

    A child that is killed after its last word leaves a word about its death behind, which is not for the next order.
    """

    number: int
    said: Annotated[Said, Field(discriminator="said")]
