"""Documents, news items and briefings: what each needs, and taking them out again."""

from datetime import date, timedelta

import pytest

from tantam.base.errors import AlreadyDone, OutOfScope, RequestConflict
from tantam.base.files import read_file
from tantam.base.models import AuditEntry
from tantam.exchange.attachments import read_attachment
from tantam.plans.commands.deliverables import (
    UnableToAdd,
    UnableToRemove,
    add_briefing,
    add_document,
    add_media_item,
    remove_deliverable,
)
from tantam.plans.models import Briefing, IssuedDocument, MediaItem, Submission
from tantam.plans.parts.writing import UnableToWrite
from tests.support.attachments import PDF
from tests.support.cast import TODAY
from tests.support.submissions import file

pytestmark = pytest.mark.django_db

DOCUMENT = {
    "number": "12/QĐ-UBND",
    "issued_on": date(2026, 11, 10),
    "kind": "Quyết định",
    "issuing_body": "Ủy ban nhân dân xã Ba Tơ",
    "signer": "Đinh Văn Minh",
    "abstract": "Về việc ủy thác vốn ngân sách xã năm 2026",
}
MEDIA = {
    "kind": "NEWS",
    "title": "Ba Tơ: vốn chính sách đến thôn",
    "outlet": "Báo Quảng Ngãi",
    "published_on": date(2026, 10, 2),
    "link": "https://example.invalid/tin",
}
BRIEFING = {
    "kind": "TRAINING",
    "topic": "Tập huấn tổ trưởng",
    "held_on": date(2026, 9, 1),
    "audience": "Tổ trưởng tổ tiết kiệm và vay vốn",
    "attendees_count": 41,
    "place": "Hội trường xã",
}
CASES = [
    (add_document, DOCUMENT, IssuedDocument, "DOCUMENT"),
    (add_media_item, MEDIA, MediaItem, "MEDIA"),
    (add_briefing, BRIEFING, Briefing, "BRIEFING"),
]


@pytest.mark.parametrize(("add", "fields", "model", "kind"), CASES)
def test_a_deliverable_is_kept_as_given_and_counts_as_a_change(cast, duty, add, fields, model, kind):
    number = add(asked=cast.asked("hoa"), duty_id=duty.id, **fields)

    row = model.objects.get(id=number)
    assert {name: getattr(row, name) for name in fields} == fields
    assert Submission.objects.get(duty=duty).version == 1


@pytest.mark.replays("plans.add_document", "plans.add_media_item", "plans.add_briefing")
@pytest.mark.parametrize(("add", "fields", "model", "kind"), CASES)
def test_the_same_deliverable_sent_twice_is_one(cast, duty, add, fields, model, kind):
    add(asked=cast.asked("hoa", key="k"), duty_id=duty.id, **fields)

    with pytest.raises(AlreadyDone):
        add(asked=cast.asked("hoa", key="k"), duty_id=duty.id, **fields)
    with pytest.raises(RequestConflict):
        add(asked=cast.asked("hoa", key="k"), duty_id=duty.id, **{**fields, "kind": "x"})

    assert model.objects.count() == 1
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(("add", "fields", "model", "kind"), CASES)
def test_a_removed_deliverable_stays_in_the_table_and_is_removed_once(cast, duty, add, fields, model, kind):
    number = add(asked=cast.asked("hoa"), duty_id=duty.id, **fields)
    chosen = {"duty_id": duty.id, "kind": kind, "deliverable_id": number}

    remove_deliverable(asked=cast.asked("hoa", key="r"), **chosen)

    assert model.objects.get(id=number).removed_at is not None
    with pytest.raises(AlreadyDone):
        remove_deliverable(asked=cast.asked("hoa", key="r"), **chosen)
    with pytest.raises(RequestConflict):
        remove_deliverable(asked=cast.asked("hoa", key="r"), **{**chosen, "deliverable_id": number + 1})
    with pytest.raises(UnableToRemove):
        remove_deliverable(asked=cast.asked("hoa"), **chosen)
    assert Submission.objects.get(duty=duty).version == 2


@pytest.mark.parametrize(("add", "fields", "model", "kind"), CASES)
def test_nothing_is_added_to_or_taken_from_what_was_handed_on(cast, duty, add, fields, model, kind):
    number = add(asked=cast.asked("hoa"), duty_id=duty.id, **fields)
    file(cast, duty)

    with pytest.raises(UnableToWrite):
        add(asked=cast.asked("hoa"), duty_id=duty.id, **fields)
    with pytest.raises(UnableToWrite):
        remove_deliverable(asked=cast.asked("hoa"), duty_id=duty.id, kind=kind, deliverable_id=number)


@pytest.mark.parametrize(("add", "fields", "model", "kind"), CASES)
def test_a_neighbour_adds_and_removes_nothing(cast, duty, small_plan, add, fields, model, kind):
    number = add(asked=cast.asked("hoa"), duty_id=duty.id, **fields)
    own = small_plan.duty("II.2", "X21529", "2026")

    with pytest.raises(OutOfScope):
        add(asked=cast.asked("tam"), duty_id=duty.id, **fields)
    with pytest.raises(OutOfScope):
        remove_deliverable(asked=cast.asked("tam"), duty_id=own.id, kind=kind, deliverable_id=number)

    assert model.objects.get().removed_at is None


@pytest.mark.parametrize(
    ("add", "fields", "sentence"),
    [
        (add_document, DOCUMENT | {"number": " "}, "số và ký hiệu"),
        (add_document, DOCUMENT | {"kind": ""}, "loại văn bản"),
        (add_document, DOCUMENT | {"issuing_body": ""}, "cơ quan ban hành"),
        (add_document, DOCUMENT | {"abstract": ""}, "trích yếu"),
        (add_document, DOCUMENT | {"issued_on": TODAY + timedelta(days=1)}, "sau hôm nay"),
        (add_document, DOCUMENT | {"issued_on": date(1026, 11, 10)}, "năm 2000"),
        (add_document, DOCUMENT | {"number": "1" * 61}, "60"),
        (add_media_item, MEDIA | {"kind": "SONG"}, "loại tin"),
        (add_media_item, MEDIA | {"title": ""}, "tên tin"),
        (add_media_item, MEDIA | {"outlet": ""}, "cơ quan báo chí"),
        (add_media_item, MEDIA | {"link": "javascript:alert(1)"}, "http"),
        (add_media_item, MEDIA | {"published_on": TODAY + timedelta(days=1)}, "sau hôm nay"),
        (add_briefing, BRIEFING | {"kind": ""}, "Chọn loại"),
        (add_briefing, BRIEFING | {"topic": ""}, "nội dung"),
        (add_briefing, BRIEFING | {"audience": ""}, "thành phần"),
        (add_briefing, BRIEFING | {"attendees_count": 0}, "Số người"),
        (add_briefing, BRIEFING | {"held_on": TODAY + timedelta(days=1)}, "sau hôm nay"),
    ],
)
def test_what_is_missing_or_impossible_is_named(cast, duty, add, fields, sentence):
    with pytest.raises(UnableToAdd, match=sentence):
        add(asked=cast.asked("hoa"), duty_id=duty.id, **fields)

    assert not Submission.objects.exists()


def test_a_document_is_entered_once_until_it_is_removed(cast, duty):
    number = add_document(asked=cast.asked("hoa"), duty_id=duty.id, **DOCUMENT)

    with pytest.raises(UnableToAdd, match="đã có"):
        add_document(asked=cast.asked("minh"), duty_id=duty.id, **DOCUMENT)

    remove_deliverable(asked=cast.asked("hoa"), duty_id=duty.id, kind="DOCUMENT", deliverable_id=number)
    add_document(asked=cast.asked("hoa"), duty_id=duty.id, **DOCUMENT)


def test_the_file_of_a_document_is_kept_under_its_digest(cast, duty):
    attachment = read_attachment(PDF, "C:\\Quyết định 12.pdf")

    number = add_document(asked=cast.asked("hoa"), duty_id=duty.id, **DOCUMENT, attachment=attachment)

    row = IssuedDocument.objects.get(id=number)
    assert row.filename == "Quyết định 12.pdf"
    assert read_file(row.file.sha256) == PDF


def test_the_register_finds_a_document_without_accents(cast, duty):
    number = add_document(asked=cast.asked("hoa"), duty_id=duty.id, **DOCUMENT)

    assert "quyet dinh" in IssuedDocument.objects.get(id=number).search_text
    assert "12/qd-ubnd" in IssuedDocument.objects.get(id=number).search_text
