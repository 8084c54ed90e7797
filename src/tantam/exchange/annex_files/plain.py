"""Plain text: its encoding found or named, and its lines."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tantam.core.annex.source import TextSource, text_source
from tantam.core.text import legacy_encoding, nfc
from tantam.exchange.annex_files.refusal import UnreadableAnnex

LINES_MAX = 50_000
_COMMON_WORDS = (" và ", " của ", " các ", " nhiệm ")


def read_plain(content: bytes) -> TextSource:
    """Return the lines of a text file.

    :raises UnreadableAnnex: if the encoding is not Unicode, or the text is too long.
    """
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    refuse_old_letters(text)
    if text.count("\n") > LINES_MAX:
        raise UnreadableAnnex(
            "TOO_MANY_ROWS",
            _("Tệp có hơn %(limit)s dòng, quá dài so với một phụ lục. Hãy chỉ gửi phần phụ lục.")
            % {"limit": LINES_MAX},
        )
    return text_source(nfc(text))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16")
    if b"\x00" in content[:4096]:
        even, odd = content[:4096:2].count(0), content[1:4096:2].count(0)
        if not even and not odd:
            raise _unknown_encoding("")
        return _strictly(content, "utf-16-le" if odd > even else "utf-16-be")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        western = content.decode("cp1252", errors="replace")
        refuse_old_letters(western)
        windows = nfc(content.decode("cp1258", errors="replace"))
        raise _unknown_encoding("Windows-1258" if any(word in windows for word in _COMMON_WORDS) else "") from None


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise _unknown_encoding("") from None
    if "\x00" in text or not any(letter.isalpha() for letter in text[:4096]):
        raise _unknown_encoding("")
    return text


def _unknown_encoding(name: str) -> UnreadableAnnex:
    if name:
        sentence = _("Tệp dùng bảng mã %(name)s. Hãy lưu lại với bảng mã Unicode (UTF-8) rồi gửi lại.") % {"name": name}
    else:
        sentence = _("Tệp không phải văn bản Unicode nên không đọc được. Hãy lưu lại với bảng mã UTF-8 rồi gửi lại.")
    return UnreadableAnnex("WRONG_ENCODING", sentence)


def refuse_old_letters(text: str) -> None:
    """Refuse a text typed with TCVN3 or VNI fonts, naming which.

    :raises UnreadableAnnex: if the text is in one of the two.
    """
    name = legacy_encoding(text)
    if name is not None:
        raise UnreadableAnnex(
            "LEGACY_ENCODING",
            _(
                "Văn bản dùng bảng mã cũ %(name)s. Hãy chuyển sang Unicode (bằng công cụ chuyển mã "
                "của bộ gõ) rồi gửi lại."
            )
            % {"name": name},
        )
