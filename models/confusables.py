"""Characters that OCR takes for one another, as ``data/confusables.yaml`` groups them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Confusables(BaseModel):
    """Groups of single characters; the first of a group stands for all of it. YAML reads a bare digit as a number."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    version: str
    groups: tuple[tuple[str, ...], ...]

    def folds(self) -> dict[int, str]:
        """Each character to the first of its group, as ``str.translate`` takes it."""
        return {ord(char): group[0] for group in self.groups for char in group}
