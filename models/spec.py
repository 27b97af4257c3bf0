"""What every part of a definition file is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Labels = tuple[str, ...]
"""Wordings of one label, the usual one first, without spaces, colons or stars."""


class Spec(BaseModel):
    """A frozen part of a definition; an unknown key is an error, because it is a misspelt one."""

    model_config = ConfigDict(frozen=True, extra="forbid")
