"""Reading and writing the rows of official lists, a piece at a time: what `tantam work` does."""

from typing import Any, Final

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.people.models import OfficialList
from tantam.people.parts.list_fates import fates_of
from tantam.people.parts.list_left_out import approved_rows
from tantam.people.parts.list_writing import end_who_went_out, write_rows
from tantam.people.parts.listed import GivenRow

State = OfficialList.State
READ_AT_ONCE: Final = 1_000  # rows
WRITE_AT_ONCE: Final = 500  # rows, or households that went out


@command("people.read_list_rows", subject=lambda _, arguments: f"list:{arguments['list_id']}", sealed=("rows",))
def read_list_rows(
    *, asked: Asked, list_id: int, reading: int, start: int, rows: tuple[GivenRow, ...], is_last: bool
) -> dict[str, int]:
    """Keep a piece of a list's rows, each with its fate; with the last piece the list waits for approval.

    A piece of an earlier reading (the columns were mapped anew meanwhile), or one that is not next, changes
    nothing. Returns how many rows were taken, left unchanged and refused.
    """
    assert len(rows) <= READ_AT_ONCE
    official_list = OfficialList.objects.select_for_update().get(id=list_id)
    if (official_list.state, official_list.readings, official_list.rows_read) != (State.READING, reading, start):
        return {}
    counts = fates_of(official_list, rows, at=asked.at)
    official_list.rows_read += len(rows)
    if is_last:
        official_list.rows_total = official_list.rows_read
        official_list.state = State.READ
    official_list.save(update_fields=["rows_read", "rows_total", "state"])
    return counts


@command("people.write_list_rows", subject=lambda _, arguments: f"list:{arguments['list_id']}")
def write_list_rows(*, asked: Asked, list_id: int, start: int) -> dict[str, Any]:
    """Write a piece of an approved list: rows first, then an end for the households that went out.

    After the last of them the list is in force. Returns how many rows and households were written, and whether
    that was all. A piece that is not next changes nothing.
    """
    official_list = (
        OfficialList.objects.select_for_update(of=("self",)).select_related("commune", "decision").get(id=list_id)
    )
    if official_list.state != State.APPROVED or official_list.rows_written != start:
        return {"written": 0, "done": official_list.state != State.APPROVED}
    rows = list(approved_rows(official_list)[start : start + WRITE_AT_ONCE])
    if rows:
        write_rows(official_list, rows, at=asked.at)
        written = len(rows)
    else:
        written = end_who_went_out(official_list, at=asked.at, most=WRITE_AT_ONCE)
    done = not written
    official_list.rows_written += written
    if done:
        official_list.state = State.IN_FORCE
    official_list.save(update_fields=["rows_written", "state"])
    return {"written": written, "done": done}
