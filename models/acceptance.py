"""On what terms readings are accepted unseen: words that the calibration, the result and the settings share."""

from __future__ import annotations

from typing import Literal

PageKind = Literal["digital", "dump", "clear", "poor"]
"""A page with a text layer that is trusted, a text dump, a clear scan, a poor one."""
