"""Whether this installation can work: for the watchman's script, without a sign-in and without details."""

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tantam.web.asking import public

_seen_applied: set[str] = set()


def database_answers() -> bool:
    """Tell whether the database can be reached."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except DatabaseError:
        return False


def migrations_applied() -> bool:
    """Tell whether the tables are those of this version; once they are, the answer is kept."""
    name = str(connection.settings_dict["NAME"])
    if name not in _seen_applied:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _seen_applied.add(name)
    return True


@public
@never_cache
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when the installation can work, else 503."""
    database = database_answers()
    migrations = database and migrations_applied()
    ok = database and migrations
    return JsonResponse({"ok": ok, "database": database, "migrations": migrations}, status=200 if ok else 503)
