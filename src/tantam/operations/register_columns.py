"""Taking the register down in columns, in the background or from the shell."""

from datetime import date, datetime

from django_tasks import task

from tantam.base.asked import Actor, Asked, system_actor
from tantam.base.commands import was_carried_out
from tantam.core.eligibility.building import digest_of, pack
from tantam.programmes.commands.snapshots import finish_snapshot
from tantam.programmes.queries.snapshots import get_snapshot, make_columns


def make_snapshot(*, snapshot_id: int, at: datetime, book_date: date, actor: Actor | None = None) -> int:
    """Make the columns of a snapshot that was begun; return how many households they have.

    It may be run again after an interruption: nothing is kept before the columns are whole.
    """
    begun = get_snapshot(snapshot_id)
    key = f"snapshot:{snapshot_id}:finish"
    if was_carried_out(key):
        return begun.households
    columns = make_columns(as_of=begun.as_of, known_at=begun.known_at)
    finish_snapshot(
        asked=Asked(actor=actor or system_actor(), request_key=key, book_date=book_date, at=at),
        snapshot_id=snapshot_id,
        content=pack(columns),
        content_sha256=digest_of(columns),
        households=columns.count,
    )
    return columns.count


@task()
def make_snapshot_in_background(snapshot_id: int, at: str, book_date: str) -> int:
    """Make the columns of a snapshot that was begun; the moment and the day are ISO texts."""
    return make_snapshot(
        snapshot_id=snapshot_id, at=datetime.fromisoformat(at), book_date=date.fromisoformat(book_date)
    )
