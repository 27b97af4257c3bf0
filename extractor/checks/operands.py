"""Looking up the numbers that a rule speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.form import FormDefinition
from models.record import FormReading, TypedValue

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_KEYED = re.compile(r"\[([a-z_]+)\]")


@dataclass(frozen=True, slots=True)
class Operand:
    """One number of a rule. ``value`` is None for one that is missing; ``blank`` where the form leaves it out."""

    path: str
    value: Decimal | None
    blank: bool
    shown: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A form's values by path, and how its definition counts the rows of its matrices."""

    definition: FormDefinition
    values: Mapping[str, TypedValue]
    order: tuple[str, ...]
    labels: Mapping[str, str]

    @staticmethod
    def of(reading: FormReading, values: Mapping[str, TypedValue], definition: FormDefinition) -> Facts:
        return Facts(
            definition=definition,
            values=values,
            order=tuple(leaf.path for leaf in reading.leaves),
            labels={leaf.path: leaf.label for leaf in reading.leaves},
        )

    def operands(self, pattern: str) -> tuple[Operand, ...]:
        """Every number that the path, ``funds[total].score`` or ``indicators[*].score``, stands for; in order."""
        if _NUMBER.fullmatch(pattern):
            return (Operand("", Decimal(pattern), blank=False, shown=pattern),)
        return tuple(self._operand(path) for path in self.paths(pattern))

    def paths(self, pattern: str) -> tuple[str, ...]:
        numbered = _KEYED.sub(lambda match: f"[{self._row(pattern, match.group(1))}]", pattern)
        if "*" not in numbered:
            return (numbered,)
        shape = re.compile(re.escape(numbered).replace(r"\*", r"\d+"))
        return tuple(path for path in self.order if shape.fullmatch(path))

    def one(self, pattern: str) -> Operand:
        return self.operands(pattern)[0]

    def text(self, path: str) -> str:
        value = self.values.get(path)
        return value.clean if value else ""

    def rows(self, listing: str) -> int:
        """How many rows a listing has."""
        shape = re.compile(rf"{re.escape(listing)}\[(\d+)\]\..*")
        return max((int(match.group(1)) + 1 for path in self.order if (match := shape.fullmatch(path))), default=0)

    def _row(self, pattern: str, key: str) -> int:
        name = pattern.partition("[")[0]
        matrix = next(matrix for matrix in self.definition.matrices if matrix.path == name)
        return next(index for index, row in enumerate(matrix.rows) if row.key == key)

    def _operand(self, path: str) -> Operand:
        value = self.values.get(path)
        if value is None:
            return Operand(path, None, blank=False, shown="missing")
        number = Decimal(value.number) if value.number is not None and value.kind != "date" else None
        blank = value.kind == "none" and value.grammatical
        shown = value.number if number is not None and value.number else value.clean or "blank"
        return Operand(path, number, blank, shown)


def missing(operands: Iterable[Operand]) -> tuple[Operand, ...]:
    return tuple(operand for operand in operands if operand.value is None)


def total(operands: Iterable[Operand]) -> Decimal:
    return sum((operand.value for operand in operands if operand.value is not None), Decimal(0))


def paths_of(operands: Iterable[Operand]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(operand.path for operand in operands if operand.path))


def plain(number: Decimal) -> str:
    """As a person writes it: no exponent, no trailing zeros after the point."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
