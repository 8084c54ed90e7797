"""The address that says whether the installation is well."""

import pytest

from tantam.web import health

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/suc-khoe/", "/health"])
def test_the_health_address_says_ok_and_nothing_else(db, client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.json()) == (200, {"ok": True, "database": True, "migrations": True})


def test_the_health_address_tells_when_the_database_is_gone(db, client, monkeypatch):
    monkeypatch.setattr(health, "database_answers", lambda: False)

    answer = client.get("/health")

    assert (answer.status_code, answer.json()["ok"]) == (503, False)


def test_the_health_address_tells_when_tables_are_of_another_version(db, client, monkeypatch):
    monkeypatch.setattr(health, "_seen_applied", set())
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [("one", False)])

    answer = client.get("/health")

    assert (answer.status_code, answer.json()["migrations"]) == (503, False)
