"""Many rows read as columns of numbers, and everything that is read together from one state of the database."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import chain
from multiprocessing import get_context
from multiprocessing.util import Finalize
from typing import Any, Final

import django
import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray
from psycopg import Cursor

Ints = NDArray[np.int64]

# An array of int8 in PostgreSQL's binary format: a head of five int4, then length and value of each element.
_HEAD_BYTES: Final = 20
_HAS_NULLS: Final = 4
_ELEMENT: Final = np.dtype([("length", ">i4"), ("value", ">i8")])


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Let everything inside be read from one state of the database, while others go on writing.

    Nothing may be written inside. Within a transaction, and within itself, it adds nothing.
    """
    if connection.in_atomic_block or _is_reading():
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Not by `atomic`, which takes the lock of the one writer.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


@contextmanager
def reading_processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """Let other processes read along, each from one state of the database.

    On PostgreSQL it is the state that this process reads, which must be within `one_snapshot`; on SQLite, which cannot
    share one, that of the moment in which the process begins.
    """
    exported = ""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            exported = cursor.fetchone()[0]
    # Begun anew and not forked: connections are not to be shared.
    with ProcessPoolExecutor(count, get_context("spawn"), _read_along, (exported,)) as pool:
        yield pool


def _read_along(exported: str) -> None:
    """Begin a process that reads along; what it reads stays one state until it ends."""
    django.setup()
    reading = ExitStack()
    Finalize(None, reading.close, exitpriority=1)
    reading.enter_context(one_snapshot())
    if exported:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION SNAPSHOT %s", (exported,))


def _is_reading() -> bool:
    connection.ensure_connection()
    return connection.vendor == "sqlite" and bool(connection.connection.in_transaction)


def fetch_columns(query: str, parameters: Sequence[int] = (), *, columns: Sequence[str]) -> dict[str, Ints]:
    """Return what a query answers as int64 columns by name; no value may be NULL, all are whole numbers.

    No object is made for a row or, on PostgreSQL, for a value. The query names its columns, in this order.
    """
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        return _from_arrays(query, parameters, columns)
    # Past Django's cursor, which looks at every row.
    rows = connection.connection.cursor().execute(query.replace("%s", "?"), parameters)
    table = np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, len(columns))
    return {name: np.ascontiguousarray(table[:, place]) for place, name in enumerate(columns)}


def _from_arrays(query: str, parameters: Sequence[int], columns: Sequence[str]) -> dict[str, Ints]:
    """Let the server make one array of each column: a message for all rows instead of one for each."""
    arrays = ", ".join(f"array_agg(rows.{name}::int8)" for name in columns)
    with Cursor(connection.connection) as cursor:
        cursor.execute(f"SELECT {arrays} FROM ({query}) AS rows", parameters, binary=True)  # noqa: S608 - names
        answer = cursor.pgresult
        assert answer is not None
        return {name: _numbers(answer.get_value(0, place)) for place, name in enumerate(columns)}


def _numbers(array: Any) -> Ints:
    if array is None:  # no rows
        return np.empty(0, dtype=np.int64)
    assert int.from_bytes(array[_HAS_NULLS : 2 * _HAS_NULLS], "big") == 0, "no value is NULL"
    return np.frombuffer(array, dtype=_ELEMENT, offset=_HEAD_BYTES)["value"].astype(np.int64)


def ordinal_sql(column: str) -> str:
    """Return how the database says a day as the number that `date.toordinal` gives it."""
    if connection.vendor == "postgresql":
        return f"({column} - DATE '0001-01-01' + 1)"
    return f"CAST(julianday({column}) - 1721424.5 AS INTEGER)"


def detail_sql(column: str, name: str) -> str:
    """Return how the database says a number in a column of JSON."""
    if connection.vendor == "postgresql":
        return f"({column} ->> '{name}')::int8"
    return f"CAST(json_extract({column}, '$.{name}') AS INTEGER)"
