"""Long lists are read and written in pieces, which go on where they were cut."""

from datetime import UTC, datetime

import pytest

from tantam.operations import list_work, work
from tantam.people.commands.lists import map_columns
from tantam.people.models import Household, Member, OfficialList, Person, Status
from tests.support.lists import SAME, approve, chosen, list_workbook, person_row, stage, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)


class _PowerCutError(Exception):
    """The power went out."""


def _cut_after(monkeypatch, name: str, pieces: int) -> None:
    """Let a command of the work be carried out so many times, then fail."""
    run, left = getattr(list_work, name), iter(range(pieces))

    def cut(**arguments):
        if next(left, None) is None:
            raise _PowerCutError
        return run(**arguments)

    monkeypatch.setattr(list_work, name, cut)


def test_reading_and_writing_go_on_where_they_were_cut(cast, monkeypatch):
    rows = [person_row(f"Phạm Văn Người {chr(65 + place)}a", 1_000 + place) for place in range(7)]
    for module in ("tantam.operations.list_work.READ_AT_ONCE", "tantam.people.commands.list_rows.WRITE_AT_ONCE"):
        monkeypatch.setattr(module, 2)
    with monkeypatch.context() as power:
        _cut_after(power, "read_list_rows", 2)
        official_list = take_in(cast, *rows, *SAME, upto="READ")
    assert (official_list.state, official_list.rows_read) == ("READING", 4)
    work.take_up_left_work(at=NOW)
    approve(cast, official_list.pk)
    with monkeypatch.context() as power:
        _cut_after(power, "write_list_rows", 2)
        work.write_list.enqueue(official_list.pk)
    assert not Household.objects.filter(members__person__full_name="Phạm Văn Người Ga").exists()

    work.take_up_left_work(at=NOW)
    work.take_up_left_work(at=NOW)

    official_list.refresh_from_db()
    assert (official_list.state, official_list.rows.count()) == ("IN_FORCE", 9)
    assert Person.objects.filter(name_folded__startswith="pham van nguoi").count() == 7
    assert Member.objects.filter(person__name_folded__startswith="pham van nguoi").count() == 7
    assert Status.objects.filter(decision=official_list.decision, kind="POOR").count() == 7


def test_a_worker_that_is_asked_to_end_stops_between_two_pieces(cast, monkeypatch):
    monkeypatch.setattr("tantam.operations.list_work.READ_AT_ONCE", 2)
    rows = [person_row(f"Phạm Văn Người {chr(65 + place)}a", 1_000 + place) for place in range(5)]
    list_id = stage(cast, list_workbook(*rows))
    map_columns(
        asked=cast.asked("ha"),
        list_id=list_id,
        chosen=chosen(5, {2: "FULL_NAME", 4: "IDENTITY", 5: "BIRTH", 6: "VILLAGE", 7: "STANDING"}),
    )

    assert not list_work.read_rest(list_id=list_id, at=NOW, stopping=lambda: True)
    assert OfficialList.objects.get(id=list_id).rows_read == 2


@pytest.mark.slow
def test_five_thousand_rows_are_all_taken(cast):
    rows = [person_row(f"Phạm Văn {chr(65 + at % 26)}a{chr(97 + at // 26 % 26)}", 5_000 + at) for at in range(5_000)]

    official_list = take_in(cast, *rows, kind="ADDITIONS")

    assert official_list.state == "IN_FORCE"
    assert Status.objects.filter(decision=official_list.decision).count() == 5_000
