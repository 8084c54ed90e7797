"""Writing an approved list to the register, a piece at a time: persons, households, members, statuses, facts."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from tantam.core.lists.difference import CLASSES, LISTED, Step, step_to
from tantam.core.lists.readings import RowReading
from tantam.people.models import Decision, Fact, Household, ListRow, OfficialList, Status
from tantam.people.parts.current import facts_known, holding_on, statuses_known
from tantam.people.parts.list_homes import settle_homes, settle_persons
from tantam.people.parts.list_left_out import leave_out_moved
from tantam.people.parts.listed import classes_in_force, open_row
from tantam.people.parts.matching import pieces
from tantam.people.parts.recording import lock_commune, write_fact
from tantam.people.parts.sealed import fact_value, seal_fact

INCOME: Final = "income_vnd"
DEPRIVATIONS: Final = "deprivations"
_AT_ONCE: Final = 500
# A list is recorded at the moment of its approval, but written later: it builds on all that is known by then.
_LATEST: Final = datetime(9999, 1, 1, tzinfo=UTC)


def write_rows(official_list: OfficialList, rows: Sequence[ListRow], *, at: datetime) -> None:
    """Write rows of a list: who they are, where they live, what class their household is of from the day on.

    Rows of persons who moved to another commune since the approval are refused instead.
    """
    readings = {row.pk: open_row(row).reading for row in rows}
    if official_list.kind != OfficialList.Kind.REMOVALS:
        lock_commune(official_list.commune_id)  # not before the rows are unsealed, which takes longest
        rows = leave_out_moved(official_list, rows)
        if not rows:
            return
        settle_persons(rows, readings, at=at)
        settle_homes(official_list, rows, readings, at=at)
        ListRow.objects.bulk_update(rows, ["person", "household"], batch_size=200)
        _write_facts(official_list, rows, readings, at=at)
    _write_classes(official_list, rows, at=at)


def end_who_went_out(official_list: OfficialList, *, at: datetime, most: int) -> int:
    """End the class of households that a year's list no longer names; return how many were looked at.

    They are newly escaped from the day on. Households that were ended are not found again, so that a piece
    after another goes on where that one stopped.
    """
    if official_list.kind != OfficialList.Kind.YEARLY:
        return 0
    named = ListRow.objects.filter(official_list=official_list, household__isnull=False).values("household_id")
    gone = (
        statuses_known(_LATEST)
        .filter(holding_on(official_list.effective_on), kind__in=LISTED, recorded_at__lte=at)
        .filter(household__commune_id=official_list.commune_id)
        .exclude(household_id__in=named)
        .order_by("household_id")
        .values_list("household_id", flat=True)
        .distinct()[:most]
    )
    households = [household for household in gone if household is not None]
    _apply(official_list, dict.fromkeys(households, ("", True)), at=at)
    return len(households)


def _write_classes(official_list: OfficialList, rows: Sequence[ListRow], *, at: datetime) -> None:
    """Give every household of the rows the class of its head's row, or of the first row that has one."""
    wanted: dict[int, tuple[str, bool]] = {}
    for row in sorted(rows, key=lambda one: not one.is_head):
        household = row.household_id
        if household is None or household in wanted:
            continue
        if official_list.kind == OfficialList.Kind.REMOVALS:
            wanted[household] = ("", row.escapes)
        elif row.standing:
            wanted[household] = (row.standing, True)
    _apply(official_list, wanted, at=at)


def _apply(official_list: OfficialList, wanted: dict[int, tuple[str, bool]], *, at: datetime) -> None:
    """End and begin statuses, so that each household is of its class from the list's day on."""
    assert official_list.decision is not None
    day, decision = official_list.effective_on, official_list.decision
    now: dict[int, dict[str, Status]] = {}
    before: dict[int, dict[str, Status]] = {}
    later: dict[int, date] = {}
    for piece in pieces(sorted(wanted)):
        now.update(classes_in_force(piece, at=_LATEST, day=day))
        before.update(classes_in_force(piece, at=_LATEST, day=day - timedelta(days=1)))
        later.update(_later_classes(piece, day=day))
    made: list[Status] = []
    for household, (after, escapes) in wanted.items():
        kinds = now.get(household, {})
        # A class that began with this day is corrected: who was never poor does not escape.
        was_listed = bool(LISTED & before.get(household, {}).keys())
        step = step_to(kinds.keys(), after, escapes=escapes and was_listed)
        ends = later.get(household)
        made += _rows_of_step(household, kinds, step, days=(day, ends), decision=decision, at=at)
    Status.objects.bulk_create(made, batch_size=_AT_ONCE)


def _later_classes(households: Iterable[int], *, day: date) -> dict[int, date]:
    """Return the first day after a day from which on a household is of a class by a list that came earlier."""
    rows = statuses_known(_LATEST).filter(household_id__in=list(households), kind__in=CLASSES, starts_on__gt=day)
    return {row.household_id or 0: row.starts_on for row in rows.order_by("-starts_on")}


def _rows_of_step(
    household: int,
    kinds: dict[str, Status],
    step: Step,
    *,
    days: tuple[date, date | None],
    decision: Decision,
    at: datetime,
) -> list[Status]:
    """Return the rows of the ends and the beginnings; what would end on its first day never held.

    What begins lasts until the day, if there is one, from which on a later list has spoken already.
    """
    day, ends_before = days
    made = [
        Status(
            household_id=household,
            kind=kind,
            starts_on=kinds[kind].starts_on,
            ends_before=day if kinds[kind].starts_on < day else kinds[kind].ends_before,
            is_withdrawal=kinds[kind].starts_on >= day,
            decision=decision,
            recorded_at=max(at, kinds[kind].recorded_at),
            replaces=kinds[kind],
        )
        for kind in sorted(step.ends)
    ]
    made += [
        Status(
            household_id=household,
            kind=kind,
            starts_on=day,
            ends_before=ends_before,
            decision=decision,
            recorded_at=at,
        )
        for kind in sorted(step.starts)
    ]
    return made


def _write_facts(
    official_list: OfficialList, rows: Sequence[ListRow], readings: dict[int, RowReading], *, at: datetime
) -> None:
    """Write income and deprivations of the households, where the list says them and they are news."""
    said: dict[tuple[int, str], int] = {}
    for row in sorted(rows, key=lambda one: not one.is_head):
        for name, value in ((INCOME, readings[row.pk].income_vnd), (DEPRIVATIONS, readings[row.pk].deprivations)):
            if value is not None and row.household_id is not None:
                said.setdefault((row.household_id, name), value)
    known = _facts_in_force({household for household, _name in said}, day=official_list.effective_on)
    source = official_list.decision.title if official_list.decision else ""
    fresh = []
    for (household, name), value in said.items():
        if (household, name) not in known:
            fresh.append(_new_fact(official_list, household, name, value, source=source, at=at))
        elif known[household, name] != value:
            write_fact(
                household=Household.objects.get(id=household),
                name=name,
                value=value,
                starts_on=official_list.effective_on,
                source=source,
                decision=official_list.decision,
                at=max(at, _last_recorded(household, name)),
            )
    Fact.objects.bulk_create(fresh, batch_size=_AT_ONCE)


def _last_recorded(household: int, name: str) -> datetime:
    """Return when something was recorded last under a name that the household has a fact of."""
    return Fact.objects.filter(household_id=household, name=name).latest("recorded_at").recorded_at


def _facts_in_force(households: Iterable[int], *, day: date) -> dict[tuple[int, str], object]:
    """Return the values known of the two facts; one that begins later counts too, so that it is cut and not doubled."""
    found: dict[tuple[int, str], object] = {}
    for piece in pieces(sorted(households)):
        rows = facts_known(_LATEST).filter(household_id__in=piece, name__in=(INCOME, DEPRIVATIONS))
        for row in rows.order_by("starts_on"):
            if row.starts_on <= day and (row.ends_before is None or row.ends_before > day):
                found[row.household_id, row.name] = fact_value(row)
            else:
                found.setdefault((row.household_id, row.name), None)
    return found


def _new_fact(official_list: OfficialList, household: int, name: str, value: int, *, source: str, at: datetime) -> Fact:
    sealed = name == INCOME
    return Fact(
        household_id=household,
        name=name,
        value=None if sealed else value,
        value_sealed=seal_fact(name, value) if sealed else None,
        starts_on=official_list.effective_on,
        source=source,
        decision=official_list.decision,
        recorded_at=at,
    )


assert set(CLASSES) <= set(Status.Kind.values)
