"""My desk: what needs a unit today, each duty in one list, and the figures the unit answers for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from tantam.base.asked import Scope
from tantam.core.duties import DutyState, Tally, state_of, tally
from tantam.core.submissions import SubmissionState
from tantam.core.text import fold
from tantam.plans.models import Contribution, Duty, Party, Period
from tantam.plans.queries.duty_lines import DutyLine, duty_line, duty_rows, list_last_steps, submission_of

_PLACES: Final[Mapping[SubmissionState, str]] = {
    SubmissionState.RETURNED: "returned",
    SubmissionState.SENT_BACK: "returned",
    SubmissionState.FILED: "to_sign",
    SubmissionState.SIGNED_OFF: "waiting_acceptance",
    SubmissionState.ACCEPTED: "finished",
}


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """A task and period that wait for the unit's part; `waiting_count` lead units did not sign off yet."""

    task_id: int
    task_code: str
    task_content: str
    period_id: int
    period_label: str
    due_on: date
    waiting_count: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What a unit has on its desk on a day. The lists share no duty."""

    returned: tuple[DutyLine, ...]
    to_sign: tuple[DutyLine, ...]
    late: tuple[DutyLine, ...]
    drafts: tuple[DutyLine, ...]
    due: tuple[DutyLine, ...]
    waiting_acceptance: tuple[DutyLine, ...]
    upcoming: tuple[DutyLine, ...]
    contributions: tuple[ContributionLine, ...]
    tally: Tally


def get_desk(*, unit_id: int, scope: Scope, on: date) -> Desk:
    """Return the desk of a unit in scope, soonest deadline first."""
    assert scope.covers(unit_id)
    rows = list(duty_rows().filter(unit_id=unit_id).order_by("due_on", "task__order", "id"))
    sent_home = [row.id for row in rows if _place(row, on) == "returned"]
    steps = list_last_steps(sent_home)
    places: dict[str, list[DutyLine]] = {}
    for row in rows:
        line = duty_line(row, on=on, last_step=steps.get(row.id))
        places.setdefault(_place(row, on), []).append(line)
    return Desk(
        returned=tuple(places.get("returned", ())),
        to_sign=tuple(places.get("to_sign", ())),
        late=tuple(places.get("late", ())),
        drafts=tuple(places.get("drafts", ())),
        due=tuple(places.get("due", ())),
        waiting_acceptance=tuple(places.get("waiting_acceptance", ())),
        upcoming=tuple(places.get("upcoming", ())),
        contributions=tuple(_contributions(unit_id=unit_id, on=on)),
        tally=_tally_of(rows, on),
    )


def count_states(*, scope: Scope, on: date) -> Tally:
    """Count all duties in scope by state; the database counts, whatever their number."""
    total = Tally()
    for opens_on, due_on, done_on, exempt, count in (
        _in_scope(scope).values_list("opens_on", "due_on", "done_on", "exempt").annotate(count=Count("id"))
    ):
        state = state_of(opens_on=opens_on, due_on=due_on, done_on=done_on, exempt=exempt, on=on)
        total += Tally(**{state.value.lower(): count})
    return total


@dataclass(frozen=True, slots=True)
class DutyFilter:
    """Which duties are listed; nothing set is all of them. `text` is sought in unit names and task codes."""

    state: DutyState | None = None
    period_id: int | None = None
    text: str = ""


def count_duties(*, scope: Scope, on: date, chosen: DutyFilter) -> int:
    """Return how many duties `list_duties` finds in all."""
    return _found(scope, on, chosen).count()


def list_duties(*, scope: Scope, on: date, chosen: DutyFilter, start: int = 0, count: int = 50) -> list[DutyLine]:
    """Return duties in scope, soonest deadline first."""
    rows = _found(scope, on, chosen).order_by("due_on", "unit__order", "task__order", "id")
    return [duty_line(row, on=on) for row in rows[start : start + count]]


def list_duty_periods(*, scope: Scope) -> list[tuple[int, str]]:
    """Return the periods in which there are duties in scope, earliest deadline first: number and label."""
    rows = Period.objects.filter(duties__in=_in_scope(scope)).distinct().order_by("due_on", "id")
    return list(rows.values_list("id", "label"))


def in_state(state: DutyState, *, on: date) -> Q:
    """Return the condition under which a duty is in a state on a day; it says what `state_of` says."""
    done = Q(done_on__lte=on)
    if state is DutyState.EXEMPT:
        return Q(exempt=True)
    if state is DutyState.DONE_ON_TIME:
        return Q(exempt=False) & done & Q(done_on__lte=F("due_on"))
    if state is DutyState.DONE_LATE:
        return Q(exempt=False) & done & Q(done_on__gt=F("due_on"))
    still_open = Q(exempt=False) & (Q(done_on=None) | Q(done_on__gt=on))
    if state is DutyState.OPEN_OVERDUE:
        return still_open & Q(due_on__lt=on)
    if state is DutyState.NOT_DUE:
        return still_open & Q(opens_on__gt=on)
    return still_open & Q(due_on__gte=on, opens_on__lte=on)


def _found(scope: Scope, on: date, chosen: DutyFilter) -> QuerySet[Duty]:
    rows = _in_scope(scope)
    if chosen.state is not None:
        rows = rows.filter(in_state(chosen.state, on=on))
    if chosen.period_id is not None:
        rows = rows.filter(period_id=chosen.period_id)
    for word in fold(chosen.text).split():
        rows = rows.filter(Q(unit__name_folded__contains=word) | Q(task__code__iexact=word))
    return rows


def _in_scope(scope: Scope) -> QuerySet[Duty]:
    rows = duty_rows()
    return rows if scope.all_units else rows.filter(unit_id__in=scope.unit_ids)


def _place(row: Duty, on: date) -> str:
    """Return the one list of the desk in which a duty stands."""
    submission = submission_of(row)
    state = state_of(opens_on=row.opens_on, due_on=row.due_on, done_on=row.done_on, exempt=row.exempt, on=on)
    if state is DutyState.EXEMPT:
        return "finished"
    if submission and submission.state in _PLACES:
        return _PLACES[SubmissionState(submission.state)]
    if state is DutyState.OPEN_OVERDUE:
        return "late"
    if submission:
        return "drafts"
    return "upcoming" if state is DutyState.NOT_DUE else "due"


def _tally_of(rows: Iterable[Duty], on: date) -> Tally:
    return tally(
        state_of(opens_on=row.opens_on, due_on=row.due_on, done_on=row.done_on, exempt=row.exempt, on=on)
        for row in rows
    )


def _contributions(*, unit_id: int, on: date) -> list[ContributionLine]:
    """Return the open task-periods that the unit coordinates and has added nothing to."""
    written = Contribution.objects.filter(task_id=OuterRef("task_id"), period_id=OuterRef("period_id"), unit_id=unit_id)
    coordinated = Party.objects.filter(unit_id=unit_id, role="COORDINATING").values("task_id")
    rows = (
        Duty.objects.filter(
            task_id__in=coordinated, task__withdrawn_at=None, exempt=False, done_on=None, opens_on__lte=on
        )
        .filter(~Exists(written))
        .values_list("task_id", "task__code", "task__content", "period_id", "period__label", "period__due_on")
        .annotate(waiting=Count("id", filter=~Q(unit_id=unit_id)))
        .order_by("period__due_on", "task__order", "task_id")
    )
    return [ContributionLine(*row) for row in rows if row[-1]]
