"""A restore: everything is checked before anything is touched, and what was there is kept beside it."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.base.signing import TRUSTED_FILE
from tantam.base.verification import describe, verify_chain
from tantam.operations.archive import KEYS_MEMBER, TRUSTED_MEMBER, unpack_checked
from tantam.operations.places import PLACES
from tantam.operations.sealed_keys import open_into
from tantam.operations.snapshots import MEMBERS, describe_current, own_tables

# Lies in the home while a restore is under way; the doctor names it when one was cut off.
MARKER: Final = "restoring"


class UnableToRestore(Refusal):
    """The backup does not fit this installation, or the installation is not empty."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `notes` are sentences for the operator."""

    made_at: datetime
    files: int
    audit_entries: int
    notes: tuple[str, ...]
    chain_holds: bool


def restore_backup(path: Path, *, replace: bool, passphrase: bytes | None, now: datetime) -> Restored:
    """Put a backup in the place of what is there, or change nothing.

    :raises UnableToRead: if the archive is not whole.
    :raises UnableToRestore: if it does not fit, or there is work here and `replace` was not said.
    :raises UnableToOpenKeys: if the passphrase does not fit.
    """
    home = Path(settings.TANTAM_HOME)
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as folder:
        staging = Path(folder)
        manifest = unpack_checked(path, staging)
        _refuse_unfit(manifest)
        if passphrase is not None and KEYS_MEMBER in manifest["members"]:
            open_into((staging / KEYS_MEMBER).read_bytes(), passphrase, staging / "keys")
        empty = is_empty()
        if not replace and not empty:
            raise UnableToRestore(
                _("Ở đây đã có dữ liệu. Nếu thật sự muốn thay, hãy chạy lại với --replace; bản cũ sẽ được giữ lại.")
            )
        aside = home / f"replaced-{now:%Y%m%d-%H%M%S}"
        with _all_or_nothing(home) as undo:
            aside.mkdir()
            undo(aside.rmdir)
            PLACES[connection.vendor](staging / MEMBERS[connection.vendor], aside, undo)
            _swap(staging / "files", Path(settings.TANTAM_FILES_DIR), aside / "files", undo)
            if (staging / "keys").is_dir():
                _swap(staging / "keys", Path(settings.TANTAM_KEYS_DIR), aside / "keys", undo)
            _add_trusted_keys(staging / TRUSTED_MEMBER)
            _refuse_other_rows(manifest)
        if empty:
            shutil.rmtree(aside)
    return _outcome(manifest, aside, keys_opened=passphrase is not None)


def is_empty() -> bool:
    """Tell whether nobody has worked here: no rows of our own and no files."""
    rows = describe_current().rows
    files = Path(settings.TANTAM_FILES_DIR)
    return not any(rows.get(table) for table in own_tables()) and not any(files.glob("??/*"))


def _refuse_unfit(manifest: dict[str, Any]) -> None:
    if manifest["database"] != connection.vendor:
        raise UnableToRestore(
            _("Bản sao lưu là của %(theirs)s, còn hệ thống này dùng %(ours)s. Hãy đặt TANTAM_DATABASE_URL cho đúng.")
            % {"theirs": manifest["database"], "ours": connection.vendor}
        )
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    newer = sorted(set(manifest["migrations"]) - known)
    if newer:
        raise UnableToRestore(
            _("Bản sao lưu do một phiên bản mới hơn làm ra (%(name)s). Hãy nâng cấp chương trình trước.")
            % {"name": newer[0]}
        )


@contextmanager
def _all_or_nothing(home: Path) -> Iterator[Callable[[Callable[[], Any]], None]]:
    """Carry out steps; when one fails, undo those before it, the last first."""
    marker = home / MARKER
    marker.write_text(str(os.getpid()), encoding="ascii")
    undone: list[Callable[[], Any]] = []
    try:
        yield undone.append
    except BaseException:
        connection.close()
        for step in reversed(undone):
            step()
        raise
    finally:
        marker.unlink(missing_ok=True)


def _swap(new: Path, place: Path, aside: Path, undo: Callable[[Callable[[], Any]], None]) -> None:
    """Put a folder in the place of another, which goes aside."""
    new.mkdir(exist_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        shutil.move(place, aside)
        undo(lambda: shutil.move(aside, place))
    shutil.move(new, place)
    undo(lambda: shutil.rmtree(place))


def _add_trusted_keys(source: Path) -> None:
    """Trust the public keys that the backup's installation trusted, beside our own."""
    if not source.is_file():
        return
    place = Path(settings.TANTAM_KEYS_DIR) / TRUSTED_FILE
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    known = place.read_text(encoding="ascii").split() if place.is_file() else []
    added = [line for line in source.read_text(encoding="ascii").split() if line not in known]
    if added:
        with place.open("a", encoding="ascii") as target:
            target.write("".join(f"{line}\n" for line in added))


def _refuse_other_rows(manifest: dict[str, Any]) -> None:
    """Count again what is there now; a difference undoes the restore."""
    found = describe_current()
    if found.rows != manifest["rows"] or found.audit_entries != manifest["audit"]["entries"]:
        raise UnableToRestore(_("Số dòng sau khôi phục khác bản kê, nên đã quay lại như trước."))


def _outcome(manifest: dict[str, Any], aside: Path, *, keys_opened: bool) -> Restored:
    found = verify_chain()
    notes = [describe(problem) for problem in found.problems]
    if aside.exists():
        notes.append(_("Dữ liệu trước khi khôi phục nằm ở %(folder)s.") % {"folder": aside})
    if KEYS_MEMBER in manifest["members"] and not keys_opened:
        notes.append(_("Các khóa trong bản sao lưu được mở khi có --passphrase-file."))
    if not keys_opened:
        notes.append(_("Dữ liệu cá nhân chỉ đọc được với thư mục khóa của hệ thống đã sao lưu."))
    if manifest["missing"] or manifest["damaged"]:
        notes.append(
            _("Lúc sao lưu đã có %(missing)s tệp thiếu và %(damaged)s tệp hỏng.")
            % {"missing": len(manifest["missing"]), "damaged": len(manifest["damaged"])}
        )
    notes.append(_("Hãy chạy: tantam setup, rồi tantam doctor."))
    return Restored(
        made_at=datetime.fromisoformat(manifest["made_at"]),
        files=sum(name.startswith("files/") for name in manifest["members"]),
        audit_entries=found.entries,
        notes=tuple(notes),
        chain_holds=found.holds,
    )
