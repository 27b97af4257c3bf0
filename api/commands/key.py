"""``scanledger key``: who may call the service, and for what."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.service import database_address
from api.storage import open_database
from api.storage.database import looking, writing
from api.storage.keys import SCOPES, create_key, list_keys, revoke_key
from models.errors import UsageError


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("key", description=__doc__)
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    create = actions.add_parser("create", help="make a key; it is shown once")
    create.add_argument("name", help="whose it is: the audit trail says so")
    create.add_argument("--scope", action="append", choices=SCOPES, required=True, help="may be given many times")
    create.set_defaults(run=_create)
    actions.add_parser("list", help="all keys").set_defaults(run=_list)
    revoke = actions.add_parser("revoke", help="make a key worthless at once")
    revoke.add_argument("id", help="as `list` shows it")
    revoke.set_defaults(run=_revoke)
    for action in actions.choices.values():
        action.add_argument("--data-dir", type=Path, required=True, metavar="DIR", help="the service's")
        action.add_argument("--database", metavar="URL", help="where the service was started with one")


def _create(arguments: argparse.Namespace) -> bool:
    with writing(open_database(_address(arguments))) as connection:
        _, text = create_key(connection, arguments.name, frozenset(arguments.scope))
    print(text)
    return True


def _list(arguments: argparse.Namespace) -> bool:
    with looking(open_database(_address(arguments))) as connection:
        for key in list_keys(connection):
            state = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else "good"
            print(f"{key.id}  {key.created_at:%Y-%m-%d}  {state:<18}  {','.join(sorted(key.scopes)):<20}  {key.name}")
    return True


def _revoke(arguments: argparse.Namespace) -> bool:
    with writing(open_database(_address(arguments))) as connection:
        if not revoke_key(connection, arguments.id):
            raise UsageError(f"{arguments.id}: there is no such key, or it was revoked before")
    return True


def _address(arguments: argparse.Namespace) -> str:
    if not arguments.database:
        arguments.data_dir.mkdir(parents=True, exist_ok=True)
    return database_address(arguments.data_dir, arguments.database)
