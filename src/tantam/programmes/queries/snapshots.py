"""The register in columns: made from what is known, and read back from where it is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from tantam.base.errors import OutOfScope
from tantam.base.files import read_file
from tantam.base.sealing import unseal_bytes
from tantam.core.eligibility.building import ColumnsBuilder, digest_of, unpack
from tantam.core.eligibility.households import HouseholdColumns
from tantam.people.queries.register import count_known_households, iterate_known_households
from tantam.programmes.known_facts import facts_of
from tantam.programmes.models import Snapshot
from tantam.units.queries import get_areas

_KEPT: Final = 2  # snapshots in memory: the one worked on, and the one before
_TOLD_EVERY: Final = 1_000


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """A snapshot in a list; `content_sha256` is empty while it is being made."""

    id: int
    as_of: date
    known_at: datetime
    state: str
    households: int
    households_done: int
    content_sha256: str


def list_snapshots(*, limit: int = 50) -> list[SnapshotLine]:
    """Return the snapshots, the newest first."""
    return [_line(row) for row in Snapshot.objects.order_by("-pk")[:limit]]


def find_newest_snapshot() -> SnapshotLine | None:
    """Return the newest snapshot that is made."""
    row = Snapshot.objects.filter(state=Snapshot.State.MADE, file__isnull=False).order_by("-pk").first()
    return None if row is None else _line(row)


def get_snapshot(snapshot_id: int) -> SnapshotLine:
    """Return one snapshot.

    :raises OutOfScope: if there is none of that number.
    """
    row = Snapshot.objects.filter(pk=snapshot_id).first()
    if row is None:
        raise OutOfScope
    return _line(row)


def make_columns(
    *,
    as_of: date,
    known_at: datetime,
    commune_codes: Sequence[str] | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> HouseholdColumns:
    """Return the households of the register in columns, of all communes unless some are named.

    `told` hears how many are done.
    """
    room = count_known_households(known_at=known_at, commune_codes=commune_codes)
    builder = ColumnsBuilder(room_for=room)
    areas = get_areas(on=as_of)
    for household in iterate_known_households(on=as_of, known_at=known_at, commune_codes=commune_codes):
        builder.add(
            number=household.number,
            commune_code=household.commune_code,
            facts=facts_of(household, areas=areas, on=as_of),
            debts=household.debts,
        )
        if builder.count % _TOLD_EVERY == 0:
            told(builder.count)
    return builder.build()


def load_columns(snapshot_id: int) -> HouseholdColumns:
    """Return the columns of a snapshot.

    :raises OutOfScope: if there is no made snapshot of that number.
    :raises ValueError: if the kept columns are not the ones that were made.
    """
    row = Snapshot.objects.filter(pk=snapshot_id, state=Snapshot.State.MADE).select_related("file").first()
    if row is None or row.file is None:
        raise OutOfScope
    return _load(row.file.sha256, row.content_sha256)


@lru_cache(maxsize=_KEPT)
def _load(file_sha256: str, content_sha256: str) -> HouseholdColumns:
    households = unpack(unseal_bytes(read_file(file_sha256), purpose="snapshot"))
    if digest_of(households) != content_sha256:
        raise ValueError("the columns of this snapshot were changed")
    return households


def _line(row: Snapshot) -> SnapshotLine:
    return SnapshotLine(
        id=row.pk,
        as_of=row.as_of,
        known_at=row.known_at,
        state=row.state,
        households=row.households,
        households_done=row.households_done,
        content_sha256=row.content_sha256,
    )
