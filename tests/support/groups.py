"""A village with enough households for a group, and a group of it at each point of its way.

Everybody lives in Làng Một of Ba Tơ; identity numbers are impossible (no province has the code 999).
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from tantam.groups.commands.approving import approve_group
from tantam.groups.commands.board import DeclaredKin, Elected, elect_board, set_convention
from tantam.groups.commands.forming import ask_approval, form_group
from tantam.groups.commands.meetings import record_meeting
from tantam.groups.commands.members import end_membership
from tantam.groups.models import Contract, Group, GroupMember, GroupStep, Meeting
from tantam.people.models import Household, Member
from tantam.units.models import Unit, Village
from tests.support.cast import Cast
from tests.support.register import RECORDED, SmallRegister, make_person

FORMED = date(2026, 10, 1)
APPROVED = date(2026, 10, 20)
LATER = date(2026, 11, 2)
_HEADS = ["Sáu Một", "Bảy Một", "Tám Một", "Chín Một", "Mười Một", "Út Một"]


@dataclass(frozen=True)
class SmallVillage:
    """A village and its households in the order of their codes."""

    village: Village
    households: list[Household]

    @property
    def ids(self) -> tuple[int, ...]:
        """Return the numbers of the households."""
        return tuple(household.pk for household in self.households)


def forming_url(village: SmallVillage) -> str:
    """Return the address of the form with which a group of the village is formed."""
    return f"{reverse('group-new')}?xa={village.village.commune_id}&thon={village.village.pk}"


def make_village(register: SmallRegister) -> SmallVillage:
    """Give Làng Một six more households, each of one person: eight in all."""
    first = register.households["an"]
    village = first.village
    assert village is not None
    households = [first, register.households["binh-can"]]
    for number, name in enumerate(_HEADS, start=51):
        person = make_person(f"Phạm Thị {name}", number=number, sex="FEMALE", born=date(1985, 3, number - 40))
        household = Household.objects.create(
            code=f"21484-{number:05d}", commune=first.commune, village=village, recorded_at=RECORDED
        )
        Member.objects.create(household=household, person=person, relation="HEAD", starts_on=date(2026, 1, 1))
        households.append(household)
    return SmallVillage(village=village, households=households)


def make_group_rows(register: SmallRegister) -> Group:
    """Write a working group of one household down, row by row, with a meeting and a contract."""
    household, person = register.households["an"], register.persons["an"]
    office = Unit.objects.get(code="NHCSXH")
    assert household.village is not None
    group = Group.objects.create(
        code="21484-T901",
        commune=household.commune,
        village=household.village,
        organisation="WOMEN",
        office=office,
        state=Group.State.ACTIVE,
        formed_on=FORMED,
        recorded_at=RECORDED,
    )
    GroupStep.objects.create(
        group=group, kind="APPROVED", on=FORMED, number="1/QĐ-UBND", by_id=0, by_name="–", recorded_at=RECORDED
    )
    GroupMember.objects.create(group=group, household=household, person=person, starts_on=FORMED, recorded_at=RECORDED)
    Meeting.objects.create(
        group=group, kind="ORDINARY", held_on=FORMED, members_count=1, by_name="–", recorded_at=RECORDED
    )
    Contract.objects.create(
        kind="AUTHORISATION",
        group=group,
        commune=household.commune,
        organisation="WOMEN",
        office=office,
        number="1/HĐUN",
        signed_on=FORMED,
        starts_on=FORMED,
        recorded_at=RECORDED,
    )
    return group


def form(cast: Cast, village: SmallVillage, *, households: int = 6, organisation: str = "WOMEN") -> Group:
    """Let the credit officer form a group of the first households."""
    group_id = form_group(
        asked=cast.asked("yen"),
        village_id=village.village.pk,
        organisation=organisation,
        office_code="NHCSXH",
        formed_on=FORMED,
        household_ids=village.ids[:households],
    )
    return Group.objects.get(pk=group_id)


def members_of(group: Group) -> list[GroupMember]:
    """Return the members in the order in which they came."""
    return list(group.members.order_by("id"))


def elect(cast: Cast, group: Group, *, head: int = 0, deputy: int = 2, on: date = FORMED, kin: str = "NONE") -> int:
    """Elect two members, by their place, who declare how they are related."""
    members = members_of(group)
    first, second = members[head].pk, members[deputy].pk
    return elect_board(
        asked=cast.asked("yen"),
        group_id=group.pk,
        elected=(Elected(first, "HEAD"), Elected(second, "DEPUTY")),
        elected_on=on,
        declared=(DeclaredKin(first, second, kin),),
    )


def meet(cast: Cast, group: Group, *, kind: str = "ESTABLISHMENT", on: date = FORMED, **more) -> int:
    """Let every member come to a meeting."""
    present = tuple(member.pk for member in members_of(group) if member.ends_before is None)
    return record_meeting(
        asked=cast.asked("yen"), group_id=group.pk, kind=kind, held_on=on, **{"present": present, **more}
    )


def leave(cast: Cast, member: GroupMember, *, ends_before: date = LATER, reason: str = "LEFT") -> int:
    """Let a household leave its group."""
    return end_membership(asked=cast.asked("yen"), member_id=member.pk, ends_before=ends_before, reason=reason)


def make_whole(cast: Cast, village: SmallVillage) -> Group:
    """Return a group that lacks nothing, and waits to be sent to the commune."""
    group = form(cast, village)
    elect(cast, group)
    set_convention(
        asked=cast.asked("yen"), group_id=group.pk, monthly_savings_vnd=50_000, meeting_day=15, starts_on=FORMED
    )
    meet(cast, group, place="Nhà văn hóa thôn")
    return group


def make_waiting(cast: Cast, village: SmallVillage) -> Group:
    """Return a group that waits for the commune."""
    group = make_whole(cast, village)
    ask_approval(asked=cast.asked("yen"), group_id=group.pk)
    group.refresh_from_db()
    return group


def make_active(cast: Cast, village: SmallVillage) -> Group:
    """Return a group that the commune approved."""
    group = make_waiting(cast, village)
    approve_group(
        asked=cast.asked("minh"),
        group_id=group.pk,
        number="45/QĐ-UBND",
        signed_on=APPROVED,
        signer="Đinh Văn Minh",
    )
    group.refresh_from_db()
    return group
