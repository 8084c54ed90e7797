"""Official lists: what a row says, which list an actor may touch, and who stands in force today."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.base.sealing import seal, unseal
from tantam.core.lists.difference import CLASSES
from tantam.core.lists.readings import RowReading, plain_reading, reading_from_plain
from tantam.people.models import ListRow, Member, OfficialList, Status
from tantam.people.parts.current import holding_on, statuses_known
from tantam.people.parts.scope import commune_ids
from tantam.people.parts.sealed import LIST_ROW

FILE: Final = "list.file"
HEADERS: Final = "list.headers"
TAKEN: Final = (ListRow.Fate.TAKEN, ListRow.Fate.UNCHANGED)


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A row as it was written, a text a column, and what it says."""

    number: int
    written: tuple[str, ...]
    reading: RowReading


def seal_row(row: GivenRow) -> bytes:
    """Return what a row says, sealed."""
    content = {"written": list(row.written), "reading": plain_reading(row.reading)}
    return seal(json.dumps(content, ensure_ascii=False), purpose=LIST_ROW)


def open_row(row: ListRow) -> GivenRow:
    """Return what a kept row says: nothing, once the person was erased."""
    content: dict[str, Any] = json.loads(unseal(row.content_sealed, purpose=LIST_ROW))
    reading = reading_from_plain({"number": row.number, **content.get("reading", {})})
    return GivenRow(row.number, tuple(content.get("written", ())), reading)


def seal_headers(headers: Sequence[str]) -> str:
    """Return the headers of a list's columns, sealed, in hexadecimal."""
    return seal(json.dumps(list(headers), ensure_ascii=False), purpose=HEADERS).hex()


def open_headers(kept: str | Sequence[str]) -> tuple[str, ...]:
    """Return the headers of a list's columns; lists from before they were sealed have them in the open."""
    if isinstance(kept, str):
        kept = json.loads(unseal(bytes.fromhex(kept), purpose=HEADERS))
    return tuple(kept)


def lists_in(scope: Scope) -> "QuerySet[OfficialList]":
    """Return the lists of the communes in the scope."""
    communes = commune_ids(scope)
    rows = OfficialList.objects.select_related("commune", "decision", "file")
    return rows if communes is None else rows.filter(commune_id__in=communes)


def get_list_in(scope: Scope, list_id: int, *, lock: bool = False) -> OfficialList:
    """Return the list, locked if it is about to be changed.

    :raises OutOfScope: if there is none, or it is another commune's.
    """
    rows = lists_in(scope).filter(id=list_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy danh sách này trong địa bàn của bạn."))
    return found


def rows_to_write(official_list: OfficialList) -> "QuerySet[ListRow]":
    """Return the rows that are taken, in order."""
    return ListRow.objects.filter(official_list=official_list, fate__in=TAKEN).order_by("number")


def count_moved_away(official_list: OfficialList) -> int:
    """Return how many persons of rows that are taken live in another commune now: they moved since the reading."""
    rows = rows_to_write(official_list)
    named = Q(person_id__in=rows.values("person_id"))
    named |= Q(person__identity_index__in=rows.exclude(identity_index=None).values("identity_index"))
    homes = Member.objects.filter(named, ends_before=None).exclude(household__commune_id=official_list.commune_id)
    return homes.count()


def classes_in_force(households: Iterable[int], *, at: datetime, day: date) -> dict[int, dict[str, Status]]:
    """Return the statuses of poverty of households that hold on a day, by kind."""
    found: dict[int, dict[str, Status]] = defaultdict(dict)
    rows = statuses_known(at).filter(holding_on(day), household_id__in=list(households), kind__in=CLASSES)
    for row in rows:
        assert row.household_id is not None
        found[row.household_id][row.kind] = row
    return found
