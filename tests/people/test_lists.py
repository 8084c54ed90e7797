"""Official lists on their way: staged, read, returned, dropped, approved; nothing is done twice."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tantam.base.errors import OutOfScope
from tantam.base.models import AuditEntry
from tantam.people.commands.list_rows import read_list_rows, write_list_rows
from tantam.people.commands.lists import (
    UnableToApprove,
    UnableToTakeList,
    approve_list,
    drop_list,
    map_columns,
    return_list,
    stage_list,
)
from tantam.people.models import ColumnMapping, ListRow, OfficialList, Person
from tantam.people.queries.lists import get_list, get_list_file, list_lists, list_refused_rows
from tests.support.cast import asked_by_system
from tests.support.lists import (
    NEXT_YEAR,
    SAME,
    approve,
    chosen,
    given,
    list_workbook,
    person_row,
    reasons_of,
    stage,
    take_in,
)
from tests.support.replay import assert_replay_safe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]


def in_reading(cast, rows_total: int = 1) -> OfficialList:
    list_id = stage(cast, list_workbook(person_row("Ai", 77)))
    map_columns(asked=cast.asked("ha"), list_id=list_id, chosen=chosen(rows_total))
    return OfficialList.objects.get(id=list_id)


@pytest.mark.replays("people.stage_list")
def test_staging_twice_keeps_one_list_and_the_file_sealed(cast):
    content = list_workbook(person_row("Phạm Văn Mới", 50))
    from tantam.people.commands.lists import ListFile

    list_id = assert_replay_safe(
        stage_list,
        asked=cast.asked("ha"),
        other={"year": 2028},
        file=ListFile(content, "danh-sach.xlsx"),
        content_sha256="a" * 64,
        kind="YEARLY",
        year=2027,
        effective_on=NEXT_YEAR,
    )

    kept = OfficialList.objects.get(id=list_id)
    assert kept.commune.name == "Ba Tơ"
    assert kept.file.sha256 != kept.content_sha256
    assert "danh-sach" not in str(AuditEntry.objects.last().details)


def test_the_same_file_again_says_so(cast):
    content = list_workbook(person_row("Phạm Văn Mới", 50))
    stage(cast, content)

    with pytest.raises(UnableToTakeList, match="Đúng tệp này đã được nhận"):
        stage(cast, content)


def test_a_unit_that_is_no_commune_stages_nothing(cast):
    with pytest.raises(UnableToTakeList, match="Chỉ xã"):
        stage_list_as_department(cast)


def stage_list_as_department(cast):
    from dataclasses import replace

    from tantam.people.commands.lists import ListFile

    asked = cast.asked("ha")
    elsewhere = replace(asked, actor=replace(asked.actor, unit_id=cast.units["STC"].pk))
    stage_list(
        asked=elsewhere,
        file=ListFile(b"x", "x.xlsx"),
        content_sha256="b" * 64,
        kind="YEARLY",
        year=2027,
        effective_on=NEXT_YEAR,
    )


@pytest.mark.replays("people.map_columns")
def test_mapping_begins_a_reading_and_is_remembered(cast):
    list_id = stage(cast, list_workbook(person_row("Phạm Văn Mới", 50)))

    reading = assert_replay_safe(
        map_columns, asked=cast.asked("ha"), other={"chosen": chosen(2)}, list_id=list_id, chosen=chosen()
    )

    assert reading == 1
    assert OfficialList.objects.get(id=list_id).state == "READING"
    assert ColumnMapping.objects.get().columns == {"2": "FULL_NAME", "4": "IDENTITY", "7": "STANDING"}


@pytest.mark.replays("people.read_list_rows")
def test_a_piece_of_rows_is_kept_once_and_sealed(cast):
    official_list = in_reading(cast)
    rows = (given(2, "Phạm Văn Mới", identity=50),)

    counts = assert_replay_safe(
        read_list_rows,
        asked=asked_by_system(),
        other={"is_last": False},
        list_id=official_list.pk,
        reading=1,
        start=0,
        rows=rows,
        is_last=True,
    )

    official_list.refresh_from_db()
    assert counts == {"TAKEN": 1}
    assert official_list.state == "READ"
    assert "Mới" not in str(AuditEntry.objects.last().details)
    assert "Mới".encode() not in bytes(ListRow.objects.get().content_sealed)


def test_a_piece_of_an_older_reading_changes_nothing(cast):
    official_list = in_reading(cast)
    map_columns(asked=cast.asked("ha"), list_id=official_list.pk, chosen=chosen())

    read_list_rows(
        asked=asked_by_system(),
        list_id=official_list.pk,
        reading=1,
        start=0,
        rows=(given(2, "Ai", identity=50),),
        is_last=True,
    )

    assert not ListRow.objects.exists()


@pytest.mark.replays("people.drop_list")
def test_dropping_twice_drops_once(cast):
    official_list = take_in(cast, *SAME, upto="READ")

    assert_replay_safe(drop_list, asked=cast.asked("ha"), other={"list_id": 0}, list_id=official_list.pk)

    assert not ListRow.objects.exists()
    assert not list_lists(scope=cast.actor("ha").scope)


@pytest.mark.replays("people.return_list")
def test_returning_says_why_and_lets_the_same_file_come_again(cast):
    official_list = take_in(cast, *SAME, upto="READ")

    assert_replay_safe(
        return_list,
        asked=cast.asked("minh"),
        other={"reason": "Khác"},
        list_id=official_list.pk,
        reason="Thiếu thôn Làng Hai.",
    )

    assert get_list(scope=cast.actor("ha").scope, list_id=official_list.pk).returned_reason == "Thiếu thôn Làng Hai."
    assert stage(cast, list_workbook(*SAME)) != official_list.pk


@pytest.mark.replays("people.approve_list")
def test_approving_twice_makes_one_decision(cast):
    official_list = take_in(cast, *SAME, upto="READ")
    said = {
        "reading": official_list.readings,
        "number": 7,
        "symbol": "QĐ-UBND",
        "signed_on": date(2026, 11, 20),
        "signer": "M",
        "signer_title": "Chủ tịch",
    }

    assert_replay_safe(approve_list, asked=cast.asked("minh"), other={"number": 8}, list_id=official_list.pk, **said)

    official_list.refresh_from_db()
    assert official_list.decision.number == "07/QĐ-UBND"
    assert official_list.state == "APPROVED"


@pytest.mark.replays("people.write_list_rows")
def test_writing_a_piece_twice_writes_it_once(cast):
    official_list = take_in(cast, person_row("Phạm Văn Mới", 50), kind="ADDITIONS", upto="READ")
    approve(cast, official_list.pk)

    assert_replay_safe(write_list_rows, asked=asked_by_system(), other={"start": 1}, list_id=official_list.pk, start=0)

    assert Person.objects.filter(full_name="Phạm Văn Mới").count() == 1


def test_a_household_of_another_commune_is_refused(cast):
    official_list = take_in(cast, person_row("Phạm Văn Dũng Láng", 6, born="06/06/1990"), upto="READ")

    assert reasons_of(official_list) == {2: ["HOUSEHOLD_OF_OTHER_COMMUNE"]}


def test_a_person_on_two_lists_of_a_year_is_refused_on_the_second(cast):
    first = take_in(cast, person_row("Phạm Văn Mới", 50), upto="READ")

    second = take_in(cast, person_row("Phạm Văn Mới", 50), by="sau", upto="READ")

    assert reasons_of(second) == {2: ["PERSON_ON_TWO_LISTS"]}
    assert second.rows.get().reasons[0]["values"] == {"list": first.pk}


def test_members_are_refused_with_their_head(cast):
    official_list = in_reading(cast)
    read_list_rows(
        asked=asked_by_system(),
        list_id=official_list.pk,
        reading=1,
        start=0,
        rows=(
            given(2, "Phạm Văn Dũng Láng", identity=6),
            given(3, "Phạm Thị Con", identity=61, head_row=2, relation="CHILD"),
        ),
        is_last=True,
    )

    assert reasons_of(official_list) == {2: ["HOUSEHOLD_OF_OTHER_COMMUNE"], 3: ["HEAD_REFUSED"]}


def test_refused_rows_come_back_as_they_were_written(cast):
    row = person_row("Phạm Văn Dũng Láng", 6, born="06/06/1990")
    official_list = take_in(cast, row, upto="READ")

    refused = list_refused_rows(scope=cast.actor("ha").scope, list_id=official_list.pk)

    assert [(number, written[2]) for number, written, _reasons in refused] == [(2, "Phạm Văn Dũng Láng")]


def test_who_staged_a_list_may_not_approve_it(cast):
    official_list = take_in(cast, *SAME, upto="READ")
    OfficialList.objects.filter(pk=official_list.pk).update(staged_by=cast.people["minh"].pk)

    with pytest.raises(UnableToApprove, match="không tự duyệt"):
        approve(cast, official_list.pk)


def test_another_communes_list_is_not_there(cast):
    official_list = take_in(cast, *SAME, upto="READ")

    with pytest.raises(OutOfScope):
        get_list(scope=cast.actor("sau").scope, list_id=official_list.pk)
    with pytest.raises(OutOfScope):
        drop_list(asked=cast.asked("sau"), list_id=official_list.pk)


def test_a_list_without_a_row_to_take_is_not_approved(cast):
    official_list = take_in(cast, person_row("Phạm Văn Dũng Láng", 6, born="06/06/1990"), upto="READ")

    with pytest.raises(UnableToApprove, match="Không dòng nào"):
        approve(cast, official_list.pk)


def test_a_number_of_a_decision_is_given_once_a_year(cast):
    take_in(cast, *SAME, number=5)
    second = take_in(cast, person_row("Phạm Văn Mới", 50), kind="ADDITIONS", upto="READ")

    with pytest.raises(UnableToApprove, match="đã có"):
        approve(cast, second.pk, number=5)


def test_headers_that_name_somebody_stand_nowhere_in_the_open(cast):
    list_id = stage(cast, list_workbook(person_row("Phạm Văn Mới", 50)))
    first_row = ("1", "Phạm Văn Đầu", "999000000051")  # a file without headers: its first person stands in their place

    map_columns(asked=cast.asked("ha"), list_id=list_id, chosen=replace(chosen(), headers=first_row))

    entry = AuditEntry.objects.get(command="people.map_columns")
    kept = OfficialList.objects.get(id=list_id).columns
    for text in (json.dumps(entry.details, ensure_ascii=False), json.dumps(kept, ensure_ascii=False)):
        assert not any(word in text for word in first_row[1:])
    assert get_list_file(scope=cast.actor("ha").scope, list_id=list_id).headers == first_row


def test_an_approval_is_of_the_reading_that_was_looked_at(cast):
    official_list = take_in(cast, *SAME, upto="READ")
    official_list.refresh_from_db()
    seen = official_list.readings
    OfficialList.objects.filter(pk=official_list.pk).update(readings=seen + 1)

    with pytest.raises(UnableToApprove, match="đọc lại"):
        approve_list(
            asked=cast.asked("minh"),
            list_id=official_list.pk,
            reading=seen,
            number=7,
            symbol="QĐ-UBND",
            signed_on=date(2026, 11, 20),
            signer="M",
            signer_title="Chủ tịch",
        )
