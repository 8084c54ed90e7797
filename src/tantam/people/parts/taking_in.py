"""Taking in many households at once: what is refused and why, and what is written, in few statements.

The checks are those of recording a household by itself (`commands/households.py`), made over a whole batch. A
household is taken whole or not at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from tantam.base.asked import Asked
from tantam.base.rows import reserve_ids, write_rows
from tantam.core.identity import read_number
from tantam.core.text import fold, nfc
from tantam.people.models import Decision, Household, Member, Person, Status
from tantam.people.parts.checking import check_person
from tantam.people.parts.current import statuses_known
from tantam.people.parts.kinds import OF_PERSONS
from tantam.people.parts.matching import pieces
from tantam.people.parts.recording import (
    FILLED,
    Paper,
    PersonFields,
    UnableToRecord,
    fill_over,
    find_or_write_villages,
    highest_number,
    identity_index,
    person_values,
    write_decision,
)
from tantam.people.parts.sealed import status_kind
from tantam.people.parts.standing import kept_kind
from tantam.units.models import Commune

CODE_MAX: Final = 30
_RELATIONS: Final = frozenset(Member.Relation.values)
_SEXES: Final = frozenset(Person.Sex.values)
_KINDS: Final = frozenset(Status.Kind.values) - {Status.Kind.SEALED}
_HOUSEHOLD: Final = ("id", "code", "commune", "village", "address", "recorded_at")
_PERSON: Final = ("id", "recorded_at", *FILLED)
_MEMBER: Final = ("household", "person", "relation", "starts_on")
_STATUS: Final = (
    *("household", "person", "kind", "kind_sealed", "starts_on", "ends_before", "decision", "recorded_at"),
    "is_withdrawal",
)


@dataclass(frozen=True, slots=True)
class TakenStatus:
    """A status as another register has it: its days (half-open) and the paper that decided it."""

    kind: str
    starts_on: date
    paper: Paper
    ends_before: date | None = None


@dataclass(frozen=True, slots=True)
class TakenPerson:
    """A member of a household of another register, and the line of the file that says so."""

    line: int
    person: PersonFields
    relation: str
    statuses: tuple[TakenStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenHousehold:
    """A household of another register with its members, one of them its head; without a code it gets the next one."""

    line: int
    code: str
    village_name: str
    starts_on: date
    members: tuple[TakenPerson, ...]
    address: str = ""
    statuses: tuple[TakenStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """Which households of a batch are taken, with the identity indexes of their members; which lines are not, and why.

    The reasons are codes; nothing in them names anybody.
    """

    taken: list[tuple[TakenHousehold, tuple[str, ...]]]
    refused: list[tuple[int, str]]


@dataclass(slots=True)
class _Known:
    """What the register knows of a batch: persons by the index of their card, who of them lives somewhere, codes."""

    persons: dict[str, Person] = field(default_factory=dict)
    at_home: set[int] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    kinds: dict[int, list[Status]] = field(default_factory=dict)


def sort_out(asked: Asked, households: Sequence[TakenHousehold], decisions: dict[Paper, Decision | None]) -> Fate:
    """Tell the households that can be taken from those that cannot, each with the line and the code of its reason."""
    indexes = [tuple(_index(member.person) for member in household.members) for household in households]
    known = _known(asked, households, indexes)
    fate = Fate([], [])
    seen: set[str] = set()
    for household, found in zip(households, indexes, strict=True):
        line, reason = _fault(asked, household, found, known=known, seen=seen, decisions=decisions)
        if reason:
            fate.refused.append((line, reason))
        else:
            fate.taken.append((household, found))
            seen.update(index for index in found if index)
            seen.add(f"code {nfc(household.code).strip()}")
    return fate


def find_decisions(asked: Asked, commune_id: int, households: Iterable[TakenHousehold]) -> dict[Paper, Decision | None]:
    """Return the decision of every paper, written down where it is new; None for one that cannot be.

    There are few papers in a register: a year's list is one.
    """
    papers = {
        status.paper
        for household in households
        for status in (*household.statuses, *(each for member in household.members for each in member.statuses))
    }
    decisions: dict[Paper, Decision | None] = {}
    for paper in sorted(papers, key=lambda one: (one.issuer, one.number, one.signed_on)):
        decisions[paper] = None
        if paper.number.strip() and paper.issuer.strip() and paper.title.strip() and paper.signed_on <= asked.book_date:
            try:
                decisions[paper] = write_decision(commune_id=commune_id, paper=paper)
            except UnableToRecord:
                continue
    return decisions


def write_taken(asked: Asked, commune: Commune, fate: Fate, decisions: dict[Paper, Decision | None]) -> int:
    """Write the households of a batch with all that belongs to them; return how many persons they have."""
    taken = fate.taken
    homes = _write_households(asked, commune, [household for household, _indexes in taken])
    persons = _write_persons(asked, taken)
    members: list[tuple[Any, ...]] = []
    statuses: list[tuple[Any, ...]] = []
    for home, (household, _indexes) in zip(homes, taken, strict=True):
        statuses += [_status(asked, row, decisions, household=home) for row in household.statuses]
        for member in household.members:
            person = persons[len(members)]
            members.append((home, person, member.relation, household.starts_on))
            statuses += [_status(asked, row, decisions, person=person) for row in member.statuses]
    write_rows(Member, _MEMBER, members)
    write_rows(Status, _STATUS, statuses)
    return len(persons)


def _index(person: PersonFields) -> str:
    return identity_index(person.identity) if read_number(person.identity) else ""


def _known(asked: Asked, households: Sequence[TakenHousehold], indexes: Sequence[tuple[str, ...]]) -> _Known:
    known = _Known()
    for piece in pieces(sorted({index for found in indexes for index in found if index})):
        for row in Person.objects.filter(identity_index__in=piece):
            assert row.identity_index is not None
            known.persons[row.identity_index] = row
    ids = [row.pk for row in known.persons.values()]
    for some in pieces(ids):
        open_homes = Member.objects.filter(person_id__in=some, ends_before=None)
        known.at_home.update(open_homes.values_list("person_id", flat=True))
        for status in statuses_known(asked.at).filter(person_id__in=some):
            known.kinds.setdefault(status.person_id or 0, []).append(status)
    for codes in pieces(sorted({nfc(household.code).strip() for household in households if household.code})):
        known.codes.update(Household.objects.filter(code__in=codes).values_list("code", flat=True))
    return known


def _fault(
    asked: Asked,
    household: TakenHousehold,
    indexes: tuple[str, ...],
    *,
    known: _Known,
    seen: set[str],
    decisions: dict[Paper, Decision | None],
) -> tuple[int, str]:
    """Return the line and the code of the first fault of a household; no code for a sound one."""
    reason = _fault_of_home(asked, household, known=known, seen=seen, decisions=decisions)
    if reason:
        return household.line, reason
    own: set[str] = set()
    for member, index in zip(household.members, indexes, strict=True):
        reason = _fault_of_member(member, known=known, decisions=decisions, index=index)
        if not reason and index and (index in seen or index in own):
            reason = "IDENTITY_TWICE"
        if reason:
            return member.line, reason
        own.add(index)
    return household.line, ""


def _fault_of_home(
    asked: Asked,
    household: TakenHousehold,
    *,
    known: _Known,
    seen: set[str],
    decisions: dict[Paper, Decision | None],
) -> str:
    code = nfc(household.code).strip()
    if len(code) > CODE_MAX:
        return "CODE"
    if code and (code in known.codes or f"code {code}" in seen):
        return "CODE_TAKEN"
    if household.starts_on > asked.book_date:
        return "DAY_AHEAD"
    if [member.relation for member in household.members].count(Member.Relation.HEAD) != 1:
        return "ONE_HEAD"
    if any(status.kind in OF_PERSONS for status in household.statuses):
        return "STATUS_KIND"
    return _fault_of_statuses(household.statuses, decisions=decisions)


def _fault_of_member(member: TakenPerson, *, known: _Known, decisions: dict[Paper, Decision | None], index: str) -> str:
    if reason := _fault_of_person(member):
        return reason
    person = known.persons.get(index)
    if person is not None and person.merged_into_id is not None:
        return "IDENTITY_TAKEN"
    if person is not None and person.pk in known.at_home:
        return "AT_HOME"
    if any(status.kind not in OF_PERSONS for status in member.statuses):
        return "STATUS_KIND"
    before = known.kinds.get(person.pk, []) if person is not None else []
    return _fault_of_statuses(member.statuses, decisions=decisions, before=before)


def _fault_of_person(member: TakenPerson) -> str:
    if member.relation not in _RELATIONS:
        return "RELATION"
    if member.person.sex not in _SEXES:
        return "SEX"
    if not member.person.full_name.strip():
        return "NAME"
    try:
        check_person(member.person)
    except UnableToRecord:
        return "NUMBERS"
    return ""


def _fault_of_statuses(
    statuses: tuple[TakenStatus, ...], *, decisions: dict[Paper, Decision | None], before: Sequence[Status] = ()
) -> str:
    days: dict[str, list[tuple[date, date]]] = {}
    for row in before:
        days.setdefault(status_kind(row), []).append((row.starts_on, row.ends_before or date.max))
    for status in statuses:
        if status.kind not in _KINDS:
            return "STATUS_KIND"
        ends = status.ends_before or date.max
        if ends <= status.starts_on:
            return "STATUS_DAYS"
        if any(starts < ends and status.starts_on < until for starts, until in days.get(status.kind, ())):
            return "STATUS_OVERLAPS"
        if decisions.get(status.paper) is None:
            return "PAPER"
        days.setdefault(status.kind, []).append((status.starts_on, ends))
    return ""


def _write_households(asked: Asked, commune: Commune, households: Sequence[TakenHousehold]) -> Sequence[int]:
    """Write the households down, and return their numbers in order."""
    villages = find_or_write_villages(commune.pk, {household.village_name for household in households})
    given = {nfc(each.code).strip() for each in households}
    number = highest_number(commune) if "" in given else 0
    ids, rows = reserve_ids(Household, len(households)), []
    for home, household in zip(ids, households, strict=True):
        code = nfc(household.code).strip()
        while not code or (not household.code.strip() and code in given):
            number += 1
            code = f"{commune.state_code}-{number:05d}"
        village = villages.get(fold(nfc(household.village_name).strip()))
        village_id = village.pk if village else None
        rows.append((home, code, commune.pk, village_id, nfc(household.address).strip(), asked.at))
    write_rows(Household, _HOUSEHOLD, rows)
    return ids


def _write_persons(asked: Asked, taken: Sequence[tuple[TakenHousehold, tuple[str, ...]]]) -> Sequence[int]:
    """Write the persons down, and return their numbers in order; who is known by their card is the one they are."""
    known = _persons_of({index for _household, indexes in taken for index in indexes if index})
    pairs = [
        (member.person, index)
        for household, indexes in taken
        for member, index in zip(household.members, indexes, strict=True)
    ]
    fresh = iter(reserve_ids(Person, sum(index not in known for _person, index in pairs)))
    ids, rows = [], []
    for fields, index in pairs:
        if index in known:
            fill_over(known[index], fields)
            ids.append(known[index].pk)
        else:
            ids.append(next(fresh))
            rows.append((ids[-1], asked.at, *person_values(fields, index=index)))
    write_rows(Person, _PERSON, rows)
    Person.objects.bulk_update(known.values(), FILLED, batch_size=50)
    return ids


def _persons_of(indexes: Iterable[str]) -> dict[str, Person]:
    """Return the persons whose cards these are, held until the transaction ends."""
    found: dict[str, Person] = {}
    for piece in pieces(sorted(indexes)):
        for row in Person.objects.select_for_update().filter(identity_index__in=piece).order_by("id"):
            found[row.identity_index or ""] = row
    return found


def _status(
    asked: Asked,
    row: TakenStatus,
    decisions: dict[Paper, Decision | None],
    *,
    household: int | None = None,
    person: int | None = None,
) -> tuple[Any, ...]:
    decision = decisions[row.paper]
    assert decision is not None
    return (household, person, *kept_kind(row.kind), row.starts_on, row.ends_before, decision.pk, asked.at, False)
