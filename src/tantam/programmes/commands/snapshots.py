"""Taking the register down in columns: a row first, the columns when they are made."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.base.files import keep_file
from tantam.base.sealing import seal_bytes
from tantam.people.queries.register import count_known_households
from tantam.programmes.models import Snapshot

PURPOSE = "snapshot"


class UnableToMakeSnapshot(Refusal):
    """The register cannot be taken down in columns."""


def _subject(result: Any, arguments: dict[str, Any]) -> str:
    return f"snapshot:{arguments.get('snapshot_id') or result}"


@command("programmes.begin_snapshot", subject=_subject)
def begin_snapshot(*, asked: Asked, as_of: date) -> int:
    """Write down that the register as it holds on a day is to be taken down in columns; return the number.

    :raises UnableToMakeSnapshot: if the register is empty.
    """
    households = count_known_households(known_at=asked.at)
    if households == 0:
        raise UnableToMakeSnapshot(_("Chưa có hộ nào trong sổ. Hãy nhập danh sách trước."))
    row = Snapshot.objects.create(as_of=as_of, known_at=asked.at, households=households)
    return row.pk


@command("programmes.finish_snapshot", subject=_subject, sealed=("content",))
def finish_snapshot(*, asked: Asked, snapshot_id: int, content: bytes, content_sha256: str, households: int) -> None:
    """Keep the columns of a snapshot, sealed; a snapshot that is made already stays as it is."""
    row = Snapshot.objects.select_for_update().get(pk=snapshot_id)
    if row.state == Snapshot.State.MADE:
        return
    row.file = keep_file(seal_bytes(content, purpose=PURPOSE), media_type="application/octet-stream", at=asked.at)
    row.content_sha256 = content_sha256
    row.households = row.households_done = households
    row.state = Snapshot.State.MADE
    row.save(update_fields=["file", "content_sha256", "households", "households_done", "state"])
