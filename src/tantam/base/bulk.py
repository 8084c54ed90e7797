"""Writing many rows of one table at once: COPY where there is one, else a prepared INSERT.

Nothing is checked but what the database holds: the command that calls this has made the checks. Numbers of rows that
others will refer to are reserved first, inside the same transaction.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, cast

from django.db import connection, models

_DAYS_KEPT: Final = 1_000


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
    """Write rows of a table; `names` are those of the fields, in the order of the values.

    :raises IntegrityError: as any insertion.
    """
    options: Any = model._meta  # noqa: SLF001 - Django documents it for this
    fields = [options.get_field(name) for name in names]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(options.db_table)
    adapted = _adapted([_adapter(field) for field in fields], rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in adapted:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(fields))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names of columns
        cursor.executemany(statement, cast("Any", adapted))


def _adapted(adapters: list[Callable[[Any], Any] | None], rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    places = [(place, adapt) for place, adapt in enumerate(adapters) if adapt is not None]
    for row in rows:
        values = list(row)
        for place, adapt in places:
            if values[place] is not None:
                values[place] = adapt(values[place])
        yield values


def _adapter(field: Any) -> Callable[[Any], Any] | None:
    # The same days and moments come again and again in a batch.
    if isinstance(field, models.DateTimeField):
        return lru_cache(_DAYS_KEPT)(connection.ops.adapt_datetimefield_value)
    if isinstance(field, models.DateField):
        return lru_cache(_DAYS_KEPT)(connection.ops.adapt_datefield_value)
    return json.dumps if isinstance(field, models.JSONField) else None
