"""Whether two persons are one: what speaks for it and what against."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.likeness import AGAINST, CERTAIN, PAIR_FROM, WEIGHTS, Known, Likeness, same_person_reasons
from tantam.core.text import fold

AN = Known(
    full_name="Phạm Văn Ấm",
    name_folded="pham van am",
    sex="MALE",
    birth_date=date(1980, 4, 3),
    birth_year=1980,
    village=1,
)


def named(name, **other):
    return replace(AN, full_name=name, name_folded=fold(name), **other)


def test_the_same_number_of_identity_is_certain_whatever_else_differs():
    one = replace(AN, identity_index="a")
    other = named("Đinh Thị Khác", identity_index="a", sex="FEMALE", birth_date=date(1999, 1, 1))

    assert same_person_reasons(one, other)[0] == CERTAIN


def test_two_numbers_of_identity_are_two_persons_whatever_else_agrees():
    per_mille, reasons = same_person_reasons(
        replace(AN, identity_index="a", old_identity_index="o", phone_index="p"),
        replace(AN, identity_index="b", old_identity_index="o", phone_index="p"),
    )

    assert per_mille < PAIR_FROM
    assert Likeness.DIFFERENT_IDENTITY in reasons


@pytest.mark.parametrize(
    "other",
    [
        AN,
        named("PHẠM VĂN ẤM", village=2),
        named("Pham Van Am"),
        named("Phạm Văn Ẩm", birth_date=None),
        named("Phạm Văn Âmm"),
        replace(AN, birth_date=date(1980, 3, 4)),
        replace(AN, birth_date=None, birth_year=None, phone_index="p"),
        named("Nguyễn Văn Khác", old_identity_index="o"),
    ],
)
def test_a_person_is_asked_where_name_and_birth_or_numbers_agree(other):
    one = replace(AN, phone_index="p", old_identity_index="o")

    assert same_person_reasons(one, other)[0] >= PAIR_FROM


@pytest.mark.parametrize(
    "other",
    [
        named("Đinh Văn Khác"),
        replace(AN, birth_date=date(1981, 4, 3), birth_year=1981),
        replace(AN, sex="FEMALE"),
        replace(AN, birth_date=None, birth_year=None),
        named("Phạm Văn Tâm", phone_index="p"),
    ],
)
def test_nobody_is_asked_where_too_little_agrees(other):
    assert same_person_reasons(replace(AN, phone_index="p"), other)[0] < PAIR_FROM


names = st.sampled_from(["Phạm Văn Ấm", "Pham Van Am", "Phạm Thị Ánh", "Đinh Văn An", ""])
days = st.none() | st.dates(date(1979, 1, 1), date(1981, 12, 31))
marks = st.none() | st.sampled_from(["a", "b"])
persons = st.builds(
    lambda name, day, year, **rest: Known(
        full_name=name, name_folded=fold(name), birth_date=day, birth_year=day.year if day else year, **rest
    ),
    names,
    days,
    st.none() | st.integers(1979, 1981),
    sex=st.sampled_from(["MALE", "FEMALE", "UNKNOWN"]),
    village=st.none() | st.integers(1, 2),
    identity_index=marks,
    old_identity_index=marks,
    phone_index=marks,
)


@given(persons, persons)
def test_likeness_has_no_order_and_stays_between_its_bounds(one, other):
    forward, backward = same_person_reasons(one, other), same_person_reasons(other, one)

    assert forward == backward
    assert 0 <= forward[0] <= 1000
    assert (forward[0] == 1000) == (Likeness.SAME_IDENTITY in forward[1])


def test_every_reason_has_a_weight_and_those_against_lower_it():
    assert set(WEIGHTS) == set(Likeness) - {Likeness.SAME_IDENTITY}
    assert all((weight < 0) == (reason in AGAINST) for reason, weight in WEIGHTS.items())
