"""Tests that need more than one connection: committed rows, threads, and an empty database afterwards."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from tantam.base import guards

Together = Callable[[list[Callable[[], Any]]], list[Any]]


@pytest.fixture(autouse=True)
def _let_the_flush_through(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the guards away before a test's committed rows are flushed; the flush brings them back.

    Django empties the tables after a test with real transactions and then says `post_migrate`, on which
    the guards are installed again.
    """
    mark = request.node.get_closest_marker("django_db")
    real = bool(mark and mark.kwargs.get("transaction")) or bool(
        {"transactional_db", "live_server"} & set(request.fixturenames)
    )
    if real:
        request.getfixturevalue("_django_db_helper")
    yield
    if real:
        guards.drop(connection)


@pytest.fixture
def many_connections(transactional_db: None) -> Together:
    """Return a function that runs others at the same time, each in a thread with its own connection.

    Only on PostgreSQL: the SQLite of the tests lives in memory and has one writer.
    """
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL (TANTAM_TEST_DATABASE_URL)")

    def alone(run: Callable[[], Any]) -> Any:
        try:
            return run()
        finally:
            connections.close_all()

    def together(runs: list[Callable[[], Any]]) -> list[Any]:
        with ThreadPoolExecutor(max_workers=len(runs)) as pool:
            return list(pool.map(alone, runs))

    return together
