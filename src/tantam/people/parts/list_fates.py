"""What becomes of a list's rows: taken, unchanged, or refused with reasons that only the register can know."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tantam.core.lists.difference import class_of
from tantam.core.lists.readings import RowReading
from tantam.core.lists.reasons import CautionCode, Reason, ReasonCode
from tantam.core.text import fold
from tantam.people.models import ListRow, Member, OfficialList, Person
from tantam.people.parts.current import holding_on
from tantam.people.parts.list_founders import away_from_parents
from tantam.people.parts.listed import TAKEN, GivenRow, classes_in_force, seal_row
from tantam.people.parts.matching import Match, match_rows, pieces
from tantam.people.parts.recording import identity_index

_WAITING = (OfficialList.State.READING, OfficialList.State.READ, OfficialList.State.APPROVED)
_COUNTS = (*_WAITING, OfficialList.State.IN_FORCE)


def fates_of(official_list: OfficialList, rows: Sequence[GivenRow], *, at: datetime) -> dict[str, int]:
    """Write the rows down with their fates; return how many had each."""
    readings = [row.reading for row in rows]
    matches = _matches(official_list, readings)
    homes = {match.household.pk for match in matches.values() if match.household}
    in_force = {
        household: class_of(kinds)
        for household, kinds in classes_in_force(homes, at=at, day=official_list.effective_on).items()
    }
    elsewhere = _rows_of_other_lists(official_list, readings, matches)
    moved = _moved_away(official_list, elsewhere, matches)
    refused_heads = _refused_heads(official_list, readings)
    taken = _rows_of_persons(official_list, matches)
    made = []
    for row in rows:
        reading, match = row.reading, matches[row.number]
        others, cautions = elsewhere.get(row.number, []), list(reading.cautions)
        if left := [other for other in others if (row.number, other.official_list.commune_id) in moved]:
            others = [other for other in others if other not in left]
            cautions.append(Reason(CautionCode.MOVED_HERE, {"list": left[0].official_list_id}))
        reasons = [*reading.reasons, *_reasons(official_list, reading, match, in_force, others)]
        if reading.head_row in refused_heads and reading.head_row != row.number:
            reasons.append(Reason(ReasonCode.HEAD_REFUSED, {"row": reading.head_row}))
        if match.person and not reasons:
            earlier = taken.setdefault(match.person.pk, row.number)
            if earlier != row.number:  # by another number of theirs
                reasons.append(Reason(ReasonCode.DUPLICATE_IN_LIST, {"row": earlier}))
        if reasons and _is_head(reading):
            refused_heads.add(row.number)
        made.append(_made(official_list, row, match, (reasons, cautions), in_force))
    ListRow.objects.bulk_create(made, batch_size=500)
    return dict(Counter(str(row.fate) for row in made))


def _matches(official_list: OfficialList, readings: Sequence[RowReading]) -> dict[int, Match]:
    matches = match_rows(readings, commune_id=official_list.commune_id)
    if official_list.kind == OfficialList.Kind.REMOVALS:
        return matches  # who is taken out is taken out of the home they have
    return away_from_parents(
        matches,
        heading={reading.number for reading in readings if _is_head(reading)},
        keys={reading.number: reading.household_key for reading in readings},
        commune_id=official_list.commune_id,
    )


def _rows_of_persons(official_list: OfficialList, matches: dict[int, Match]) -> dict[int, int]:
    """Return the rows of earlier pieces that are taken, by the persons whom rows of this piece mean too."""
    found: dict[int, int] = {}
    for piece in pieces(sorted({match.person.pk for match in matches.values() if match.person})):
        rows = ListRow.objects.filter(official_list=official_list, person_id__in=piece, fate__in=TAKEN)
        found.update({int(person or 0): number for person, number in rows.values_list("person_id", "number")})
    return found


def _made(
    official_list: OfficialList,
    row: GivenRow,
    match: Match,
    said: tuple[list[Reason], list[Reason]],
    in_force: dict[int, str],
) -> ListRow:
    """Return the row with its fate; `said` are the reasons against it, and the cautions of a row that is taken."""
    reading, household = row.reading, match.household
    reasons, cautions = said
    if reasons:
        fate = ListRow.Fate.REFUSED
    else:
        fate = (
            ListRow.Fate.UNCHANGED if _says_nothing_new(official_list, reading, match, in_force) else ListRow.Fate.TAKEN
        )
    is_here = household is not None and household.commune_id == official_list.commune_id
    return ListRow(
        official_list=official_list,
        number=row.number,
        content_sealed=seal_row(row),
        fate=fate,
        reasons=[_plain(reason) for reason in reasons or cautions],
        # A refused row still names its household, which therefore does not go out with a year's list.
        household=household if is_here or not reasons else None,
        person=match.person,
        household_key=reading.household_key,
        is_head=_is_head(reading),
        standing="" if official_list.kind == OfficialList.Kind.REMOVALS else reading.standing,
        escapes=official_list.kind == OfficialList.Kind.REMOVALS and _escapes(reading),
        identity_index=identity_index(reading.identity) if reading.identity else None,
    )


def _reasons(
    official_list: OfficialList,
    reading: RowReading,
    match: Match,
    in_force: dict[int, str],
    elsewhere: Sequence[ListRow],
) -> list[Reason]:
    """Return what the register has against a row."""
    found = []
    household = match.household
    if household is not None and household.commune_id != official_list.commune_id:
        found.append(Reason(ReasonCode.HOUSEHOLD_OF_OTHER_COMMUNE))
    is_removal = official_list.kind == OfficialList.Kind.REMOVALS
    if is_removal and not in_force.get(household.pk if household else 0):
        found.append(Reason(ReasonCode.NOT_ON_LIST))
    if not is_removal:
        for other in elsewhere:
            if _contradicts(official_list, reading, other):
                found.append(Reason(ReasonCode.PERSON_ON_TWO_LISTS, {"list": other.official_list_id}))
                break
    return found


def _contradicts(official_list: OfficialList, reading: RowReading, other: ListRow) -> bool:
    """Tell whether a row of another list of the year names the same person elsewhere, or waits with another class."""
    theirs = other.official_list
    if theirs.commune_id != official_list.commune_id:
        return True
    return theirs.state in _WAITING and other.standing != reading.standing


def _moved_away(
    official_list: OfficialList, elsewhere: dict[int, list[ListRow]], matches: dict[int, Match]
) -> set[tuple[int, int]]:
    """Return rows with the other communes, on whose lists their persons are, where those live no longer on our day.

    Of somebody who never had a home nothing is known: the list that came first stands.
    """
    persons = {number: match.person.pk for number, match in matches.items() if match.person and elsewhere.get(number)}
    known: set[int] = set()
    present: set[tuple[int, int]] = set()
    for piece in pieces(sorted(set(persons.values()))):
        homes = Member.objects.filter(person_id__in=piece)
        known |= set(homes.values_list("person_id", flat=True))
        present |= set(
            homes.filter(holding_on(official_list.effective_on)).values_list("person_id", "household__commune_id")
        )
    places = {(number, row.official_list.commune_id) for number in persons for row in elsewhere[number]}
    return {
        (number, commune)
        for number, commune in places
        if commune != official_list.commune_id
        and persons[number] in known
        and (persons[number], commune) not in present
    }


def _rows_of_other_lists(
    official_list: OfficialList, readings: Sequence[RowReading], matches: dict[int, Match]
) -> dict[int, list[ListRow]]:
    """Return the rows about the same persons in other lists of the year, by the number of our row."""
    by_index = {identity_index(reading.identity): reading.number for reading in readings if reading.identity}
    by_person = {match.person.pk: number for number, match in matches.items() if match.person}
    others = (
        ListRow.objects.filter(official_list__year=official_list.year, official_list__state__in=_COUNTS, fate__in=TAKEN)
        .exclude(official_list=official_list)
        .exclude(official_list__kind=OfficialList.Kind.REMOVALS)
        .select_related("official_list")
        .defer("content_sealed")
    )
    found: dict[int, list[ListRow]] = defaultdict(list)
    for piece in pieces(sorted(by_index)):
        for row in others.filter(identity_index__in=piece):
            found[by_index[str(row.identity_index)]].append(row)
    for people in pieces(sorted(by_person)):
        for row in others.filter(person_id__in=people):
            found[by_person[int(row.person_id or 0)]].append(row)
    return found


def _refused_heads(official_list: OfficialList, readings: Sequence[RowReading]) -> set[int]:
    """Return the heads of this piece's households that were refused in earlier pieces."""
    heads = {reading.head_row for reading in readings if reading.head_row} - {reading.number for reading in readings}
    rows = ListRow.objects.filter(official_list=official_list, number__in=heads, fate=ListRow.Fate.REFUSED)
    return set(rows.values_list("number", flat=True))


def _says_nothing_new(official_list: OfficialList, reading: RowReading, match: Match, in_force: dict[int, str]) -> bool:
    if match.person is None or match.household is None or official_list.kind == OfficialList.Kind.REMOVALS:
        return False
    return in_force.get(match.household.pk, "") == reading.standing and _same_person(reading, match.person)


def _same_person(reading: RowReading, person: Person) -> bool:
    """Tell whether the register knows already what the row says about the person."""
    return (
        reading.name_folded == person.name_folded
        and (not reading.birth_date or reading.birth_date == person.birth_date)
        and not (reading.identity and person.identity_index is None)
    )


def _is_head(reading: RowReading) -> bool:
    return reading.head_row == reading.number or (reading.head_row is None and reading.relation == "HEAD")


def _escapes(reading: RowReading) -> bool:
    """Tell whether a household is taken out because it is poor no longer; without grounds that is taken for it."""
    return reading.standing == "NEWLY_ESCAPED" or not reading.grounds or "thoat" in fold(reading.grounds)


def _plain(reason: Reason) -> dict[str, Any]:
    return {"code": str(reason.code), "values": dict(reason.values)}
