"""Rows written in bulk, nothing checked: COPY on PostgreSQL, a prepared INSERT on SQLite."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import Any

import numpy as np
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

NULL = None


@contextmanager
def unchecked() -> Iterator[None]:
    """Write everything in one transaction, without foreign keys being looked up; what is written must be right."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
    elif connection.in_atomic_block:  # a test's, which is looked through as a whole
        yield
    else:
        with _without_pragmas(), transaction.atomic():
            yield


@contextmanager
def _without_pragmas() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA synchronous = OFF")
        try:
            yield
        finally:
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA foreign_keys = ON")


def write_columns(table: str, columns: dict[str, Any], *, count: int) -> None:
    """Write rows from columns: an array, a list of plain values, or one value for all rows (None is NULL)."""
    many = {name: _plain(values) for name, values in columns.items() if _is_column(values)}
    fixed = {name: value for name, value in columns.items() if name not in many}
    assert all(len(values) == count for values in many.values()), "columns are parallel"
    rows = zip(*many.values(), strict=True) if many else repeat((), count)
    names = ", ".join(f'"{name}"' for name in [*many, *fixed])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            ends = "".join("\t" + ("\\N" if value is None else str(value)) for value in fixed.values())
            line = "\t".join(["%s"] * len(many)) + ends.replace("%", "%%") + "\n"
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                copy.write("".join(map(line.__mod__, rows)).replace("None", "\\N"))
            return
        literals = ["?"] * len(many) + [_literal(value) for value in fixed.values()]
        # Past Django's cursor, which would rewrite the statement for every call and count the rows.
        cursor.cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join(literals)})", rows)


def next_id(table: str) -> int:
    """Return the first number that no row of a table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}")
        return int(cursor.fetchone()[0])


def let_sequences_follow() -> None:
    """Let the numbers that the database gives begin after those that were written, and let it look at the tables."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def _is_column(value: Any) -> bool:
    return isinstance(value, np.ndarray | Sequence) and not isinstance(value, str)


def _plain(values: Any) -> list[Any]:
    return values.tolist() if isinstance(values, np.ndarray) else list(values)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    return str(int(value)) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
