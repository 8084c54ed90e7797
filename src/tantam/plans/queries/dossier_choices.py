"""What people choose from while they work on a dossier, and what of it waits for a unit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import lazy
from django.utils.text import capfirst

from tantam.access.models import Membership
from tantam.access.roles import PROVINCE_KINDS
from tantam.core.dossiers import EDITABLE, DossierState, OpinionState, opinion_state
from tantam.plans.models import Dossier, Duty, Opinion, OpinionAnswer, OpinionSettlement
from tantam.plans.queries.duty_lines import submission_of
from tantam.programmes.models import ReformRun

_capitalised = lazy(capfirst, str)

RUNS_SHOWN: Final = 200
ANSWERING: Final = ("REPORTER", "APPROVER")
PAPER_KINDS: Final = [(kind.value, kind.label) for kind in Dossier.Kind]
DOSSIER_STATES: Final = [(state.value, state.label) for state in Dossier.State]
STANCES: Final = [(stance.value, _capitalised(stance.label)) for stance in OpinionAnswer.Stance]
OUTCOMES: Final = [(outcome.value, _capitalised(outcome.label)) for outcome in OpinionSettlement.Outcome]


@dataclass(frozen=True, slots=True)
class RunChoice:
    """A run of a reform that may stand in the annex."""

    id: int
    name: str
    version: int
    unit_name: str
    as_of: date
    run_at: datetime
    run_by_name: str


@dataclass(frozen=True, slots=True)
class DutyChoice:
    """An open duty that the registered paper would fulfil, and what of its submission was seen."""

    id: int
    period_label: str
    due_on: date
    version: int
    has_draft: bool


@dataclass(frozen=True, slots=True)
class AskedLine:
    """An opinion that is asked of a unit and not given yet."""

    dossier_id: int
    title: str
    unit_name: str
    task_code: str
    due_on: date
    state: OpinionState


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A dossier of the unit that is not registered yet."""

    dossier_id: int
    title: str
    task_code: str
    state_label: str
    finished_by_name: str


@dataclass(frozen=True, slots=True)
class DossierDesk:
    """What of the dossiers waits for a unit."""

    asked: tuple[AskedLine, ...]
    to_register: tuple[OwnLine, ...]
    in_work: tuple[OwnLine, ...]


def list_run_choices(*, unit_id: int) -> list[RunChoice]:
    """Return the runs that a unit may rely on, the newest first: its own, the province's and the bank's."""
    rows = ReformRun.objects.filter(Q(reform__unit_id=unit_id) | Q(reform__unit__kind__in=PROVINCE_KINDS))
    rows = rows.select_related("reform__unit", "snapshot").defer("result", "assumptions")
    return [
        RunChoice(
            id=row.id,
            name=row.reform.name,
            version=row.reform.version,
            unit_name=row.reform.unit.name,
            as_of=row.snapshot.as_of,
            run_at=row.run_at,
            run_by_name=row.run_by_name,
        )
        for row in rows.order_by("-run_at", "-id")[:RUNS_SHOWN]
    ]


def list_open_duties(*, dossier_id: int, on: date) -> list[DutyChoice]:
    """Return the open duties of a dossier's unit for its task, soonest deadline first."""
    dossier = Dossier.objects.get(id=dossier_id)
    rows = Duty.objects.filter(
        task_id=dossier.task_id, unit_id=dossier.unit_id, exempt=False, done_on=None, opens_on__lte=on
    ).select_related("period", "submission")
    found = []
    for row in rows.order_by("due_on", "id"):
        submission = submission_of(row)
        found.append(
            DutyChoice(
                id=row.id,
                period_label=row.period.label,
                due_on=row.due_on,
                version=submission.version if submission else 0,
                has_draft=submission is not None,
            )
        )
    return found


def list_people_of(*, unit_ids: Iterable[int], on: date) -> dict[int, list[tuple[int, str]]]:
    """Return who reports and approves for units on a day: users with their language, by unit."""
    people: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Membership.objects.filter(
        unit_id__in=list(unit_ids), role__in=ANSWERING, user__is_active=True, starts_on__lte=on
    ).filter(Q(ends_before=None) | Q(ends_before__gt=on))
    found = rows.order_by("user_id").values_list("unit_id", "user_id", "user__language").distinct()
    for unit_id, user_id, language in found:
        people[unit_id].append((user_id, language))
    return people


def get_dossier_desk(*, unit_id: int, on: date) -> DossierDesk:
    """Return the opinions that are asked of a unit, soonest deadline first, and its own dossiers."""
    answered = OpinionAnswer.objects.filter(opinion=OuterRef("pk"))
    rows = Opinion.objects.filter(~Exists(answered), unit_id=unit_id, dossier__state__in=EDITABLE)
    rows = rows.select_related("dossier__unit", "dossier__task").order_by("due_on", "id")
    own = Dossier.objects.filter(unit_id=unit_id).exclude(state=DossierState.REGISTERED).select_related("task")
    lines = [(row.state, _own_line(row)) for row in own.order_by("opened_at", "id")]
    return DossierDesk(
        asked=tuple(
            AskedLine(
                dossier_id=row.dossier_id,
                title=row.dossier.title,
                unit_name=row.dossier.unit.name,
                task_code=row.dossier.task.code,
                due_on=row.due_on,
                state=opinion_state(answered=False, due_on=row.due_on, on=on),
            )
            for row in rows
        ),
        to_register=tuple(line for state, line in lines if state == DossierState.FINAL),
        in_work=tuple(line for state, line in lines if state != DossierState.FINAL),
    )


def _own_line(row: Dossier) -> OwnLine:
    return OwnLine(
        dossier_id=row.id,
        title=row.title,
        task_code=row.task.code,
        state_label=str(row.get_state_display()),
        finished_by_name=row.finished_by_name,
    )
