"""Tables whose rows are never changed or deleted, held by triggers on both databases."""

from typing import Any, Final, TypeVar

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

M = TypeVar("M", bound=type[models.Model])
_GUARDED: Final[list[type[models.Model]]] = []
_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION tantam_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME; END $$
"""


def append_only(model: M) -> M:
    """Mark a model as append-only."""
    _GUARDED.append(model)
    return model


def guarded_tables() -> list[str]:
    """Return the names of the append-only tables, sorted."""
    return sorted(model._meta.db_table for model in _GUARDED)  # noqa: SLF001 - Django's documented API


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers that are missing; safe to repeat."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in (table for table in guarded_tables() if table in existing):
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, for migrations that rebuild a table and for tests that empty it."""
    with connection.cursor() as cursor:
        for table in guarded_tables():
            for event in _events(connection.vendor):
                on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)}{on_table}")


def list_installed(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the guard triggers that the database has."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall() if row[0].startswith("guard_")}


def expected(vendor: str) -> set[str]:
    """Return the names of the guard triggers that there must be."""
    return {_name(table, event) for table in guarded_tables() for event in _events(vendor)}


def reinstall(*, using: str, **_: Any) -> None:
    """Install the triggers after `migrate`."""
    if apps.ready:
        install(connections[using])


def _events(vendor: str) -> tuple[str, ...]:
    return ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")


def _name(table: str, event: str) -> str:
    return f"guard_{table}_{event}"


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE TRIGGER {_name(table, event)} BEFORE {event.upper()} ON {table}"
            f" FOR EACH {'STATEMENT' if event == 'truncate' else 'ROW'}"
            " EXECUTE FUNCTION tantam_append_only()"
            for event in _events(vendor)
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {_name(table, event)} BEFORE {event.upper()} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, 'rows of {table} are append-only'); END"
        for event in _events(vendor)
    ]
