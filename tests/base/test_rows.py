"""Rows written past the ORM come out as they went in, by the column or by the row, few or many."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tantam.base.models import Request
from tantam.base.rows import array_of, insert_columns, kept_cursor, reserve_ids, write_rows
from tantam.units.models import AreaListing, Commune, Village

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


def test_rows_of_any_kinds_of_values_come_out_as_they_went_in():
    names = ("key", "command", "digest", "result", "at")
    moments = [datetime(2026, 11, 22, 5, second, tzinfo=UTC) for second in range(2)]
    values = [None, {"tên": 'Ấn "Độ"'}, [1, 2], "NULL"]
    rows = [(str(place), AWKWARD[place], "", value, moments[place % 2]) for place, value in enumerate(values)]

    write_rows(Request, names, rows)

    assert list(Request.objects.order_by("key").values_list(*names)) == rows


def test_days_may_be_missing_and_numbers_be_taken_beforehand(commune):
    days = [date(2026, 1, 1), None, date(2027, 1, 1)]
    names = ("id", "commune", "kind", "starts_on", "ends_before", "document", "year")
    with transaction.atomic():
        ids = reserve_ids(AreaListing, len(days))
        ends = zip(ids, days, strict=True)
        rows = [(own, commune.pk, "ZONE_I", date(2025, 1, 1), day, "272/2025/NĐ-CP", 2025) for own, day in ends]
        write_rows(AreaListing, names, rows)

    assert list(AreaListing.objects.order_by("id").values_list(*names)) == rows
    later = AreaListing.objects.create(commune=commune, kind="ZONE_I", starts_on=date(2028, 1, 1), year=2025)
    assert later.pk == max(ids) + 1


@pytest.mark.parametrize("times", [2, 600])
def test_what_the_database_refuses_is_told_as_of_any_insertion(commune, times):
    names = [f"tên {place // 2}" for place in range(times)]

    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(Village, ("commune", "name", "key"), [(commune.pk, name, name) for name in names])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_columns(
            "units_village", many={"name": ("text", names), "key": ("text", names)}, same={"commune_id": commune.pk}
        )


def test_nothing_is_written_for_no_rows(commune):
    with CaptureQueriesContext(connection) as queries:
        insert_columns("units_village", many={"name": ("text", [])}, same={"commune_id": commune.pk})
        write_rows(Village, ("name",), [])
    assert len(queries) == 0


def test_columns_that_are_not_parallel_are_a_mistake(commune):
    with pytest.raises(AssertionError):
        insert_columns("units_village", many={"name": ("text", ["a"]), "key": ("text", [])})
    with pytest.raises(ValueError, match=r"longer|shorter"):
        write_rows(Village, ("name", "key"), [("a", "b"), ("a",)])


def test_arrays_are_written_as_the_database_reads_them():
    assert array_of([1, None, -2]) == "{1,NULL,-2}"
    assert array_of([True, False]) == "{True,False}"
    assert array_of(['a"b\\c', "NULL"]) == '{"a\\"b\\\\c","NULL"}'
    if connection.vendor == "postgresql":
        with kept_cursor() as cursor:
            cursor.execute("SELECT %s::text[]", [array_of(AWKWARD)])
            assert cursor.fetchone()[0] == AWKWARD


def test_a_kept_statement_may_hold_a_sign_of_percent():
    for _ in range(4):
        with kept_cursor() as cursor:
            cursor.execute("SELECT %s || '%%' WHERE 'ab' LIKE 'a%%'", ["5"])
            assert cursor.fetchone() == ("5%",)


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
