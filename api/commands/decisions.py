"""``scanledger decisions``: what people decided, taken out of a service's data folder."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from api.catalogues import Catalogues
from api.files import prepare_folder, write_atomically
from api.reporting import say
from api.review import Desk, NotReviewable
from api.review.known import truth_of
from api.service import database_address
from api.storage import Blobs, open_database
from api.storage.database import looking
from api.storage.tables import decisions, documents
from extractor.evaluation import TRUTH_SUFFIX
from extractor.settings import Settings
from models.errors import UsageError


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("decisions", description=__doc__)
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    export = actions.add_parser(
        "export",
        description="Write every document that people decided on, and beside it what they said as known truth, for "
        "`scanledger calibrate FOLDER`. Only fields that somebody decided on are counted there.",
    )
    export.add_argument("--data-dir", type=Path, required=True, metavar="DIR", help="the service's")
    export.add_argument("--database", metavar="URL", help="where the service was started with one")
    export.add_argument("--files", metavar="ADDRESS", help="where the service was started with one")
    export.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    export.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> bool:
    folder: Path = arguments.data_dir
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder; name the service's data folder")
    prepare_folder(arguments.out)
    database = open_database(database_address(folder, arguments.database))
    blobs = Blobs.at(arguments.files or str(folder / "files"), folder / "work")
    with closing(Desk(database, blobs, Catalogues(database, folder / "catalogues", Settings()))) as desk:
        with looking(database) as connection:
            decided = select(decisions.c.document).distinct()
            chosen = select(documents.c.id, documents.c.filename).where(documents.c.id.in_(decided))
            found = [(str(sha256), str(name)) for sha256, name in connection.execute(chosen)]
        written = [name for sha256, name in found if _written(desk, sha256, name, arguments.out)]
    say(f"{arguments.out}: {len(written)} documents that people decided on")
    return len(written) == len(found)


def _written(desk: Desk, document: str, filename: str, out: Path) -> bool:
    """Whether a document and its truth could be written. Its name begins with its hash: names may be the same."""
    try:
        truth = truth_of(desk.opened(document))
    except NotReviewable as error:
        say(f"error: {filename}: {error}")
        return False
    if truth is not None:
        # To the first dot a name tells copies of one document, and the hash tells this document from all others.
        place = out / f"{document[:16]}.{Path(filename).name}"
        write_atomically(place, desk.blobs.get(document))
        text = json.dumps(truth, ensure_ascii=False, indent=1)
        write_atomically(place.with_name(place.name + TRUTH_SUFFIX), text.encode())
    return True
