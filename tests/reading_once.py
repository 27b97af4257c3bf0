"""Documents that many tests start from, read once in a run of the tests, whichever of its processes comes first."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.services import AT_REST, id_of, serve_forked


def read_once(shared: Path, documents: Sequence[Path], *options: str) -> Path:
    """The data folder of a service that has read the documents and was ended. To be copied, not to be served.

    ``shared``: a folder that all processes of the run have. ``options``: such as change what is read.
    """
    asked = repr(([id_of(path) for path in documents], options))
    kept = shared / f"read-{hashlib.sha256(asked.encode()).hexdigest()[:16]}"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            part = kept.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)  # of one that failed
            _read(part, documents, *options)
            part.rename(kept)
    return kept


def _read(data_dir: Path, documents: Sequence[Path], *options: str) -> None:
    # Two readers, for the other processes may be waiting for these documents meanwhile.
    server = serve_forked(data_dir, "--slots", "2", AT_REST, *options)
    try:
        server.send(*documents)
    except BaseException:
        server.kill()
        raise
    server.close()
