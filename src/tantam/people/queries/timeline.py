"""Everything that is known to have happened to a household, in one line of time, newest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.core.law.facts import FACTS
from tantam.people.models import BankBalance, Household, ListRow, Member, Status
from tantam.people.parts.current import facts_known, statuses_of
from tantam.people.parts.listed import TAKEN
from tantam.people.parts.scope import get_household_in
from tantam.people.parts.sealed import fact_value
from tantam.people.queries.household import Sight, decision_words, fact_words, person_words, status_words


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened on a day: what kind, in words, by which paper, and when it was recorded."""

    on: date
    kind: str  # STATUS | MEMBER | FACT | LIST | DEBT
    words: str
    ground: str = ""
    recorded_at: datetime | None = None


def list_happenings(*, scope: Scope, household_id: int, sight: Sight) -> list[Happening]:
    """Return what is known at a moment to have happened to a household by a day.

    :raises OutOfScope: if there is no such household for this actor.
    """
    row = get_household_in(scope, household_id)
    sources = (_of_statuses, _of_members, _of_facts, _of_lists, _of_debts)
    found = [happening for source in sources for happening in source(row, sight) if happening.on <= sight.day]
    return sorted(found, key=lambda happening: (happening.on, happening.kind), reverse=True)


def _of_statuses(row: Household, sight: Sight) -> Iterator[Happening]:
    homes = defaultdict(list)
    for member in Member.objects.filter(household=row):
        homes[member.person_id].append(member)
    for status in statuses_of([row.pk], at=sight.at).select_related("decision", "person").order_by("id"):
        if status.person and not _lived_here(status, homes[status.person.merged_into_id or status.person.pk]):
            continue
        label = status_words(status, unmasked=sight.unmasked)
        if status.person is not None:
            label = f"{label} – {person_words(status.person)}"
        open_to_see = sight.unmasked or status.kind_sealed is None
        ground = decision_words(status.decision) if open_to_see else ""
        began = _("Vào diện: %(label)s") % {"label": label}
        # An ending has its own row: the paper of that row decided the end.
        own = status.replaces_id is None
        yield Happening(status.starts_on, "STATUS", began, ground if own else "", status.recorded_at)
        if status.ends_before is not None:
            ended = _("Ra khỏi diện: %(label)s") % {"label": label}
            yield Happening(status.ends_before, "STATUS", ended, ground, status.recorded_at)


def _lived_here(status: Status, memberships: Iterable[Member]) -> bool:
    """Tell whether a status of a person held on a day on which they belonged to the household."""
    return any(
        (member.ends_before is None or status.starts_on < member.ends_before)
        and (status.ends_before is None or member.starts_on < status.ends_before)
        for member in memberships
    )


def _of_members(row: Household, _sight: Sight) -> Iterator[Happening]:
    for member in Member.objects.filter(household=row).select_related("person").order_by("id"):
        names = {"name": person_words(member.person), "relation": str(member.get_relation_display())}
        yield Happening(member.starts_on, "MEMBER", _("Vào hộ: %(name)s (%(relation)s)") % names)
        if member.ends_before is not None:
            yield Happening(member.ends_before, "MEMBER", _("Rời hộ: %(name)s (%(relation)s)") % names)


def _of_facts(row: Household, sight: Sight) -> Iterator[Happening]:
    for fact in facts_known(sight.at).filter(household=row).order_by("id"):
        if FACTS[fact.name].sensitive and not sight.unmasked:
            yield Happening(fact.starts_on, "FACT", _("Ghi một thông tin được bảo mật"), "", fact.recorded_at)
            continue
        words = f"{FACTS[fact.name].vi} {fact_words(fact.name, fact_value(fact))}"
        yield Happening(fact.starts_on, "FACT", words, fact.source, fact.recorded_at)


def _of_lists(row: Household, sight: Sight) -> Iterator[Happening]:
    lines = ListRow.objects.filter(household=row, official_list__state="IN_FORCE", fate__in=TAKEN).select_related(
        "official_list__decision"
    )
    seen: set[int] = set()
    for line in lines.order_by("id"):
        found = line.official_list
        if found.pk in seen or (found.approved_at is not None and found.approved_at > sight.at):
            continue
        seen.add(found.pk)
        words = _("Danh sách được duyệt: %(kind)s %(year)s") % {"kind": found.get_kind_display(), "year": found.year}
        ground = decision_words(found.decision) if found.decision else ""
        yield Happening(found.effective_on, "LIST", words, ground, found.approved_at)


def _of_debts(row: Household, sight: Sight) -> Iterator[Happening]:
    rows = BankBalance.objects.filter(household=row, statement__recorded_at__lte=sight.at)
    sums: dict[date, tuple[int, datetime]] = {}
    for balance in rows.select_related("statement"):
        before, _at = sums.get(balance.statement.as_of, (0, None))
        sums[balance.statement.as_of] = (before + balance.principal_vnd, balance.statement.recorded_at)
    for day, (principal_vnd, recorded_at) in sums.items():
        words = _("Dư nợ theo bản kê của ngân hàng: %(sum)s đ") % {"sum": f"{principal_vnd:,}".replace(",", ".")}
        yield Happening(day, "DEBT", words, "", recorded_at)
