"""What would help on a bad day: the chain was proved lately, checkpoints left, backups exist."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from tantam.base.checkpoints import find_latest_checkpoint
from tantam.base.queries import find_last_verification
from tantam.operations.checks.finding import Finding, fine, warning, wrong

VERIFICATION_DAYS: Final = 8
CHECKPOINT_DAYS: Final = 2
BACKUP_DAYS: Final = 2


def check_verification(now: datetime) -> Iterator[Finding]:
    """The audit chain was proved not long ago, and held."""
    last = find_last_verification()
    if last is None:
        yield warning("audit", _("Nhật ký chưa được kiểm tra lần nào. Hãy chạy: tantam audit verify"))
    elif last.problem:
        yield wrong("audit", _("Lần kiểm tra nhật ký gần nhất: %(problem)s") % {"problem": last.problem})
    elif now - last.at > timedelta(days=VERIFICATION_DAYS):
        yield warning(
            "audit",
            _("Nhật ký kiểm tra lần cuối cách đây %(days)s ngày. Hãy chạy: tantam audit verify")
            % {"days": (now - last.at).days},
        )
    else:
        yield fine("audit", _("Nhật ký nguyên vẹn khi kiểm tra ngày %(day)s.") % {"day": f"{last.at:%d/%m/%Y}"})


def check_checkpoint(now: datetime) -> Iterator[Finding]:
    """A checkpoint was signed not long ago."""
    last = find_latest_checkpoint()
    if last is None:
        yield warning("checkpoint", _("Chưa có điểm kiểm nào. Hãy đặt lịch: tantam audit checkpoint"))
        return
    age = (now.date() - last.seal.day).days
    if age > CHECKPOINT_DAYS:
        yield warning(
            "checkpoint", _("Điểm kiểm cuối cách đây %(days)s ngày. Hãy xem lịch chạy hằng ngày.") % {"days": age}
        )
    else:
        yield fine("checkpoint", _("Điểm kiểm cuối: %(day)s.") % {"day": f"{last.seal.day:%d/%m/%Y}"})


def check_backup(now: datetime) -> Iterator[Finding]:
    """There is a backup of these days."""
    folder = Path(settings.TANTAM_BACKUP_DIR)
    times = [path.stat().st_mtime_ns // 1_000_000_000 for path in folder.glob("*.tar.gz")]
    if not times:
        yield warning("backup", _("Không thấy bản sao lưu nào ở %(folder)s (TANTAM_BACKUP_DIR).") % {"folder": folder})
        return
    age = now - datetime.fromtimestamp(max(times), tz=UTC)
    if age > timedelta(days=BACKUP_DAYS):
        yield warning(
            "backup", _("Bản sao lưu cuối cách đây %(days)s ngày. Hãy xem lịch chạy hằng ngày.") % {"days": age.days}
        )
    else:
        yield fine("backup", _("Có bản sao lưu trong %(days)s ngày qua.") % {"days": BACKUP_DAYS})
