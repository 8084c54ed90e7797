"""What proves the work: documents issued, news items, briefings held."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.base.files import keep_file
from tantam.core.text import nfc
from tantam.plans.models import Briefing, IssuedDocument, MediaItem
from tantam.plans.parts.attachment import Attachment
from tantam.plans.parts.documents import write_document
from tantam.plans.parts.writing import content_changed, open_for_writing

EARLIEST: Final = date(2000, 1, 1)
ATTENDEES_MAX: Final = 1_000_000
DELIVERABLES: Final[dict[str, type[IssuedDocument | MediaItem | Briefing]]] = {
    "DOCUMENT": IssuedDocument,
    "MEDIA": MediaItem,
    "BRIEFING": Briefing,
}


class UnableToAdd(Refusal):
    """A deliverable lacks something, or has something impossible."""


class UnableToRemove(Refusal):
    """The deliverable cannot be removed."""


def _subject(_result: Any, arguments: dict[str, Any]) -> str:
    return f"duty:{arguments['duty_id']}"


@command("plans.add_document", subject=_subject)
def add_document(
    *,
    asked: Asked,
    duty_id: int,
    number: str,
    issued_on: date,
    kind: str,
    issuing_body: str,
    abstract: str,
    signer: str = "",
    attachment: Attachment | None = None,
) -> int:
    """Add a document that was issued, by number and symbol, and return its number in the register.

    :raises UnableToAdd: if a required part is missing, the day is not yet here, or the document
        is there already.
    :raises UnableToWrite: if the submission was handed on or the duty is exempt.
    """
    number, kind, issuing_body = _line(number, 60), _line(kind, 60), _line(issuing_body, 200)
    abstract, signer = _line(abstract, 5_000), _line(signer, 150)
    _need(number, _("Cần số và ký hiệu văn bản, ví dụ 12/KH-UBND."))
    _need(kind, _("Cần loại văn bản, ví dụ Kế hoạch."))
    _need(issuing_body, _("Cần tên cơ quan ban hành."))
    _need(abstract, _("Cần trích yếu nội dung văn bản."))
    _check_day(issued_on, asked, _("Ngày văn bản không thể sau hôm nay. Kiểm tra lại ngày ký."))
    duty, submission = open_for_writing(duty_id=duty_id, asked=asked)
    same = submission.documents.filter(
        number__iexact=number, issued_on=issued_on, issuing_body__iexact=issuing_body, removed_at=None
    )
    if same.exists():
        raise UnableToAdd(
            _("Văn bản %(number)s ngày %(day)s đã có trong báo cáo này.")
            % {"number": number, "day": f"{issued_on:%d/%m/%Y}"}
        )
    file = None
    if attachment is not None:
        file = keep_file(attachment.content, media_type=attachment.media_type, at=asked.at)
    document = write_document(
        submission=submission,
        number=number,
        issued_on=issued_on,
        kind=kind,
        issuing_body=issuing_body,
        signer=signer,
        abstract=abstract,
        file=file,
        filename=attachment.filename if attachment else "",
    )
    content_changed(duty=duty, submission=submission)
    return document.id


@command("plans.add_media_item", subject=_subject)
def add_media_item(
    *, asked: Asked, duty_id: int, kind: str, title: str, outlet: str, published_on: date, link: str = ""
) -> int:
    """Add a news item, feature or broadcast and return its number.

    :raises UnableToAdd: if a required part is missing, the link is no web address, or the day is not yet
        here.
    :raises UnableToWrite: if the submission was handed on or the duty is exempt.
    """
    title, outlet, link = _line(title, 300), _line(outlet, 200), _line(link, 500)
    _need(kind if kind in MediaItem.Kind.values else "", _("Chọn loại tin, bài."))
    _need(title, _("Cần tên tin, bài hoặc chương trình."))
    _need(outlet, _("Cần tên cơ quan báo chí, trang hoặc đài."))
    if link and not link.lower().startswith(("http://", "https://")):
        raise UnableToAdd(_("Đường dẫn bắt đầu bằng http:// hoặc https://. Sao chép lại từ trình duyệt."))
    _check_day(published_on, asked, _("Ngày đăng, phát không thể sau hôm nay."))
    duty, submission = open_for_writing(duty_id=duty_id, asked=asked)
    item = MediaItem.objects.create(
        submission=submission, kind=kind, title=title, outlet=outlet, published_on=published_on, link=link
    )
    content_changed(duty=duty, submission=submission)
    return item.id


@command("plans.add_briefing", subject=_subject)
def add_briefing(
    *,
    asked: Asked,
    duty_id: int,
    kind: str,
    topic: str,
    held_on: date,
    audience: str,
    attendees_count: int,
    place: str = "",
) -> int:
    """Add a briefing or training that was held (who came, how many) and return its number.

    :raises UnableToAdd: if a required part is missing, nobody came, or the day is not yet here.
    :raises UnableToWrite: if the submission was handed on or the duty is exempt.
    """
    topic, audience, place = _line(topic, 300), _line(audience, 300), _line(place, 200)
    _need(kind if kind in Briefing.Kind.values else "", _("Chọn loại hội nghị hoặc tập huấn."))
    _need(topic, _("Cần nội dung hội nghị hoặc tập huấn."))
    _need(audience, _("Cần thành phần tham dự."))
    if not 1 <= attendees_count <= ATTENDEES_MAX:
        raise UnableToAdd(_("Số người dự là số từ 1 đến 1.000.000."))
    _check_day(held_on, asked, _("Ngày tổ chức không thể sau hôm nay."))
    duty, submission = open_for_writing(duty_id=duty_id, asked=asked)
    briefing = Briefing.objects.create(
        submission=submission,
        kind=kind,
        topic=topic,
        held_on=held_on,
        place=place,
        audience=audience,
        attendees_count=attendees_count,
    )
    content_changed(duty=duty, submission=submission)
    return briefing.id


@command("plans.remove_deliverable", subject=_subject)
def remove_deliverable(*, asked: Asked, duty_id: int, kind: str, deliverable_id: int) -> int:
    """Take a deliverable out of a submission; its row stays, marked with the moment.

    :raises UnableToRemove: if it was removed before.
    :raises UnableToWrite: if the submission was handed on or the duty is exempt.
    :raises OutOfScope: if the submission has no such deliverable.
    """
    assert kind in DELIVERABLES
    duty, submission = open_for_writing(duty_id=duty_id, asked=asked)
    rows: Any = DELIVERABLES[kind].objects
    row = rows.filter(id=deliverable_id, submission=submission).first()
    if row is None:
        raise OutOfScope(_("Không tìm thấy mục này trong báo cáo."))
    if row.removed_at is not None:
        raise UnableToRemove(_("Mục này đã được bỏ khỏi báo cáo trước đó."))
    row.removed_at = asked.at
    row.save(update_fields=["removed_at"])
    content_changed(duty=duty, submission=submission)
    return deliverable_id


def _line(text: str, longest: int) -> str:
    line = " ".join(nfc(text).replace("\0", "").split())
    if len(line) > longest:
        raise UnableToAdd(
            _("“%(start)s…” dài quá %(longest)s ký tự. Rút gọn rồi lưu lại.") % {"start": line[:30], "longest": longest}
        )
    return line


def _need(value: str, sentence: str) -> None:
    if not value:
        raise UnableToAdd(sentence)


def _check_day(day: date, asked: Asked, sentence: str) -> None:
    if day > asked.book_date:
        raise UnableToAdd(sentence)
    if day < EARLIEST:
        raise UnableToAdd(_("Ngày trước năm 2000 không thuộc kế hoạch này. Kiểm tra lại năm."))
