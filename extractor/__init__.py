"""Bytes in, the contract's result out."""

import sys

# pymupdf loads a package for layouts where it finds one. It costs every process half a second, and nothing asks it.
sys.modules.setdefault("pymupdf.layout", None)  # type: ignore[arg-type] # how Python says: not importable
