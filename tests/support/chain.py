"""Audit chains for tests: written by a real command, then tampered with as an attacker of the database would."""

from datetime import timedelta
from typing import Any

from django.db import connection

from tantam.base import guards
from tantam.base.audit import body_of, write_entry
from tantam.base.checkpoints import make_checkpoint
from tantam.base.models import AuditEntry, AuditHead
from tantam.core.chain import link_hash
from tests.support.cast import TODAY, asked_by_system


def write_chain(count: int, *, first: int = 1) -> None:
    """Append entries to the chain, as commands do."""
    for number in range(first, first + count):
        write_entry(
            asked=asked_by_system(key=f"chain-{number}"),
            command="test.write",
            subject=f"thing:{number}",
            details={"arguments": {"number": number, "text": "Xã Ba Tơ"}, "result": None},
        )


def sealed_chain() -> None:
    """Write ten entries with a checkpoint after the sixth (which is the seventh entry)."""
    write_chain(6)
    make_checkpoint(asked=asked_by_system(on=TODAY - timedelta(days=1)))
    write_chain(3, first=7)


def change_field(sequence: int, **fields: Any) -> None:
    """Change an entry and nothing else."""
    guards.drop(connection)
    assert AuditEntry.objects.filter(sequence=sequence).update(**fields) == 1


def delete_row(sequence: int) -> None:
    """Take an entry out of the middle."""
    guards.drop(connection)
    AuditEntry.objects.filter(sequence=sequence).delete()


def cut_tail(after: int, *, head_too: bool) -> None:
    """Take away every entry after one; with `head_too` the head is put back as well."""
    guards.drop(connection)
    AuditEntry.objects.filter(sequence__gt=after).delete()
    if head_too:
        _set_head(AuditEntry.objects.get(sequence=after))


def rewrite_from(sequence: int, **fields: Any) -> None:
    """Change an entry and recompute every hash after it and the head: a perfect forgery but for checkpoints."""
    change_field(sequence, **fields)
    rows = list(AuditEntry.objects.filter(sequence__gte=sequence).order_by("sequence"))
    previous = rows[0].previous_hash
    for row in rows:
        row.previous_hash = previous
        row.hash = previous = link_hash(previous_hash=previous, body=body_of(row))
        row.save(update_fields=["previous_hash", "hash"])
    _set_head(rows[-1])


def _set_head(row: AuditEntry) -> None:
    AuditHead.objects.filter(id=1).update(sequence=row.sequence, hash=row.hash)
