"""How each kind of database takes a snapshot's place."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.db import connection, connections
from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.operations.snapshots import run_client

Undo = Callable[[Callable[[], Any]], None]

# Takes away what a dump brings, and leaves the schema with its grants.
_EMPTY: Final = """
DO $$
DECLARE thing record;
BEGIN
    FOR thing IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP TABLE public.%I CASCADE', thing.name);
    END LOOP;
    FOR thing IN SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP SEQUENCE public.%I CASCADE', thing.name);
    END LOOP;
    DROP FUNCTION IF EXISTS public.tantam_append_only() CASCADE;
END $$;
"""


class UnableToPlace(Refusal):
    """The database is in use, or the snapshot does not open."""


def place_sqlite(snapshot: Path, aside: Path, undo: Undo) -> None:
    """Put a SQLite file in the place of the installation's, which goes aside."""
    place = Path(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(snapshot)) as opened:
        try:
            sound = opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            sound = False
    if not sound:
        raise UnableToPlace(_("Cơ sở dữ liệu trong bản sao lưu bị hỏng. Chưa có gì bị thay đổi."))
    connections.close_all()
    if place.exists():
        _make_single_file(place)
        shutil.move(place, aside / "tantam.sqlite3")
        undo(lambda: shutil.move(aside / "tantam.sqlite3", place))
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(snapshot, place)
    undo(place.unlink)


def place_postgresql(snapshot: Path, aside: Path, undo: Undo) -> None:
    """Restore a dump in one transaction; what was there is dumped aside first."""
    before = aside / "tantam.pgdump"
    run_client("pg_dump", "--format=custom", "--schema=public", f"--file={before}")
    undo(before.unlink)
    connections.close_all()
    _load(snapshot)
    undo(lambda: _load(before))


def _load(dump: Path) -> None:
    """Empty the database and load a dump, both or neither."""
    empty, script = dump.with_name("empty.sql"), dump.with_name("load.sql")
    try:
        empty.write_text(_EMPTY, encoding="utf-8")
        run_client("pg_restore", "--no-owner", "--no-privileges", "--schema=public", f"--file={script}", str(dump))
        run_client(
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--file={empty}",
            f"--file={script}",
        )
    finally:
        empty.unlink(missing_ok=True)
        script.unlink(missing_ok=True)


def _make_single_file(place: Path) -> None:
    """Fold the write-ahead log into the file; SQLite lets only the last user do so.

    :raises UnableToPlace: if somebody else has the database open.
    """
    with closing(sqlite3.connect(place, timeout=5)) as opened:
        try:
            mode = opened.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError:
            mode = "in use"
    if mode != "delete":
        raise UnableToPlace(_("Cơ sở dữ liệu đang được dùng. Hãy dừng tantam serve và các việc định kỳ rồi làm lại."))


PLACES: Final[dict[str, Callable[[Path, Path, Undo], None]]] = {
    "sqlite": place_sqlite,
    "postgresql": place_postgresql,
}
