"""Registering a dossier's paper: it is frozen, enters the register of documents, and fulfils the duty.

All of it is one transaction: a paper with a number always has its files, and a duty that it fulfils was
filed and signed off with it.
"""

from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.base.files import keep_file
from tantam.core.canonical import digest
from tantam.core.dossiers import DossierState
from tantam.core.submissions import Step
from tantam.core.symbols import read_symbol
from tantam.documents.media import PDF, WORD
from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.plans.commands.dossiers import one_line
from tantam.plans.dossiers.paper import paper_of
from tantam.plans.dossiers.words import KINDS, about, paper_kind
from tantam.plans.models import Dossier, DossierIssue, IssuedDocument
from tantam.plans.parts.documents import write_document
from tantam.plans.parts.dossiers import lock_own_dossier, why_closed
from tantam.plans.parts.revision import bump_revision
from tantam.plans.parts.stepping import (
    check_figures,
    check_may_take,
    check_version,
    has_other_approver,
    take_step,
)
from tantam.plans.parts.writing import content_changed, open_for_writing
from tantam.plans.queries.dossier_choices import list_open_duties
from tantam.plans.queries.dossiers import get_dossier_paper
from tantam.plans.queries.reports import get_checkpoint

EARLIEST: Final = date(2000, 1, 1)
NAME_MAX: Final = 150
SYMBOL_MAX: Final = 40


class UnableToRegisterDossier(Refusal):
    """The paper cannot be registered."""


@command("plans.register_dossier", subject=lambda _result, arguments: f"dossier:{arguments['dossier_id']}")
def register_dossier(
    *,
    asked: Asked,
    dossier_id: int,
    seen_digest: str,
    number: int,
    symbol: str,
    signed_on: date,
    signer_title: str,
    signer_name: str,
    duty_id: int | None,
    duty_version: int,
) -> dict[str, Any]:
    """Freeze a dossier's paper, put it into the register, fulfil the duty with it; return the digests.

    `seen_digest` is the digest of the paper that was shown, `duty_version` the version of the submission
    that is signed off with it. Whoever finished the dossier does not register it, unless the unit has no
    other approver.

    :raises UnableToRegisterDossier: if the dossier is not finished or changed meanwhile, the number is
        impossible or taken, somebody else has to register it, or there is a duty and none was chosen.
    :raises UnableToWrite: if the submission of the duty was handed on.
    :raises OutOfScope: if there is no such dossier for this actor.
    """
    symbol, signer_title, signer_name = one_line(symbol), one_line(signer_title), one_line(signer_name)
    dossier = lock_own_dossier(dossier_id=dossier_id, asked=asked)
    _check_finished(dossier, asked)
    full_number = _number_of(dossier, number=number, symbol=symbol, signed_on=signed_on)
    _check_signing(asked, signed_on=signed_on, signer_title=signer_title, signer_name=signer_name)
    frozen = {
        **_seen_content(dossier, seen_digest, asked),
        "issue": {
            "number": number,
            "symbol": symbol,
            "signed_on": signed_on.isoformat(),
            "signer_title": signer_title,
            "signer_name": signer_name,
            "code": _code(dossier_id),
            "checkpoint": get_checkpoint(),
        },
    }
    issue = _draw(dossier, frozen, number=full_number, signed_on=signed_on, asked=asked)
    issue.document = _fulfil(dossier, issue, duty_id=duty_id, duty_version=duty_version, asked=asked)
    issue.save(force_insert=True)
    dossier.state = Dossier.State.REGISTERED
    dossier.save(update_fields=["state"])
    bump_revision(dossier.task.plan_id)
    return {"number": full_number, "digest": issue.digest, "word": issue.word.sha256, "pdf": issue.pdf.sha256}


def _check_finished(dossier: Dossier, asked: Asked) -> None:
    if dossier.state == DossierState.REGISTERED:
        raise UnableToRegisterDossier(why_closed(dossier))
    if dossier.state != DossierState.FINAL:
        raise UnableToRegisterDossier(_("Hồ sơ chưa hoàn thiện. Hoàn thiện hồ sơ rồi đăng ký văn bản."))
    if dossier.finished_by == asked.actor_id and has_other_approver(dossier.unit_id, asked):
        raise UnableToRegisterDossier(
            _("Người hoàn thiện hồ sơ không tự đăng ký văn bản khi đơn vị có người duyệt khác.")
        )


def _number_of(dossier: Dossier, *, number: int, symbol: str, signed_on: date) -> str:
    """Return the number and symbol as on paper, checked: of the right kind, and not taken in that year."""
    reading = read_symbol(f"{number}/{symbol}") if len(symbol) <= SYMBOL_MAX else None
    if reading is None or reading.symbol is None or reading.symbol.kind is not KINDS[dossier.kind]:
        raise UnableToRegisterDossier(
            _("Số, ký hiệu không đúng với loại văn bản. Ví dụ: số 12, ký hiệu %(example)s.")
            % {"example": f"{KINDS[dossier.kind].abbreviation}-STC"}
        )
    full = f"{number:02d}/{symbol}"
    taken = DossierIssue.objects.filter(
        dossier__unit_id=dossier.unit_id, number__iexact=full, signed_on__year=signed_on.year
    )
    if taken.exists():
        raise UnableToRegisterDossier(
            _("Số %(number)s đã dùng trong năm %(year)s. Hãy lấy số khác.") % {"number": full, "year": signed_on.year}
        )
    return full


def _check_signing(asked: Asked, *, signed_on: date, signer_title: str, signer_name: str) -> None:
    if not EARLIEST <= signed_on <= asked.book_date:
        raise UnableToRegisterDossier(_("Ngày ký không thể sau hôm nay hoặc trước năm 2000. Kiểm tra lại ngày ký."))
    if not signer_title or not signer_name or max(len(signer_title), len(signer_name)) > NAME_MAX:
        raise UnableToRegisterDossier(_("Cần chức vụ và họ tên người ký, mỗi mục không quá 150 ký tự."))


def _seen_content(dossier: Dossier, seen_digest: str, asked: Asked) -> dict[str, Any]:
    """Return what would be printed now, if it is what the person saw."""
    actor = asked.actor
    paper = get_dossier_paper(
        dossier_id=dossier.id, scope=actor.scope, reader_unit_id=actor.unit_id, on=asked.book_date
    )
    if paper.digest != seen_digest:
        raise UnableToRegisterDossier(
            _("Nội dung văn bản đã thay đổi từ khi mở trang này. Xem lại bản dự thảo rồi đăng ký.")
        )
    return paper.content


def _draw(dossier: Dossier, frozen: dict[str, Any], *, number: str, signed_on: date, asked: Asked) -> DossierIssue:
    """Draw both files from the frozen content and return the row of the paper, not yet written."""
    drawn = paper_of(frozen)
    return DossierIssue(
        dossier=dossier,
        number=number,
        signed_on=signed_on,
        signer_title=frozen["issue"]["signer_title"],
        signer_name=frozen["issue"]["signer_name"],
        frozen=frozen,
        digest=digest(frozen),
        word=keep_file(write_word(drawn), media_type=WORD, at=asked.at),
        pdf=keep_file(write_pdf(drawn), media_type=PDF, at=asked.at),
        registered_at=asked.at,
        registered_by=asked.actor_id,
        registered_by_name=asked.actor.name,
    )


def _fulfil(
    dossier: Dossier, issue: DossierIssue, *, duty_id: int | None, duty_version: int, asked: Asked
) -> IssuedDocument | None:
    """File the paper as the deliverable of the duty and sign the submission off; None without an open duty."""
    choices = {choice.id: choice for choice in list_open_duties(dossier_id=dossier.id, on=asked.book_date)}
    if duty_id is None and not choices:
        return None
    if duty_id not in choices:
        raise UnableToRegisterDossier(_("Chọn kỳ báo cáo đang mở mà văn bản này hoàn thành."))
    duty, submission = open_for_writing(duty_id=duty_id, asked=asked)
    check_version(submission, duty_version, UnableToRegisterDossier)
    kind = paper_kind(dossier.kind)
    document = write_document(
        submission=submission,
        number=issue.number,
        issued_on=issue.signed_on,
        kind=kind,
        issuing_body=dossier.unit.name,
        signer=issue.signer_name,
        abstract=dossier.title,
        file=issue.pdf,
        filename=f"{issue.number.replace('/', '-')}.pdf",
    )
    if not submission.text:
        submission.text = f"Đã ban hành {kind} số {issue.number} {about(dossier.title)}."
        submission.save(update_fields=["text"])
    content_changed(duty=duty, submission=submission)
    note = _("Theo hồ sơ chính sách do %(name)s hoàn thiện.") % {"name": dossier.finished_by_name}
    check_may_take(Step.FILED, duty, submission, UnableToRegisterDossier)
    check_figures(duty, submission, UnableToRegisterDossier)
    take_step(Step.FILED, asked=asked, duty=duty, submission=submission, reason=note)
    take_step(Step.SIGNED_OFF, asked=asked, duty=duty, submission=submission, reason=note)
    return document


def _code(dossier_id: int) -> str:
    """Return the short address that leads from paper back to the screen."""
    return f"{urlsplit(settings.TANTAM_ADDRESS).netloc}/ho-so-chinh-sach/{dossier_id}"
