"""Official lists: only what the chairman approved changes who is poor, and nothing is written twice."""

from datetime import UTC, date, datetime

import pytest

from tantam.base.errors import OutOfScope
from tantam.base.models import AuditEntry
from tantam.core.lists.difference import Change
from tantam.operations import list_work, work
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
from tantam.people.models import ColumnMapping, Fact, Household, ListRow, Member, OfficialList, Person, Status
from tantam.people.queries.list_difference import get_difference
from tantam.people.queries.lists import get_list, list_lists, list_refused_rows
from tests.support.cast import asked_by_system
from tests.support.lists import NEXT_YEAR, approve, chosen, given, list_workbook, person_row, stage, take_in
from tests.support.replay import assert_replay_safe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
AN, ANH, BINH, CUONG = 1, 2, 4, 5  # numbers of identity in the small register
# Everybody of Ba Tơ's register, as they stand.
SAME = (
    person_row("Phạm Văn An Nghèo", AN, born="01/05/1980"),
    person_row("Đinh Văn Bình Cận", BINH, "Hộ cận nghèo", born="01/01/1975"),
)


def classes(household: Household, on: date) -> set[str]:
    rows = Status.objects.filter(household=household, replaced_by=None, is_withdrawal=False, starts_on__lte=on)
    return {row.kind for row in rows if row.ends_before is None or row.ends_before > on}


def reasons_of(official_list: OfficialList) -> dict[int, list[str]]:
    return {row.number: [one["code"] for one in row.reasons] for row in official_list.rows.filter(fate="REFUSED")}


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


def test_nothing_of_a_list_counts_before_its_approval(cast):
    before = (Status.objects.count(), Fact.objects.count(), Person.objects.count(), Household.objects.count())

    take_in(cast, person_row("Phạm Văn Mới", 50), upto="READ")

    assert (Status.objects.count(), Fact.objects.count(), Person.objects.count(), Household.objects.count()) == before


def test_a_years_list_brings_in_changes_and_lets_go(cast, small_register):
    official_list = take_in(
        cast,
        person_row("Phạm Văn An Nghèo", AN, "Hộ cận nghèo", born="01/05/1980"),
        person_row("Phạm Thị Ánh Nghèo", ANH, "Hộ cận nghèo", relation="Vợ", born="03/02/1984"),
        person_row("Phạm Văn Mới", 50, "Hộ nghèo", village="Làng Ba Mới"),
    )

    homes, new = small_register.households, Person.objects.get(full_name="Phạm Văn Mới")
    home = new.memberships.get().household
    assert official_list.state == "IN_FORCE"
    assert classes(homes["an"], date(2026, 12, 31)) == {"POOR"}
    assert classes(homes["an"], NEXT_YEAR) == {"NEAR_POOR"}
    assert classes(homes["binh-can"], NEXT_YEAR) == {"NEWLY_ESCAPED"}
    assert classes(homes["cuong"], NEXT_YEAR) == {"NEWLY_ESCAPED"}  # since 2024, untouched
    assert classes(homes["dung-lang"], NEXT_YEAR) == {"POOR"}  # another commune's
    assert (classes(home, NEXT_YEAR), home.village.name) == ({"POOR"}, "Làng Ba Mới")
    assert homes["an"].members.filter(ends_before=None).count() == 3


def test_the_difference_is_the_same_before_and_after_the_approval(cast):
    scope = cast.actor("minh").scope
    official_list = take_in(cast, SAME[0], person_row("Phạm Văn Mới", 50), upto="READ")

    before = get_difference(scope=scope, list_id=official_list.pk, at=NOW)
    approve(cast, official_list.pk)
    work.write_list.enqueue(official_list.pk)
    after = get_difference(scope=scope, list_id=official_list.pk, at=NOW)

    assert before.counts == after.counts
    assert after.counts == {Change.CAME_IN: 1, Change.WENT_OUT: 1, Change.CHANGED: 0, Change.UNCHANGED: 1}
    assert [one.head_name for one in after.shown] == ["Phạm Văn Mới", "Đinh Văn Bình Cận"]


def test_rows_that_the_register_knows_are_unchanged(cast):
    official_list = take_in(cast, *SAME, upto="READ")

    assert [row.fate for row in official_list.rows.order_by("number")] == ["UNCHANGED", "UNCHANGED"]


def test_without_a_number_a_person_is_found_by_name_birth_and_village(cast, small_register):
    take_in(cast, person_row("PHẠM VĂN AN NGHÈO", 0, "Hộ cận nghèo", born="1980"), kind="ADDITIONS")

    assert Person.objects.filter(name_folded="pham van an ngheo").count() == 1
    assert classes(small_register.households["an"], NEXT_YEAR) == {"NEAR_POOR"}


def test_monthly_additions_leave_everybody_else_alone(cast, small_register):
    take_in(cast, person_row("Phạm Văn Mới", 50), kind="ADDITIONS", year=2026, day=date(2026, 12, 1))

    assert classes(small_register.households["binh-can"], NEXT_YEAR) == {"NEAR_POOR"}
    assert classes(Person.objects.get(full_name="Phạm Văn Mới").memberships.get().household, date(2026, 12, 1)) == {
        "POOR"
    }


def test_removals_end_a_class_and_only_those_who_escape_are_newly_escaped(cast, small_register):
    official_list = take_in(
        cast,
        person_row("Phạm Văn An Nghèo", AN, "", grounds="Thoát nghèo"),
        person_row("Đinh Văn Bình Cận", BINH, "", born="01/01/1975", grounds="Chuyển đi nơi khác"),
        person_row("Không Ai Biết", 60, ""),
        kind="REMOVALS",
        year=2026,
        day=date(2026, 12, 1),
    )

    assert classes(small_register.households["an"], date(2026, 12, 1)) == {"NEWLY_ESCAPED"}
    assert classes(small_register.households["binh-can"], date(2026, 12, 1)) == set()
    assert reasons_of(official_list) == {4: ["NOT_ON_LIST"]}


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


def test_a_list_of_the_same_day_withdraws_what_it_corrects(cast, small_register):
    take_in(cast, *SAME, person_row("Phạm Văn Mới", 50), number=5)
    take_in(cast, person_row("Phạm Văn Mới", 50, "Hộ cận nghèo"), kind="ADDITIONS", number=6)

    home = Person.objects.get(full_name="Phạm Văn Mới").memberships.get().household
    assert classes(home, NEXT_YEAR) == {"NEAR_POOR"}
    assert Status.objects.filter(household=home, is_withdrawal=True).count() == 1


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


def test_two_rows_of_one_name_do_not_mean_one_person(cast):
    name = "Phạm Văn Không Số"
    take_in(cast, person_row(name, 0), kind="ADDITIONS", number=5)

    take_in(cast, person_row(name, 81), person_row(name, 82), kind="ADDITIONS", number=6)

    assert Person.objects.filter(full_name=name).count() == 3


@pytest.mark.slow
def test_five_thousand_rows_are_all_taken(cast):
    rows = [person_row(f"Phạm Văn {chr(65 + at % 26)}a{chr(97 + at // 26 % 26)}", 5_000 + at) for at in range(5_000)]

    official_list = take_in(cast, *rows, kind="ADDITIONS")

    assert official_list.state == "IN_FORCE"
    assert Status.objects.filter(decision=official_list.decision).count() == 5_000


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
