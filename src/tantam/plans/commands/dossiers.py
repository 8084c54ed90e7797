"""Opening a policy dossier, writing its parts, saying that it is whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from tantam.base.asked import SYSTEM_ROLE, Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.core.dossiers import DossierState, PartCode
from tantam.core.text import nfc
from tantam.plans.models import Dossier, DossierPart, Party, Task
from tantam.plans.parts.dossiers import (
    dossier_changed,
    lock_own_dossier,
    open_dossier_for_writing,
    why_closed,
)
from tantam.plans.parts.revision import bump_revision
from tantam.plans.queries.dossiers import list_lack_words

TITLE_MAX: Final = 500
ADDRESSEE_MAX: Final = 300
PART_MAX: Final = 40_000


class UnableToOpenDossier(Refusal):
    """The dossier lacks a title, an addressee or a kind."""


@dataclass(frozen=True, slots=True)
class PartConflict:
    """What somebody else wrote meanwhile."""

    version: int
    text: str
    edited_by_name: str
    edited_at: datetime


class UnableToSavePart(Refusal):
    """The part cannot be kept as sent; `conflict` tells what somebody else wrote meanwhile."""

    def __init__(self, message: str, conflict: PartConflict | None = None) -> None:
        super().__init__(message)
        self.conflict = conflict


class UnableToFinishDossier(Refusal):
    """The dossier is not whole yet, or it was finished before."""


class UnableToReopenDossier(Refusal):
    """The dossier is not waiting to be registered."""


def _subject(_result: Any, arguments: dict[str, Any]) -> str:
    return f"dossier:{arguments['dossier_id']}"


@command("plans.open_dossier", subject=lambda result, _arguments: f"dossier:{result}")
def open_dossier(*, asked: Asked, task_id: int, unit_id: int, kind: str, title: str, addressee: str) -> int:
    """Open a dossier of a unit that leads a task, with its parts still empty, and return its number.

    :raises UnableToOpenDossier: if the title, the addressee or the kind is missing.
    :raises OutOfScope: if the actor does not see the unit's work, or the unit does not lead the task.
    """
    title, addressee = one_line(title), one_line(addressee)
    if kind not in Dossier.Kind.values:
        raise UnableToOpenDossier(_("Chọn loại văn bản: Tờ trình hoặc Báo cáo đề xuất."))
    if not title or len(title) > TITLE_MAX:
        raise UnableToOpenDossier(_("Cần tên hồ sơ, không quá 500 ký tự."))
    if not addressee or len(addressee) > ADDRESSEE_MAX:
        raise UnableToOpenDossier(_("Cần nơi nhận trình, không quá 300 ký tự, ví dụ Ủy ban nhân dân tỉnh Quảng Ngãi."))
    task = Task.objects.select_for_update(of=("self",)).filter(id=task_id, withdrawn_at=None).first()
    leads = task is not None and Party.objects.filter(task=task, role="LEAD", unit_id=unit_id).exists()
    if task is None or not leads or not _may_open_for(asked, unit_id):
        raise OutOfScope(_("Đơn vị không được giao chủ trì nhiệm vụ này."))
    dossier = Dossier.objects.create(
        task=task,
        unit_id=unit_id,
        kind=kind,
        title=title,
        addressee=addressee,
        opened_at=asked.at,
        opened_by_name=asked.actor.name,
    )
    DossierPart.objects.bulk_create(DossierPart(dossier=dossier, code=code.value) for code in PartCode)
    bump_revision(task.plan_id)
    return dossier.id


def _may_open_for(asked: Asked, unit_id: int) -> bool:
    """Tell whether the actor may open a dossier for a unit: their own, or any for who coordinates the plan."""
    return asked.actor.unit_id == unit_id or (
        asked.actor.scope.covers(unit_id) and asked.actor.role in (SYSTEM_ROLE, "COORDINATOR")
    )


@command("plans.save_dossier_part", subject=_subject, sealed=("text",))
def save_dossier_part(*, asked: Asked, dossier_id: int, code: str, version: int, text: str) -> int:
    """Keep the text of a part and return its new version.

    `version` is the one that the editor saw. Saving what already stands changes nothing.

    :raises UnableToSavePart: if the text is too long, or somebody changed it after `version`.
    :raises UnableToChangeDossier: if the dossier is finished.
    :raises OutOfScope: if there is no such dossier or part for this actor.
    """
    text = clean_text(text)
    if len(text) > PART_MAX:
        raise UnableToSavePart(_("Mỗi phần dài không quá 40.000 ký tự. Rút gọn, hoặc đưa chi tiết vào phụ lục."))
    dossier = open_dossier_for_writing(dossier_id=dossier_id, asked=asked)
    part = dossier.parts.filter(code=code).first()
    if part is None:
        raise OutOfScope(_("Hồ sơ không có phần này."))
    if part.text == text:
        return part.version
    if version < part.version:
        raise _changed_meanwhile(part)
    part.text = text
    part.version += 1
    part.edited_at, part.edited_by, part.edited_by_name = asked.at, asked.actor_id, asked.actor.name
    part.save(update_fields=["text", "version", "edited_at", "edited_by", "edited_by_name"])
    dossier_changed(dossier)
    return part.version


@command("plans.finish_dossier", subject=_subject)
def finish_dossier(*, asked: Asked, dossier_id: int, revision: int) -> int:
    """Say that a dossier is whole, so that an approver can register it; return its revision.

    `revision` is the one that the person read. Opinions whose deadline passed do not hold it up.

    :raises UnableToFinishDossier: if something is missing, it was finished before, or it changed meanwhile.
    :raises OutOfScope: if there is no such dossier for this actor.
    """
    dossier = lock_own_dossier(dossier_id=dossier_id, asked=asked)
    if dossier.state in (DossierState.FINAL, DossierState.REGISTERED):
        raise UnableToFinishDossier(why_closed(dossier))
    if revision != dossier.revision:
        raise UnableToFinishDossier(_("Hồ sơ đã thay đổi sau khi trang này được mở. Xem lại rồi hoàn thiện."))
    if lacks := list_lack_words(dossier, on=asked.book_date):
        raise UnableToFinishDossier(_("Hồ sơ còn thiếu: %(lacks)s") % {"lacks": " ".join(lacks)})
    dossier.state = Dossier.State.FINAL
    dossier.finished_at, dossier.finished_by, dossier.finished_by_name = asked.at, asked.actor_id, asked.actor.name
    dossier.save(update_fields=["state", "finished_at", "finished_by", "finished_by_name"])
    dossier_changed(dossier)
    return dossier.revision


@command("plans.reopen_dossier", subject=_subject)
def reopen_dossier(*, asked: Asked, dossier_id: int) -> int:
    """Open a finished dossier again before it is registered; return its revision.

    :raises UnableToReopenDossier: if it is not finished, or registered already.
    :raises OutOfScope: if there is no such dossier for this actor.
    """
    dossier = lock_own_dossier(dossier_id=dossier_id, asked=asked)
    if dossier.state != DossierState.FINAL:
        raise UnableToReopenDossier(_("Hồ sơ này không ở bước chờ đăng ký. Tải lại trang để xem."))
    asked_somebody = dossier.opinions.exists()
    dossier.state = Dossier.State.CONSULTING if asked_somebody else Dossier.State.WRITING
    dossier.save(update_fields=["state"])
    dossier_changed(dossier)
    return dossier.revision


def one_line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(nfc(text).replace("\0", "").split())


def clean_text(text: str) -> str:
    """Return a text with plain line ends and nothing around it."""
    return nfc(text).replace("\r\n", "\n").replace("\0", "").strip()


def _changed_meanwhile(part: DossierPart) -> UnableToSavePart:
    assert part.edited_at is not None
    at = f"{timezone.localtime(part.edited_at):%H:%M %d/%m/%Y}"
    return UnableToSavePart(
        _("%(name)s đã sửa phần này lúc %(at)s. Bản của bạn chưa lưu; so hai bản, gộp phần cần giữ rồi lưu lại.")
        % {"name": part.edited_by_name, "at": at},
        PartConflict(
            version=part.version, text=part.text, edited_by_name=part.edited_by_name, edited_at=part.edited_at
        ),
    )
