"""The daily signed checkpoint: how many entries there are and the last hash, for people outside to keep."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.base.models import AuditCheckpoint, AuditHead
from tantam.base.signing import sign
from tantam.base.verification import checkpoint_of
from tantam.core.chain import GENESIS
from tantam.core.chain_walk import Seal
from tantam.core.checkpoint_text import SignedCheckpoint, as_text, printed, signed_bytes


class UnableToMakeCheckpoint(Refusal):
    """There is a checkpoint of that day."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to file: subject and text."""

    subject: str
    text: str


@command("base.make_checkpoint", subject=lambda result, _arguments: f"checkpoint:{result['day']}")
def make_checkpoint(*, asked: Asked) -> dict[str, Any]:
    """Sign where the chain stands now, once for a book date; return day, entries, root, key and signature.

    :raises UnableToMakeCheckpoint: if that day has one.
    """
    head = AuditHead.objects.select_for_update().filter(id=1).first()
    seal = Seal(asked.book_date, head.sequence if head else 0, head.hash if head else GENESIS)
    public_key, signature = sign(signed_bytes(seal))
    try:
        with transaction.atomic():
            AuditCheckpoint.objects.create(
                day=seal.day,
                sequence=seal.sequence,
                root=seal.root,
                public_key=public_key,
                signature=signature,
                made_at=asked.at,
            )
    except IntegrityError:
        raise UnableToMakeCheckpoint(
            _("Ngày %(day)s đã có điểm kiểm; mỗi ngày chỉ ký một lần.") % {"day": seal.day.strftime("%d/%m/%Y")}
        ) from None
    return {
        "day": seal.day.isoformat(),
        "entries": seal.sequence,
        "root": seal.root,
        "key": public_key,
        "signature": signature,
    }


@command("base.record_verification", subject=lambda _result, _arguments: "audit")
def record_verification(*, asked: Asked, entries: int, root: str, problem: str) -> bool:
    """Write down that the chain was checked, how far it holds and what was wrong; return whether it holds."""
    assert entries >= 0
    assert len(root) == len(GENESIS)
    assert asked.actor_id >= 0
    return not problem


def find_latest_checkpoint() -> SignedCheckpoint | None:
    """Return the last checkpoint; None before the first."""
    row = AuditCheckpoint.objects.order_by("-day").first()
    return None if row is None else checkpoint_of(row)


def get_checkpoint(day: date) -> SignedCheckpoint:
    """Return the checkpoint of a day."""
    return checkpoint_of(AuditCheckpoint.objects.get(day=day))


def latest_checkpoint_line() -> str:
    """Return the line for the foot of printed reports; empty before the first checkpoint."""
    checkpoint = find_latest_checkpoint()
    if checkpoint is None:
        return ""
    return _("Điểm kiểm nhật ký %(day)s: %(printed)s") % {
        "day": checkpoint.seal.day.strftime("%d/%m/%Y"),
        "printed": printed(checkpoint.seal),
    }


def letter_of(checkpoint: SignedCheckpoint, *, province: str) -> Letter:
    """Return the mail that carries a checkpoint out of the system."""
    seal = checkpoint.seal
    day = seal.day.strftime("%d/%m/%Y")
    return Letter(
        subject=_("Điểm kiểm nhật ký ngày %(day)s – Tận Tâm %(province)s") % {"day": day, "province": province},
        text=_(
            "Đến ngày %(day)s, nhật ký thay đổi của hệ thống Tận Tâm (%(province)s) có %(entries)s dòng.\n"
            "Hãy lưu nguyên văn thư này. Khi kiểm tra, khối dưới đây cho biết nhật ký có bị cắt hay viết lại "
            "hay không; cách kiểm tra ghi ở tài liệu vận hành, mục nhật ký.\n\n%(block)s"
        )
        % {"day": day, "province": province, "entries": seal.sequence, "block": as_text(checkpoint)},
    )
