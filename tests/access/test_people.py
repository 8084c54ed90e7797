"""Adding people and giving them roles."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password

from tantam.access.commands import UnableToAddPerson, UnableToGiveRole, add_person, give_role
from tantam.access.models import Membership, User
from tantam.base.errors import AlreadyDone, NotAllowed, RequestConflict
from tantam.base.models import AuditEntry
from tests.support.cast import SINCE, TODAY, asked_by_system

pytestmark = pytest.mark.django_db


def test_a_person_with_a_hash_can_sign_in_and_the_chain_does_not_know_it():
    hashed = make_password("mat-khau-cua-nga")

    user_id = add_person(asked=asked_by_system(), username="nga", full_name="  Trương Thị  Nga ", password_hash=hashed)

    person = authenticate(username="nga", password="mat-khau-cua-nga")
    assert person is not None
    assert (person.pk, str(person)) == (user_id, "Trương Thị Nga")
    assert hashed not in str(AuditEntry.objects.get().details)


def test_a_person_without_a_hash_cannot_sign_in():
    user_id = add_person(asked=asked_by_system(), username="nga", full_name="Trương Thị Nga")

    assert not User.objects.get(id=user_id).has_usable_password()


@pytest.mark.parametrize(
    "wrong",
    [
        {"full_name": " "},
        {"username": "HOA"},
        {"username": "có dấu cách"},
        {"email": "không phải thư"},
        {"password_hash": "mat-khau-tran"},
    ],
)
def test_who_cannot_be_added_is_told_why(cast, wrong):
    with pytest.raises(UnableToAddPerson):
        add_person(asked=asked_by_system(), **{"username": "nga", "full_name": "Trương Thị Nga", **wrong})

    assert not User.objects.filter(username="nga").exists()


@pytest.mark.replays("access.add_person")
def test_the_same_person_twice_is_one():
    add_person(asked=asked_by_system(key="k"), username="nga", full_name="Trương Thị Nga")

    with pytest.raises(AlreadyDone):
        add_person(asked=asked_by_system(key="k"), username="nga", full_name="Trương Thị Nga")
    with pytest.raises(RequestConflict):
        add_person(asked=asked_by_system(key="k"), username="nga", full_name="Trương Thị Ngà")

    assert (User.objects.count(), AuditEntry.objects.count()) == (1, 1)


@pytest.mark.replays("access.give_role")
def test_the_same_role_twice_is_one(cast):
    role = {"user_id": cast.people["hoa"].pk, "unit_code": "X21529", "role": "REPORTER", "starts_on": SINCE}
    give_role(asked=asked_by_system(key="k"), **role)

    with pytest.raises(AlreadyDone):
        give_role(asked=asked_by_system(key="k"), **role)
    with pytest.raises(RequestConflict):
        give_role(asked=asked_by_system(key="k"), **{**role, "role": "APPROVER"})

    assert Membership.objects.filter(user=cast.people["hoa"]).count() == 2
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit_code": "KHÔNG-CÓ"},
        {"role": "KING"},
        {"user_id": 0},
        {"ends_before": SINCE},
        {"unit_code": "X21484"},
    ],
)
def test_a_role_that_cannot_be_given_is_refused(cast, wrong):
    role = {"user_id": cast.people["hoa"].pk, "unit_code": "X21529", "role": "REPORTER", "starts_on": SINCE}

    with pytest.raises(UnableToGiveRole):
        give_role(asked=asked_by_system(), **{**role, **wrong})


def test_a_role_may_be_given_again_once_it_has_ended(cast):
    role = {"user_id": cast.people["hoa"].pk, "unit_code": "X21529", "role": "REPORTER"}
    give_role(asked=asked_by_system(), **role, starts_on=SINCE, ends_before=TODAY)

    give_role(asked=asked_by_system(), **role, starts_on=TODAY)

    assert Membership.objects.filter(user_id=role["user_id"], unit__code="X21529").count() == 2


def test_no_role_gives_the_right_to_add_people(cast):
    for name in cast.people:
        with pytest.raises(NotAllowed):
            add_person(asked=cast.asked(name, on=date(2026, 11, 22)), username="nga", full_name="Trương Thị Nga")
