from __future__ import annotations

from sqlalchemy import Engine

from api.storage.batches import NewBatch, NewItem, enter, find_batch, pause
from api.storage.database import writing
from api.storage.documents import accept
from api.storage.figures import figures
from api.storage.packed import enter_file

ONE, TWO, THREE = ("1" * 64, "2" * 64, "3" * 64)


def test_queues_of_uploads_and_batches_are_told_apart(database: Engine) -> None:
    with writing(database) as connection:
        accept(connection, ONE, "u.pdf", 10)
        items = [enter_file(connection, document, "b.pdf", 10) for document in (TWO, THREE)]
        refused = NewItem("c.docx", error_code="unsupported_input", error="c.docx: no document")
        enter(connection, NewBatch("a" * 32, "", "files", "someone"), [*items, refused])
        told = figures(connection)
        assert {by: queue.length for by, queue in told.queues.items()} == {"upload": 1, "batch": 2}
        assert 0 <= told.queues["batch"].oldest_s < 60
        assert told.refused_items == {"unsupported_input": 1}
        batch = find_batch(connection, "a" * 32)
        assert batch is not None
        pause(connection, batch)
        assert figures(connection).queues["batch"].length == 0
        assert figures(connection).queues["batch"].oldest_s == 0.0
