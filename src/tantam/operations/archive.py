"""A backup as one file: members with their digests, and a manifest that comes last.

Only names of a known shape are written or read, each once, so that an archive can put nothing anywhere else.
"""

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from tantam.base.errors import Refusal

FORMAT: Final = "tantam-backup/1"
MANIFEST: Final = "manifest.json"
SQLITE_MEMBER: Final = "database/tantam.sqlite3"
POSTGRESQL_MEMBER: Final = "database/tantam.pgdump"
TRUSTED_MEMBER: Final = "audit-trusted-keys.txt"
KEYS_MEMBER: Final = "keys.sealed"
_NAMES: Final = re.compile(
    r"files/(?P<folder>[0-9a-f]{2})/(?P=folder)[0-9a-f]{62}"
    + "".join(
        "|" + re.escape(name) for name in (MANIFEST, SQLITE_MEMBER, POSTGRESQL_MEMBER, TRUSTED_MEMBER, KEYS_MEMBER)
    )
)
_CHUNK: Final = 1 << 20
_MANIFEST_MAX_BYTES: Final = 1 << 30
_SPARE_BYTES: Final = 64 << 20


class UnableToRead(Refusal):
    """The archive is not a whole backup of this program."""


class ArchiveWriter:
    """Writes members one after another and remembers their digests."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, source: Path) -> str:
        """Write a file as a member; return its SHA-256, computed from the bytes that were written."""
        with source.open("rb") as content:
            return self._write(name, content, os.fstat(content.fileno()).st_size)

    def add_bytes(self, name: str, content: bytes) -> str:
        """Write bytes as a member; return their SHA-256."""
        return self._write(name, io.BytesIO(content), len(content))

    def _write(self, name: str, content: IO[bytes], size: int) -> str:
        assert _NAMES.fullmatch(name)
        assert name not in self.members
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        reader = _Digesting(content)
        self._tar.addfile(entry, reader)
        self.members[name] = {"sha256": reader.digest.hexdigest(), "bytes": size}
        return reader.digest.hexdigest()


class _Digesting:
    """Reads on behalf of another and digests what passes."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self._source.read(size)
        self.digest.update(content)
        return content


@contextmanager
def new_archive(path: Path) -> Iterator[ArchiveWriter]:
    """Write an archive under a partial name; it gets its own name when it is whole and on disk."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            with (
                gzip.GzipFile(fileobj=target, mode="wb", compresslevel=6, filename="") as packed,
                tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
            ):
                yield ArchiveWriter(tar)
            target.flush()
            os.fsync(target.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def unpack_checked(path: Path, folder: Path) -> dict[str, Any]:
    """Unpack an archive into an empty folder, check every digest, and return the manifest.

    :raises UnableToRead: if anything is not as the manifest says; the folder then holds only rubbish.
    """
    found: dict[str, dict[str, Any]] = {}
    try:
        with gzip.open(path) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            for entry in tar:
                _refuse_odd_member(entry, found)
                found[entry.name] = _unpack(tar, entry, folder)
            while packed.read(_CHUNK):
                pass  # to the very end, where the sum of the whole stands
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error, UnicodeDecodeError) as problem:
        raise UnableToRead(
            _("Tệp %(name)s không phải bản sao lưu, hoặc bị cụt giữa chừng. Hãy lấy bản khác.") % {"name": path.name}
        ) from problem
    manifest = _read_manifest(folder, found)
    _refuse_other_content(manifest, found)
    return manifest


def _refuse_odd_member(entry: tarfile.TarInfo, found: dict[str, Any]) -> None:
    if not entry.isreg() or not _NAMES.fullmatch(entry.name):
        raise UnableToRead(
            _("Bản sao lưu chứa thành phần lạ (%(name)s) nên không được dùng.") % {"name": entry.name[:80]}
        )
    if entry.name in found:
        raise UnableToRead(_("Bản sao lưu chứa hai thành phần cùng tên (%(name)s).") % {"name": entry.name[:80]})


def _unpack(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> dict[str, Any]:
    if entry.size + _SPARE_BYTES > shutil.disk_usage(folder).free:
        raise UnableToRead(_("Không đủ chỗ trên đĩa để mở bản sao lưu."))
    content = tar.extractfile(entry)
    assert content is not None, "it is a regular file"
    target = folder / entry.name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("xb") as output:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            output.write(chunk)
        output.flush()
        os.fsync(output.fileno())
    return {"sha256": digest.hexdigest(), "bytes": entry.size}


def _read_manifest(folder: Path, found: dict[str, Any]) -> dict[str, Any]:
    if MANIFEST not in found or found[MANIFEST]["bytes"] > _MANIFEST_MAX_BYTES:
        raise UnableToRead(_("Bản sao lưu không có bản kê, nên không biết nó có đủ hay không."))
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        known = manifest["format"] == FORMAT and isinstance(manifest["members"], dict)
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise UnableToRead(_("Bản kê của bản sao lưu không thuộc định dạng mà phiên bản này hiểu."))
    return dict(manifest)


def _refuse_other_content(manifest: dict[str, Any], found: dict[str, dict[str, Any]]) -> None:
    """Refuse an archive whose members are not exactly those of its manifest."""
    present = {name: member for name, member in found.items() if name != MANIFEST}
    listed = manifest["members"]
    for name in sorted(set(listed) | set(present)):
        if name not in present:
            problem = _("thiếu thành phần %(name)s")
        elif name not in listed:
            problem = _("thừa thành phần %(name)s")
        elif present[name] != listed[name]:
            problem = _("thành phần %(name)s không đúng mã băm đã ghi")
        elif name.startswith("files/") and not name.endswith(present[name]["sha256"]):
            # A file that was damaged before the backup is said so in the manifest, and kept as it was.
            problem = "" if name.rsplit("/", 1)[1] in manifest["damaged"] else _("tệp %(name)s đã bị thay")
        else:
            continue
        if problem:
            raise UnableToRead(
                _("Bản sao lưu không nguyên vẹn: %(problem)s. Chưa có gì bị thay đổi; hãy lấy bản khác.")
                % {"problem": problem % {"name": name[:80]}}
            )
