"""Whether a list's file may be opened at all: its size, its kind by its bytes, and what it unfolds to."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import IO, Final

from django.conf import settings
from django.utils.translation import gettext as _

from tantam.exchange.beneficiary_lists.refusal import UnreadableList

ROWS_MAX: Final = 200_000
COLUMNS_MAX: Final = 100  # to the column CV
PARTS_MAX: Final = 2_000
# What a file may unfold to, as a multiple of the largest file taken.
UNFOLDS_TO: Final = 8
# A part of this many bytes or more that unfolds by more than the ratio is a bomb, not a list.
RATIO_FROM_BYTES: Final = 20 * 1024 * 1024
RATIO_MAX: Final = 150
_CHUNK_BYTES: Final = 1024 * 1024
_OVERLAP_BYTES: Final = 64 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A cell with something in it beyond the last column or row that is read; empty ones may lie there.
_FILLED = rb"[^>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b[^>]*(?<!/)>"
_CELL = rb"<(?:\w+:)?c(?=[\s/>])"
_PLACE = _CELL + rb"[^>]*\sr\s*=\s*[\"']"
_FAR_COLUMN = re.compile(_PLACE + rb"(?:[A-Z]{3,}|[D-Z][A-Z]|C[W-Z])\d+[\"']" + _FILLED, re.IGNORECASE)
_FAR_ROW = re.compile(_PLACE + rb"[A-Z]{1,3}(?:[2-9]\d{5}|\d{7,})[\"']" + _FILLED, re.IGNORECASE)
_NO_PLACE = re.compile(_CELL + rb"(?![^>]*\sr\s*=)[^>]*>")
# A formula, or the error that one left behind.
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]|\bt=[\"']e[\"']")


def refuse_too_large(size_bytes: int) -> None:
    """Refuse a file by its size alone, so that it need not be read into memory first.

    :raises UnreadableList: if it is over `TANTAM_LIST_MAX_BYTES`.
    """
    limit: int = settings.TANTAM_LIST_MAX_BYTES
    if size_bytes > limit:
        raise UnreadableList(
            "TOO_LARGE",
            _("Tệp nặng %(size)s MB, vượt giới hạn %(limit)s MB. Hãy bỏ hình ảnh trong tệp, hoặc chia danh sách ra.")
            % {"size": size_bytes // (1024 * 1024), "limit": limit // (1024 * 1024)},
        )


def kind_of(content: bytes, *, filename: str) -> str:
    """Return ".xlsx" or ".csv" for a file that may be opened; the bytes decide, the name has to agree.

    :raises UnreadableList: for anything else, saying which and what to do.
    """
    suffix = PurePath(filename).suffix.lower()
    refuse_too_large(len(content))
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise empty()
    if suffix in {".xlsm", ".xltm", ".xlsb"}:
        raise _with_macro()
    shown = _shown_kind(content)
    if suffix not in {".xlsx", ".xls", ".csv"} or not shown:
        raise UnreadableList(
            "UNKNOWN_KIND",
            _("Tệp không phải bảng tính. Hãy mở danh sách bằng Excel, lưu lại dạng .xlsx rồi gửi lại."),
        )
    if shown != suffix:
        raise UnreadableList(
            "WRONG_EXTENSION",
            _("Tên tệp ghi %(named)s nhưng nội dung là %(found)s. Hãy mở tệp, lưu lại đúng dạng rồi gửi lại.")
            % {"named": suffix, "found": shown},
        )
    return shown


def empty() -> UnreadableList:
    """Return the refusal of a file with nothing in it."""
    return UnreadableList("EMPTY", _("Tệp không có nội dung. Hãy kiểm tra lại tệp đã chọn rồi gửi lại."))


def damaged() -> UnreadableList:
    """Return the refusal of a file that cannot be opened though its kind is right."""
    return UnreadableList(
        "DAMAGED",
        _("Tệp bị hỏng nên không mở được. Hãy mở tệp trên máy của mình, lưu lại thành bản mới rồi gửi lại."),
    )


def protected() -> UnreadableList:
    """Return the refusal of a file under a password."""
    return UnreadableList(
        "PASSWORD",
        _("Tệp được bảo vệ bằng mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi gửi lại."),
    )


def too_many_rows(sheet: str = "") -> UnreadableList:
    """Return the refusal of a sheet that is longer than is read."""
    return UnreadableList(
        "TOO_MANY_ROWS",
        _("Trang tính %(sheet)s có dữ liệu quá hàng %(limit)s. Hãy xóa các hàng thừa, hoặc chia danh sách ra.")
        % {"sheet": f"“{sheet}”" if sheet else "", "limit": f"{ROWS_MAX:,}".replace(",", ".")},
    )


def too_many_columns(sheet: str = "") -> UnreadableList:
    """Return the refusal of a sheet that is wider than is read."""
    return UnreadableList(
        "TOO_MANY_COLUMNS",
        _("Trang tính %(sheet)s có dữ liệu quá cột thứ %(limit)s. Hãy xóa các cột thừa rồi gửi lại.")
        % {"sheet": f"“{sheet}”" if sheet else "", "limit": COLUMNS_MAX},
    )


def _with_macro() -> UnreadableList:
    return UnreadableList(
        "MACRO", _("Tệp có chứa macro nên không được nhận vì lý do an toàn. Hãy lưu lại dạng .xlsx rồi gửi lại.")
    )


def _shown_kind(content: bytes) -> str:
    """Return the kind that the bytes show, or nothing.

    :raises UnreadableList: if it is a packed or an old file that must not be opened.
    """
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise protected()
        # A damaged file of the old kind can make its reader ask for all memory and take the server with it.
        raise UnreadableList(
            "OLD_FORMAT",
            _("Tệp thuộc dạng cũ (.xls) nên không đọc được. Hãy mở tệp, chọn “Lưu thành” dạng .xlsx rồi gửi lại."),
        )
    if content.startswith(b"PK"):
        return _packed_kind(content)
    signatures = (
        b"{\\rtf",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\x1f\x8b",
        b"Rar!",
        b"7z\xbc\xaf",
        b"MZ",
        b"\x7fELF",
    )
    if content.startswith(signatures) or b"%PDF-" in content[:1024]:
        return ""
    if re.match(rb"\s*<(?:!DOCTYPE|html|\?xml|\w+:Workbook)", content[:200], re.IGNORECASE):
        return ""  # web pages and XML that call themselves workbooks
    return ".csv"


def _packed_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _refuse_bomb(packed)
            names = set(packed.namelist())
            if any(name.lower().endswith(("vbaproject.bin", ".vba")) for name in names):
                raise _with_macro()
            if "xl/workbook.xml" not in names:
                return ""
            for part in packed.infolist():
                with packed.open(part) as stream:
                    _look_through(stream)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError) as problem:
        raise damaged() from problem
    return ".xlsx"


def _refuse_bomb(packed: zipfile.ZipFile) -> None:
    """Refuse a packed file whose directory claims more than a list ever has; the sizes are held to it on reading."""
    parts = packed.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        raise protected()
    claimed = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size >= RATIO_FROM_BYTES and part.file_size > RATIO_MAX * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > PARTS_MAX or claimed > settings.TANTAM_LIST_MAX_BYTES * UNFOLDS_TO or swollen:
        raise _bomb()


def _bomb() -> UnreadableList:
    return UnreadableList(
        "ZIP_BOMB",
        _(
            "Tệp nén bất thường: khi mở ra lớn hơn nhiều lần một danh sách thông thường nên không được "
            "mở. Hãy sao nội dung sang một tệp mới rồi gửi lại."
        ),
    )


def _look_through(stream: IO[bytes]) -> None:
    """Read a part in pieces, and refuse what would make opening it dangerous or too much for memory.

    A sheet is held as a rectangle when it is opened: one cell in the last corner would fill the memory. Every part
    is looked through, because any of them may be called a sheet.
    """
    kept = b""
    while chunk := stream.read(_CHUNK_BYTES):
        window = kept + chunk
        if b"<!ENTITY" in window or b"<!DOCTYPE" in window:
            raise _bomb()
        if _FAR_COLUMN.search(window):
            raise too_many_columns()
        if _FAR_ROW.search(window):
            raise too_many_rows()
        if _NO_PLACE.search(window):
            raise damaged()  # cells without a place: no office program writes that
        kept = window[-_OVERLAP_BYTES:]


def has_formulas(stream: IO[bytes]) -> bool:
    """Tell whether a sheet's part has a formula, or the error of one, in it."""
    kept = b""
    while chunk := stream.read(_CHUNK_BYTES):
        if _FORMULA.search(kept + chunk):
            return True
        kept = chunk[-_OVERLAP_BYTES:]
    return False
