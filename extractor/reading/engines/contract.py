"""The contract that every OCR engine keeps, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from models.errors import EngineError
from models.geometry import Box
from models.page import Pixels

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class RecognisedCharacter:
    """One character of a crop. ``x0`` and ``x1`` are shares of the crop's width, 0 to 1, ``x0 <= x1``.

    ``alternatives``: the other characters that the engine thought of here, best first, with probabilities.
    """

    char: str
    probability: float
    x0: float
    x1: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """What one crop says: its characters from left to right, spaces among them. None for an empty crop."""

    characters: tuple[RecognisedCharacter, ...] = ()

    @property
    def text(self) -> str:
        return "".join(character.char for character in self.characters)

    @property
    def probability(self) -> float:
        """The mean over what is printed; 0 where nothing is."""
        printed = [character.probability for character in self.characters if not character.char.isspace()]
        return sum(printed) / len(printed) if printed else 0.0


class OcrEngine(Protocol):
    """Finds lines on an upright image and reads them. Images are RGB, uint8, shape (height, width, 3).

    An engine may be called from one thread at a time. Whatever goes wrong inside is raised as EngineError.
    """

    @property
    def name(self) -> str:
        """Short and stable: ``rapidocr``."""

    @property
    def version(self) -> str:
        """Names the library and the models, so that the same version gives the same reading."""

    def load(self) -> None:
        """Load the models now, and not when something is first read."""

    def detect(self, pixels: Pixels) -> tuple[Box, ...]:
        """Boxes of text lines, in pixels of the image, in no order."""

    def recognise(self, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        """One reading for each crop of one line, in the crops' order."""


def asked(name: str, question: Callable[[], Answer]) -> Answer:
    """The engine's answer; whatever it raises becomes an EngineError that names it, but for a MemoryError, which is the
    page's.
    """
    try:
        return question()
    except (EngineError, MemoryError):
        raise
    except Exception as error:
        raise EngineError(f"{name} failed: {type(error).__name__}: {error}; choose another OCR engine") from error
