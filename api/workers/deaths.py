"""How often a process may die over a document before it is set aside, and whose fault that was."""

from __future__ import annotations

from dataclasses import dataclass, replace

from api.workers.messages import Died

MOST_DEATHS = 3
"""How often a file may break the process that reads it: once may be the machine's fault."""

MOST_KILLS = 20
"""How often processes that read a file may be ended from outside. A machine that is switched off, or short of memory,
says nothing about the file; but one over which it happens again and again must come to an end, too."""


@dataclass(frozen=True, slots=True)
class Deaths:
    """``own``: processes that the document broke. ``kills``: those that were ended from outside."""

    own: int = 0
    kills: int = 0

    def with_one(self, died: Died) -> Deaths:
        return replace(self, kills=self.kills + 1) if died.from_outside else replace(self, own=self.own + 1)

    @property
    def too_many(self) -> bool:
        return self.own >= MOST_DEATHS or self.kills >= MOST_KILLS

    def said(self, how: str) -> str:
        """What is told about a document that is set aside; ``how`` the last of them ended."""
        if self.own >= MOST_DEATHS:
            return f"the process that read it died {self.own} times ({how}) and it is set aside; print it anew"
        return (
            f"the process that read it was ended from outside {self.kills} times ({how}) and it is set aside; "
            "look what ends processes on this machine, and read it again"
        )
