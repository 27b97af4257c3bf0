"""How a batch comes in: files and ZIP files that are sent, or a filter over what is held."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from http import HTTPStatus
from uuid import uuid4

from sqlalchemy import Connection

from api.archives.zips import is_zip, members_of
from api.http.access import Caller
from api.http.batch_schemas import BatchFilter
from api.http.problems import Trouble
from api.http.repeating import remember_for, repeated
from api.http.upload import Upload
from api.service import Service
from api.storage.audit import record
from api.storage.batches import NewBatch, NewItem, enter
from api.storage.database import looking, writing
from api.storage.packed import enter_file
from api.storage.rereading import read_all_again
from models.errors import EmptyInput, LimitExceeded, ScanledgerError

_Prepared = Upload | NewItem
"""A file that becomes a document when the batch is entered, or an item that is packed or refused."""


def take_files(service: Service, uploads: Sequence[Upload], name: str, caller: Caller, key: str | None) -> str:
    """A batch of what was sent; its id. Once this returns, all of it will be read, whatever happens to this process.

    Raises InputError for a ZIP file that is refused as a whole. Nothing stays where the uploads lay.
    """
    identity = _identity(caller, key)
    asked = "batch " + " ".join(f"{upload.filename}:{upload.sha256}" for upload in uploads)
    try:
        with looking(service.database) as connection:
            if repeated(connection, caller, key, asked):
                return identity
        prepared = [one for upload in uploads for one in _prepared(service, upload, identity)]
        most = service.settings.archives.members
        if len(prepared) > most:
            raise LimitExceeded(f"{len(prepared)} files in one batch, more than {most}; send several")
        for upload in uploads:
            if upload in prepared:
                service.blobs.take(upload.path, upload.sha256)
            elif is_zip(upload.path):
                service.blobs.take(upload.path, _archive_key(upload, identity))
    finally:
        for upload in uploads:
            upload.path.unlink(missing_ok=True)
    with writing(service.database) as connection:
        if not repeated(connection, caller, key, asked):
            items = [_entered(connection, one) for one in prepared]
            _enter(connection, NewBatch(identity, name, "files", caller.name), items)
            remember_for(connection, caller, key, asked, 0)
    service.feeder.wake()
    return identity


def take_filter(service: Service, chosen: BatchFilter, name: str, caller: Caller, key: str | None) -> str:
    """A batch of documents that are held; its id. Raises Trouble where no document fits."""
    identity, asked = _identity(caller, key), f"batch {chosen.model_dump_json()}"
    with writing(service.database) as connection:
        if repeated(connection, caller, key, asked):
            return identity
        items = read_all_again(connection, chosen.chosen())
        if not items:
            detail = "no document that is held fits the filter; leave some of it out"
            raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, "nothing_fits", detail)
        _enter(connection, NewBatch(identity, name, "filter", caller.name), items)
        remember_for(connection, caller, key, asked, 0)
    service.feeder.wake()
    return identity


def _identity(caller: Caller, key: str | None) -> str:
    """The batch's id: the same for the same caller and Idempotency-Key."""
    return uuid4().hex if key is None else hashlib.sha256(f"{caller.name} {key}".encode()).hexdigest()[:32]


def _archive_key(upload: Upload, batch: str) -> str:
    """Under which a ZIP file is stored: its batch's own, so that no other one waits for it when it is removed."""
    return hashlib.sha256(f"{batch} {upload.sha256}".encode()).hexdigest()


def _prepared(service: Service, upload: Upload, batch: str) -> list[_Prepared]:
    if is_zip(upload.path):
        archive = _archive_key(upload, batch)
        members = members_of(upload.path, upload.filename, service.settings.archives)
        return [
            _refused(one.name, one.refused) if one.refused else NewItem(one.name, archive=archive, member=one.index)
            for one in members
        ]
    most = service.settings.workers.reading.limits.max_bytes
    if not upload.size:
        return [_refused(upload.filename, EmptyInput(f"{upload.filename}: the file is empty; send it again"))]
    if upload.size > most:
        said = f"{upload.filename}: {upload.size} bytes, more than {most}; split the file"
        return [_refused(upload.filename, LimitExceeded(said))]
    return [upload]


def _refused(name: str, error: ScanledgerError) -> NewItem:
    return NewItem(name, error_code=error.code, error=str(error))


def _entered(connection: Connection, one: _Prepared) -> NewItem:
    return enter_file(connection, one.sha256, one.filename, one.size) if isinstance(one, Upload) else one


def _enter(connection: Connection, batch: NewBatch, items: Sequence[NewItem]) -> None:
    enter(connection, batch, items)
    record(connection, batch.actor, "batch", batch.id, items=len(items), source=batch.source)
