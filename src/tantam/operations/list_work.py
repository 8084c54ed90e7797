"""Reading a list's file and writing an approved list, piece by piece; each piece is one command under one key.

The keys come from the list, the reading and the place of the piece, so that a piece that was carried out before
a crash is answered "already done" and nothing is written twice, whoever takes the work up.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from tantam.base.asked import EVERYTHING, Asked, system_actor
from tantam.base.errors import AlreadyDone
from tantam.exchange.beneficiary_lists import ListTerms, ReadRow, iterate_rows
from tantam.people.commands.list_rows import READ_AT_ONCE, read_list_rows, write_list_rows
from tantam.people.parts.listed import GivenRow
from tantam.people.queries.lists import ListPlace, get_list_file, get_list_place

WORKER: Final = "tantam work"
# Seconds between the tries of a piece that found the database busy, locked or away.
WAITS: Final = (1, 5, 20)
Stopping = Callable[[], bool]
# Waits so many seconds; whether it was cut short, because the worker is asked to end.
Rest = Callable[[int], bool | None]


def terms_for(*, commune_name: str, kind: str, year: int, effective_on: date) -> ListTerms:
    """Return what a list of a commune, of a kind, for a year, is read for."""
    return ListTerms(
        commune_names=(commune_name,),
        list_year=year,
        effective_on=effective_on,
        needs_standing=kind != "REMOVALS",
        allow_samples=settings.TANTAM_ALLOW_SAMPLE_IDENTITIES,
    )


def terms_of(place: ListPlace) -> ListTerms:
    """Return what a list is read for."""
    return terms_for(commune_name=place.commune_name, kind=place.kind, year=place.year, effective_on=place.effective_on)


def no_rest(_seconds: int) -> bool:
    """Do not wait: for callers that are alone with the database."""
    return False


def read_rest(*, list_id: int, at: datetime, stopping: Stopping, rest: Rest = no_rest) -> bool:
    """Read the rows of a list that are not read yet; False if it was stopped before the last.

    :raises OperationalError: if the database stays busy or away over all tries.
    """
    place = get_list_place(scope=EVERYTHING, list_id=list_id)
    if place.state != "READING":
        return True
    file = get_list_file(scope=EVERYTHING, list_id=list_id)
    start = place.rows_read
    pieces = iterate_rows(
        file.content,
        filename=file.filename,
        terms=terms_of(place),
        sheet=file.sheet,
        columns=file.columns,
        start=start,
        count=READ_AT_ONCE,
    )
    piece = next(pieces, ())
    while True:
        following = next(pieces, ())
        _ask(
            read_list_rows,
            f"list:{list_id}:reading:{place.readings}:{start}",
            at=at,
            rest=rest,
            list_id=list_id,
            reading=place.readings,
            start=start,
            rows=tuple(_given(row) for row in piece),
            is_last=not following,
        )
        start += len(piece)
        if not following:
            return True
        if stopping():
            return False
        piece = following


def write_rest(*, list_id: int, stopping: Stopping, rest: Rest = no_rest) -> bool:
    """Write what is not written yet of an approved list; False if it was stopped before the last piece.

    Everything is recorded at the moment of the approval: the list is known as a whole from then on.

    :raises OperationalError: as `read_rest`.
    """
    while True:
        place = get_list_place(scope=EVERYTHING, list_id=list_id)
        if place.state != "APPROVED":
            return True
        assert place.approved_at is not None
        start = place.rows_written
        _ask(
            write_list_rows,
            f"list:{list_id}:writing:{start}",
            at=place.approved_at,
            rest=rest,
            list_id=list_id,
            start=start,
        )
        if stopping():
            return get_list_place(scope=EVERYTHING, list_id=list_id).state != "APPROVED"


def _ask(run: Callable[..., Any], key: str, *, at: datetime, rest: Rest, **arguments: Any) -> None:
    """Carry a piece out; again after a wait while the database is busy or away, under the same key."""
    asked = Asked(actor=system_actor(WORKER), request_key=key, book_date=timezone.localtime(at).date(), at=at)
    for seconds in (*WAITS, None):
        try:
            with suppress(AlreadyDone):
                run(asked=asked, **arguments)
        except (OperationalError, InterfaceError):
            if seconds is None or rest(seconds):
                raise
            close_old_connections()  # one that was lost is opened anew
        else:
            return


def _given(row: ReadRow) -> GivenRow:
    return GivenRow(number=row.number, written=row.written, reading=row.reading)
