"""The machine and the settings: everything that can be seen without the database."""

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.utils.translation import gettext as _

from tantam.base.sealing import KEY_FILE
from tantam.base.strict_files import UnreadableLaw
from tantam.operations.checks.finding import Finding, fine, warning, wrong
from tantam.operations.restore import MARKER
from tantam.programmes.law_cases import load_cases
from tantam.programmes.law_files import load_law, months_until_unchecked

DISK_WRONG_BYTES: Final = 500 << 20
DISK_WARNING_BYTES: Final = 2 << 30
LOOPBACK: Final = {"127.0.0.1", "localhost", "[::1]", "::1"}


def check_python(_now: datetime) -> Iterator[Finding]:
    """The checks inside the program run."""
    shown = ".".join(map(str, sys.version_info[:3]))
    if not __debug__:
        yield wrong("python", _("Python chạy với -O nên các phép kiểm bên trong bị bỏ. Hãy bỏ -O và PYTHONOPTIMIZE."))
    else:
        yield fine("python", _("Python %(version)s, các phép kiểm bên trong đang chạy.") % {"version": shown})


def check_folders(_now: datetime) -> Iterator[Finding]:
    """The folders are there and can be written."""
    bad = [
        str(folder)
        for folder in (settings.TANTAM_HOME, settings.TANTAM_FILES_DIR, settings.TANTAM_KEYS_DIR)
        if not (Path(folder).is_dir() and os.access(folder, os.W_OK | os.X_OK))
    ]
    for folder in bad:
        yield wrong("folders", _("Không ghi được vào thư mục %(folder)s. Hãy chạy: tantam setup") % {"folder": folder})
    if not bad:
        yield fine("folders", _("Các thư mục ghi được."))


def check_interrupted_restore(_now: datetime) -> Iterator[Finding]:
    """No restore was cut off half-way."""
    if (Path(settings.TANTAM_HOME) / MARKER).exists():
        yield wrong(
            "restore",
            _(
                "Một lần khôi phục bị ngắt giữa chừng. Hãy chạy lại tantam restore với --replace, "
                "rồi xóa tệp %(marker)s trong thư mục của hệ thống."
            )
            % {"marker": MARKER},
        )


def check_disk(_now: datetime) -> Iterator[Finding]:
    """There is room left."""
    free = shutil.disk_usage(settings.TANTAM_HOME).free
    sentence = _("Đĩa còn trống %(free)s MB.") % {"free": free >> 20}
    if free < DISK_WRONG_BYTES:
        yield wrong("disk", sentence + " " + _("Hãy dọn bớt hoặc thêm đĩa trước khi hệ thống dừng ghi."))
    elif free < DISK_WARNING_BYTES:
        yield warning("disk", sentence + " " + _("Nên dọn bớt hoặc thêm đĩa."))
    else:
        yield fine("disk", sentence)


def check_keys(_now: datetime) -> Iterator[Finding]:
    """The keys are readable by their owner only."""
    folder = Path(settings.TANTAM_KEYS_DIR)
    paths = [folder, *sorted(folder.iterdir())]
    secret = [path for path in paths if path.suffix != ".txt" or path.name in {"secret.txt", KEY_FILE}]
    open_ones = [path for path in secret if stat.S_IMODE(path.stat().st_mode) & 0o077]
    for path in open_ones:
        yield wrong("keys", _("Người khác đọc được %(path)s. Hãy chạy: chmod go= %(path)s") % {"path": path})
    if not open_ones:
        yield fine("keys", _("Các khóa chỉ chủ nhân đọc được."))


def check_addresses(_now: datetime) -> Iterator[Finding]:
    """Who is answered, over what, and that nothing of a demonstration stands open."""
    hosts = set(settings.ALLOWED_HOSTS)
    here_only = hosts <= LOOPBACK
    address = urlsplit(settings.TANTAM_ADDRESS)
    found = []
    if settings.DEBUG:
        found.append(wrong("debug", _("Chế độ gỡ lỗi đang bật: trang lỗi lộ nội dung bên trong. Hãy tắt DEBUG.")))
    if "*" in hosts:
        found.append(wrong("hosts", _("TANTAM_HOSTS có '*': hãy ghi đúng tên máy chủ được trả lời.")))
    if not here_only and address.hostname not in hosts:
        found.append(
            wrong("hosts", _("TANTAM_ADDRESS (%(host)s) không có trong TANTAM_HOSTS.") % {"host": address.hostname})
        )
    if not here_only and not (settings.SESSION_COOKIE_SECURE and address.scheme == "https"):
        found.append(
            wrong("https", _("Hệ thống mở ra ngoài mà không qua HTTPS. Hãy đặt TANTAM_HTTPS=1 và TANTAM_ADDRESS."))
        )
    if not here_only and settings.TANTAM_DEMO:
        found.append(wrong("demo", _("TANTAM_DEMO=1 trên máy mở ra ngoài: ai cũng đăng nhập được. Hãy đặt về 0.")))
    if not here_only and not settings.TANTAM_SECOND_FACTOR_REQUIRED:
        found.append(warning("sign-in", _("Chưa bắt buộc yếu tố thứ hai: TANTAM_SECOND_FACTOR_REQUIRED=1.")))
    if here_only:
        found.append(fine("hosts", _("Chỉ trả lời trên máy này (TANTAM_HOSTS).")))
    yield from found or [fine("hosts", _("Địa chỉ, HTTPS và đăng nhập đặt đúng."))]


def check_mail(_now: datetime) -> Iterator[Finding]:
    """Mails leave the machine, and somebody outside keeps checkpoints."""
    if settings.EMAIL_HOST:
        yield fine("mail", _("Thư gửi qua %(host)s.") % {"host": settings.EMAIL_HOST})
        if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
            yield warning(
                "mail",
                _("Người gửi thư là %(sender)s: hãy đặt TANTAM_MAIL_FROM.") % {"sender": settings.DEFAULT_FROM_EMAIL},
            )
    else:
        yield warning("mail", _("Chưa đặt TANTAM_SMTP_HOST: thư chỉ được ghi ra tệp trong thư mục mail."))
    if not settings.TANTAM_CHECKPOINT_MAIL_TO:
        yield warning("mail", _("Chưa đặt TANTAM_CHECKPOINT_MAIL_TO: không ai ở ngoài giữ điểm kiểm của nhật ký."))


def check_static_files(_now: datetime) -> Iterator[Finding]:
    """Styles, scripts and letters were collected."""
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        yield fine("static", _("Tệp tĩnh đã gom."))
    else:
        yield wrong("static", _("Chưa gom tệp tĩnh nên trang không có kiểu dáng. Hãy chạy: tantam setup"))


def _unreadable_programmes() -> list[str]:
    """Return the files of loan programmes and cases that are refused."""
    try:
        load_law()
        load_cases()
        months_until_unchecked()
    except UnreadableLaw as problem:
        return sorted({fault.file for fault in problem.faults})
    return []


def check_law(_now: datetime) -> Iterator[Finding]:
    """The values of the law can be read."""
    folder = Path(settings.TANTAM_LAW_DIR)
    paths = sorted(folder.rglob("*.yaml"))
    bad = []
    for path in paths:
        try:
            readable = bool(yaml.safe_load(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, yaml.YAMLError):
            readable = False
        if not readable:
            bad.append(path.name)
    if not paths:
        yield wrong("law", _("Không thấy tệp luật nào ở %(folder)s (TANTAM_LAW_DIR).") % {"folder": folder})
    elif bad:
        yield wrong("law", _("Không đọc được tệp luật: %(names)s.") % {"names": ", ".join(bad)})
    elif unreadable := _unreadable_programmes():
        yield wrong(
            "law",
            _("Quy định cho vay trong các tệp này chưa đúng: %(names)s. Hãy chạy: tantam law check")
            % {"names": ", ".join(unreadable)},
        )
    else:
        yield fine("law", _("Đọc được %(count)s tệp luật.") % {"count": len(paths)})
