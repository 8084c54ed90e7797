"""What kind of file this is, by its bytes and not by its name, and whether it may be opened at all."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from django.utils.translation import gettext as _

from tantam.exchange.annex_files.refusal import UnreadableAnnex

SIZE_MAX_BYTES = 20 * 1024 * 1024
UNPACKED_MAX_BYTES = 150 * 1024 * 1024
PARTS_MAX = 2_000
# A part of this many bytes or more that unfolds by more than the ratio is a bomb, not a document.
RATIO_FROM_BYTES = 5 * 1024 * 1024
RATIO_MAX = 150
_CHUNK_BYTES = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO_SUFFIXES = {".docm", ".dotm", ".xlsm", ".xltm", ".xlsb"}
_OLD_SUFFIXES = {
    ".doc": ".docx",
    ".xls": ".xlsx",
    ".dot": ".docx",
    ".rtf": ".docx",
    ".odt": ".docx",
    ".ods": ".xlsx",
}
SUFFIXES = (".txt", ".pdf", ".docx", ".xlsx")


def kind_of(content: bytes, *, filename: str) -> str:
    """Return ".txt", ".pdf", ".docx" or ".xlsx" for a file that may be opened.

    :raises UnreadableAnnex: for anything else, saying which and what to do.
    """
    suffix = PurePath(filename).suffix.lower()
    _refuse_by_size(content)
    _refuse_by_name(suffix)
    shown = _shown_kind(content)
    if shown == ".ole":
        _refuse_ole(content)
    if suffix not in SUFFIXES:
        raise UnreadableAnnex(
            "UNKNOWN_KIND",
            _(
                "Không đọc được tệp “%(name)s”: chỉ nhận .docx, .xlsx, .pdf và .txt. Hãy lưu phụ "
                "lục thành một trong các "
                "dạng này rồi gửi lại."
            )
            % {"name": PurePath(filename).name},
        )
    if shown != suffix:
        raise UnreadableAnnex(
            "WRONG_EXTENSION",
            _(
                "Tên tệp ghi %(named)s nhưng nội dung là %(found)s. Hãy mở tệp bằng phần mềm soạn "
                "thảo, lưu lại đúng dạng "
                "rồi gửi lại."
            )
            % {"named": suffix, "found": shown or _("dạng không rõ")},
        )
    return suffix


def _refuse_by_size(content: bytes) -> None:
    if not content.strip():
        raise UnreadableAnnex("EMPTY", _("Tệp không có nội dung. Hãy kiểm tra lại tệp đã chọn rồi gửi lại."))
    refuse_too_large(len(content))


def refuse_too_large(size_bytes: int) -> None:
    """Refuse a file by its size alone, so that it need not be read into memory first.

    :raises UnreadableAnnex: if it is over the limit.
    """
    if size_bytes > SIZE_MAX_BYTES:
        raise UnreadableAnnex(
            "TOO_LARGE",
            _(
                "Tệp nặng %(size)s MB, vượt giới hạn %(limit)s MB. Hãy chỉ gửi phần phụ lục, hoặc "
                "bỏ bớt hình ảnh rồi gửi lại."
            )
            % {"size": size_bytes // (1024 * 1024), "limit": SIZE_MAX_BYTES // (1024 * 1024)},
        )


def _refuse_by_name(suffix: str) -> None:
    if suffix in _MACRO_SUFFIXES:
        raise UnreadableAnnex("MACRO", _macro_sentence())
    if suffix in _OLD_SUFFIXES:
        raise UnreadableAnnex(
            "OLD_FORMAT",
            _("Tệp dạng %(old)s không đọc được. Hãy mở tệp, chọn “Lưu thành” dạng %(new)s rồi gửi lại.")
            % {"old": suffix, "new": _OLD_SUFFIXES[suffix]},
        )


def _macro_sentence() -> str:
    return _("Tệp có chứa macro nên không được nhận vì lý do an toàn. Hãy lưu lại thành .docx hoặc .xlsx rồi gửi lại.")


def _shown_kind(content: bytes) -> str:
    """Return the kind that the first bytes show; ``.ole`` for the container of old and of encrypted files."""
    if content.startswith(_OLE):
        return ".ole"
    if b"%PDF-" in content[:1024]:
        return ".pdf"
    if content.startswith(b"PK"):
        return _packed_kind(content)
    if content.startswith((b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        return ""
    return ".txt"


def _packed_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _refuse_bomb(packed)
            names = set(packed.namelist())
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError) as problem:
        raise damaged() from problem
    if any(name.lower().endswith(("vbaproject.bin", ".vba")) for name in names):
        raise UnreadableAnnex("MACRO", _macro_sentence())
    if "word/document.xml" in names:
        return ".docx"
    return ".xlsx" if "xl/workbook.xml" in names else ".zip"


def damaged() -> UnreadableAnnex:
    """Return the refusal of a file that cannot be opened though its kind is right."""
    return UnreadableAnnex(
        "DAMAGED",
        _("Tệp bị hỏng nên không mở được. Hãy mở tệp trên máy của mình, lưu lại thành bản mới rồi gửi lại."),
    )


def _refuse_bomb(packed: zipfile.ZipFile) -> None:
    """Refuse a packed file that claims to unfold, or does unfold, to more than an annex ever is."""
    parts = packed.infolist()
    claimed = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size >= RATIO_FROM_BYTES and part.file_size > RATIO_MAX * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > PARTS_MAX or claimed > UNPACKED_MAX_BYTES or swollen:
        raise UnreadableAnnex("ZIP_BOMB", _bomb_sentence())
    for part in parts:
        if part.flag_bits & 0x1:
            raise protected()
        # Sizes in the directory may lie: a part that does not match them fails its checksum here.
        with packed.open(part) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                if part.filename.endswith((".xml", ".rels")) and (b"<!ENTITY" in chunk or b"<!DOCTYPE" in chunk):
                    raise UnreadableAnnex("ZIP_BOMB", _bomb_sentence())


def _bomb_sentence() -> str:
    return _(
        "Tệp nén bất thường: khi mở ra lớn hơn nhiều lần một phụ lục thông thường nên không được "
        "mở. Hãy sao nội dung sang "
        "một tệp mới rồi gửi lại."
    )


def _refuse_ole(content: bytes) -> None:
    if _ENCRYPTED in content:
        raise protected()
    raise UnreadableAnnex(
        "OLD_FORMAT",
        _(
            "Tệp thuộc dạng cũ (.doc, .xls) nên không đọc được. Hãy mở tệp, chọn “Lưu thành” dạng "
            ".docx hoặc .xlsx rồi "
            "gửi lại."
        ),
    )


def protected() -> UnreadableAnnex:
    """Return the refusal of a file under a password."""
    return UnreadableAnnex(
        "PASSWORD",
        _("Tệp được bảo vệ bằng mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi gửi lại."),
    )
