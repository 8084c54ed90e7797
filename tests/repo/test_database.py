"""The database holds what the code promises."""

import pytest
from django.core.management import call_command
from django.db import connection

from tantam.base import guards

pytestmark = pytest.mark.django_db


def test_every_guard_trigger_exists():
    assert guards.expected(connection.vendor)
    assert guards.list_installed(connection) == guards.expected(connection.vendor)


def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_import_no_model():
    from tests.repo.source import PACKAGE

    importing = [
        path
        for path in PACKAGE.rglob("migrations/*.py")
        if "import" in (text := path.read_text(encoding="utf-8"))
        and ".models import" in text.replace("django.contrib.auth.models", "")
    ]

    assert not importing
