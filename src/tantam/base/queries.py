"""The audit chain as auditors read it, and as it is handed out."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet

from tantam.base.models import AuditEntry, AuditHead, StoredFile
from tantam.base.verification import list_checkpoints, read_links
from tantam.core.canonical import canonical_json
from tantam.core.chain import GENESIS
from tantam.core.checkpoint_text import SignedCheckpoint

EXPORT_FORMAT: Final = "tantam-audit/1"


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An audit entry in a list."""

    sequence: int
    at: datetime
    book_date: date
    actor_id: int
    actor_name: str
    actor_role: str
    unit_code: str
    command: str
    subject: str
    details: tuple[tuple[str, str], ...]
    hash: str


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What an auditor looks for; empty fields do not narrow. `unit_codes` None means every unit."""

    actor: str = ""
    command: str = ""
    subject: str = ""
    from_date: date | None = None
    to_date: date | None = None
    unit_codes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class LastVerification:
    """When the chain was last checked, how many entries held, and what was wrong ("" when nothing)."""

    at: datetime
    entries: int
    problem: str


def list_entries(*, wanted: EntryFilter, offset: int = 0, limit: int = 50) -> list[EntryLine]:
    """Return entries, the newest first."""
    assert offset >= 0
    return [_line(row) for row in _narrow(wanted).order_by("-sequence")[offset : offset + limit]]


def count_entries(*, wanted: EntryFilter) -> int:
    """Return how many entries there are."""
    return _narrow(wanted).count()


def list_audited_commands(*, unit_codes: frozenset[str] | None) -> list[str]:
    """Return the names of the commands that stand in the chain, sorted."""
    rows = _narrow(EntryFilter(unit_codes=unit_codes))
    return sorted(rows.order_by().values_list("command", flat=True).distinct())


def find_last_verification() -> LastVerification | None:
    """Return the last check of the chain that was written down."""
    row = AuditEntry.objects.filter(command="base.record_verification").order_by("-sequence").first()
    if row is None:
        return None
    arguments = row.details["arguments"]
    return LastVerification(at=row.at, entries=arguments["entries"], problem=arguments["problem"])


def get_head() -> tuple[int, str]:
    """Return how many entries the chain has and its last hash."""
    return AuditHead.objects.filter(id=1).values_list("sequence", "hash").first() or (0, GENESIS)


def list_kept_digests() -> Iterator[str]:
    """Yield the digests of the kept files, in order."""
    yield from StoredFile.objects.order_by("sha256").values_list("sha256", flat=True).iterator()


def list_newest_digests(*, limit: int) -> list[str]:
    """Return the digests of the files that were kept last."""
    return list(StoredFile.objects.order_by("-id").values_list("sha256", flat=True)[:limit])


def iterate_export() -> Iterator[bytes]:
    """Yield the chain as JSON lines: where it ends, every entry, every checkpoint."""
    checkpoints = list_checkpoints()
    sequence, root = get_head()
    yield _json_line({"kind": "head", "format": EXPORT_FORMAT, "entries": sequence, "root": root})
    for link in read_links(upto=sequence):
        yield _json_line({"kind": "entry", "previous_hash": link.previous_hash, "hash": link.hash, "body": link.body})
    for checkpoint in checkpoints:
        yield _json_line({"kind": "checkpoint", **plain_checkpoint(checkpoint)})


def plain_checkpoint(checkpoint: SignedCheckpoint) -> dict[str, Any]:
    """Return a checkpoint as it stands in an export."""
    seal = checkpoint.seal
    return {
        "day": seal.day.isoformat(),
        "entries": seal.sequence,
        "root": seal.root,
        "key": checkpoint.public_key,
        "signature": checkpoint.signature,
    }


def _json_line(value: dict[str, Any]) -> bytes:
    return canonical_json(value) + b"\n"


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the plain values inside a value, each with the way to it: `arguments.fields.2`."""
    if isinstance(value, dict | list) and value:
        pairs = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        for key, inner in pairs:
            yield from _flat(f"{name}.{key}" if name else str(key), inner)
    elif value not in (None, "", {}, []):
        yield name, value if isinstance(value, str) else json.dumps(value)


def _narrow(wanted: EntryFilter) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.all()
    if wanted.actor:
        rows = rows.filter(actor_name__icontains=wanted.actor)
    if wanted.command:
        rows = rows.filter(command=wanted.command)
    if wanted.subject:
        rows = rows.filter(subject__startswith=wanted.subject)
    if wanted.from_date:
        rows = rows.filter(book_date__gte=wanted.from_date)
    if wanted.to_date:
        rows = rows.filter(book_date__lte=wanted.to_date)
    if wanted.unit_codes is not None:
        rows = rows.filter(unit_code__in=wanted.unit_codes)
    return rows


def _line(row: AuditEntry) -> EntryLine:
    return EntryLine(
        sequence=row.sequence,
        at=row.at,
        book_date=row.book_date,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        actor_role=row.actor_role,
        unit_code=row.unit_code,
        command=row.command,
        subject=row.subject,
        details=tuple(_flat("", row.details)),
        hash=row.hash,
    )
