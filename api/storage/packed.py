"""Items of batches that still lie in a ZIP file."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, exists, select, update

from api.storage.batches import NewItem, find_batch, release
from api.storage.documents import BATCH, accept, find, now, read_again
from api.storage.events import happened
from api.storage.records import ENDED, Batch, Place
from api.storage.settling import item_ended
from api.storage.tables import batch_items, batches


@dataclass(frozen=True, slots=True)
class PackedItem:
    """Member ``member`` of the ZIP file ``archive``."""

    number: int
    name: str
    archive: str
    member: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of a packed item: a stored file, or why there is none."""

    item: PackedItem
    sha256: str = ""
    size: int = 0
    error_code: str | None = None
    error: str | None = None


def batches_to_unpack(connection: Connection) -> list[str]:
    here = and_(batches.c.unpacked.is_(False), batches.c.state.in_(("running", "paused")))
    return list(connection.execute(select(batches.c.id).where(here).order_by(batches.c.created_at)).scalars())


def packed_items(connection: Connection, batch: str) -> list[PackedItem]:
    """What is still to be unpacked, in order."""
    columns = [getattr(batch_items.c, name) for name in ("number", "name", "archive", "member")]
    query = select(*columns).where(_packed(), batch_items.c.batch == batch).order_by(batch_items.c.number)
    return [PackedItem(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001 - its public name


def enter_unpacked(connection: Connection, batch: str, unpacked: list[Unpacked]) -> bool:
    """Make documents of what was unpacked; whether the batch still wants more."""
    current = find_batch(connection, batch, lock=True)
    if current is None or current.state not in {"running", "paused"}:
        return False
    for one in unpacked:
        _enter(connection, current, one)
    if current.state == "running":
        release(connection, batch)
    return True


def mark_unpacked(connection: Connection, batch: str) -> None:
    connection.execute(update(batches).where(batches.c.id == batch).values(unpacked=True))


def archive_wanted(connection: Connection, sha256: str) -> bool:
    """Whether something still lies packed in this ZIP file."""
    return bool(connection.execute(select(exists().where(_packed(), batch_items.c.archive == sha256))).scalar())


def enter_file(connection: Connection, sha256: str, name: str, size: int, place: Place = "waiting") -> NewItem:
    """A file as an item: the document that is there and its latest run, or a new one. What was read stays read."""
    if accept(connection, sha256, name, size, priority=BATCH, place=place):
        happened(connection, sha256, "queued", run=1)
        return NewItem(name, document=sha256, run=1)
    found = find(connection, sha256)
    assert found is not None
    run = found.run
    if run.state == "cancelled":
        run = read_again(connection, sha256, BATCH, place)
    return NewItem(name, document=sha256, run=run.number, ended=run.state in ENDED)


def _enter(connection: Connection, batch: Batch, one: Unpacked) -> None:
    here = and_(batch_items.c.batch == batch.id, batch_items.c.number == one.item.number, _packed())
    if one.error_code is not None:
        values: dict[str, object] = {"error_code": one.error_code, "error": one.error}
        ended = "failed"
    else:
        place: Place = "held" if batch.state == "paused" else "waiting"
        entered = enter_file(connection, one.sha256, one.item.name, one.size, place)
        values = {"document": entered.document, "run": entered.run}
        ended = "done" if entered.ended else ""
    if connection.execute(update(batch_items).where(here).values(values)).rowcount and ended:
        said = {"name": one.item.name, "document": one.sha256 or None, "state": ended}
        item_ended(connection, batch.id, one.item.number, now(), **said)


def _packed() -> ColumnElement[bool]:
    return and_(
        batch_items.c.archive.is_not(None), batch_items.c.document.is_(None), batch_items.c.error_code.is_(None)
    )
