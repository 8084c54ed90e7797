"""Who a person is on a day, in which role, and what that lets them see."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.access.models import Membership
from tantam.access.queries import (
    find_actor,
    get_person,
    list_actors,
    list_memberships,
    must_have_second_factor,
)
from tantam.access.roles import NEED_SECOND_FACTOR, PERMISSIONS, PERSONAL, PROVINCE_WIDE
from tantam.units.models import Unit
from tests.support.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@given(start=st.integers(-3, 3), length=st.one_of(st.none(), st.integers(1, 3)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_a_role_is_held_from_its_first_day_until_before_its_last(cast: Cast, start, length):
    starts_on = TODAY + timedelta(days=start)
    ends_before = None if length is None else starts_on + timedelta(days=length)
    hoa = cast.people["hoa"]
    Membership.objects.filter(user=hoa).update(starts_on=starts_on, ends_before=ends_before)

    held = bool(list_actors(user_id=hoa.pk, on=TODAY))

    assert held == (starts_on <= TODAY and (ends_before is None or ends_before > TODAY))
    assert held == bool(list_memberships(user_id=hoa.pk, on=TODAY))
    assert held == (find_actor(user_id=hoa.pk, on=TODAY, membership_id=None) is not None)


def test_a_membership_of_somebody_else_is_never_chosen(cast: Cast):
    tam = Membership.objects.get(user=cast.people["tam"])

    found = find_actor(user_id=cast.people["hoa"].pk, on=TODAY, membership_id=tam.pk)

    assert found is not None
    assert (found[1].unit_name, found[0] != tam.pk) == ("Ủy ban nhân dân xã Ba Tơ", True)


def test_a_deactivated_person_holds_no_role(cast: Cast):
    hoa = cast.people["hoa"]
    hoa.is_active = False
    hoa.save(update_fields=["is_active"])

    assert list_actors(user_id=hoa.pk, on=TODAY) == []


def test_a_unit_sees_itself_and_what_is_under_it_and_not_its_neighbour(cast: Cast):
    ba_to = cast.units["X21484"]
    under = Unit.objects.create(
        code="X21484-1",
        name="Tổ công tác",
        short_name="Tổ công tác",
        name_folded="to cong tac",
        kind="COMMUNE_PC",
        parent=ba_to,
        valid_from=date(2025, 7, 1),
    )

    scope = cast.actor("hoa").scope

    assert scope.covers(ba_to.pk)
    assert scope.covers(under.pk)
    assert not scope.covers(cast.units["X21529"].pk)


@pytest.mark.parametrize(("name", "everything"), [("lan", True), ("binh", True), ("dung", True), ("quan", False)])
def test_the_province_and_the_branch_see_every_unit_in_the_roles_that_need_it(cast: Cast, name, everything):
    assert cast.actor(name).scope.all_units is everything


@pytest.mark.parametrize("role", sorted(PROVINCE_WIDE))
def test_a_wide_role_held_for_a_commune_sees_that_commune_only(cast: Cast, role):
    held = Membership.objects.create(
        user=cast.people["tam"], unit=cast.units["X21484"], role=role, starts_on=date(2025, 7, 1)
    )

    found = find_actor(user_id=cast.people["tam"].pk, on=TODAY, membership_id=held.pk)

    assert found is not None
    assert found[1].scope.unit_ids == {cast.units["X21484"].pk}
    assert not found[1].scope.all_units


@pytest.mark.parametrize(("name", "must"), [("lan", True), ("quan", True), ("hoa", False), ("binh", False)])
def test_a_second_factor_is_for_coordinators_and_administrators(cast: Cast, name, must):
    assert must_have_second_factor(user_id=cast.people[name].pk, on=TODAY) is must


def test_once_the_role_has_ended_a_second_factor_is_no_longer_demanded(cast: Cast):
    Membership.objects.filter(user=cast.people["lan"]).update(ends_before=TODAY)

    assert not must_have_second_factor(user_id=cast.people["lan"].pk, on=TODAY)


def test_a_person_in_no_role_may_settle_their_own_matters_and_nothing_else(cast: Cast):
    person = get_person(cast.people["hoa"].pk)

    assert (person.name, person.permissions, person.scope.unit_ids) == ("Phạm Thị Hoa", PERSONAL, frozenset())


def test_every_role_has_permissions_and_those_with_power_over_others_need_a_second_factor():
    assert set(PERMISSIONS) == set(Membership.Role.values)
    assert set(Membership.Role.values) >= NEED_SECOND_FACTOR
    assert {role for role, held in PERMISSIONS.items() if "access.administer" in held} <= NEED_SECOND_FACTOR
