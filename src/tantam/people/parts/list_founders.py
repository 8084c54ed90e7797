"""Grown children who head a row of a list: they found a household of their own, and the parent stays head of theirs.

A child takes the parent's place instead where the row has the household's own code, where the parent is listed with
them, or where the household has no head.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tantam.people.models import Member
from tantam.people.parts.matching import Match, pieces


def heads_of(households: Iterable[int]) -> dict[int, int]:
    """Return the persons who head households now, by household."""
    found: dict[int, int] = {}
    for piece in pieces(sorted(set(households))):
        rows = Member.objects.filter(household_id__in=piece, relation=Member.Relation.HEAD, ends_before=None)
        found.update(rows.values_list("household_id", "person_id"))
    return found


def founds_household(member: Member, *, listed_with: Collection[int], heads: Mapping[int, int]) -> bool:
    """Tell whether somebody who heads a row leaves the home that they are a member of for one of their own.

    `listed_with` are the persons whom the list names in that row's household, `heads` those of the homes.
    """
    head = heads.get(member.household_id)
    return member.relation == Member.Relation.CHILD and head is not None and head not in listed_with


def away_from_parents(
    matches: Mapping[int, Match], *, heading: Collection[int], keys: Mapping[int, str], commune_id: int
) -> dict[int, Match]:
    """Return whom rows mean, by the row's number: who founds a household is no longer in their parent's.

    `heading` are the rows that head a household; `keys` says under what the rows of one household are found together.
    Who lives in another commune than the list's stays there: that refuses the row, as it does for everybody.
    """
    homes = {
        number: match.member
        for number, match in matches.items()
        if number in heading and match.member and match.member.household.commune_id == commune_id
    }
    heads = heads_of(member.household_id for member in homes.values() if member.relation == Member.Relation.CHILD)
    listed: dict[str, set[int]] = defaultdict(set)
    for number, match in matches.items():
        if match.person:
            listed[keys[number]].add(match.person.pk)
    found = dict(matches)
    for number, member in homes.items():
        match = matches[number]
        has_code = match.coded is not None and match.coded.pk == member.household_id
        if not has_code and founds_household(member, listed_with=listed[keys[number]], heads=heads):
            found[number] = replace(match, household=match.coded)
    return found
