"""What is stored: the database, its guards, its clock, and the files it names."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from tantam.base import guards
from tantam.base.files import read_file
from tantam.base.queries import list_newest_digests
from tantam.base.sealing import KEY_FILE
from tantam.operations.checks.finding import Finding, fine, wrong
from tantam.people.queries.keeping import get_seal_state

PROVINCE_ZONE: Final = "Asia/Ho_Chi_Minh"
CLOCK_SECONDS: Final = 60
SAMPLE: Final = 50


def check_database(_now: datetime) -> Iterator[Finding]:
    """The database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        yield wrong(
            "database",
            _("Cơ sở dữ liệu không trả lời (%(problem)s). Hãy xem TANTAM_DATABASE_URL và máy chủ.")
            % {"problem": str(problem).strip()},
        )
    else:
        yield fine("database", _("Cơ sở dữ liệu %(kind)s trả lời.") % {"kind": connection.vendor})


def check_migrations(_now: datetime) -> Iterator[Finding]:
    """The tables are those of this version."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield wrong(
            "migrations",
            _("Còn %(count)s bước chuyển cơ sở dữ liệu chưa áp dụng. Hãy chạy: tantam setup") % {"count": len(waiting)},
        )
    else:
        yield fine("migrations", _("Cơ sở dữ liệu đúng phiên bản."))


def check_person_data_key(_now: datetime) -> Iterator[Finding]:
    """What is sealed about persons can be read here."""
    state = get_seal_state()
    if state.rows and not state.has_key:
        yield wrong(
            "person-data-key",
            _("Có dữ liệu cá nhân được niêm phong mà không thấy khóa %(name)s. Hãy khôi phục thư mục khóa.")
            % {"name": KEY_FILE},
        )
    elif state.rows and not state.opens:
        yield wrong(
            "person-data-key",
            _("Khóa %(name)s không mở được dữ liệu cá nhân. Hãy khôi phục khóa đã dùng khi ghi dữ liệu.")
            % {"name": KEY_FILE},
        )
    else:
        yield fine("person-data-key", _("Dữ liệu cá nhân được niêm phong mở được bằng khóa ở đây."))


def check_guards(_now: datetime) -> Iterator[Finding]:
    """Append-only tables are guarded."""
    missing = guards.expected(connection.vendor) - guards.list_installed(connection)
    if missing:
        yield wrong(
            "guards",
            _("Thiếu %(count)s bộ canh giữ bảng chỉ ghi thêm (%(name)s). Hãy chạy: tantam setup")
            % {"count": len(missing), "name": min(missing)},
        )
    else:
        yield fine("guards", _("Các bảng chỉ ghi thêm được canh giữ."))


def check_clock(now: datetime) -> Iterator[Finding]:
    """The clocks agree, and days are the province's days."""
    if settings.TIME_ZONE != PROVINCE_ZONE or not settings.USE_TZ:
        yield wrong("clock", _("Múi giờ phải là %(zone)s.") % {"zone": PROVINCE_ZONE})
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (theirs,) = cursor.fetchone()
        apart = abs(int((theirs - now).total_seconds()))
        if apart > CLOCK_SECONDS:
            yield wrong(
                "clock",
                _("Đồng hồ máy chủ cơ sở dữ liệu lệch %(seconds)s giây. Hãy bật đồng bộ giờ.") % {"seconds": apart},
            )
            return
    yield fine(
        "clock", _("Giờ của tỉnh: %(time)s.") % {"time": f"{now.astimezone(ZoneInfo(PROVINCE_ZONE)):%H:%M %d/%m/%Y}"}
    )


def check_files(_now: datetime) -> Iterator[Finding]:
    """The newest files are there and unchanged."""
    digests = list_newest_digests(limit=SAMPLE)
    bad = []
    for digest in digests:
        try:
            read_file(digest)
        except FileNotFoundError:
            bad.append(_("Thiếu tệp %(digest)s… Hãy lấy lại từ bản sao lưu.") % {"digest": digest[:12]})
        except ValueError:
            bad.append(_("Tệp %(digest)s… đã bị thay đổi. Hãy lấy lại từ bản sao lưu.") % {"digest": digest[:12]})
    yield from (wrong("files", sentence) for sentence in bad)
    if not bad:
        yield fine("files", _("Đã đối chiếu %(count)s tệp mới nhất với mã băm.") % {"count": len(digests)})
