"""The text of one cell: lines rejoined, page numbers dropped, people's telephone numbers left out."""

from __future__ import annotations

import itertools
import re

from tantam.core.annex.header_words import Role
from tantam.core.annex.headers import PARTY_ROLES
from tantam.core.annex.widths import first_word, printed_width
from tantam.core.text import nfc

_DIGITS = re.compile(r"^\d{1,3}$")
_PHONE = re.compile(r"(?<![\w/.])(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\w)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SENTENCE_ENDS = '.:;”"'
# How much narrower than the widest line of a cell a line may be and still count as full.
_ROOM_PER_MILLE = 60


def cell_text(text: str, role: Role, *, wrapped: bool) -> str:
    """Return the text of a cell on one line, or for content one line a paragraph."""
    lines = [" ".join(line.split()) for line in nfc(text).split("\n")]
    lines = [line for line in lines if line]
    if len(lines) > 1 and (role == Role.CONTENT or role in PARTY_ROLES):
        lines = [line for line in lines if not _DIGITS.match(line)] or lines
    if role == Role.CONTENT:
        return _paragraphs(lines) if wrapped else "\n".join(lines)
    if wrapped or role == Role.TIME:
        return " ".join(lines)
    return "\n".join(lines) if role in PARTY_ROLES else " ".join(lines)


def _paragraphs(lines: list[str]) -> str:
    """Rejoin lines broken by the width of the column; a short line that ends a sentence ends a paragraph."""
    if not lines:
        return ""
    cap = max(map(printed_width, lines))
    text = lines[0]
    for before, line in itertools.pairwise(lines):
        bullet = re.match(r"^[-–+*•]\s*(?=[^\W\d_])", line) is not None and _starts_upper(line.lstrip("-–+*• "))
        room = printed_width(f"{before} {first_word(line)}") * 1000 <= cap * (1000 - _ROOM_PER_MILLE)
        new = bullet or (room and before[-1:] in _SENTENCE_ENDS and _starts_upper(line))
        text += ("\n" if new else " ") + line
    return text


def _starts_upper(line: str) -> bool:
    return line.lstrip('"“(')[:1].isupper()


def without_contacts(text: str) -> tuple[str, bool]:
    """Return the text without telephone numbers and mail addresses, and whether there were any."""
    kept, phones = _PHONE.subn("", text)
    kept, mails = _EMAIL.subn("", kept)
    tidy = re.sub(r"\(\s*\)|(?:ĐT|SĐT|đt|Tel|Email)\s*[:.]?\s*(?=$|[,;)])", "", kept)
    return " ".join(tidy.split()).strip(" ,;:-()"), bool(phones or mails)
