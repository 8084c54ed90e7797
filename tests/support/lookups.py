"""How SQLite looks for rows, which without statistics goes by the first index that fits."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def steps_of(captured: CaptureQueriesContext) -> list[str]:
    """Return each step by which SQLite carries out what was asked."""
    steps = []
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            if query["sql"].lstrip().startswith("SELECT"):
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
                steps += [row[3] for row in cursor.fetchall()]
    return steps
