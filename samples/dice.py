"""Seeded chance: everything random in the samples is drawn here, so that a seed is a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

import numpy as np

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Dice:
    """A stream of draws. Two of the same key draw the same."""

    generator: np.random.Generator

    @classmethod
    def of(cls, seed: int, *key: str | int) -> Dice:
        """The stream of a seed and a key: each purpose has its own, so that adding one leaves the others alone."""
        parts = [crc32(part.encode()) if isinstance(part, str) else part for part in key]
        return cls(np.random.default_rng([seed, *parts]))

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self.generator.integers(len(options)))]

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """``count`` different ones (all, where there are fewer), in drawn order."""
        order = self.generator.permutation(len(options))[:count]
        return [options[int(index)] for index in order]

    def chance(self, probability: float) -> bool:
        return bool(self.generator.random() < probability)

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return int(self.generator.integers(low, high + 1))

    def real(self, low: float, high: float) -> float:
        return float(self.generator.uniform(low, high))
