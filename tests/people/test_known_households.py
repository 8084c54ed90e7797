"""What the register knows, in batches: the same as one household at a time, and each table asked once a batch."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tantam.base.asked import EVERYTHING, Scope
from tantam.people.parts.recording import write_fact, write_status
from tantam.people.queries import register
from tantam.people.queries.heads import list_heads

pytestmark = pytest.mark.django_db
ON, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(register, "BATCH", 2)


def test_a_batch_knows_what_one_household_alone_knows(small_register):
    household, decision = small_register.households["an"], small_register.decision
    for subject, kind in ((household, "MINORITY_IN_LISTED_AREA"), (small_register.persons["an-son"], "DISABLED")):
        write_status(
            subject=subject, kind=kind, starts_on=date(2026, 2, 1), ends_before=None, decision=decision, at=NOW
        )
    for name, value in (("income_vnd", 900_000), ("deprivations", 3)):
        write_fact(household=household, name=name, value=value, starts_on=date(2026, 2, 1), source="phiếu", at=NOW)

    batched = {one.number: one for one in register.iterate_known_households(on=ON, known_at=NOW)}

    alone = [
        register.get_known_household(scope=EVERYTHING, household_id=number, on=ON, known_at=NOW) for number in batched
    ]
    assert list(batched.values()) == alone
    assert sorted(batched) == sorted(one.pk for one in small_register.households.values())
    known = batched[household.pk]
    assert sorted(known.statuses) == [
        ("DISABLED", date(2026, 2, 1)),
        ("MINORITY_IN_LISTED_AREA", date(2026, 2, 1)),
        ("POOR", date(2026, 1, 1)),
    ]
    assert known.facts == {"income_vnd": 900_000, "deprivations": 3}
    assert {member.ethnicity for member in known.members} == {"HRE"}


@pytest.mark.usefixtures("small_register")
def test_each_table_is_asked_once_a_batch_and_what_all_share_once():
    with CaptureQueriesContext(connection) as asked:
        found = list(register.iterate_known_households(on=ON, known_at=NOW))

    first = Counter(query["sql"].split(' FROM "')[1].split('"')[0] for query in asked.captured_queries)
    assert len(found) == 4
    assert first["people_bankstatement"] == first["people_officiallist"] == 1
    assert first["people_member"] == first["people_fact"] == first["people_bankbalance"] == 2


def test_heads_are_those_of_the_scopes_communes(small_register, cast):
    ids = [one.pk for one in small_register.households.values()]
    scope = Scope(unit_ids=frozenset({cast.units["X21484"].pk}))

    lines = list_heads(scope=scope, household_ids=ids)

    assert [line.head_name for line in lines] == ["Đinh Văn Cường Thoát", "Phạm Văn An Nghèo", "Đinh Văn Bình Cận"]
    assert len(list_heads(scope=EVERYTHING, household_ids=ids)) == 4
