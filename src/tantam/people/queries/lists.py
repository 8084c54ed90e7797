"""Official lists as the clerk, the chairman and the worker see them."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, QuerySet

from tantam.base.asked import Scope
from tantam.base.files import read_file
from tantam.base.sealing import unseal_bytes
from tantam.core.identity import mask_number
from tantam.core.lists.fields import ListField
from tantam.core.lists.reasons import Reason
from tantam.people.models import ColumnMapping, ListRow, OfficialList, Status
from tantam.people.parts.listed import FILE, get_list_in, lists_in, open_headers, open_row
from tantam.units.models import Unit

State = OfficialList.State


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list with its state, how far it has come, and how many of its rows had each fate."""

    id: int
    commune: str
    kind: str
    kind_label: str
    year: int
    effective_on: date
    state: str
    state_label: str
    filename: str
    staged_by: int
    staged_by_name: str
    staged_at: datetime
    approved_by_name: str
    approved_at: datetime | None
    returned_by_name: str
    returned_at: datetime | None
    returned_reason: str
    decision_number: str
    signed_on: date | None
    rows_total: int
    rows_read: int
    rows_written: int
    taken: int
    unchanged: int
    refused: int

    @property
    def rows_to_write(self) -> int:
        """Return how many rows an approval writes."""
        return self.taken + self.unchanged

    @property
    def is_under_way(self) -> bool:
        """Tell whether long work on it is going on."""
        return self.state in (State.READING, State.APPROVED)


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row as a screen shows it: the number of identity masked."""

    number: int
    full_name: str
    identity: str
    village: str
    standing: str
    fate: str
    fate_label: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ListFileContent:
    """A list's file as it was given, and what was chosen about its columns."""

    content: bytes
    filename: str
    sheet: str | None
    headers: tuple[str, ...]
    columns: Mapping[int, ListField] | None


@dataclass(frozen=True, slots=True)
class ListPlace:
    """For whom a list is read: the commune's name, the year, the day, the kind, and what has been read."""

    commune_name: str
    kind: str
    year: int
    effective_on: date
    state: str
    readings: int
    rows_read: int
    rows_written: int
    approved_at: datetime | None


def find_commune_name(unit_id: int | None) -> str:
    """Return the name of the unit's commune, without its form; "" for a unit that is none."""
    unit = Unit.objects.select_related("commune").filter(id=unit_id or 0).first()
    return unit.commune.name if unit and unit.commune else ""


def list_lists(*, scope: Scope, states: Collection[str] | None = None) -> list[ListLine]:
    """Return the lists of the scope's communes, the newest first; those that were dropped are left out."""
    rows = lists_in(scope).exclude(state=State.DROPPED).order_by("-staged_at", "-id")
    if states is not None:
        rows = rows.filter(state__in=states)
    return _lines(rows)


def get_list(*, scope: Scope, list_id: int) -> ListLine:
    """Return one list.

    :raises OutOfScope: if there is none, or it is another commune's.
    """
    return _lines_of([get_list_in(scope, list_id)])[0]


def count_list_rows(*, scope: Scope, list_id: int, fate: str = "") -> int:
    """Return how many rows a list has, of one fate or of all."""
    return _rows(scope, list_id, fate).count()


def list_list_rows(*, scope: Scope, list_id: int, fate: str = "", start: int, count: int) -> list[RowLine]:
    """Return rows of a list in order."""
    return [_row_line(row) for row in _rows(scope, list_id, fate).order_by("number")[start : start + count]]


def list_refused_rows(*, scope: Scope, list_id: int) -> list[tuple[int, tuple[str, ...], tuple[Reason, ...]]]:
    """Return the refused rows as they were written, with their reasons, to be corrected and sent again."""
    rows = _rows(scope, list_id, ListRow.Fate.REFUSED).order_by("number")
    return [(row.number, open_row(row).written, _reasons(row)) for row in rows.iterator(chunk_size=500)]


def get_list_file(*, scope: Scope, list_id: int) -> ListFileContent:
    """Return the file of a list, unsealed, with the columns chosen for it."""
    official_list = get_list_in(scope, list_id)
    chosen = official_list.columns or {}
    return ListFileContent(
        content=unseal_bytes(read_file(official_list.file.sha256), purpose=FILE),
        filename=official_list.filename,
        sheet=chosen.get("sheet") or None,
        headers=open_headers(chosen.get("headers", ())),
        columns=_fields(chosen["columns"]) if "columns" in chosen else None,
    )


def get_list_place(*, scope: Scope, list_id: int) -> ListPlace:
    """Return what a list's file is read for and how far that has come."""
    row = get_list_in(scope, list_id)
    return ListPlace(
        commune_name=row.commune.name,
        kind=row.kind,
        year=row.year,
        effective_on=row.effective_on,
        state=row.state,
        readings=row.readings,
        rows_read=row.rows_read,
        rows_written=row.rows_written,
        approved_at=row.approved_at,
    )


def find_remembered_columns(headers_digest: str) -> Mapping[int, ListField] | None:
    """Return what the columns of a file with these headers were said to mean, if that was ever said."""
    found = ColumnMapping.objects.filter(headers_digest=headers_digest).first()
    return _fields(found.columns) if found else None


def list_left_lists() -> list[tuple[int, str]]:
    """Return the lists whose reading or writing is not finished, for the worker: number and state."""
    rows = OfficialList.objects.filter(state__in=(State.READING, State.APPROVED)).order_by("id")
    return list(rows.values_list("id", "state"))


def latest_list_year(*, scope: Scope) -> int | None:
    """Return the year of the newest yearly list in force."""
    found = lists_in(scope).filter(state=State.IN_FORCE).aggregate(latest=Max("year"))["latest"]
    return int(found) if found is not None else None


def standing_word(standing: str) -> str:
    """Return what a class is called."""
    return str(Status.Kind(standing).label) if standing else ""


def list_kinds() -> list[tuple[str, str]]:
    """Return the kinds of list with their words."""
    return [(value, str(label)) for value, label in OfficialList.Kind.choices]


def _rows(scope: Scope, list_id: int, fate: str) -> "QuerySet[ListRow]":
    rows = ListRow.objects.filter(official_list=get_list_in(scope, list_id))
    return rows.filter(fate=fate) if fate else rows


def _row_line(row: ListRow) -> RowLine:
    reading = open_row(row).reading
    return RowLine(
        number=row.number,
        full_name=reading.full_name,
        identity=mask_number(reading.identity or reading.old_identity),
        village=reading.village,
        standing=standing_word(row.standing) if row.standing in Status.Kind.values else "",
        fate=row.fate,
        fate_label=str(row.get_fate_display()),
        reasons=_reasons(row),
    )


def _reasons(row: ListRow) -> tuple[Reason, ...]:
    return tuple(Reason(one["code"], one["values"]) for one in row.reasons)


def _fields(columns: Mapping[str, Any]) -> dict[int, ListField]:
    return {int(place): ListField(field) for place, field in columns.items()}


def _lines(rows: "QuerySet[OfficialList]") -> list[ListLine]:
    return _lines_of(list(rows))


def _lines_of(lists: list[OfficialList]) -> list[ListLine]:
    counted = (
        ListRow.objects.filter(official_list__in=lists)
        .values(list_id=F("official_list_id"), kind=F("fate"))
        .annotate(number=Count("id"))
    )
    fates = Counter({(row["list_id"], row["kind"]): row["number"] for row in counted})
    return [_line(row, fates) for row in lists]


def _line(row: OfficialList, fates: Mapping[tuple[int, str], int]) -> ListLine:
    return ListLine(
        id=row.pk,
        commune=str(row.commune),
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        year=row.year,
        effective_on=row.effective_on,
        state=row.state,
        state_label=str(row.get_state_display()),
        filename=row.filename,
        staged_by=row.staged_by,
        staged_by_name=row.staged_by_name,
        staged_at=row.staged_at,
        approved_by_name=row.approved_by_name,
        approved_at=row.approved_at,
        returned_by_name=row.returned_by_name,
        returned_at=row.returned_at,
        returned_reason=row.returned_reason,
        decision_number=row.decision.number if row.decision else "",
        signed_on=row.decision.signed_on if row.decision else None,
        rows_total=row.rows_total,
        rows_read=row.rows_read,
        rows_written=row.rows_written,
        taken=fates[row.pk, ListRow.Fate.TAKEN],
        unchanged=fates[row.pk, ListRow.Fate.UNCHANGED],
        refused=fates[row.pk, ListRow.Fate.REFUSED],
    )
