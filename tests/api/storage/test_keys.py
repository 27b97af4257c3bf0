from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select

from api.storage.database import looking, writing
from api.storage.keys import create_key, key_of, list_keys, revoke_key
from api.storage.tables import keys


def test_a_key_opens_until_it_is_revoked(database: Engine) -> None:
    with writing(database) as connection:
        key, text = create_key(connection, "档案室", frozenset({"uploader"}))
        assert key_of(connection, text) == key
        assert revoke_key(connection, key.id)
        assert not revoke_key(connection, key.id)
        assert key_of(connection, text) is None
        assert [one.name for one in list_keys(connection)] == ["档案室"]


def test_the_key_itself_is_not_kept(database: Engine) -> None:
    with writing(database) as connection:
        _, text = create_key(connection, "a", frozenset({"admin"}))
        secret = text.split("_", 2)[2]
        assert secret not in str(connection.execute(select(keys)).all())


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: "xx" + t[2:], lambda t: t + "a", lambda _: "", str.upper]
)
def test_nothing_but_the_key_opens(database: Engine, change: Callable[[str], str]) -> None:
    with writing(database) as connection:
        _, text = create_key(connection, "a", frozenset({"admin"}))
    with looking(database) as connection:
        assert key_of(connection, change(text)) is None
