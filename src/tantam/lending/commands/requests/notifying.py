"""The bank tells the group and its borrowers what was decided, and when and where the money is paid out (04/TD)."""

from datetime import date

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.law.lending_steps import Step
from tantam.core.requests.way import approval_lapses_on
from tantam.lending.law_files import load_steps
from tantam.lending.models import RequestList
from tantam.lending.parts.requests.scope import lock_list
from tantam.lending.parts.requests.steps import (
    BANK_KINDS,
    Kind,
    Paper,
    last_day_of,
    refuse_other_bodies,
    refuse_out_of_turn,
    write_step,
)
from tantam.lending.wording.requests import UnableToRequest


@command("lending.notify_requests", subject=lambda _result, arguments: f"requests:{arguments['list_id']}")
def notify_requests(*, asked: Asked, list_id: int, number: str, session_on: date | None = None, place: str = "") -> int:
    """Write down the notice of what was decided on a list; return its number.

    From then on its loans may be paid out. `session_on` is the day and `place` the point at which that is done; where
    nobody is lent to there is neither.

    :raises OutOfScope: if there is no such list for this actor.
    :raises UnableToRequest: if it is not its turn, the actor is not of its bank, place or number are lacking, or the
        day lies before the notice or after the approval has lapsed.
    """
    row = lock_list(asked.actor, list_id)
    refuse_out_of_turn(row, Step.NOTIFY)
    refuse_other_bodies(row, asked, kinds=BANK_KINDS)
    if not number.strip():
        raise UnableToRequest(_("Cần số thông báo."))
    if row.state == RequestList.State.REFUSED:
        write_step(row, Kind.NOTIFIED, asked=asked, paper=Paper(asked.book_date, number=number))
        return row.pk
    if session_on is None or not place.strip():
        raise UnableToRequest(_("Cần ngày giao dịch và nơi giao dịch."))
    lapses_on = approval_lapses_on(load_steps(), last_day_of(row))
    if not asked.book_date <= session_on <= lapses_on:
        raise UnableToRequest(_("Ngày giao dịch phải từ hôm nay đến %(last)s.") % {"last": f"{lapses_on:%d/%m/%Y}"})
    paper = Paper(asked.book_date, number=number, place=place, session_on=session_on)
    write_step(row, Kind.NOTIFIED, asked=asked, paper=paper)
    return row.pk
