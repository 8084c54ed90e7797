"""Counting statements, rows of bulk writes left aside."""

from django.test.utils import CaptureQueriesContext


def count_but_rows(captured: CaptureQueriesContext) -> int:
    """Return how many statements there were, but for rows written: SQLite tells each of a prepared INSERT as one.

    A COPY of PostgreSQL is told without words.
    """
    return sum("INSERT INTO" not in (query["sql"] or "INSERT INTO") for query in captured.captured_queries)
