"""Rows of an approved list that are not written: their persons moved to another commune since the approval."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Q, QuerySet

from tantam.core.lists.reasons import ReasonCode
from tantam.people.models import ListRow, Member, OfficialList
from tantam.people.parts.listed import TAKEN
from tantam.people.parts.matching import pieces

_HEAD_ROW: Final = "row:"
_LEFT_OUT: Final = Q(reasons__0__code__in=[ReasonCode.MOVED_AWAY.value, ReasonCode.HEAD_MOVED_AWAY.value])


def approved_rows(official_list: OfficialList) -> "QuerySet[ListRow]":
    """Return the rows that were approved, in order, those that writing left out among them: places in it stay."""
    return ListRow.objects.filter(Q(fate__in=TAKEN) | _LEFT_OUT, official_list=official_list).order_by("number")


def leave_out_moved(official_list: OfficialList, rows: Sequence[ListRow]) -> list[ListRow]:
    """Refuse the rows whose persons have a home in another commune now, and return the others.

    A list is approved only while nobody on it lives elsewhere, so these moved later. Whose head is left out is
    left out too, as a reading would have it.
    """
    begins = min(row.number for row in rows)
    heads = {row.pk: _head_number(row) for row in rows}
    of_list = approved_rows(official_list).defer("content_sealed")
    left: set[int] = set()
    for piece in pieces(sorted(set(heads.values()))):
        found = of_list.filter(number__in=piece)
        left |= set(found.filter(_LEFT_OUT).values_list("number", flat=True))
        left |= _living_elsewhere(official_list, list(found.filter(number__gte=begins)))
    moved = _living_elsewhere(official_list, rows)
    gone = []
    for row in rows:
        if row.number in moved:
            row.reasons = [{"code": ReasonCode.MOVED_AWAY.value, "values": {}}]
        elif heads[row.pk] in left:
            row.reasons = [{"code": ReasonCode.HEAD_MOVED_AWAY.value, "values": {"row": heads[row.pk]}}]
        else:
            continue
        row.fate = ListRow.Fate.REFUSED
        gone.append(row)
    ListRow.objects.bulk_update(gone, ["fate", "reasons"], batch_size=200)
    return [row for row in rows if row.fate != ListRow.Fate.REFUSED]


def _head_number(row: ListRow) -> int:
    key = row.household_key
    return int(key.removeprefix(_HEAD_ROW)) if key.startswith(_HEAD_ROW) else row.number


def _living_elsewhere(official_list: OfficialList, rows: Sequence[ListRow]) -> set[int]:
    """Return the numbers of the rows whose persons have a home in another commune now."""
    homes = Member.objects.filter(ends_before=None).exclude(household__commune_id=official_list.commune_id)
    persons: set[int] = set()
    indexes: set[str | None] = set()
    for numbers in pieces(sorted({row.person_id for row in rows if row.person_id})):
        persons |= set(homes.filter(person_id__in=numbers).values_list("person_id", flat=True))
    for piece in pieces(sorted({row.identity_index for row in rows if row.identity_index})):
        found = homes.filter(person__identity_index__in=piece)
        indexes |= set(found.values_list("person__identity_index", flat=True))
    return {row.number for row in rows if row.person_id in persons or row.identity_index in indexes}
