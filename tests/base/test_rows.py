"""Rows written by the column come out as they went in, few or many."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tantam.base.rows import array_of, insert_columns, kept_cursor
from tantam.units.models import Commune, Village

pytestmark = pytest.mark.django_db

AWKWARD = ['"quoted"', "back\\slash", "a,b", "{braces}", "NULL", "", "ấn\ttab", "%s"]


@pytest.fixture
def commune():
    return Commune.objects.create(state_code="99999", name="Thử", form="COMMUNE")


@pytest.mark.parametrize("times", [1, 100])
def test_awkward_texts_come_out_as_they_went_in(commune, times):
    names = [f"{name}{number}" for number in range(times) for name in AWKWARD]

    insert_columns(
        "units_village", many={"name": ("text", names), "key": ("text", names)}, same={"commune_id": commune.pk}
    )

    assert list(Village.objects.order_by("id").values_list("name", flat=True)) == names


def test_nothing_is_written_for_no_rows(commune):
    with CaptureQueriesContext(connection) as queries:
        insert_columns("units_village", many={"name": ("text", [])}, same={"commune_id": commune.pk})
    assert len(queries) == 0


def test_columns_that_are_not_parallel_are_a_mistake(commune):
    with pytest.raises(AssertionError):
        insert_columns("units_village", many={"name": ("text", ["a"]), "key": ("text", [])})


def test_arrays_are_written_as_the_database_reads_them():
    assert array_of([1, None, -2]) == "{1,NULL,-2}"
    assert array_of([True, False]) == "{1,0}"
    assert array_of(['a"b\\c', "NULL"]) == '{"a\\"b\\\\c","NULL"}'
    if connection.vendor == "postgresql":
        with kept_cursor() as cursor:
            cursor.execute("SELECT %s::text[]", [array_of(AWKWARD)])
            assert cursor.fetchone()[0] == AWKWARD


def test_a_statement_is_planned_once_a_connection_unless_a_pooler_stands_between(settings):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's driver keeps statements by itself")

    def ask(times=5):
        for _ in range(times):
            with kept_cursor() as cursor:
                cursor.execute("SELECT %s::date", [date(2026, 1, 1)])
                assert cursor.fetchone() == (date(2026, 1, 1),)

    with transaction.atomic():
        ask()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT %::date'")
            assert cursor.fetchone() == (1,)
    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = True
    try:
        ask()
    finally:
        connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = False
