"""Many rows written past the ORM: whole registers by the row, what comes many times a second by the column.

Nothing is checked but what the database holds: who calls has made the checks. Names of tables and columns come from the
program, never from who asked.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import repeat
from typing import Any, Final, Literal, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.db.backends.utils import CursorWrapper

Kind = Literal["bigint", "boolean", "text"]
# Above this many rows, COPY is worth its two more messages.
_COPIED_FROM: Final = 500
# From its third time on, a statement is planned for good.
_KEPT_FROM: Final = 2


def kept_cursor() -> CursorWrapper:
    """Return a cursor for statements that come again and again: PostgreSQL plans each of them once a connection.

    Not behind a pooler that gives a connection away after each transaction, which Django's setting
    DISABLE_SERVER_SIDE_CURSORS says. SQLite's driver keeps statements by itself, their places are written once.
    """
    here: Any = connections[DEFAULT_DB_ALIAS]  # looked up once: django.db.connection looks at every attribute
    if here.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        return cast("CursorWrapper", here.cursor())
    here.ensure_connection()
    if here.vendor == "postgresql":
        cursor = _server_cursor(here.connection)
    else:
        cursor = here.connection.cursor(factory=_KeptCursor)
    return cast("CursorWrapper", here.make_debug_cursor(cursor) if here.queries_logged else here.make_cursor(cursor))


def _server_cursor(driver: Any) -> Any:
    from django.db.backends.postgresql.base import ServerBindingCursor

    # Django's own cursors never keep a statement, whatever this says.
    driver.prepare_threshold = _KEPT_FROM
    made: Any = ServerBindingCursor
    return made(driver)


class _KeptCursor(SQLiteCursorWrapper):
    @staticmethod
    @lru_cache(maxsize=256)
    def convert_query(query: str, *, param_names: None = None) -> str:
        """Return a statement with its places as SQLite writes them."""
        assert param_names is None, "places are in order"
        return query.replace("%s", "?").replace("%%", "%")


def reserve_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Return numbers for new rows of a table; nobody else gets them, even if the transaction fails on PostgreSQL.

    On SQLite the caller has written in this transaction already, so that no other writer comes between.
    """
    options: Any = model._meta  # noqa: SLF001 - Django documents it for this
    table, column = options.db_table, options.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = last[0] + 1 if last else 1
    return range(first, first + count)


def write_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of a table, of any kinds of values; `names` are those of the fields, in the order of the values.

    :raises IntegrityError: as any insertion.
    """
    options: Any = model._meta  # noqa: SLF001 - Django documents it for this
    fields = [options.get_field(name) for name in names]
    columns = list(zip(*rows, strict=True))
    if columns:
        adapted = [_adapted_column(field, values) for field, values in zip(fields, columns, strict=True)]
        _write_each(options.db_table, [field.column for field in fields], zip(*adapted, strict=True))


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
    names = [*many, *(same or {})]
    if connection.vendor != "postgresql" or max(count) > _COPIED_FROM:
        rows = zip(*(values for _kind, values in many.values()), *map(repeat, fixed), strict=False)
        _write_each(table, names, rows)
        return
    places = "".join([", %s"] * len(fixed))
    arrays = ", ".join(f"%s::{kind}[]" for kind, _values in many.values())
    with kept_cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({_listed(names)}) SELECT u.*{places} FROM unnest({arrays}) AS u",  # noqa: S608 - no words of others
            [*fixed, *(array_of(values) for _kind, values in many.values())],
        )


def array_of(values: Sequence[int | str | None]) -> str:
    """Return whole numbers, or texts, as PostgreSQL writes an array; a driver takes ten times as long to build one."""
    if any(isinstance(value, str) for value in values):
        return "{" + ",".join(map(_element, values)) + "}"
    return "{" + ",".join(map(str, values)).replace("None", "NULL") + "}"


def _element(value: int | str | None) -> str:
    if value is None:
        return "NULL"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _adapted(value: Any) -> Any:
    """Return a value as the database's driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _write_each(table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of values that the driver takes: COPY on PostgreSQL, a prepared INSERT on SQLite."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({_listed(names)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(names))
            statement = f"INSERT INTO {table} ({_listed(names)}) VALUES ({places})"  # noqa: S608 - no words of others
            cursor.executemany(statement, cast("Any", rows))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _adapted_column(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """Return the values of a field as the database's driver takes them."""
    if isinstance(field, models.JSONField):
        return [None if value is None else json.dumps(value) for value in values]
    if isinstance(field, models.DateField) and connection.vendor != "postgresql":
        adapted = {value: _adapted(value) for value in set(values)}  # there are few days
        return [adapted[value] for value in values]
    return values
