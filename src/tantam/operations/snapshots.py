"""The database as a file: taken at one moment while others work, and what it then held."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db import connection, transaction
from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.operations.archive import POSTGRESQL_MEMBER, SQLITE_MEMBER

MEMBERS: Final = {"sqlite": SQLITE_MEMBER, "postgresql": POSTGRESQL_MEMBER}


class UnableToDump(Refusal):
    """The database's own tools are missing or said no."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the database held at the moment it was taken."""

    kind: str
    rows: dict[str, int]
    migrations: list[str]
    audit_entries: int
    audit_root: str


def take_snapshot(path: Path) -> Snapshot:
    """Write the whole database to a file, as it was at one moment.

    :raises UnableToDump: if PostgreSQL's client programs are missing or fail.
    """
    if connection.vendor == "postgresql":
        return _take_postgresql(path)
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        return describe_database(copy.cursor(), kind="sqlite")


def describe_database(cursor: Any, *, kind: str) -> Snapshot:
    """Count the rows of every table and read the migrations and the head of the chain."""
    rows = {}
    for table in _tables_of(cursor, kind):
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - names from the catalogue
        rows[table] = cursor.fetchone()[0]
    migrations, head = [], None
    if "django_migrations" in rows:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        migrations = [f"{app}.{name}" for app, name in cursor.fetchall()]
    if "base_audithead" in rows:
        cursor.execute("SELECT sequence, hash FROM base_audithead WHERE id = 1")
        head = cursor.fetchone()
    return Snapshot(kind, rows, migrations, head[0] if head else 0, head[1] if head else "")


def describe_current() -> Snapshot:
    """Return what the installation's database holds now."""
    with connection.cursor() as cursor:
        return describe_database(cursor, kind=connection.vendor)


def own_tables() -> frozenset[str]:
    """Return the tables that this program's own rooms keep."""
    return frozenset(
        model._meta.db_table  # noqa: SLF001 - Django's documented API
        for config in apps.get_app_configs()
        if config.name.startswith("tantam.")
        for model in config.get_models(include_auto_created=True)
    )


def run_client(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's client programs against the installation's database.

    The password goes by the environment, never by the command line.

    :raises UnableToDump: if it is missing or fails.
    """
    found = _find_client(program)
    settings = connection.settings_dict
    environment = {
        "PATH": "/usr/bin:/bin",
        "PGHOST": settings["HOST"],
        "PGPORT": str(settings["PORT"] or 5432),
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
        "PGOPTIONS": "--client-min-messages=warning",
    }
    environment = {name: value for name, value in environment.items() if value}
    done = subprocess.run(  # noqa: S603 - a fixed program, no shell
        [found, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise UnableToDump(
            _("%(program)s không làm được việc: %(reason)s")
            % {"program": program, "reason": done.stderr.strip()[-500:]}
        )


def _find_client(program: str) -> str:
    """Return the newest of the installed programs of that name."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    found = str(kept[-1]) if kept else shutil.which(program)
    if found is None:
        raise UnableToDump(
            _("Không tìm thấy %(program)s. Hãy cài công cụ của PostgreSQL (Debian: apt install postgresql-client).")
            % {"program": program}
        )
    return found


def _take_postgresql(path: Path) -> Snapshot:
    """Dump with the very snapshot in which the rows are counted."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (name,) = cursor.fetchone()
        run_client("pg_dump", "--format=custom", f"--snapshot={name}", "--schema=public", f"--file={path}")
        return describe_database(cursor, kind="postgresql")


def _tables_of(cursor: Any, kind: str) -> list[str]:
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        if kind == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    )
    return [name for (name,) in cursor.fetchall()]
