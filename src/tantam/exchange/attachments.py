"""Files that people attach: only known kinds, by name and by what is inside, without anything that runs."""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.core.text import nfc
from tantam.plans.parts.attachment import FILENAME_MAX, MEDIA_TYPES, Attachment

ENTRIES_MAX: Final = 10_000
UNPACKED_MAX_BYTES: Final = 500 * 1024 * 1024
MEMBER_MAX_BYTES: Final = 4 * 1024 * 1024

# All that a broken or odd zip can raise.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_STARTS: Final = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
# The main part of a plain Word or Excel file; files with macros name another.
_MAIN_PARTS: Final = {
    "docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_OLDER: Final = {"doc": "docx", "xls": "xlsx", "rtf": "docx", "ppt": "pdf", "pptx": "pdf"}
_WITH_MACROS: Final = frozenset({"docm", "dotm", "xlsm", "xlsb", "xltm", "pptm"})
_ARCHIVES: Final = frozenset({"zip", "rar", "7z", "gz", "tar", "tgz", "bz2", "xz"})
_MACRO_PART: Final = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml|basic/.+|scripts/.+|macrosheets/.+)", re.IGNORECASE
)
_PDF_RUNS: Final = re.compile(rb"/(JavaScript|Launch|RichMedia)(?![A-Za-z0-9])")
_FORBIDDEN_IN_NAME: Final = re.compile(r'[\x00-\x1f\x7f"<>|:*?\u200b-\u200f\u202a-\u202e\u2066-\u2069]')


class ForbiddenAttachment(Refusal):
    """The file may not be attached; the message says why and what to do."""


def read_attachment(content: bytes, filename: str) -> Attachment:
    """Return a checked file, ready to be kept.

    :raises ForbiddenAttachment: as `check_attachment` does.
    """
    media_type = check_attachment(content, filename)
    return Attachment(content=content, filename=safe_filename(filename), media_type=media_type)


def check_attachment(content: bytes, filename: str) -> str:
    """Return the media type of a file that may be attached.

    :raises ForbiddenAttachment: if it is empty, too large, of another kind, not what its name says, locked by
        a password, or has macros or other parts that run.
    """
    extension = _extension(filename)
    if extension not in MEDIA_TYPES:
        raise ForbiddenAttachment(_why_not(extension))
    if not content:
        raise ForbiddenAttachment(_("Tệp trống. Kiểm tra lại tệp trên máy rồi chọn lại."))
    if len(content) > settings.TANTAM_FILE_MAX_BYTES:
        raise ForbiddenAttachment(
            _("Tệp lớn hơn %(limit)s MB. Giảm độ phân giải khi quét, hoặc tách thành nhiều tệp.")
            % {"limit": settings.TANTAM_FILE_MAX_BYTES // (1024 * 1024)}
        )
    if extension == "pdf":
        _check_pdf(content)
    elif extension in _STARTS:
        if not content.startswith(_STARTS[extension]):
            raise _not_what_it_says(extension)
    else:
        _check_package(content, extension)
    return MEDIA_TYPES[extension]


def safe_filename(filename: str) -> str:
    """Return the name without a path or hidden characters, short enough to keep; its ending stays."""
    bare = re.split(r"[/\\]", nfc(filename))[-1]
    bare = " ".join(_FORBIDDEN_IN_NAME.sub("", bare).split()).strip(". ")
    stem, dot, extension = bare.rpartition(".")
    if not dot or not stem:
        return bare[:FILENAME_MAX] or "tep"
    return f"{stem[: FILENAME_MAX - len(extension) - 1].rstrip()}.{extension}"


def _extension(filename: str) -> str:
    name = safe_filename(filename)
    return name.rpartition(".")[2].lower() if "." in name else ""


def _why_not(extension: str) -> str:
    if extension in _WITH_MACROS:
        return _("Tệp có macro không được nhận. Lưu lại thành .docx, .xlsx hoặc PDF rồi chọn lại.")
    if extension in _OLDER:
        return _("Tệp .%(old)s không được nhận. Lưu lại thành .%(new)s hoặc PDF rồi chọn lại.") % {
            "old": extension,
            "new": _OLDER[extension],
        }
    if extension in _ARCHIVES:
        return _("Tệp nén không được nhận. Giải nén rồi đính kèm từng văn bản.")
    return _("Loại tệp này không được nhận. Dùng PDF, Word (.docx), Excel (.xlsx), .odt, .ods hoặc ảnh PNG, JPG.")


def _not_what_it_says(extension: str) -> ForbiddenAttachment:
    return ForbiddenAttachment(
        _("Nội dung tệp không phải .%(kind)s như tên gọi, hoặc tệp bị hỏng. Mở tệp trên máy và lưu lại.")
        % {"kind": extension}
    )


def _check_pdf(content: bytes) -> None:
    if b"%PDF-" not in content[:1024]:
        raise _not_what_it_says("pdf")
    if _PDF_RUNS.search(content):
        raise ForbiddenAttachment(
            _("Tệp PDF có mã tự chạy nên không được nhận. In lại thành PDF (Print to PDF) rồi chọn lại.")
        )


def _check_package(content: bytes, extension: str) -> None:
    """Check a Word, Excel or OpenDocument file: a zip of which two small parts are read."""
    if content.startswith(_OLE):
        raise ForbiddenAttachment(_("Tệp có mật khẩu hoặc kiểu cũ. Gỡ mật khẩu, lưu lại rồi chọn lại."))
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = package.infolist()
            _check_members(members)
            if extension in _MAIN_PARTS:
                right = _MAIN_PARTS[extension] in _read(package, "[Content_Types].xml")
            else:
                right = _read(package, "mimetype").strip() == MEDIA_TYPES[extension].encode()
                if b"manifest:encryption-data" in _read(package, "META-INF/manifest.xml"):
                    raise ForbiddenAttachment(_("Tệp có mật khẩu. Gỡ mật khẩu, lưu lại rồi chọn lại."))
    except _BROKEN:
        raise _not_what_it_says(extension) from None
    if not right:
        raise _not_what_it_says(extension)


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > ENTRIES_MAX or sum(member.file_size for member in members) > UNPACKED_MAX_BYTES:
        raise ForbiddenAttachment(_("Tệp bung ra quá lớn nên không được nhận. Lưu lại thành PDF rồi chọn lại."))
    if any(_MACRO_PART.search(member.filename) for member in members if not member.is_dir()):
        raise ForbiddenAttachment(_why_not("docm"))
    if any(member.flag_bits & 1 for member in members):
        raise ForbiddenAttachment(_("Tệp có mật khẩu. Gỡ mật khẩu, lưu lại rồi chọn lại."))


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as member:
        return member.read(MEMBER_MAX_BYTES)
