"""What the daily digest is made of: open work, who answers for it, what waits, and what was sent before."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max, Q

from tantam.access.models import Membership
from tantam.access.roles import PROVINCE_KINDS
from tantam.base.asked import EVERYTHING, Scope
from tantam.base.models import AuditEntry
from tantam.core.reminders import Part, Work
from tantam.plans.models import Duty, ReminderDigest, Submission, SubmissionEvent
from tantam.units.queries import list_unit_and_children_ids

State = Submission.State
_WORDS = ("unit__name", "task__code", "task__content", "period__label", "task__plan__number")
_STEP_OF = {
    State.FILED: SubmissionEvent.Kind.FILED,
    State.SENT_BACK: SubmissionEvent.Kind.SENT_BACK,
    State.RETURNED: SubmissionEvent.Kind.RETURNED,
    State.SIGNED_OFF: SubmissionEvent.Kind.SIGNED_OFF,
}


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A duty that is open on a day, with the words a line needs."""

    duty_id: int
    unit_id: int
    unit_name: str
    task_code: str
    task: str
    period: str
    plan: str
    work: Work
    reason: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A signed-off submission that waits for the coordinator since a day."""

    unit_id: int
    since: date


@dataclass(slots=True)
class Recipient:
    """A person who may get a digest: what they do for which units, and what they coordinate."""

    user_id: int
    language: str
    has_mail: bool
    parts: dict[int, frozenset[Part]] = field(default_factory=dict)
    coordinates: Scope | None = None


def find_last_run_day(*, before: date) -> date | None:
    """Return the last day before a day for which the digests were made; None if they never were."""
    runs = AuditEntry.objects.filter(command="plans.send_reminders", book_date__lt=before)
    return runs.order_by("-sequence").values_list("book_date", flat=True).first()


def list_open_work(*, on: date) -> list[OpenWork]:
    """Return the duties that are open on a day, in order of due day; tasks that were withdrawn left out."""
    rows = (
        Duty.objects.filter(exempt=False, done_on=None, opens_on__lte=on, task__withdrawn_at=None)
        .order_by("due_on", "task__order", "unit__order", "id")
        .values("id", "unit_id", "opens_on", "due_on", *_WORDS, "submission__id", "submission__state")
    )
    steps = _last_steps((State.FILED, State.SENT_BACK, State.RETURNED))
    return [_open_work(row, steps) for row in rows]


def _open_work(row: Mapping[str, Any], steps: Mapping[int, tuple[date, str]]) -> OpenWork:
    since, reason = steps.get(row["submission__id"], (None, ""))
    filed = row["submission__state"] == State.FILED
    return OpenWork(
        duty_id=row["id"],
        unit_id=row["unit_id"],
        unit_name=row["unit__name"],
        task_code=row["task__code"],
        task=row["task__content"],
        period=row["period__label"],
        plan=row["task__plan__number"],
        work=Work(
            opens_on=row["opens_on"],
            due_on=row["due_on"],
            filed_on=since if filed else None,
            returned_on=None if filed else since,
        ),
        reason="" if filed else reason,
    )


def list_waiting_for_acceptance() -> list[Waiting]:
    """Return the signed-off submissions that nobody accepted or returned yet."""
    steps = _last_steps((State.SIGNED_OFF,))
    rows = Submission.objects.filter(state=State.SIGNED_OFF).values_list("id", "duty__unit_id")
    return [Waiting(unit_id=unit_id, since=steps[number][0]) for number, unit_id in rows if number in steps]


def _last_steps(states: tuple[Submission.State, ...]) -> dict[int, tuple[date, str]]:
    """Return, for submissions in these states, the day and the reason of the step that led there."""
    of_their_state = Q()
    for state in states:
        of_their_state |= Q(submission__state=state, kind=_STEP_OF[state])
    rows = SubmissionEvent.objects.filter(of_their_state).order_by("id")
    return {number: (day, reason) for number, day, reason in rows.values_list("submission", "book_date", "reason")}


def list_recipients(*, on: date) -> list[Recipient]:
    """Return the people who report, sign or coordinate on a day, each once whatever roles they hold.

    Where a unit has nobody for one part, whoever has the other part gets its lines too.
    """
    rows = (
        Membership.objects.filter(
            role__in=("REPORTER", "APPROVER", "COORDINATOR"), user__is_active=True, starts_on__lte=on
        )
        .filter(Q(ends_before=None) | Q(ends_before__gt=on))
        .order_by("user_id", "id")
        .values_list("user_id", "user__language", "user__email", "unit_id", "unit__kind", "role")
    )
    people: dict[int, Recipient] = {}
    held: dict[int, dict[int, set[Part]]] = defaultdict(lambda: defaultdict(set))
    for user_id, language, email, unit_id, kind, role in rows:
        person = people.setdefault(user_id, Recipient(user_id, language, has_mail=bool(email)))
        if role == "COORDINATOR":
            person.coordinates = _joined(person.coordinates, _scope(unit_id, kind))
        else:
            held[unit_id][user_id].add(Part.REPORTS if role == "REPORTER" else Part.SIGNS)
    for unit_id, by_person in held.items():
        vacant = set(Part) - set().union(*by_person.values())
        for user_id, parts in by_person.items():
            people[user_id].parts[unit_id] = frozenset(parts | vacant)
    return list(people.values())


def _scope(unit_id: int, kind: str) -> Scope:
    if kind in PROVINCE_KINDS:
        return EVERYTHING
    return Scope(unit_ids=frozenset(list_unit_and_children_ids(unit_id)))


def _joined(left: Scope | None, right: Scope) -> Scope:
    if left is None:
        return right
    return Scope(all_units=left.all_units or right.all_units, unit_ids=left.unit_ids | right.unit_ids)


def list_unsent_since(*, before: date) -> dict[int, date]:
    """Return, for people whose latest digests were never sent, the day of the first of those.

    What stood in them is told again in the next digest.
    """
    earlier = ReminderDigest.objects.filter(day__lt=before)
    sent = dict(
        earlier.exclude(sent_at=None).values_list("user_id").annotate(last=Max("day")).values_list("user_id", "last")
    )
    unsent: dict[int, date] = {}
    for user_id, day in earlier.filter(sent_at=None).order_by("day").values_list("user_id", "day"):
        if user_id not in sent or day > sent[user_id]:
            unsent.setdefault(user_id, day)
    return unsent
