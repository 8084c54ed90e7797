"""The rehearsal of a poverty standard, and counts over a register, against one household at a time."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.counting import count_answers, who_may
from tantam.core.eligibility.answers import Borrower
from tantam.core.eligibility.building import ColumnsBuilder
from tantam.core.eligibility.scalar import answer
from tantam.core.law.conditions import Truth
from tantam.core.law.dated import get_on
from tantam.core.poverty import classify
from tantam.core.rehearsal import CLASS_NAMES, rehearse
from tests.repo.source import ROOT

TODAY, NEXT = date(2026, 11, 22), date(2027, 1, 1)


def law():
    from tantam.programmes.law_files import load_law

    return load_law(ROOT / "law")


facts = st.fixed_dictionaries(
    {},
    optional={
        "poverty_class": st.sampled_from(["POOR", "NEAR_POOR", "AVERAGE", "NONE"]),
        "escaped_on": st.none() | st.dates(date(2020, 1, 1), date(2026, 12, 31)),
        "is_rural": st.booleans(),
        "adults": st.integers(0, 5),
        "income_vnd": st.sampled_from([0, 1_500_000, 1_500_001, 1_900_000, 2_200_000, 2_200_001, 2_800_000, 5_000_000]),
        "deprivations": st.integers(0, 12),
    },
)
debts = st.none() | st.dictionaries(
    st.sampled_from([("poor", "CENTRAL"), ("near-poor", "LOCAL"), ("water-sanitation", "CENTRAL")]),
    st.integers(1, 100_000_000),
)
registers = st.lists(st.tuples(st.sampled_from(["21484", "21529"]), facts, debts), max_size=12)


def columns_of(register):
    builder = ColumnsBuilder(room_for=len(register))
    for number, (commune, known, owed) in enumerate(register, start=1):
        builder.add(number=number, commune_code=commune, facts=known, debts=owed)
    return builder.build()


def by_programme(owed):
    if owed is None:
        return None
    return {programme: sum(vnd for key, vnd in owed.items() if key[0] == programme) for programme, _source in owed}


@given(registers)
def test_every_household_is_in_one_move_and_has_the_class_that_the_standard_says(register):
    households = columns_of(register)
    standard = get_on(law().poverty_standard, NEXT, name="standard").value

    found = rehearse(law(), households, on=NEXT)

    assert int(found.moves.sum()) == len(register)
    for place, (_commune, known, _owed) in enumerate(register):
        alone = classify(
            standard,
            is_rural=known.get("is_rural"),
            income_vnd=known.get("income_vnd"),
            deprivations=known.get("deprivations"),
        )
        stays = alone == "NONE" and known.get("poverty_class") == "AVERAGE"  # no average line after 2026
        assert CLASS_NAMES[int(found.classes.after[place])] == ("AVERAGE" if stays else alone or "UNKNOWN")
        assert CLASS_NAMES[int(found.classes.before[place])] == known.get("poverty_class", "UNKNOWN")


@given(registers)
def test_debts_of_the_changing_are_those_of_households_with_two_known_classes(register):
    households = columns_of(register)

    found = rehearse(law(), households, on=NEXT)

    changing = [owed for place, (_c, _k, owed) in enumerate(register) if found.classes.changed[place] and owed]
    assert sum(found.debts_vnd.values()) == sum(sum(owed.values()) for owed in changing)


@given(registers)
def test_counts_are_those_of_one_household_at_a_time(register):
    households = columns_of(register)

    counts = count_answers(law(), households, on=TODAY)

    for count in counts:
        answers = [
            answer(law(), programme=count.programme, borrower=Borrower(known, by_programme(owed)), on=TODAY)
            for _commune, known, owed in register
        ]
        assert count.yes == sum(one.truth is Truth.YES for one in answers)
        assert count.unknown == sum(one.truth is Truth.UNKNOWN for one in answers)
        assert count.yes + count.no + count.unknown == len(register)
        assert count.cap_left_vnd == sum(one.cap_left_vnd or 0 for one in answers if one.truth is Truth.YES)


@given(registers)
def test_who_may_owes_nothing_under_the_programme(register):
    households = columns_of(register)

    numbers = who_may(law(), households, programme="near-poor", on=TODAY).tolist()

    wanted = [
        number
        for number, (_commune, known, owed) in enumerate(register, start=1)
        if not (owed or {}).get(("near-poor", "LOCAL"))
        and answer(law(), programme="near-poor", borrower=Borrower(known, by_programme(owed)), on=TODAY).truth
        is Truth.YES
    ]
    assert numbers == wanted


def test_a_rural_household_of_1_9_million_with_three_deprivations_becomes_poor_in_2027():
    known = {"poverty_class": "NONE", "is_rural": True, "income_vnd": 1_900_000, "deprivations": 3, "adults": 1}
    households = columns_of([("21484", known, {})])

    today, then = rehearse(law(), households, on=date(2026, 12, 31)), rehearse(law(), households, on=NEXT)

    assert CLASS_NAMES[int(today.classes.after[0])] == "AVERAGE"
    assert CLASS_NAMES[int(then.classes.after[0])] == "POOR"
    assert {"poor"} <= {change.programme for change in then.programmes if change.gaining}


def test_a_household_that_leaves_has_escaped_on_the_day_and_may_borrow_as_newly_escaped():
    known = {"poverty_class": "POOR", "escaped_on": None, "is_rural": True, "income_vnd": 9_000_000, "adults": 1}
    households = columns_of([("21484", known, {})])

    found = rehearse(law(), households, on=NEXT)

    changes = {change.programme: change for change in found.programmes}
    assert np.array_equal(found.classes.changed, [True])
    assert changes["newly-escaped"].gaining == 1
    assert changes["poor"].losing == 1


def test_a_standard_without_an_average_line_takes_nobody_out_of_average_living():
    known = {"poverty_class": "AVERAGE", "is_rural": True, "income_vnd": 2_210_000, "has_student": True, "adults": 1}
    households = columns_of([("21484", known, {})])

    found = rehearse(law(), households, on=NEXT)

    assert CLASS_NAMES[int(found.classes.after[0])] == "AVERAGE"
    assert "students" not in {change.programme for change in found.programmes}
    assert not found.classes.changed.any()
