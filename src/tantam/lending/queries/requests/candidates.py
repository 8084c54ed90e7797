"""Who of a group may ask for a loan, and what may be chosen on the request."""

from dataclasses import dataclass
from datetime import date

from tantam.base.asked import Scope
from tantam.core.eligibility.establishments import facts_asked, programmes_for_establishments
from tantam.core.law.programme import Lending
from tantam.core.requests.way import allowed_months
from tantam.groups.models import GroupMember
from tantam.groups.parts.days import holding_on
from tantam.ledger.chart import load_chart, name_of
from tantam.lending.law_files import load_steps
from tantam.lending.models import LoanRequest, RequestList
from tantam.lending.parts.owing import facts_of_establishment
from tantam.lending.parts.requests.scope import get_lending_group
from tantam.lending.parts.requests.steps import BANK_KINDS
from tantam.people.models import Household, Member
from tantam.people.parts.current import holding_on as living_on
from tantam.people.parts.scope import get_establishment_in, narrow_households
from tantam.people.queries.household import person_words
from tantam.programmes.law_files import load_law
from tantam.programmes.law_table import rows_on
from tantam.programmes.wording.numbers import in_language
from tantam.units.models import Unit
from tantam.units.queries import get_areas


@dataclass(frozen=True, slots=True)
class LendingGroup:
    """A group through which requests are brought; `list_id` is the list that is being written, if there is one."""

    id: int
    code: str
    name: str
    village: str
    commune: str
    state: str
    list_id: int | None

    @property
    def title(self) -> str:
        """Return what the group is called."""
        return self.name or self.code


@dataclass(frozen=True, slots=True)
class MemberChoice:
    """A member with the household, who stands for it, and whether the household waits for an answer already."""

    member_id: int
    household_id: int
    household_code: str
    name: str
    waits: bool

    @property
    def words(self) -> str:
        """Return what a choice says."""
        return f"{self.name} ({self.household_code})"


def find_lending_group(*, scope: Scope, group_id: int) -> LendingGroup:
    """Return the group.

    :raises OutOfScope: if there is none for this actor.
    """
    group = get_lending_group(scope, group_id)
    being_written = RequestList.objects.filter(group=group, state=RequestList.State.WRITTEN).first()
    return LendingGroup(
        id=group.pk,
        code=group.code,
        name=group.name,
        village=group.village.name,
        commune=str(group.commune),
        state=group.state,
        list_id=being_written.pk if being_written else None,
    )


def list_member_choices(*, scope: Scope, group_id: int, on: date) -> list[MemberChoice]:
    """Return the members of a group on a day, by name.

    :raises OutOfScope: if there is no such group for this actor.
    """
    group = get_lending_group(scope, group_id)
    rows = list(
        GroupMember.objects.filter(holding_on(on), group=group).select_related("household", "person__merged_into")
    )
    open_ones = LoanRequest.objects.filter(
        state=LoanRequest.State.OPEN, household_id__in=[row.household_id for row in rows]
    )
    waiting = set(open_ones.values_list("household_id", flat=True))
    lines = [
        MemberChoice(
            member_id=row.pk,
            household_id=row.household_id,
            household_code=row.household.code,
            name=person_words(row.person.merged_into or row.person),
            waits=row.household_id in waiting,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (line.name, line.household_code))


def find_household(*, scope: Scope, code: str) -> tuple[int, str] | None:
    """Return the number and the head's name of the household of a code in scope; None if there is none."""
    rows = narrow_households(Household.objects.filter(merged_into=None, code=code.strip()), scope)
    found = rows.first()
    if found is None:
        return None
    head = found.members.filter(ends_before=None, relation=Member.Relation.HEAD).select_related("person").first()
    return found.pk, person_words(head.person) if head else ""


def list_lent_programmes(*, on: date) -> list[tuple[str, str]]:
    """Return the programmes under which new loans are made on a day: code and name."""
    law = load_law()
    rows = rows_on(law, on)
    return [(row.code, in_language(law.programmes[row.code].name)) for row in rows if row.lending is Lending.OPEN]


def list_programmes_for_establishments(*, on: date) -> list[tuple[str, str]]:
    """Return the programmes under which establishments may borrow on a day: code and name."""
    law = load_law()
    return [(code, in_language(law.programmes[code].name)) for code in programmes_for_establishments(law, on)]


def list_facts_asked(*, scope: Scope, establishment_id: int, on: date) -> tuple[str, ...]:
    """Return what the law of a day asks of an establishment beside where it works: names of `core/law/facts.py`.

    :raises OutOfScope: if there is no such establishment for this actor.
    """
    row = get_establishment_in(scope, establishment_id)
    return facts_asked(load_law(), known=facts_of_establishment(row, {}, areas=get_areas(on=on)), on=on)


def list_sources() -> list[tuple[str, str]]:
    """Return the sources of capital: code and name."""
    sources = load_chart().sources
    return [(code, name_of(sources[code])) for code in sorted(sources, key=lambda code: sources[code].order)]


def list_frequencies(*, on: date) -> list[int]:
    """Return how many months may lie between two instalments under any programme that lends."""
    law = load_steps()
    months = {each for code, _name in list_lent_programmes(on=on) for each in allowed_months(law, code, on)}
    return sorted(months)


def list_lending_offices(*, scope: Scope) -> list[tuple[str, str]]:
    """Return the bank's offices in scope: code and name."""
    rows = Unit.objects.filter(kind__in=BANK_KINDS, valid_to=None).order_by("order", "name_folded")
    return [(row.code, row.short_name) for row in rows if scope.covers(row.pk)]


def list_adults(*, household_id: int, on: date) -> list[tuple[str, str]]:
    """Return the adult members of a household on a day: name and year of birth, the head first (for 01/UQ)."""
    rows = Member.objects.filter(living_on(on), household_id=household_id).select_related("person")
    order = list(Member.Relation.values)
    adults = [row for row in rows if row.person.birth_year is None or on.year - row.person.birth_year >= 18]
    return [
        (person_words(row.person), str(row.person.birth_year or ""))
        for row in sorted(adults, key=lambda row: (order.index(row.relation), row.pk))
    ]
