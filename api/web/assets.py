"""The files that pages are made with, read once and named by what is in them."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "js": "text/javascript; charset=utf-8",
        "css": "text/css; charset=utf-8",
        "json": "application/json",
        "svg": "image/svg+xml",
    }
)
"""By a file's ending. Licences and notes beside them have none, and are not served."""

_VENDOR = "vendor/"
"""Files of others go out as they came, with what they say of their licence."""

_REMARK = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/[ \t]*)\n|(?<=[;,{}()\[\]]) // [^\n]*$", re.DOTALL | re.MULTILINE)
"""A comment on lines of its own, or at the end of a line of code. Browsers have no use for them: a seventh of all."""

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
"""What a line begins with. Templates drop it too, and no text of ours goes over several lines: a fortieth of all."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it goes over the wire. ``squeezed``: gzipped."""

    data: bytes
    squeezed: bytes
    media_type: str
    etag: str


@dataclass(frozen=True, slots=True)
class Assets:
    """All files by their path below ``/static/<digest>/``. ``digest`` changes when any of them does."""

    digest: str
    by_path: Mapping[str, Asset]


def load_assets(written: Mapping[str, bytes]) -> Assets:
    """The files in ``static/``, and those in ``written``, which were put together elsewhere."""
    found = dict(_below(files("api.web") / "static", "")) | dict(written)
    by_path = {
        path: _asset(path, _for_browsers(path, data))
        for path, data in sorted(found.items())
        if _ending(path) in MEDIA_TYPES
    }
    whole = hashlib.sha256()
    for path, asset in by_path.items():
        whole.update(f"{path} {asset.etag}\n".encode())
    return Assets(whole.hexdigest()[:12], MappingProxyType(by_path))


def _below(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _below(entry, f"{prefix}{entry.name}/")
        else:
            found.append((f"{prefix}{entry.name}", entry.read_bytes()))
    return found


def _for_browsers(path: str, data: bytes) -> bytes:
    if path.startswith(_VENDOR) or _ending(path) not in {"js", "css"}:
        return data
    return _INDENT.sub("", _REMARK.sub("", data.decode())).encode()


def _asset(path: str, data: bytes) -> Asset:
    # No time in the header, so that the same file gives the same bytes.
    squeezed = gzip.compress(data, compresslevel=9, mtime=0)
    return Asset(data, squeezed, MEDIA_TYPES[_ending(path)], f'"{hashlib.sha256(data).hexdigest()[:32]}"')


def _ending(path: str) -> str:
    return path.rpartition(".")[2]
