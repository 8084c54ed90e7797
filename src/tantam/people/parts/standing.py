"""The write steps of statuses and facts: rows are added, and replaced by other rows, never changed."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.base.sealing import seal
from tantam.core.law.facts import FACTS, FactKind
from tantam.people.models import Decision, Fact, Household, Person, Status
from tantam.people.parts.current import facts_known, statuses_known
from tantam.people.parts.sealed import SENSITIVE_KINDS, STATUS_KIND, seal_fact, status_kind


class UnableToRecord(Refusal):
    """The register cannot take this as it stands."""


def write_status(
    *,
    subject: Household | Person,
    kind: str,
    starts_on: date,
    ends_before: date | None,
    decision: Decision,
    at: datetime,
    replaces: Status | None = None,
) -> Status:
    """Write a status down; a sensitive kind is sealed.

    :raises UnableToRecord: if it ends before it begins, or one of that kind is known for days of it.
    """
    _check_order(starts_on, ends_before)
    owner = {"household": subject} if isinstance(subject, Household) else {"person": subject}
    _refuse_overlap(owner, kind, (starts_on, ends_before), at=at, but=replaces)
    return _add_status(
        replaces, owner, kind=kind, starts_on=starts_on, ends_before=ends_before, decision=decision, at=at
    )


def end_status(status: Status, *, ends_before: date, decision: Decision, at: datetime) -> Status:
    """Write down that a status ends: a row in its place, with the day, by a decision.

    :raises UnableToRecord: if it was replaced before, or would end before it began.
    """
    _check_replaceable(status)
    _check_order(status.starts_on, ends_before)
    days = (status.starts_on, ends_before)
    _refuse_overlap(_owner(status), status_kind(status), days, at=at, but=status)
    return _add_status(
        status,
        _owner(status),
        kind=status_kind(status),
        starts_on=status.starts_on,
        ends_before=ends_before,
        decision=decision,
        at=at,
    )


def withdraw_status(status: Status, *, at: datetime) -> Status:
    """Write down that a status never held: it was recorded by mistake.

    :raises UnableToRecord: if it was replaced before.
    """
    _check_replaceable(status)
    return Status.objects.create(
        **_owner(status),
        kind=status.kind,
        kind_sealed=status.kind_sealed,
        starts_on=status.starts_on,
        ends_before=status.ends_before,
        decision_id=status.decision_id,
        recorded_at=at,
        replaces=status,
        is_withdrawal=True,
    )


def write_fact(
    *,
    household: Household,
    name: str,
    value: Any,
    starts_on: date,
    ends_before: date | None = None,
    source: str,
    decision: Decision | None = None,
    at: datetime,
) -> Fact:
    """Write a fact down; what was known of that name gives way on the days of the new one, and stays on others.

    The value fits the catalogue's kind; a day is a date, and None a day known to be none.

    :raises UnableToRecord: if it ends before it begins.
    """
    assert value_fits(name, value)
    _check_order(starts_on, ends_before)
    replaces = None
    known = list(facts_known(at).filter(household=household, name=name))
    for row in (row for row in known if _overlap(row, starts_on, ends_before)):
        if _cut_fact(row, starts_on, ends_before, at):
            continue
        if replaces is None:
            replaces = row
        else:
            _withdraw_fact(row, at)
    return _add_fact(
        replaces,
        household_id=household.pk,
        name=name,
        **_kept(name, value),
        starts_on=starts_on,
        ends_before=ends_before,
        source=source,
        decision_id=decision.pk if decision else None,
        recorded_at=at,
    )


def value_fits(name: str, value: Any) -> bool:
    """Tell whether a value is of the kind that the catalogue says."""
    fact = FACTS[name]
    if fact.kind is FactKind.YES_NO:
        return isinstance(value, bool)
    if fact.kind in {FactKind.COUNT, FactKind.VND}:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if fact.kind is FactKind.DAY:
        return value is None or isinstance(value, date)
    return value in fact.choices


def _kept(name: str, value: Any) -> dict[str, Any]:
    plain = value.isoformat() if isinstance(value, date) else value
    return {"value_sealed": seal_fact(name, plain)} if FACTS[name].sensitive else {"value": plain}


def _copied(row: Fact) -> dict[str, Any]:
    return {
        "household_id": row.household_id,
        "name": row.name,
        "value": row.value,
        "value_sealed": row.value_sealed,
        "source": row.source,
        "decision_id": row.decision_id,
    }


def _cut_fact(row: Fact, starts_on: date, ends_before: date | None, at: datetime) -> bool:
    """Put in a row's place what of it lies before and after the days of another; tell whether anything does."""
    pieces: list[tuple[date, date | None]] = []
    if row.starts_on < starts_on:
        pieces.append((row.starts_on, starts_on))
    if ends_before is not None and (row.ends_before is None or ends_before < row.ends_before):
        pieces.append((ends_before, row.ends_before))
    for place, (begins, ends) in enumerate(pieces):
        _add_fact(None if place else row, **_copied(row), starts_on=begins, ends_before=ends, recorded_at=at)
    return bool(pieces)


def _withdraw_fact(row: Fact, at: datetime) -> None:
    _add_fact(
        row,
        **_copied(row),
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        recorded_at=at,
        is_withdrawal=True,
    )


def _add_fact(replaces: Fact | None, **content: Any) -> Fact:
    return Fact.objects.create(replaces=replaces, **content)


def _add_status(
    replaces: Status | None,
    owner: dict[str, Any],
    *,
    kind: str,
    starts_on: date,
    ends_before: date | None,
    decision: Decision,
    at: datetime,
) -> Status:
    shown, sealed = kept_kind(kind)
    return Status.objects.create(
        **owner,
        kind=shown,
        kind_sealed=sealed,
        starts_on=starts_on,
        ends_before=ends_before,
        decision=decision,
        recorded_at=at,
        replaces=replaces,
    )


def kept_kind(kind: str) -> tuple[str, bytes | None]:
    """Return what the two columns of a kind of status hold; a sensitive one is sealed."""
    if kind in SENSITIVE_KINDS:
        return Status.Kind.SEALED, seal(kind, purpose=STATUS_KIND)
    return kind, None


def _owner(status: Status) -> dict[str, Any]:
    return {"household_id": status.household_id} if status.household_id else {"person_id": status.person_id}


def _refuse_overlap(
    owner: dict[str, Any], kind: str, days: tuple[date, date | None], *, at: datetime, but: Status | None
) -> None:
    for row in statuses_known(at).filter(**owner):
        if (but is None or row.pk != but.pk) and status_kind(row) == kind and _overlap(row, *days):
            raise UnableToRecord(
                _("Diện này đã được ghi từ ngày %(day)s. Hãy kết thúc hoặc hủy diện đã ghi trước.")
                % {"day": f"{row.starts_on:%d/%m/%Y}"}
            )


def _overlap(row: Status | Fact, starts_on: date, ends_before: date | None) -> bool:
    begins_in_time = ends_before is None or row.starts_on < ends_before
    return begins_in_time and (row.ends_before is None or starts_on < row.ends_before)


def _check_order(starts_on: date, ends_before: date | None) -> None:
    if ends_before is not None and ends_before <= starts_on:
        raise UnableToRecord(_("Ngày kết thúc phải sau ngày bắt đầu."))


def _check_replaceable(status: Status) -> None:
    if status.is_withdrawal or Status.objects.filter(replaces=status).exists():
        raise UnableToRecord(_("Dòng này đã được thay bằng dòng khác. Hãy tải lại trang để xem dòng hiện hành."))
