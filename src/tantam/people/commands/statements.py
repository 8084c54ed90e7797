"""What comes as whole tables from outside: the bank's balances, and the lists of hard areas."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.core.text import nfc
from tantam.people.models import BankBalance, BankStatement, Household
from tantam.people.parts.recording import find_or_write_village
from tantam.units.models import AreaListing, Commune, Village

SOURCES: Final = frozenset({"CENTRAL", "MOBILISED", "LOCAL"})
PRINCIPAL_MAX_VND: Final = 10**12
_PROGRAMME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


class UnableToTake(Refusal):
    """The table cannot be taken as a whole."""


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A row of the bank's statement: the line in the file, and what it says; đồng."""

    line: int
    household_code: str
    programme: str
    source: str
    principal_vnd: int


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A row of a list of hard areas; without a village it is about the whole commune."""

    line: int
    state_code: str
    village_name: str
    kind: str
    starts_on: date
    document: str
    year: int
    ends_before: date | None = None


@command("people.take_statement", sealed=("rows",))
def take_statement(*, asked: Asked, as_of: date, source: str, rows: tuple[BalanceRow, ...]) -> dict[str, object]:
    """Take the bank's balances of a day; return how many rows were taken, and which were refused and why.

    The statement of a day is taken once, whole: a household without a row owes nothing on that day.

    :raises UnableToTake: if that day's statement is here already, or the day is not yet here.
    """
    if as_of > asked.book_date:
        raise UnableToTake(_("Ngày của bản kê dư nợ không thể sau hôm nay."))
    if BankStatement.objects.filter(as_of=as_of).exists():
        raise UnableToTake(
            _("Bản kê dư nợ ngày %(day)s đã được nạp. Mỗi ngày chỉ nạp một bản kê.") % {"day": f"{as_of:%d/%m/%Y}"}
        )
    statement = BankStatement.objects.create(as_of=as_of, source=nfc(source)[:200], recorded_at=asked.at)
    households = dict(Household.objects.filter(merged_into=None).values_list("code", "id"))
    balances: dict[tuple[int, str, str], BankBalance] = {}
    refused = []
    for row in rows:
        household_id = households.get(nfc(row.household_code).strip())
        reason = _fault(row, household_id)
        if not reason and (household_id, row.programme, row.source) in balances:
            reason = "TWICE"
        if reason:
            refused.append((row.line, reason))
            continue
        assert household_id is not None
        balances[household_id, row.programme, row.source] = BankBalance(
            statement=statement,
            household_id=household_id,
            programme=row.programme,
            source=row.source,
            principal_vnd=row.principal_vnd,
        )
    BankBalance.objects.bulk_create(balances.values(), batch_size=1_000)
    return _outcome(taken=len(balances), unchanged=0, refused=refused)


@command("people.record_area_listing")
def record_area_listing(*, asked: Asked, rows: tuple[AreaRow, ...]) -> dict[str, object]:
    """Take communes and villages on the lists of hard areas (NĐ 272/2025/NĐ-CP); return what became of each row.

    A row that is here already stays; an earlier zone of the whole commune ends where the new one begins.
    """
    communes = {row.state_code: row for row in Commune.objects.all()}
    taken = unchanged = 0
    refused = []
    for row in rows:
        commune = communes.get(row.state_code)
        reason = _area_fault(row, commune)
        if reason:
            refused.append((row.line, reason))
            continue
        assert commune is not None
        if _write_area(row, commune):
            taken += 1
        else:
            unchanged += 1
    return _outcome(taken=taken, unchanged=unchanged, refused=refused)


def _fault(row: BalanceRow, household_id: int | None) -> str:
    """Return the reason for which a row is refused, nothing for a sound one."""
    if household_id is None:
        return "HOUSEHOLD_UNKNOWN"
    if not _PROGRAMME.fullmatch(row.programme):
        return "PROGRAMME"
    if row.source not in SOURCES:
        return "SOURCE"
    return "" if 0 <= row.principal_vnd <= PRINCIPAL_MAX_VND else "AMOUNT"


def _area_fault(row: AreaRow, commune: Commune | None) -> str:
    if commune is None:
        return "COMMUNE_UNKNOWN"
    if row.kind not in AreaListing.Kind.values:
        return "KIND"
    if not row.document.strip():
        return "DOCUMENT"
    if row.ends_before is not None and row.ends_before <= row.starts_on:
        return "DAYS"
    return ""


def _write_area(row: AreaRow, commune: Commune) -> bool:
    """Write a listing down unless it is here; tell whether it was new."""
    village: Village | None = find_or_write_village(commune.pk, row.village_name)
    same_place = AreaListing.objects.filter(commune=commune, village=village)
    if same_place.filter(kind=row.kind, starts_on=row.starts_on, document=row.document).exists():
        return False
    if row.kind.startswith("ZONE_"):
        earlier = same_place.filter(kind__startswith="ZONE_", ends_before=None, starts_on__lt=row.starts_on)
        earlier.update(ends_before=row.starts_on)
    AreaListing.objects.create(
        commune=commune,
        village=village,
        kind=row.kind,
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        document=row.document,
        year=row.year,
    )
    return True


def _outcome(*, taken: int, unchanged: int, refused: list[tuple[int, str]]) -> dict[str, object]:
    """Return what became of a table: line numbers and reason codes, nothing that names anybody."""
    return {"taken": taken, "unchanged": unchanged, "refused": [list(row) for row in refused]}
