"""Writing to the audit chain: in the transaction of the change, under the lock of the chain's head."""

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any, Final

from django.db import connection

from tantam.base.asked import Asked
from tantam.base.models import AuditEntry, AuditHead
from tantam.base.rows import kept_cursor
from tantam.core.canonical import plain
from tantam.core.chain import GENESIS, link_hash

_FIELDS: Final = [field.attname for field in AuditEntry._meta.concrete_fields]  # noqa: SLF001 - Django's documented API
_APPEND: Final = f"INSERT INTO base_auditentry ({', '.join(_FIELDS)}) VALUES ({', '.join(['%s'] * len(_FIELDS))})"  # noqa: S608 - names of columns
_MOVE_HEAD: Final = "UPDATE base_audithead SET sequence = %s, hash = %s WHERE id = 1"
_KEEP_RESULT: Final = "UPDATE base_request SET result = %s WHERE id = %s"
_APPEND_AT_ONCE: Final = (
    f"WITH head AS ({_MOVE_HEAD}), kept AS ("  # noqa: S608 - no words of others
    f"UPDATE base_request SET result = sent.result FROM (SELECT %s::jsonb AS result, %s::bigint AS id) sent"
    f" WHERE base_request.id = sent.id AND sent.result IS NOT NULL) {_APPEND}"
)


def write_entry(
    *, asked: Asked, command: str, subject: str, details: Mapping[str, Any], request_id: int | None = None
) -> int:
    """Append an entry and return its sequence number; the request's row takes the result that the plain details have.

    Call it last in a command: the head is the one lock that every writer takes.
    """
    sequence, previous_hash = _find_head() or _first_head()
    entry = AuditEntry(
        sequence=sequence + 1,
        at=asked.at,
        book_date=asked.book_date,
        actor_id=asked.actor_id,
        actor_name=asked.actor.name,
        actor_role=asked.actor.role,
        unit_code=asked.actor.unit_code,
        command=command,
        request_key=asked.request_key,
        subject=subject,
        details=details,
        previous_hash=previous_hash,
    )
    entry.hash = link_hash(previous_hash=previous_hash, body=body_of(entry))
    values = {name: getattr(entry, name) for name in _FIELDS} | {
        "at": connection.ops.adapt_datetimefield_value(entry.at),
        "book_date": connection.ops.adapt_datefield_value(entry.book_date),
        "details": json.dumps(entry.details, ensure_ascii=False),
    }
    result = entry.details.get("result")
    _append(list(values.values()), entry, request_id, None if result is None else json.dumps(result))
    return entry.sequence


def _append(values: list[Any], entry: AuditEntry, request_id: int | None, result: str | None) -> None:
    """Write an entry, the head and a request's result: on PostgreSQL in one statement, for its message goes far."""
    with kept_cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_APPEND_AT_ONCE, [entry.sequence, entry.hash, result, request_id, *values])
            return
        cursor.execute(_APPEND, values)
        cursor.execute(_MOVE_HEAD, [entry.sequence, entry.hash])
        if result is not None:
            cursor.execute(_KEEP_RESULT, [result, request_id])


def _find_head() -> tuple[int, str] | None:
    """Return the end of the chain, held until the transaction ends; on SQLite a writer is alone anyway."""
    held = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with kept_cursor() as cursor:
        cursor.execute(f"SELECT sequence, hash FROM base_audithead WHERE id = 1{held}")  # noqa: S608 - no words of others
        found: tuple[int, str] | None = cursor.fetchone()
    return found


def _first_head() -> tuple[int, str]:
    """Begin the chain; of several that begin it at once, the others wait for the first."""
    AuditHead.objects.get_or_create(id=1, defaults={"hash": GENESIS})
    found = _find_head()
    assert found is not None
    return found


def body_of(entry: AuditEntry) -> dict[str, Any]:
    """Return what the hash of an entry covers, beside the previous hash: a plain value, as its details are.

    The moment is written in UTC to the microsecond, so that the zone of the session does not matter.
    """
    return {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "book_date": entry.book_date.isoformat(),
        "actor_id": entry.actor_id,
        "actor_name": plain(entry.actor_name),
        "actor_role": plain(entry.actor_role),
        "unit_code": plain(entry.unit_code),
        "command": plain(entry.command),
        "request_key": plain(entry.request_key),
        "subject": plain(entry.subject),
        "details": entry.details,
    }
