"""Who the rows of an approved list are, and where they live: found or written, many at a time."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.db.models.functions import Length

from tantam.base.sealing import seal
from tantam.core.lists.readings import RowReading
from tantam.core.text import fold, nfc
from tantam.people.models import Household, ListRow, Member, OfficialList, Person
from tantam.people.parts.list_founders import founds_household, heads_of
from tantam.people.parts.listed import TAKEN, rows_to_write
from tantam.people.parts.matching import pieces
from tantam.people.parts.recording import identity_index, old_identity_index, phone_index
from tantam.people.parts.sealed import ETHNICITY, IDENTITY, OLD_IDENTITY, PHONE
from tantam.units.models import Village

_AT_ONCE = 500
_FILLED = (
    *("identity_sealed", "identity_index", "old_identity_sealed", "old_identity_index", "phone_sealed"),
    *("phone_index", "ethnicity_sealed", "sex", "birth_date", "birth_year"),
)


def settle_persons(rows: Sequence[ListRow], readings: dict[int, RowReading], *, at: datetime) -> None:
    """Put a person on every row: the one it was matched with, one with its number written since, or a new one."""
    by_index: dict[str, Person] = {}
    for piece in pieces(sorted({row.identity_index for row in rows if row.identity_index})):
        by_index.update({str(one.identity_index): one for one in Person.objects.filter(identity_index__in=piece)})
    known = _persons({row.person_id for row in rows if row.person_id})
    made: list[Person] = []
    filled: list[Person] = []
    for row in rows:
        person = by_index.get(row.identity_index or "") or known.get(row.person_id or 0)
        if person is None:
            person = _new_person(readings[row.pk], at=at)
            made.append(person)
            if person.identity_index:
                by_index[person.identity_index] = person
        elif _fill_gaps(person, readings[row.pk]):
            filled.append(person)
        row.person = person
    Person.objects.bulk_create(made, batch_size=_AT_ONCE)
    Person.objects.bulk_update(filled, _FILLED, batch_size=200)
    for row in rows:
        row.person = row.person  # the number that the database gave goes to the row


def _persons(ids: set[int]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for piece in pieces(sorted(ids)):
        for person in Person.objects.filter(id__in=piece).select_related("merged_into"):
            found[person.pk] = person.merged_into or person
    return found


def _new_person(reading: RowReading, *, at: datetime) -> Person:
    person = Person(
        full_name=" ".join(nfc(reading.full_name).split())[:150],
        name_folded=fold(reading.full_name)[:150],
        recorded_at=at,
    )
    _fill_gaps(person, reading)
    return person


def _fill_gaps(person: Person, reading: RowReading) -> bool:
    """Write what the row says and the register does not know; tell whether that was anything."""
    before = [getattr(person, name) for name in _FILLED]
    if reading.identity and person.identity_index is None:
        person.identity_index = identity_index(reading.identity)
        person.identity_sealed = seal(reading.identity, purpose=IDENTITY)
    if reading.old_identity and person.old_identity_index is None:
        person.old_identity_index = old_identity_index(reading.old_identity)
        person.old_identity_sealed = seal(reading.old_identity, purpose=OLD_IDENTITY)
    if reading.phone and person.phone_index is None:
        person.phone_index = phone_index(reading.phone)
        person.phone_sealed = seal(reading.phone, purpose=PHONE)
    if reading.ethnicity and person.ethnicity_sealed is None:
        person.ethnicity_sealed = seal(reading.ethnicity, purpose=ETHNICITY)
    if person.sex == Person.Sex.UNKNOWN:
        person.sex = reading.sex
    if reading.birth_date and person.birth_date is None:
        person.birth_date, person.birth_year = reading.birth_date, reading.birth_date.year
    elif reading.birth_year and person.birth_year is None:
        person.birth_year = reading.birth_year
    return before != [getattr(person, name) for name in _FILLED]


def settle_homes(
    official_list: OfficialList, rows: Sequence[ListRow], readings: dict[int, RowReading], *, at: datetime
) -> None:
    """Put a household on every row, written if it is new, and the row's person in it from the list's day on."""
    members = _open_members([row.person_id for row in rows if row.person_id])
    households = _known_households(official_list, rows, members)
    new = [row for row in rows if row.household_key not in households]
    for row, made in _new_households(official_list, new, readings, at=at):
        households[row.household_key] = made
    for row in rows:
        row.household = households[row.household_key]
    _settle_members(rows, readings, members, day=official_list.effective_on)


def _known_households(
    official_list: OfficialList, rows: Sequence[ListRow], members: dict[int, Member]
) -> dict[str, Household]:
    """Return the households by their key: written by an earlier piece, matched, or the home of a head who stays.

    A member whom the register knows in another household says nothing about this one: people marry and move.
    """
    found: dict[str, Household] = {}
    settled = Q(is_head=True) | Q(number__lt=min(row.number for row in rows))
    for piece in pieces(sorted({row.household_key for row in rows})):
        earlier = ListRow.objects.filter(
            settled, official_list=official_list, household_key__in=piece, household__isnull=False, fate__in=TAKEN
        )
        for row in earlier.select_related("household").defer("content_sealed").order_by("-is_head", "number"):
            assert row.household is not None
            found.setdefault(row.household_key, row.household)
    homes: dict[str, Member] = {}
    for row in rows:
        if row.is_head and row.person_id in members:
            homes.setdefault(row.household_key, members[row.person_id])
    heads = heads_of(member.household_id for member in homes.values())
    listed = _listed_persons(official_list, [key for key in homes if key not in found])
    for key, member in homes.items():
        is_here = member.household.commune_id == official_list.commune_id
        if is_here and not founds_household(member, listed_with=listed[key], heads=heads):
            found.setdefault(key, member.household)
    return found


def _listed_persons(official_list: OfficialList, keys: Sequence[str]) -> dict[str, set[int]]:
    """Return the persons whom the list names in households, by the household's key."""
    found: dict[str, set[int]] = defaultdict(set)
    for piece in pieces(sorted(keys)):
        named = rows_to_write(official_list).filter(household_key__in=piece, person__isnull=False)
        for key, person in named.values_list("household_key", "person_id"):
            found[key].add(person or 0)
    return found


def _open_members(persons: Sequence[int]) -> dict[int, Member]:
    found: dict[int, Member] = {}
    for piece in pieces(sorted(set(persons))):
        rows = Member.objects.filter(person_id__in=piece, ends_before=None).select_related("household")
        found.update({row.person_id: row for row in rows})
    return found


def _new_households(
    official_list: OfficialList, rows: Sequence[ListRow], readings: dict[int, RowReading], *, at: datetime
) -> list[tuple[ListRow, Household]]:
    """Write the households that are new, under their code where it is free, else under the commune's next one."""
    firsts: dict[str, ListRow] = {}
    for row in sorted(rows, key=lambda one: not one.is_head):
        firsts.setdefault(row.household_key, row)
    wanted = {nfc(readings[row.pk].household_code).strip()[:30] for row in firsts.values()} - {""}
    taken: set[str] = set()
    for piece in pieces(sorted(wanted)):
        taken |= set(Household.objects.filter(code__in=piece).values_list("code", flat=True))
    villages = _villages(official_list, [readings[row.pk].village for row in firsts.values()])
    number, prefix = _last_number(official_list), official_list.commune.state_code
    made = []
    for row in firsts.values():
        reading = readings[row.pk]
        code = nfc(reading.household_code).strip()[:30]
        if not code or code in taken:
            number += 1
            code = f"{prefix}-{number:05d}"
        taken.add(code)
        household = Household(
            code=code,
            commune_id=official_list.commune_id,
            village=villages.get(fold(reading.village)),
            address=nfc(reading.address).strip()[:200],
            recorded_at=at,
        )
        made.append((row, household))
    Household.objects.bulk_create([household for _row, household in made], batch_size=_AT_ONCE)
    return made


def _last_number(official_list: OfficialList) -> int:
    """Return the highest number under which the commune's own codes stand."""
    prefix = f"{official_list.commune.state_code}-"
    codes = Household.objects.filter(code__startswith=prefix).order_by(Length("code").desc(), "-code")
    numbers = (code.removeprefix(prefix) for code in codes.values_list("code", flat=True)[:_AT_ONCE])
    return max((int(number) for number in numbers if number.isascii() and number.isdigit()), default=0)


def _villages(official_list: OfficialList, names: Sequence[str]) -> dict[str, Village]:
    known = {row.key: row for row in Village.objects.filter(commune_id=official_list.commune_id)}
    new = {fold(name): nfc(name).strip() for name in names if name.strip() and fold(name) not in known}
    for key, name in new.items():
        known[key] = Village.objects.create(commune_id=official_list.commune_id, key=key, name=name[:100])
    return known


def _settle_members(
    rows: Sequence[ListRow], readings: dict[int, RowReading], members: dict[int, Member], *, day: date
) -> None:
    """Put persons into their households; who lives in another one leaves it on the day."""
    new: list[Member] = []
    seen: set[int] = set()
    heads: dict[int, int] = {}
    for row in rows:
        assert row.person_id is not None
        assert row.household_id is not None
        if row.is_head:
            heads.setdefault(row.household_id, row.person_id)
        if row.person_id in seen:
            continue
        seen.add(row.person_id)
        lives = members.get(row.person_id)
        if lives is not None and lives.household_id == row.household_id:
            continue
        if lives is not None:
            _leave(lives, day)
        new.append(
            Member(
                household_id=row.household_id,
                person_id=row.person_id,
                relation=readings[row.pk].relation or Member.Relation.OTHER,
                starts_on=day,
            )
        )
    _one_head(heads)
    Member.objects.bulk_create(new, batch_size=_AT_ONCE)


def _leave(member: Member, day: date) -> None:
    """End a membership on the day; one that would begin then never was."""
    if member.starts_on < day:
        Member.objects.filter(pk=member.pk).update(ends_before=day)
    else:
        Member.objects.filter(pk=member.pk).delete()


def _one_head(heads: dict[int, int]) -> None:
    """Make the heads that households had before into other members, and known members into heads."""
    for piece in pieces(sorted(heads)):
        rows = Member.objects.filter(household_id__in=piece, ends_before=None).filter(
            Q(relation=Member.Relation.HEAD) | Q(person_id__in=[heads[one] for one in piece])
        )
        for row in rows:
            relation = Member.Relation.HEAD if heads[row.household_id] == row.person_id else Member.Relation.OTHER
            if row.relation != relation:
                Member.objects.filter(pk=row.pk).update(relation=relation)
