"""What a list changes against what is in force, and the households of its decision."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tantam.base.asked import Scope
from tantam.core.lists.difference import CLASSES, LISTED, Change, change_between, class_of
from tantam.people.models import Household, ListRow, Member, OfficialList
from tantam.people.parts.current import holding_on, statuses_known
from tantam.people.parts.list_left_out import approved_rows
from tantam.people.parts.listed import get_list_in, open_row
from tantam.people.parts.matching import pieces
from tantam.people.queries.lists import standing_word


@dataclass(frozen=True, slots=True)
class HouseholdChange:
    """A household of a list: its head and village, its class before and after; `row` is the head's row, if any."""

    key: str
    before: str
    after: str
    row_id: int | None = None
    household_id: int | None = None
    code: str = ""
    head_name: str = ""
    village: str = ""

    @property
    def change(self) -> Change:
        """Return what happens to the household's class."""
        return change_between(self.before, self.after)

    @property
    def before_word(self) -> str:
        """Return the class before in words."""
        return standing_word(self.before)

    @property
    def after_word(self) -> str:
        """Return the class after in words."""
        return standing_word(self.after)


@dataclass(frozen=True, slots=True)
class Difference:
    """How many households come in, go out, change and stay, and the first of those that do not stay."""

    counts: Mapping[Change, int]
    shown: tuple[HouseholdChange, ...]

    @property
    def total(self) -> int:
        """Return how many households there are in all."""
        return sum(self.counts.values())

    @property
    def hidden(self) -> int:
        """Return how many changes are not shown."""
        return self.total - self.counts[Change.UNCHANGED] - len(self.shown)


@dataclass(frozen=True, slots=True)
class DecisionContent:
    """What the decision says: whose it is, number and day where it has them, and the households."""

    commune: str
    commune_name: str
    issuer: str
    kind: str
    year: int
    effective_on: date
    households: tuple[HouseholdChange, ...]
    number: str = ""
    signed_on: date | None = None
    signer: str = ""
    signer_title: str = ""


def get_difference(*, scope: Scope, list_id: int, at: datetime, most: int = 200) -> Difference:
    """Return what a list changes; after its approval, what it changed then.

    :raises OutOfScope: if there is none, or it is another commune's.
    """
    official_list = get_list_in(scope, list_id)
    counts = dict.fromkeys(Change, 0)
    shown: list[HouseholdChange] = []
    for change in sorted(_changes(official_list, at=at), key=lambda one: (list(Change).index(one.change), one.key)):
        counts[change.change] += 1
        if change.change is not Change.UNCHANGED and len(shown) < most:
            shown.append(change)
    return Difference(counts=counts, shown=tuple(_named(shown)))


def get_decision_content(*, scope: Scope, list_id: int, at: datetime) -> DecisionContent:
    """Return the content of the decision on a list: a draft before approval, the final one after.

    :raises OutOfScope: if there is none, or it is another commune's.
    """
    official_list = get_list_in(scope, list_id)
    commune = official_list.commune
    households = _named(list(_changes(official_list, at=at)))
    content = DecisionContent(
        commune=str(commune),
        commune_name=commune.name,
        issuer=f"Ủy ban nhân dân {commune}",
        kind=official_list.kind,
        year=official_list.year,
        effective_on=official_list.effective_on,
        households=tuple(sorted(households, key=lambda one: (one.village, one.head_name, one.key))),
    )
    decision = official_list.decision
    if decision is None:
        return content
    return replace(
        content,
        issuer=decision.issuer,
        number=decision.number,
        signed_on=decision.signed_on,
        signer=decision.signer,
        signer_title=decision.signer_title,
    )


def _changes(official_list: OfficialList, *, at: datetime) -> Iterator[HouseholdChange]:
    """Go over the households that the list names, then over those that a year's list names no longer.

    A household whose row is refused is named: it stays what it is until a corrected row comes. Rows that writing
    left out after the approval are named as they were approved: a signed decision does not change.
    """
    if official_list.approved_at is not None:
        at = official_list.approved_at - timedelta(microseconds=1)
    before = _classes_before(official_list, at=at)
    named: dict[str, HouseholdChange] = {}
    rows = approved_rows(official_list).order_by("-is_head", "number")
    is_removal = official_list.kind == OfficialList.Kind.REMOVALS
    for number, household, key, standing in rows.values_list("id", "household_id", "household_key", "standing"):
        place = f"h{household}" if household else key
        was = before.get(household, "")
        if place not in named:
            after = "" if is_removal else standing
            named[place] = HouseholdChange(place, was, after, row_id=number, household_id=household)
        elif standing and not named[place].after:
            named[place] = replace(named[place], after=standing)
    yield from named.values()
    if official_list.kind == OfficialList.Kind.YEARLY:
        refused = ListRow.objects.filter(official_list=official_list, fate=ListRow.Fate.REFUSED)
        known = {change.household_id for change in named.values()} | set(refused.values_list("household_id", flat=True))
        for household, was in before.items():
            if was in LISTED and household not in known:
                yield HouseholdChange(f"h{household}", was, "", household_id=household)


def _classes_before(official_list: OfficialList, *, at: datetime) -> dict[int, str]:
    """Return the classes of the commune's households as they were known, on the list's day."""
    kinds: dict[int, set[str]] = {}
    rows = statuses_known(at).filter(
        holding_on(official_list.effective_on), household__commune_id=official_list.commune_id, kind__in=CLASSES
    )
    for household, kind in rows.values_list("household_id", "kind"):
        kinds.setdefault(household or 0, set()).add(kind)
    return {household: class_of(found) for household, found in kinds.items()}


def _named(changes: list[HouseholdChange]) -> list[HouseholdChange]:
    """Put the head's name, the village and the household's code on each."""
    heads = _heads(changes)
    homes: dict[int, Household] = {}
    for piece in pieces([one.household_id for one in changes if one.household_id]):
        homes.update(Household.objects.select_related("village").in_bulk(list(piece)))
    names: dict[int, str] = {}
    for piece in pieces([one.household_id for one in changes if one.household_id and one.row_id is None]):
        members = Member.objects.filter(household_id__in=piece, relation=Member.Relation.HEAD, ends_before=None)
        names.update(members.values_list("household_id", "person__full_name"))
    return [_with_names(one, heads, homes, names) for one in changes]


def _heads(changes: list[HouseholdChange]) -> dict[int, tuple[str, str]]:
    """Return name and village that the heads' rows say."""
    found = {}
    for piece in pieces([one.row_id for one in changes if one.row_id]):
        for row in ListRow.objects.filter(id__in=piece):
            reading = open_row(row).reading
            found[row.pk] = (reading.full_name, reading.village)
    return found


def _with_names(
    change: HouseholdChange,
    heads: Mapping[int, tuple[str, str]],
    homes: Mapping[int, Household],
    names: Mapping[int, str],
) -> HouseholdChange:
    home = homes.get(change.household_id or 0)
    kept_village = home.village.name if home and home.village else ""
    name, village = heads.get(change.row_id or 0, (names.get(change.household_id or 0, ""), kept_village))
    return replace(change, head_name=name, village=village or kept_village, code=home.code if home else "")
