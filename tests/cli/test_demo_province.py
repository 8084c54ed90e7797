"""What the demo province holds, once it is loaded."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.db import transaction
from rich.console import Console

from tantam.access.models import Membership, User
from tantam.base.asked import Scope
from tantam.base.audit import body_of
from tantam.base.models import AuditEntry
from tantam.cli.demo.folder import read_people
from tantam.cli.demo.load import find_demo_plan, is_loaded, load_demo
from tantam.core.chain import GENESIS, link_hash
from tantam.core.duties import DutyState
from tantam.groups.models import Group
from tantam.lending.models import LoanBalance, LoanEvent, LoanRequest, RequestList
from tantam.plans.models import Duty, IssuedDocument, Phrase, Submission, SubmissionEvent
from tantam.plans.queries.duties import list_duties
from tantam.programmes.models import ReformRun
from tantam.site.demo_sign_ins import read_demo_sign_ins
from tantam.units.models import Unit
from tests.support.agreeing import assert_all_agree
from tests.support.cast import TODAY

pytestmark = pytest.mark.django_db


def load():
    return load_demo(today=TODAY, console=Console(file=StringIO()), communes=4)


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker):
    """Load a slice of the province once for all tests here, and take it back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        # As Django's own TestCase does it: commands may begin their durable transactions inside.
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True
        loaded = load()
        yield loaded
        transaction.set_rollback(True)


def test_every_state_of_a_duty_and_of_a_submission_occurs_and_the_counts_make_the_total(province):
    counts = province.duties

    assert {state for state in DutyState if counts.of(state)} == set(DutyState)
    assert counts.total == sum(counts.of(state) for state in DutyState) == Duty.objects.count()
    assert set(Submission.objects.values_list("state", flat=True)) == set(Submission.State.values)


def test_the_plan_is_whole_and_nothing_waits_for_a_choice(province):
    assert province.tasks == 23
    assert not Phrase.objects.filter(settled_at=None).exists()


def test_the_chain_is_unbroken_and_runs_forward_in_time_and_holds_no_password(province):
    previous, words, moments = GENESIS, [], []
    for entry in AuditEntry.objects.order_by("sequence"):
        assert entry.previous_hash == previous
        assert entry.hash == link_hash(previous_hash=previous, body=body_of(entry))
        previous = entry.hash
        words.append(str(entry.details))
        moments.append(entry.at)

    assert moments == sorted(moments)
    assert not any(read_people().password in text or "argon2" in text or "md5$" in text for text in words)


def test_a_second_load_changes_nothing(province):
    entries = AuditEntry.objects.count()

    load()

    assert is_loaded()
    assert AuditEntry.objects.count() == entries


@pytest.mark.usefixtures("province")
def test_every_sign_in_works_and_holds_the_roles_that_the_sign_in_page_says(settings):
    shown = {row[0]: row[1:] for row in read_demo_sign_ins(settings.TANTAM_DEMO_DIR)}

    for person in read_people().sign_ins:
        user = authenticate(username=person.username, password=read_people().password)
        assert user is not None, person.username
        held = list(Membership.objects.filter(user=user).select_related("unit").order_by("id"))
        roles = " và ".join(row.get_role_display() for row in held)
        units = dict.fromkeys(row.unit.short_name for row in held)
        assert shown[person.username] == (roles, " và ".join(units))


@pytest.mark.usefixtures("province")
def test_nobody_else_can_sign_in_and_no_address_leads_anywhere():
    signs_in = {person.username for person in read_people().sign_ins}

    assert not any(user.has_usable_password() for user in User.objects.exclude(username__in=signs_in))
    assert all(user.email.endswith("@example.invalid") for user in User.objects.all())


@pytest.mark.usefixtures("province")
def test_who_files_does_not_sign_and_papers_are_older_than_the_report():
    for row in Submission.objects.exclude(state="DRAFT"):
        by = dict(row.events.order_by("id").values_list("kind", "by"))
        assert by["FILED"] != by.get("SIGNED_OFF")
    for document in IssuedDocument.objects.select_related("submission"):
        filed = document.submission.events.filter(kind="FILED").order_by("id").first()
        assert filed is None or document.issued_on <= filed.book_date
    assert not SubmissionEvent.objects.filter(book_date__gte=TODAY).exists()


def test_the_desk_of_the_reporter_of_ba_to_has_something_of_everything(province):
    states = {row.task_code: row.submission for row in ba_to(now=True)}

    assert states["I.1"] == "RETURNED"
    assert states["II.1"] == "FILED"
    assert states["II.2"] == "DRAFT"
    assert states["IV.1.b"] == "SENT_BACK"
    assert [row.task_code for row in ba_to(now=False) if row.done_on is None] == ["III.1"]


def ba_to(*, now: bool):
    unit = Unit.objects.get(code="X21484")
    plan_id = find_demo_plan()
    rows = list_duties(plan_id=plan_id, scope=Scope(unit_ids=frozenset({unit.pk})))
    return [row for row in rows if row.period_code == ("2026" if now else "2026-H1")]


def test_the_loans_of_ba_to_hold_and_some_are_behind(province):
    loans = LoanBalance.objects.count()
    assert loans > 20
    assert 0 < LoanEvent.objects.filter(kind="PAID").values("loan").distinct().count() < loans
    assert_all_agree()
    assert any(loan.overdue_vnd for loan in LoanBalance.objects.all())


def test_both_reforms_reach_somebody(province):
    for run in ReformRun.objects.all():
        assert any(moved["gain_vnd"] for moved in run.result["moved"]), run.reform.name


@pytest.mark.usefixtures("province")
def test_groups_stand_at_every_point_of_their_way_in_ba_to():
    groups = Group.objects.filter(commune__state_code="21484")

    assert set(groups.values_list("state", flat=True)) == {"ACTIVE", "WAITING", "FORMING"}
    for group in groups.filter(state="ACTIVE"):
        assert group.members.filter(ends_before=None).count() >= 5
        assert group.seats.filter(ends_before=None).count() == 2
        assert group.contracts.filter(ends_before=None).exists()


def test_lists_of_requests_stand_at_many_steps(province):
    states = list(RequestList.objects.order_by("id").values_list("state", flat=True))

    assert {"NOTIFIED", "VOTED", "CONFIRMED", "RETURNED"} <= set(states)
    assert LoanRequest.objects.filter(state="APPROVED", loan__isnull=False).exists()
