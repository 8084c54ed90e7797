"""Rows as columns, and one state of the database for all that is read together."""

import numpy as np
import pytest
from django.db import connection, transaction

from tantam.base.reading import detail_sql, fetch_columns, one_snapshot, ordinal_sql
from tantam.units.models import Commune, Unit
from tests.support.cast import SINCE


@pytest.mark.django_db
def test_rows_come_as_columns_of_whole_numbers(cast):
    query = f"SELECT id, {ordinal_sql('valid_from')} AS since FROM units_unit WHERE id > %s ORDER BY id"
    first = Unit.objects.order_by("id")[0].pk
    found = fetch_columns(query, (first,), columns=("id", "since"))
    assert found["id"].dtype == found["since"].dtype == np.int64
    assert found["id"].tolist() == list(Unit.objects.filter(pk__gt=first).order_by("id").values_list("pk", flat=True))
    assert set(found["since"].tolist()) == {SINCE.toordinal()}


@pytest.mark.django_db
def test_no_rows_are_empty_columns():
    assert fetch_columns("SELECT id FROM units_unit WHERE id < 0", columns=("id",))["id"].tolist() == []


@pytest.mark.django_db
@pytest.mark.parametrize("value", [0, -1, 2**63 - 1, -(2**63)])
def test_a_number_is_read_whole(value):
    assert fetch_columns("SELECT CAST(%s AS BIGINT) AS value", (value,), columns=("value",))["value"].tolist() == [
        value
    ]


@pytest.mark.django_db
def test_a_number_within_a_document_is_read():
    cast = "'{\"vnd\": 7}'" + ("::jsonb" if connection.vendor == "postgresql" else "")
    query = f"SELECT {detail_sql(f'({cast})', 'vnd')} AS vnd"
    assert fetch_columns(query, columns=("vnd",))["vnd"].tolist() == [7]


@pytest.mark.django_db
def test_what_is_not_known_is_no_number():
    with pytest.raises((AssertionError, TypeError)):
        fetch_columns("SELECT NULL AS missing", columns=("missing",))


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_begins_and_ends_and_may_lie_in_another(cast):
    with one_snapshot(), one_snapshot():
        assert Unit.objects.exists()
    assert not connection.in_atomic_block
    with transaction.atomic():
        Commune.objects.create(state_code="1", name="Sau", form="COMMUNE")
    with pytest.raises(ZeroDivisionError), one_snapshot():
        raise ZeroDivisionError
    with transaction.atomic(), one_snapshot():
        assert Commune.objects.filter(state_code="1").exists()


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_does_not_see_what_others_write_meanwhile(cast, many_connections):
    with one_snapshot():
        before = Commune.objects.count()
        many_connections([lambda: Commune.objects.create(state_code="1", name="Sau", form="COMMUNE")])
        assert Commune.objects.count() == before
    assert Commune.objects.count() == before + 1
