"""Groups that another book kept: taken in batches, each whole or refused with its reason."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tantam.base.asked import EVERYTHING
from tantam.base.errors import NotAllowed, OutOfScope
from tantam.base.models import AuditEntry
from tantam.groups.commands.forming import dissolve_group, form_group
from tantam.groups.commands.taking_over import Taken, take_over_groups
from tantam.groups.models import Contract, Group, GroupMember, GroupStep
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.groups.parts.taking_over import TakenGroup, TakenKin, TakenMember, TakenPaper, TakenSeat
from tantam.groups.queries.group import list_members_on
from tantam.people.models import Household, Member
from tantam.units.models import Commune, TransactionPoint, Unit
from tests.support.cast import TODAY, asked_by_system
from tests.support.lookups import steps_of
from tests.support.replay import assert_replay_safe
from tests.support.statements import count_but_rows

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 10, 31)
CODES = ["21484-00001", "21484-00002", "21484-00051", "21484-00052", "21484-00053"]
OTHERS = ["21484-00054", "21484-00055", "21484-00056"]


def group(code="21484-T101", households=tuple(CODES), **changed):
    usual = {
        "code": code,
        "village_name": "LÀNG MỘT",
        "organisation": "WOMEN",
        "formed_on": date(2019, 3, 1),
        "members": tuple(TakenMember(household, date(2019, 3, 1)) for household in households),
        "board": (
            TakenSeat(households[0], "HEAD", date(2019, 3, 1)),
            TakenSeat(households[1], "DEPUTY", date(2022, 3, 1)),
        ),
        "declared": (TakenKin(households[0], households[1], "NONE"),),
        "approval": TakenPaper("15/QĐ-UBND", date(2019, 3, 20), "Nguyễn Văn Ký"),
        "monthly_savings_vnd": 50_000,
        "meeting_day": 12,
        "authorisation": TakenPaper(f"{code}/HĐUN", date(2025, 7, 1)),
        "name": "Tổ  Làng Một",
    }
    return TakenGroup(**(usual | changed))


def take(*groups, **given):
    usual = {"asked": asked_by_system(), "commune_code": "21484", "office_code": "NHCSXH", "as_of": AS_OF}
    return take_over_groups(**(usual | {"groups": groups} | given))


@pytest.mark.replays("groups.take_over_groups")
def test_a_group_comes_over_once_with_all_that_belongs_to_it(village):
    given = {"commune_code": "21484", "office_code": "NHCSXH", "as_of": AS_OF, "groups": (group(),)}

    outcome = assert_replay_safe(
        take_over_groups, asked=asked_by_system(), other={"groups": (group("21484-T102"),)}, **given
    )

    assert outcome == Taken(taken=1, members=5, refused=())
    row = Group.objects.get()
    assert (row.code, row.name, row.state, row.village, row.organisation) == (
        "21484-T101",
        "Tổ Làng Một",
        "ACTIVE",
        village.village,
        "WOMEN",
    )
    now = asked_by_system().at
    members = list_members_on(scope=EVERYTHING, group_id=row.pk, day=TODAY, at=now)
    assert sorted(member.household_code for member in members) == CODES
    assert sorted(row.seats.values_list("role", "member__household__code")) == [
        ("DEPUTY", CODES[1]),
        ("HEAD", CODES[0]),
    ]
    assert list(row.steps.order_by("id").values_list("kind", "on", "number")) == [
        ("FORMED", date(2019, 3, 1), ""),
        ("APPROVED", date(2019, 3, 20), "15/QĐ-UBND"),
    ]
    assert row.conventions.get().monthly_savings_vnd == 50_000
    assert row.kin_declarations.get().kin == "NONE"
    assert row.contracts.get().rates.get().what == "COMMISSION"


WRONG = {
    "CODE": {"code": " "},
    "NAME": {"name": "x" * 101},
    "ORGANISATION": {"organisation": "CHESS"},
    "VILLAGE": {"village_name": "Làng Không"},
    "POINT": {"point_code": "D-1"},
    "PAPER": {"approval": TakenPaper(" ", date(2019, 3, 20), "Ký")},
    "SIGNER": {"approval": TakenPaper("1/QĐ", date(2019, 3, 20))},
    "COMMISSION": {"ppm_month": 100_001},
    "SAVINGS": {"monthly_savings_vnd": -1},
    "MEETING_DAY": {"meeting_day": 32},
    "DAYS": {"formed_on": date(2019, 4, 1)},
    "HOUSEHOLD_TWICE": {"members": tuple(TakenMember(CODES[0], date(2019, 3, 1)) for _each in range(5))},
    "SIZE": {"members": tuple(TakenMember(code, date(2019, 3, 1)) for code in CODES[:4])},
    "HOUSEHOLD_UNKNOWN": {"members": tuple(TakenMember(f"21484-9{code[-4:]}", date(2020, 1, 1)) for code in CODES)},
    "ELSEWHERE": {"members": tuple(TakenMember(c, date(2020, 1, 1)) for c in [*CODES[:4], "21484-00003"])},
    "ROLES": {"board": (TakenSeat(CODES[0], "DEPUTY", date(2020, 1, 1)),)},
    "BOARD_MEMBER": {"board": (TakenSeat(OTHERS[0], "HEAD", date(2020, 1, 1)),), "declared": ()},
    "BOARD_SIZE": {"board": (TakenSeat(CODES[0], "HEAD", date(2020, 1, 1)),), "declared": ()},
    "KIN": {"declared": ()},
    "CLOSE_KIN": {"declared": (TakenKin(CODES[0], CODES[1], "SPOUSE"),)},
}


@pytest.mark.parametrize("reason", WRONG)
def test_a_wrong_group_is_refused_with_its_reason_and_leaves_nothing(village, reason):
    outcome = take(group(**WRONG[reason]))

    assert outcome == Taken(taken=0, members=0, refused=((0, reason),))
    assert not Group.objects.exists()
    assert not GroupMember.objects.exists()
    assert not Contract.objects.exists()


def test_a_household_without_a_head_stands_for_nobody(village):
    Member.objects.filter(household__code=CODES[2]).update(relation="OTHER")

    assert take(group()).refused == ((0, "NO_HEAD"),)


def test_a_household_is_in_one_group_here_and_in_the_batch(cast, village):
    taken = Household.objects.get(code=CODES[0])
    form_group(
        asked=asked_by_system(),
        village_id=village.village.pk,
        organisation="WOMEN",
        office_code="NHCSXH",
        formed_on=date(2026, 10, 1),
        household_ids=(taken.pk,),
    )
    assert take(group()).refused == ((0, "IN_A_GROUP"),)

    free = CODES[1:] + OTHERS
    outcome = take(group(households=free[:5]), group("21484-T102", households=free[2:]))

    assert outcome.refused == ((1, "IN_A_GROUP"),)
    assert outcome.taken == 1


def test_codes_and_papers_are_used_once(village):
    take(group(households=CODES))
    households = OTHERS

    def second(**changed):
        one = group(households=households, **changed)
        return take(one, as_of=AS_OF).refused

    assert second()[0][1] == "CODE"
    same_contract = TakenPaper("21484-T101/HĐUN", date(2025, 7, 1))
    assert second(code="21484-T102", authorisation=same_contract)[0][1] == "CONTRACT_TAKEN"
    other_day = TakenPaper("15/QĐ-UBND", date(2019, 3, 21), "Ký")
    assert second(code="21484-T103", approval=other_day)[0][1] == "PAPER"


def test_a_group_that_came_over_goes_on_like_any_other(cast, village):
    take(group())

    dissolve_group(
        asked=asked_by_system(), group_id=Group.objects.get().pk, on=TODAY, reason="Không còn nhu cầu vay vốn"
    )

    assert Group.objects.get().state == "DISSOLVED"
    assert GroupStep.objects.count() == 3


def test_the_statements_do_not_grow_with_the_groups(village):
    counts = []
    for some in ([group("21484-T201")], [group(f"21484-T30{number}", OTHERS) for number in range(8)]):
        with CaptureQueriesContext(connection) as captured:
            take(*some)
        counts.append(count_but_rows(captured))

    assert counts[1] <= counts[0] < 40


def test_one_audit_row_a_batch_and_only_who_may(cast, village):
    before = AuditEntry.objects.count()
    take(group())
    assert AuditEntry.objects.count() == before + 1
    with pytest.raises(NotAllowed):
        take(asked=cast.asked("ha"))
    with pytest.raises(OutOfScope):
        take(commune_code="99999")
    with pytest.raises(UnableToChangeGroup):
        take(office_code="STC")
    with pytest.raises(UnableToChangeGroup):
        take(as_of=date(2099, 1, 1))
    with pytest.raises(UnableToChangeGroup):
        take(*(group() for _each in range(201)))


def test_a_group_does_not_go_to_a_point_of_another_office(village):
    other = Unit.objects.create(
        code="PGD-KHAC", name="Phòng giao dịch khác", kind="BANK_OFFICE", order=9, valid_from=AS_OF
    )
    commune = Commune.objects.get(state_code="21484")
    TransactionPoint.objects.create(
        code="D-2", name="Điểm khác", office=other, commune=commune, visit_day=5, starts_on=AS_OF
    )

    assert take(group(point_code="D-2")).refused == ((0, "POINT"),)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows its tables by itself")
def test_a_batch_does_not_go_through_the_members_of_all_groups(village):
    with CaptureQueriesContext(connection) as captured:
        assert take(group()).taken == 1

    steps = steps_of(captured)

    assert any("groups_groupmember" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN groups_groupmember")]
