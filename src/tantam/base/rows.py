"""Rows written by the column, past the ORM: for what is written many at a time, many times a second.

Names of tables and columns come from the program, never from who asked.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import repeat
from typing import Any, Final, Literal

from django.db import connection
from django.db.backends.utils import CursorWrapper

Kind = Literal["bigint", "boolean", "text"]
# Above this many rows, COPY is worth its two more messages.
_COPIED_FROM: Final = 500
# From its third time on, a statement is planned for good.
_KEPT_FROM: Final = 2


def kept_cursor() -> CursorWrapper:
    """Return a cursor for statements that come again and again: PostgreSQL plans each of them once a connection.

    Not behind a pooler that gives a connection away after each transaction, which Django's setting
    DISABLE_SERVER_SIDE_CURSORS says. SQLite's driver keeps statements by itself.
    """
    if connection.vendor != "postgresql" or connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.ensure_connection()
    # Django's own cursors never keep a statement, whatever this says.
    connection.connection.prepare_threshold = _KEPT_FROM
    made: Any = ServerBindingCursor
    cursor = made(connection.connection)
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)


def insert_columns(
    table: str, *, many: Mapping[str, tuple[Kind, Sequence[Any]]], same: Mapping[str, Any] | None = None
) -> None:
    """Write rows from parallel columns; `same` are columns that are equal in all rows. Columns left out are NULL.

    Whole numbers and texts may differ from row to row, None is NULL; what is the same may also be a day or a moment.
    """
    count = {len(values) for _kind, values in many.values()}
    assert len(count) == 1, "columns are parallel"
    if count == {0}:
        return
    fixed = [_adapted(value) for value in (same or {}).values()]
    names = ", ".join(f'"{name}"' for name in [*many, *(same or {})])
    with kept_cursor() as cursor:
        if connection.vendor != "postgresql":
            places = ", ".join(["%s"] * (len(many) + len(fixed)))
            rows = list(zip(*(values for _kind, values in many.values()), *map(repeat, fixed), strict=False))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608 - no words of others
        elif max(count) > _COPIED_FROM:
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in zip(*(values for _kind, values in many.values()), strict=True):
                    copy.write_row((*row, *fixed))
        else:
            places = "".join([", %s"] * len(fixed))
            arrays = ", ".join(f"%s::{kind}[]" for kind, _values in many.values())
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT u.*{places} FROM unnest({arrays}) AS u",  # noqa: S608 - no words of others
                [*fixed, *(array_of(values) for _kind, values in many.values())],
            )


def array_of(values: Sequence[int | str | None]) -> str:
    """Return values as PostgreSQL writes an array; a driver takes ten times as long to build one."""
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: int | str | None) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(int(value))


def _adapted(value: Any) -> Any:
    """Return a value as the database's driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
