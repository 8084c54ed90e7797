"""Writing to the audit chain: in the transaction of the change, under the lock of the chain's head."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from tantam.base.asked import Asked
from tantam.base.models import AuditEntry, AuditHead
from tantam.core.canonical import plain
from tantam.core.chain import GENESIS, link_hash


def write_entry(*, asked: Asked, command: str, subject: str, details: Mapping[str, Any]) -> int:
    """Append an entry and return its sequence number.

    Call it last in a command: the head is the one lock that every writer takes.
    """
    head = AuditHead.objects.select_for_update().filter(id=1).first() or _first_head()
    entry = AuditEntry(
        sequence=head.sequence + 1,
        at=asked.at,
        book_date=asked.book_date,
        actor_id=asked.actor_id,
        actor_name=asked.actor.name,
        actor_role=asked.actor.role,
        unit_code=asked.actor.unit_code,
        command=command,
        request_key=asked.request_key,
        subject=subject,
        details=plain(details),
        previous_hash=head.hash,
    )
    entry.hash = link_hash(previous_hash=head.hash, body=body_of(entry))
    entry.save(force_insert=True)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save(update_fields=["sequence", "hash"])
    return entry.sequence


def _first_head() -> AuditHead:
    """Begin the chain; of several that begin it at once, the others wait for the first."""
    AuditHead.objects.get_or_create(id=1, defaults={"hash": GENESIS})
    return AuditHead.objects.select_for_update().get(id=1)


def body_of(entry: AuditEntry) -> dict[str, Any]:
    """Return what the hash of an entry covers, beside the previous hash.

    The moment is written in UTC to the microsecond, so that the zone of the session does not matter.
    """
    return {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "book_date": entry.book_date.isoformat(),
        "actor_id": entry.actor_id,
        "actor_name": entry.actor_name,
        "actor_role": entry.actor_role,
        "unit_code": entry.unit_code,
        "command": entry.command,
        "request_key": entry.request_key,
        "subject": entry.subject,
        "details": entry.details,
    }
