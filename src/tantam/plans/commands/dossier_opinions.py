"""Asking units for their opinion on a dossier, giving it, and saying how it was taken in."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import NotAllowed, OutOfScope, Refusal
from tantam.base.files import keep_file
from tantam.core.dossiers import EDITABLE, DossierState
from tantam.plans.commands.dossiers import clean_text
from tantam.plans.commands.notices import NewNotice, write_notices
from tantam.plans.models import Dossier, Opinion, OpinionAnswer, OpinionSettlement
from tantam.plans.parts.attachment import Attachment
from tantam.plans.parts.dossiers import (
    dossier_changed,
    lock_dossier,
    open_dossier_for_writing,
)
from tantam.plans.queries.dossier_choices import list_people_of
from tantam.units.models import Unit

WORDS_MAX: Final = 20_000
DAYS_MAX: Final = 366


class UnableToAskOpinion(Refusal):
    """No unit was chosen, the unit is the dossier's own, or the deadline is not ahead."""


class UnableToGiveOpinion(Refusal):
    """The opinion cannot be taken as sent."""


class UnableToSettleOpinion(Refusal):
    """It cannot be said how the opinion was taken in."""


def _subject(_result: Any, arguments: dict[str, Any]) -> str:
    return f"dossier:{arguments['dossier_id']}"


@command("plans.ask_opinion", subject=_subject)
def ask_opinion(*, asked: Asked, dossier_id: int, unit_ids: list[int], due_on: date) -> int:
    """Ask units for their opinion until a day, and return how many were asked now.

    A unit that was asked before and did not answer gets the new deadline; one that answered is left alone.

    :raises UnableToAskOpinion: if no unit is left to ask, or the deadline is not ahead.
    :raises UnableToChangeDossier: if the dossier is finished.
    """
    if not 0 <= (due_on - asked.book_date).days <= DAYS_MAX:
        raise UnableToAskOpinion(_("Hạn trả lời từ hôm nay đến không quá một năm. Chọn lại ngày."))
    dossier = open_dossier_for_writing(dossier_id=dossier_id, asked=asked)
    units = list(Unit.objects.filter(id__in=unit_ids, valid_to=None).exclude(id=dossier.unit_id).order_by("order"))
    if not units:
        raise UnableToAskOpinion(_("Chọn ít nhất một đơn vị khác để lấy ý kiến."))
    earlier = {row.unit_id: row for row in dossier.opinions.prefetch_related("answers")}
    rows = []
    for unit in units:
        row = earlier.get(unit.id)
        if row is None:
            row = Opinion.objects.create(
                dossier=dossier, unit=unit, asked_on=asked.book_date, due_on=due_on, asked_by_name=asked.actor.name
            )
        elif row.answers.exists() or row.due_on == due_on:
            continue
        else:
            row.due_on = due_on
            row.save(update_fields=["due_on"])
        rows.append(row)
    if not rows:
        raise UnableToAskOpinion(_("Các đơn vị đã chọn đều đã được hỏi với hạn này hoặc đã trả lời."))
    if dossier.state == DossierState.WRITING:
        dossier.state = Dossier.State.CONSULTING
        dossier.save(update_fields=["state"])
    dossier_changed(dossier)
    _tell_units(rows, dossier=dossier, asked=asked)
    return len(rows)


@command("plans.give_opinion", subject=_subject, sealed=("text",))
def give_opinion(*, asked: Asked, dossier_id: int, stance: str, text: str, attachment: Attachment | None = None) -> int:
    """Give the opinion of the actor's unit, and return its number; answering again replaces what was said.

    :raises UnableToGiveOpinion: if there is no stance, a change or refusal has no words, or the dossier is
        finished.
    :raises NotAllowed: if the actor sees the dossier, but the unit was not asked.
    :raises OutOfScope: if there is no such dossier for this actor.
    """
    text = clean_text(text)
    if stance not in OpinionAnswer.Stance.values:
        raise UnableToGiveOpinion(_("Chọn một trong ba: nhất trí; nhất trí, có góp ý; không nhất trí."))
    if stance != OpinionAnswer.Stance.AGREE and not text:
        raise UnableToGiveOpinion(_("Cần nội dung góp ý hoặc lý do không nhất trí."))
    if len(text) > WORDS_MAX:
        raise UnableToGiveOpinion(_("Ý kiến dài không quá 20.000 ký tự. Rút gọn, hoặc đính kèm văn bản."))
    dossier = lock_dossier(dossier_id=dossier_id, asked=asked)
    unit_id = asked.actor.unit_id
    opinion = dossier.opinions.filter(unit_id=unit_id).first() if unit_id is not None else None
    if opinion is None:
        raise NotAllowed(_("Đơn vị không được hỏi ý kiến về hồ sơ này."))
    if DossierState(dossier.state) not in EDITABLE:
        raise UnableToGiveOpinion(
            _("Hồ sơ đã hoàn thiện, không nhận thêm ý kiến. Liên hệ %(unit)s nếu cần bổ sung.")
            % {"unit": dossier.unit.name}
        )
    file = keep_file(attachment.content, media_type=attachment.media_type, at=asked.at) if attachment else None
    row = OpinionAnswer.objects.create(
        opinion=opinion,
        stance=stance,
        text=text,
        file=file,
        filename=attachment.filename if attachment else "",
        revision=dossier.revision,
        answered_on=asked.book_date,
        answered_at=asked.at,
        answered_by=asked.actor_id,
        answered_by_name=asked.actor.name,
    )
    dossier_changed(dossier)
    _tell_lead(row, dossier=dossier, asked=asked)
    return row.id


@command("plans.settle_opinion", subject=_subject, sealed=("words",))
def settle_opinion(*, asked: Asked, dossier_id: int, answer_id: int, outcome: str, words: str) -> int:
    """Say how an answer was taken in, and return the number of the settlement; the last one stands.

    :raises UnableToSettleOpinion: if there is no outcome, there are no words, or the unit answered again.
    :raises UnableToChangeDossier: if the dossier is finished.
    :raises OutOfScope: if the dossier has no such answer.
    """
    words = clean_text(words)
    if outcome not in OpinionSettlement.Outcome.values:
        raise UnableToSettleOpinion(_("Chọn tiếp thu, tiếp thu một phần hoặc giải trình."))
    if not words or len(words) > WORDS_MAX:
        raise UnableToSettleOpinion(_("Cần nội dung tiếp thu hoặc giải trình, không quá 20.000 ký tự."))
    dossier = open_dossier_for_writing(dossier_id=dossier_id, asked=asked)
    answer = OpinionAnswer.objects.filter(id=answer_id, opinion__dossier=dossier).first()
    if answer is None:
        raise OutOfScope(_("Không tìm thấy ý kiến này trong hồ sơ."))
    if answer.opinion.answers.filter(id__gt=answer.id).exists():
        raise UnableToSettleOpinion(_("Đơn vị vừa trả lời lại. Xem ý kiến mới rồi tiếp thu, giải trình."))
    row = OpinionSettlement.objects.create(
        answer=answer, outcome=outcome, words=words, settled_at=asked.at, settled_by_name=asked.actor.name
    )
    dossier_changed(dossier)
    return row.id


def _tell_units(opinions: list[Opinion], *, dossier: Dossier, asked: Asked) -> None:
    """Write a notice to the people who answer for the units that were asked, each in their language."""
    people = list_people_of(unit_ids=[row.unit_id for row in opinions], on=asked.book_date)
    notices = []
    for row in opinions:
        for user_id, language in people.get(row.unit_id, ()):
            with override(language):
                pattern = _("%(unit)s lấy ý kiến về hồ sơ “%(title)s”.")
            text = pattern % {"unit": dossier.unit.name, "title": dossier.title}
            key = f"opinion:{row.id}:{row.due_on.isoformat()}"
            notices.append(NewNotice(user_id=user_id, key=key, text=text, link=_address(dossier)))
    write_notices(notices, at=asked.at)


def _tell_lead(answer: OpinionAnswer, *, dossier: Dossier, asked: Asked) -> None:
    """Write a notice to the people of the lead unit that an opinion came in, each in their language."""
    people = list_people_of(unit_ids=[dossier.unit_id], on=asked.book_date)
    notices = []
    for user_id, language in people.get(dossier.unit_id, ()):
        with override(language):
            pattern = _("%(unit)s đã cho ý kiến về hồ sơ “%(title)s”.")
        text = pattern % {"unit": answer.opinion.unit.name, "title": dossier.title}
        link = f"{_address(dossier)}lay-y-kien/"
        notices.append(NewNotice(user_id=user_id, key=f"answer:{answer.id}", text=text, link=link))
    write_notices(notices, at=asked.at)


def _address(dossier: Dossier) -> str:
    """Return the address, below the site's, of a dossier."""
    return f"/ho-so-chinh-sach/{dossier.id}/"
