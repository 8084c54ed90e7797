"""Exemption, extension and addition: who decided, why, by which document, the old date and the new."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from tantam.base.errors import AlreadyDone, NotAllowed, OutOfScope, RequestConflict
from tantam.base.models import AuditEntry
from tantam.exchange.attachments import read_attachment
from tantam.plans.commands.decisions import (
    UnableToAddDuty,
    UnableToDecide,
    UnableToExempt,
    UnableToExtend,
    add_duty,
    exempt_duty,
    extend_duty,
)
from tantam.plans.models import Duty, DutyDecision
from tests.support.attachments import PDF
from tests.support.submissions import sign

pytestmark = pytest.mark.django_db

GROUNDS = {
    "decided_by": "Chủ tịch Ủy ban nhân dân tỉnh",
    "reason": "Xã đang khắc phục bão số 12.",
    "document": "Thông báo 88/TB-UBND ngày 20/11/2026",
}
LATER = date(2026, 12, 31)


@pytest.fixture
def ground(small_plan, cast, duty):
    """Return the arguments of an addition: Mộ Đức gets II.3, which it only coordinates."""
    return {
        "task_id": small_plan.tasks["II.3"].id,
        "unit_id": cast.units["X21400"].id,
        "period_id": small_plan.periods["2026"].id,
    }


def test_an_exemption_names_who_why_and_by_which_document(cast, duty):
    number = exempt_duty(asked=cast.asked("lan"), duty_id=duty.id, attachment=read_attachment(PDF, "88.pdf"), **GROUNDS)

    decision = DutyDecision.objects.get(id=number)
    assert {name: getattr(decision, name) for name in GROUNDS} == GROUNDS
    assert (decision.kind, decision.old_due_on, decision.new_due_on) == (
        "EXEMPTION",
        duty.due_on,
        duty.due_on,
    )
    assert decision.recorded_by_name == "Trần Thị Lan"
    assert decision.file is not None
    assert Duty.objects.get(id=duty.id).exempt


def test_an_exemption_drops_no_duty_from_the_total(cast, duty):
    before = Duty.objects.count()

    exempt_duty(asked=cast.asked("lan"), duty_id=duty.id, **GROUNDS)

    assert Duty.objects.count() == before


def test_an_extension_keeps_the_first_date_and_each_date_between(cast, duty):
    extend_duty(asked=cast.asked("lan"), duty_id=duty.id, new_due_on=date(2026, 12, 20), **GROUNDS)
    extend_duty(asked=cast.asked("lan"), duty_id=duty.id, new_due_on=LATER, **GROUNDS)

    moved = Duty.objects.get(id=duty.id)
    assert (moved.original_due_on, moved.due_on) == (date(2026, 12, 15), LATER)
    dates = DutyDecision.objects.order_by("id").values_list("old_due_on", "new_due_on")
    assert list(dates) == [(date(2026, 12, 15), date(2026, 12, 20)), (date(2026, 12, 20), LATER)]


@pytest.mark.parametrize("day", [date(2026, 12, 15), date(2026, 12, 1)])
def test_an_extension_goes_to_a_later_day(cast, duty, day):
    with pytest.raises(UnableToExtend, match="15/12/2026"):
        extend_duty(asked=cast.asked("lan"), duty_id=duty.id, new_due_on=day, **GROUNDS)


@pytest.mark.parametrize("missing", GROUNDS)
def test_no_decision_without_who_why_and_the_document(cast, duty, ground, missing):
    grounds = GROUNDS | {missing: "  "}

    with pytest.raises(UnableToDecide, match="người quyết định"):
        exempt_duty(asked=cast.asked("lan"), duty_id=duty.id, **grounds)
    with pytest.raises(UnableToDecide, match="người quyết định"):
        extend_duty(asked=cast.asked("lan"), duty_id=duty.id, new_due_on=LATER, **grounds)
    with pytest.raises(UnableToDecide, match="người quyết định"):
        add_duty(asked=cast.asked("lan"), **ground, **grounds)

    assert not DutyDecision.objects.exists()


def test_what_is_done_is_neither_exempted_nor_made_timely(cast, duty):
    sign(cast, duty)

    with pytest.raises(UnableToExempt, match="22/11/2026"):
        exempt_duty(asked=cast.asked("lan"), duty_id=duty.id, **GROUNDS)
    with pytest.raises(UnableToExtend, match="22/11/2026"):
        extend_duty(asked=cast.asked("lan"), duty_id=duty.id, new_due_on=LATER, **GROUNDS)


def test_a_duty_is_exempted_once(cast, duty):
    exempt_duty(asked=cast.asked("lan"), duty_id=duty.id, **GROUNDS)

    with pytest.raises(UnableToExempt, match="trước đó"):
        exempt_duty(asked=cast.asked("lan"), duty_id=duty.id, **GROUNDS)
    with pytest.raises(UnableToExtend, match="miễn"):
        extend_duty(asked=cast.asked("lan"), duty_id=duty.id, new_due_on=LATER, **GROUNDS)


def test_a_duty_is_added_after_the_opening_with_its_decision(cast, ground):
    before = Duty.objects.count()

    number = add_duty(asked=cast.asked("lan"), due_on=LATER, **ground, **GROUNDS)

    duty = Duty.objects.get(id=number)
    decision = DutyDecision.objects.get(duty=duty)
    assert (duty.unit.short_name, duty.due_on, duty.original_due_on) == ("Mộ Đức", LATER, LATER)
    assert (decision.kind, decision.old_due_on, decision.new_due_on) == (
        "ADDITION",
        date(2026, 12, 15),
        LATER,
    )
    assert Duty.objects.count() == before + 1


def test_a_unit_has_a_duty_once(cast, ground):
    add_duty(asked=cast.asked("lan"), **ground, **GROUNDS)

    with pytest.raises(UnableToAddDuty, match="đã có"):
        add_duty(asked=cast.asked("lan"), **ground, **GROUNDS)


def test_an_added_duty_is_not_due_before_its_period(cast, ground):
    with pytest.raises(UnableToAddDuty, match="15/12/2026"):
        add_duty(asked=cast.asked("lan"), due_on=date(2026, 12, 1), **ground, **GROUNDS)


def test_no_duty_is_added_where_there_is_no_period_or_task_for_it(cast, small_plan, ground):
    period, task = small_plan.periods["2026"], small_plan.tasks["II.3"]
    with pytest.raises(OutOfScope):
        add_duty(asked=cast.asked("lan"), **ground | {"unit_id": 10**9}, **GROUNDS)

    task.withdrawn_at = period.opened_at
    task.save()
    with pytest.raises(UnableToAddDuty, match="không báo cáo"):
        add_duty(asked=cast.asked("lan"), **ground, **GROUNDS)

    period.opened_at = None
    period.save()
    with pytest.raises(UnableToAddDuty, match="chưa mở"):
        add_duty(asked=cast.asked("lan"), **ground, **GROUNDS)


@pytest.mark.parametrize("who", ["hoa", "minh", "tam", "binh", "dung", "quan"])
def test_only_the_coordinator_decides(cast, duty, ground, who):
    with pytest.raises(NotAllowed):
        exempt_duty(asked=cast.asked(who), duty_id=duty.id, **GROUNDS)
    with pytest.raises(NotAllowed):
        extend_duty(asked=cast.asked(who), duty_id=duty.id, new_due_on=LATER, **GROUNDS)
    with pytest.raises(NotAllowed):
        add_duty(asked=cast.asked(who), **ground, **GROUNDS)


@pytest.mark.parametrize("name", ["exempt", "extend", "add"])
def test_the_same_decision_asked_twice_is_recorded_once(cast, duty, ground, name):
    run, arguments = {
        "exempt": (exempt_duty, {"duty_id": duty.id}),
        "extend": (extend_duty, {"duty_id": duty.id, "new_due_on": LATER}),
        "add": (add_duty, ground),
    }[name]

    first = run(asked=cast.asked("lan", key="k"), **arguments, **GROUNDS)

    with pytest.raises(AlreadyDone) as repeat:
        run(asked=cast.asked("lan", key="k"), **arguments, **GROUNDS)
    with pytest.raises(RequestConflict):
        run(asked=cast.asked("lan", key="k"), **arguments, **GROUNDS | {"reason": "Khác."})
    assert repeat.value.result == first
    assert DutyDecision.objects.count() == AuditEntry.objects.count() == 1


def test_the_database_refuses_to_change_a_decision(cast, duty):
    exempt_duty(asked=cast.asked("lan"), duty_id=duty.id, **GROUNDS)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DutyDecision.objects.update(reason="Khác.")
