"""An installation of a benchmark's own: a home that is gone afterwards, its database, and Django begun on it."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

WITH_POSTGRESQL = Path(__file__).resolve().parents[2] / "tests" / "support" / "with-postgresql"
# The server that `with-postgresql` began for this process; empty where it did not.
POSTGRESQL_URL = os.environ.get("TANTAM_TEST_DATABASE_URL", "")


def begin(*, home: Path | None = None, database_url: str = "") -> Path:
    """Begin Django in a home and return it; without one in a new home, which goes when the process ends.

    The database is a SQLite file there, unless `database_url` names another. Whatever the environment said before is
    not looked at, so that nobody's own installation is measured.
    """
    if home is None:
        home = Path(tempfile.mkdtemp(prefix="tantam-bench-"))
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ |= {
        "TANTAM_HOME": str(home),
        "TANTAM_ALLOW_SAMPLE_IDENTITIES": "1",
        "DJANGO_SETTINGS_MODULE": "tantam.site.settings",
    }
    os.environ.pop("TANTAM_DATABASE_URL", None)
    if database_url:
        os.environ["TANTAM_DATABASE_URL"] = database_url
    import django

    django.setup()
    return home


def on_both_databases(main: Callable[[], int], *words: object) -> int:
    """Run a script's `main` on SQLite, then the script with these words on PostgreSQL where there is one.

    Where PostgreSQL was begun for this process already, run `main` on it alone.
    """
    here = main()
    if POSTGRESQL_URL:
        return here
    command = [str(WITH_POSTGRESQL), sys.executable, sys.argv[0], *map(str, words)]
    there = subprocess.run(command, check=False).returncode
    return here or there
