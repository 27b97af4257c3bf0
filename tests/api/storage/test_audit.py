from __future__ import annotations

from sqlalchemy import Engine, delete, update

from api.storage.audit import first_broken, record, rows_after
from api.storage.database import looking, writing
from api.storage.tables import audit


def three_deeds(database: Engine) -> None:
    for number in range(3):
        with writing(database) as connection:
            record(connection, "王", "upload", f"文件{number}", bytes=number)


def test_an_untouched_trail_is_whole(database: Engine) -> None:
    three_deeds(database)
    with looking(database) as connection:
        assert [row.subject for row in rows_after(connection, 1, 10)] == ["文件1", "文件2"]
        assert first_broken(connection) is None


def test_a_changed_row_is_found(database: Engine) -> None:
    three_deeds(database)
    with writing(database) as connection:
        connection.execute(update(audit).where(audit.c.id == 2).values(actor="李"))
        assert first_broken(connection) == 2


def test_a_row_taken_out_is_found(database: Engine) -> None:
    three_deeds(database)
    with writing(database) as connection:
        connection.execute(delete(audit).where(audit.c.id == 2))
        assert first_broken(connection) == 3
