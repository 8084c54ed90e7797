"""Lists of requests: all in scope, and those that wait for somebody, the most pressing first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from tantam.base.asked import Actor, Scope
from tantam.core.law.lending_steps import Path, Step
from tantam.core.requests.way import step_after
from tantam.core.text import fold, nfc
from tantam.lending.law_files import load_steps
from tantam.lending.models import LoanRequest, RequestList
from tantam.lending.parts.requests.scope import lists_in
from tantam.lending.parts.requests.steps import BANK_KINDS, DONE
from tantam.units.models import Unit

# Which permission takes which step; the body matters too where one permission is held by several.
_PERMISSIONS: Final = {
    Step.VOTE: "lending.vote_on_requests",
    Step.CONFIRM: "lending.confirm_requests",
    Step.CHECK: "lending.check_requests",
    Step.DECIDE: "lending.decide_requests",
    Step.NOTIFY: "lending.notify_requests",
}
_OF_BANK: Final = frozenset({Step.CHECK, Step.DECIDE, Step.NOTIFY})


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which lists are shown: in a state, of a group or establishment, with words, or those that wait for the reader."""

    text: str = ""
    state: str = ""
    group_id: int | None = None
    establishment_id: int | None = None
    only_mine: bool = False


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list of requests in a list of them; amounts in đồng, `step` is what comes next ("" where nothing does)."""

    id: int
    number: str
    group_id: int | None
    group_code: str
    group_name: str
    village: str
    establishment: str
    commune: str
    office: str
    state: str
    state_label: str
    step: str
    written_on: date
    due_on: date | None
    requests_count: int
    amount_vnd: int


def count_request_lists(*, actor: Actor, chosen: ListFilter) -> int:
    """Return how many lists the filter finds."""
    return _found(actor, chosen).count()


def list_request_lists(*, actor: Actor, chosen: ListFilter, start: int = 0, count: int = 50) -> list[ListLine]:
    """Return the lists in scope that the filter finds; those whose time ends first come first."""
    going = Q(requests__state__in=(LoanRequest.State.OPEN, LoanRequest.State.APPROVED))
    rows = (
        _found(actor, chosen)
        .select_related("group__village", "commune", "office")
        .annotate(going=Count("requests", filter=going), sum_vnd=Sum("requests__amount_vnd", filter=going))
        .annotate(establishment=_establishment_name())
        .order_by(F("due_on").asc(nulls_last=True), "-written_on", "-id")
    )
    return [
        ListLine(
            id=row.pk,
            number=row.number,
            group_id=row.group_id,
            group_code=row.group.code if row.group else "",
            group_name=row.group.name if row.group else "",
            village=row.group.village.name if row.group else "",
            establishment=row.establishment or "",
            commune=str(row.commune),
            office=row.office.short_name,
            state=row.state,
            state_label=str(row.get_state_display()),
            step=step_words(row),
            written_on=row.written_on,
            due_on=row.due_on,
            requests_count=row.going,
            amount_vnd=row.sum_vnd or 0,
        )
        for row in rows[start : start + count]
    ]


def step_words(row: RequestList) -> str:
    """Return the code of what comes next for a list; nothing where nothing does."""
    done = DONE.get(RequestList.State(row.state))
    step = step_after(load_steps(), Path(row.path), done) if done is not None else None
    return step.value if step is not None else ""


def waiting_states(actor: Actor) -> dict[str, set[str]]:
    """Return in which states lists wait for a person, by path."""
    kind = Unit.objects.filter(pk=actor.unit_id or 0).values_list("kind", flat=True).first()
    law, found = load_steps(), {}
    for path in Path:
        mine: set[str] = set()
        for state, done in DONE.items():
            step = step_after(law, path, done)
            if step is not None and actor.may(_PERMISSIONS[step]) and _is_of(kind, step):
                mine.add(state.value)
        found[path.value] = mine
    return found


def _is_of(kind: str | None, step: Step) -> bool:
    """Tell whether a body of a kind takes a step."""
    if step in _OF_BANK:
        return kind in BANK_KINDS
    return step is not Step.CONFIRM or kind == Unit.Kind.COMMUNE_PC


def knows_programmes(actor: Actor) -> bool:
    """Tell whether a person checks or decides for the bank, so that protected programmes have a name for them."""
    kind = Unit.objects.filter(pk=actor.unit_id or 0).values_list("kind", flat=True).first()
    return any(actor.may(_PERMISSIONS[step]) and _is_of(kind, step) for step in (Step.CHECK, Step.DECIDE))


def list_states() -> list[tuple[str, str]]:
    """Return the states of lists with their words."""
    return [(code, str(label)) for code, label in RequestList.State.choices]


def list_waiting(*, actor: Actor) -> list[ListLine]:
    """Return the first lists that wait for a person."""
    if not actor.may("lending.see_requests"):
        return []
    return list_request_lists(actor=actor, chosen=ListFilter(only_mine=True), count=20)


def count_lists_of_group(*, scope: Scope, group_id: int) -> int:
    """Return how many lists of requests a group has."""
    return lists_in(scope).filter(group_id=group_id).count()


def _found(actor: Actor, chosen: ListFilter) -> QuerySet[RequestList]:
    rows = lists_in(actor.scope)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.group_id is not None:
        rows = rows.filter(group_id=chosen.group_id)
    if chosen.establishment_id is not None:
        own = LoanRequest.objects.filter(establishment_id=chosen.establishment_id)
        rows = rows.filter(id__in=own.values("list_id"))
    if chosen.only_mine:
        rows = rows.filter(_any(Q(path=path, state__in=states) for path, states in waiting_states(actor).items()))
    for word in nfc(chosen.text).split():
        of_establishment = LoanRequest.objects.filter(
            Q(establishment__code__iexact=word) | Q(establishment__name_folded__contains=fold(word))
        )
        rows = rows.filter(
            Q(number__icontains=word)
            | Q(group__code__icontains=word)
            | Q(group__village__key__icontains=word.lower())
            | Q(id__in=of_establishment.values("list_id"))
        )
    return rows


def _establishment_name() -> Subquery:
    """Return the name of the establishment that asks on a list, NULL where a household does."""
    asking = LoanRequest.objects.filter(list_id=OuterRef("pk"), establishment__isnull=False).order_by("order")
    return Subquery(asking.values("establishment__name")[:1])


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=())
    for condition in conditions:
        found |= condition
    return found
