"""Tables from outside: the bank's balances and the lists of hard areas."""

from dataclasses import replace
from datetime import date

import pytest

from tantam.people.commands.statements import (
    AreaRow,
    BalanceRow,
    UnableToTake,
    record_area_listing,
    take_statement,
)
from tantam.units.models import AreaListing
from tests.support.cast import asked_by_system
from tests.support.replay import assert_replay_safe


@pytest.mark.replays("people.take_statement")
def test_a_statement_is_taken_once_and_refused_rows_say_why(small_register):
    code = small_register.households["an"].code
    rows = (
        BalanceRow(2, code, "near-poor", "CENTRAL", 5_000_000),
        BalanceRow(3, "X-1", "near-poor", "CENTRAL", 5_000_000),
        BalanceRow(4, code, "Near poor", "CENTRAL", 5_000_000),
        BalanceRow(5, code, "poor", "MOON", 5_000_000),
        BalanceRow(6, code, "poor", "CENTRAL", -1),
        BalanceRow(7, code, "near-poor", "CENTRAL", 6_000_000),
    )
    given = {"as_of": date(2026, 11, 20), "source": "bản kê", "rows": rows}

    outcome = assert_replay_safe(take_statement, asked=asked_by_system(), other={"source": "x"}, **given)

    assert outcome["taken"] == 1
    assert outcome["refused"] == [
        [3, "HOUSEHOLD_UNKNOWN"],
        [4, "PROGRAMME"],
        [5, "SOURCE"],
        [6, "AMOUNT"],
        [7, "TWICE"],
    ]
    with pytest.raises(UnableToTake):
        take_statement(asked=asked_by_system(), **given)
    with pytest.raises(UnableToTake):
        take_statement(asked=asked_by_system(), **given | {"as_of": date(2026, 11, 23)})


@pytest.mark.replays("people.record_area_listing")
def test_areas_are_listed_once_and_a_new_zone_ends_the_old(cast):
    old = AreaRow(2, "21484", "", "ZONE_III", date(2021, 6, 4), "861/QĐ-TTg", 2021)
    new = AreaRow(3, "21484", "", "ZONE_II", date(2026, 1, 1), "272/2025/NĐ-CP", 2025)
    hard = AreaRow(4, "21484", "Làng Một", "EXTREMELY_HARD", date(2026, 1, 1), "272/2025/NĐ-CP", 2025)
    wrong = (
        replace(new, line=5, state_code="1"),
        replace(new, line=6, kind="ZONE"),
        replace(new, line=7, document=""),
        replace(new, line=8, ends_before=date(2026, 1, 1)),
    )

    outcome = assert_replay_safe(
        record_area_listing, asked=asked_by_system(), other={"rows": ()}, rows=(old, new, hard, new, *wrong)
    )

    assert (outcome["taken"], outcome["unchanged"]) == (3, 1)
    assert outcome["refused"] == [[5, "COMMUNE_UNKNOWN"], [6, "KIND"], [7, "DOCUMENT"], [8, "DAYS"]]
    assert AreaListing.objects.get(kind="ZONE_III").ends_before == date(2026, 1, 1)
