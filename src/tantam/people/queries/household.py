"""One household as it stands on a day, as far as was known at a moment; what is protected is masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.core.ethnicities import ETHNICITIES
from tantam.core.identity import mask_number
from tantam.core.law.facts import FACTS, FactKind
from tantam.people.models import Decision, Fact, Household, Member, Person, Status
from tantam.people.parts.current import facts_known, holding_on, statuses_of
from tantam.people.parts.debts import balances_known
from tantam.people.parts.kinds import FROM_LISTS
from tantam.people.parts.scope import get_household_in
from tantam.people.parts.sealed import (
    ethnicity_of,
    fact_value,
    identity_of,
    old_identity_of,
    phone_of,
    status_kind,
)

L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class Sight:
    """How a household is looked at: as known at a moment, on a day, with or without what is protected."""

    at: datetime
    day: date
    unmasked: bool = False


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member; numbers are masked and the ethnic group is hidden (None) unless unmasked."""

    id: int
    person_id: int
    name: str
    sex: str
    birth: str
    relation: str
    is_head: bool
    identity: str
    old_identity: str
    phone: str
    ethnicity: str | None
    starts_on: date


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A status in force; whose it is is empty for the household's own."""

    id: int
    label: str
    person_id: int | None
    whose: str
    starts_on: date
    ends_before: date | None
    decision: str
    is_protected: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact in force: the question, and the answer in words."""

    name: str
    question: str
    answer: str
    starts_on: date
    source: str
    is_protected: bool


@dataclass(frozen=True, slots=True)
class DebtLine:
    """A balance by the bank's statement of a day; đồng."""

    programme: str
    source: str
    principal_vnd: int
    as_of: date


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """What the page of a household shows."""

    id: int
    code: str
    commune: str
    village: str
    address: str
    head: str
    merged_into: int | None
    unmasked: bool
    members: tuple[MemberLine, ...]
    statuses: tuple[StatusLine, ...]
    facts: tuple[FactLine, ...]
    debts: tuple[DebtLine, ...]


def get_household_page(*, scope: Scope, household_id: int, sight: Sight) -> HouseholdPage:
    """Return a household as it was known at a moment and stood on a day.

    :raises OutOfScope: if there is none for this actor.
    """
    row = get_household_in(scope, household_id)
    members = [_member(member, sight) for member in _members(row, sight.day)]
    statuses = statuses_of([row.pk], at=sight.at, day=sight.day).select_related("decision", "person")
    facts = facts_known(sight.at).filter(holding_on(sight.day), household=row)
    debts = balances_known(at=sight.at, day=sight.day).filter(household=row, principal_vnd__gt=0)
    return HouseholdPage(
        id=row.pk,
        code=row.code,
        commune=str(row.commune),
        village=row.village.name if row.village else "",
        address=row.address,
        head=next((member.name for member in members if member.is_head), ""),
        merged_into=row.merged_into_id,
        unmasked=sight.unmasked,
        members=tuple(members),
        statuses=tuple(_status(status, sight) for status in statuses.order_by("-starts_on", "-id")),
        # Protected ones last: their place among the others would tell their names.
        facts=tuple(sorted((_fact(fact, sight) for fact in facts.order_by("name", "id")), key=_is_protected)),
        debts=tuple(
            DebtLine(debt.programme, debt.source, debt.principal_vnd, debt.statement.as_of)
            for debt in debts.select_related("statement").order_by("programme", "source")
        ),
    )


def get_status_line(*, scope: Scope, household_id: int, status_id: int, sight: Sight) -> StatusLine:
    """Return one status in force of a household.

    :raises OutOfScope: if there is none for this actor.
    """
    page = get_household_page(scope=scope, household_id=household_id, sight=sight)
    return _one((line for line in page.statuses if line.id == status_id), _("Không tìm thấy diện này."))


def get_member_line(*, scope: Scope, household_id: int, member_id: int, sight: Sight) -> MemberLine:
    """Return one member of a household.

    :raises OutOfScope: if there is none for this actor.
    """
    page = get_household_page(scope=scope, household_id=household_id, sight=sight)
    return _one((line for line in page.members if line.id == member_id), _("Không tìm thấy người này trong hộ."))


def status_words(row: Status, *, unmasked: bool) -> str:
    """Return what a status is called; a protected one says only that it is protected."""
    return str(Status.Kind(status_kind(row)).label) if unmasked else str(row.get_kind_display())


def person_words(row: Person) -> str:
    """Return a person's name, or that it was erased."""
    return row.full_name or _("(đã xóa dữ liệu)")


def birth_words(person: Person) -> str:
    """Return the day of birth, or only the year where that is all that is known."""
    if person.birth_date is not None:
        return f"{person.birth_date:%d/%m/%Y}"
    return str(person.birth_year or "")


def decision_words(row: Decision) -> str:
    """Return how a paper is cited."""
    return _("%(number)s ngày %(day)s của %(issuer)s") % {
        "number": row.number,
        "day": f"{row.signed_on:%d/%m/%Y}",
        "issuer": row.issuer,
    }


def fact_words(name: str, value: Any) -> str:
    """Return the answer of a fact in words."""
    fact = FACTS[name]
    if value is None:
        return _("không có")
    if fact.kind is FactKind.YES_NO:
        return _("có") if value else _("không")
    if fact.kind is FactKind.DAY:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if fact.kind in {FactKind.COUNT, FactKind.VND}:
        return f"{value:,}".replace(",", ".")
    return choice_words(value)


def choice_words(code: str) -> str:
    """Return the words for a choice of the fact `poverty_class`."""
    return {
        "POOR": _("hộ nghèo"),
        "NEAR_POOR": _("hộ cận nghèo"),
        "AVERAGE": _("hộ có mức sống trung bình"),
        "NONE": _("không thuộc diện nào"),
    }[code]


def _one(lines: Iterable[L], sentence: str) -> L:
    for line in lines:
        return line
    raise OutOfScope(sentence)


def _members(row: Household, day: date) -> list[Member]:
    rows = row.members.filter(holding_on(day)).select_related("person")
    order = list(Member.Relation.values)
    return sorted(rows, key=lambda member: (order.index(member.relation), member.pk))


def _member(row: Member, sight: Sight) -> MemberLine:
    person = row.person
    shown = (lambda number: number) if sight.unmasked else mask_number
    return MemberLine(
        id=row.pk,
        person_id=person.pk,
        name=person_words(person),
        sex=str(person.get_sex_display()),
        birth=birth_words(person),
        relation=str(row.get_relation_display()),
        is_head=row.relation == Member.Relation.HEAD,
        identity=shown(identity_of(person)),
        old_identity=shown(old_identity_of(person)),
        phone=shown(phone_of(person)),
        ethnicity=ETHNICITIES.get(ethnicity_of(person), "") if sight.unmasked else None,
        starts_on=row.starts_on,
    )


def _status(row: Status, sight: Sight) -> StatusLine:
    return StatusLine(
        id=row.pk,
        label=status_words(row, unmasked=sight.unmasked),
        person_id=row.person_id,
        whose=person_words(row.person) if row.person else "",
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        decision=decision_words(row.decision) if sight.unmasked or row.kind_sealed is None else "",
        is_protected=row.kind_sealed is not None,
        may_change=row.kind not in FROM_LISTS,
    )


def _is_protected(line: FactLine) -> bool:
    return line.is_protected


def _fact(row: Fact, sight: Sight) -> FactLine:
    hidden = FACTS[row.name].sensitive and not sight.unmasked
    return FactLine(
        name="" if hidden else row.name,
        question=_("Thông tin được bảo mật") if hidden else FACTS[row.name].vi,
        answer="•••" if hidden else fact_words(row.name, fact_value(row)),
        starts_on=row.starts_on,
        source="" if hidden else row.source,
        is_protected=FACTS[row.name].sensitive,
    )
