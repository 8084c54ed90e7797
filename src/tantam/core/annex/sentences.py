"""What one sentence of a plan says: who leads, who takes part, until when, and what comes of it.

Only what is said clearly is taken; a time that begins like one and cannot be read is kept as it stands,
so that a person looks at it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tantam.core.annex.party_runs import Sentence, sentence_of, units_end
from tantam.core.annex.prose_words import GIVING, LEADING, TOGETHER, TOGETHER_HOW, WITH
from tantam.core.deadlines import RELATIVE_TO_EVENT, UNPARSED, read_deadline
from tantam.core.text import fold

if TYPE_CHECKING:
    from tantam.core.annex.vocabulary import Vocabulary

_LEAD_WORDS_MAX = 60


@dataclass(frozen=True)
class UnitHead:
    """A unit, or several, at the start of a text, and what follows them."""

    units: str
    rest: str
    mark: str


def unit_head(text: str, vocabulary: Vocabulary) -> UnitHead | None:
    """Return the units a heading or sentence begins with: "Sở Tài chính:", "Giao Sở Nội vụ chủ trì …"."""
    giving = GIVING.match(text)
    bare = text[giving.end() :] if giving else text
    sentence = sentence_of(bare, vocabulary)
    end = units_end(sentence, 0) if sentence.keys else None
    if end is None:
        return None
    units = bare[: sentence.ends(end)].strip()
    after = bare[sentence.ends(end) :].strip()
    mark = after[:1] if after[:1] in ":.;,-–" else ""
    rest = after.lstrip(":.;,-– ")
    if rest and mark not in (":", ".", ";") and not sentence.goes_on(end):
        return None
    return UnitHead(units, rest, mark)


def lead_in(text: str, vocabulary: Vocabulary) -> str:
    """Return the units that stand right before "chủ trì", or after "Giao" at the start; empty if none do."""
    sentence = sentence_of(text, vocabulary)
    size = len(LEADING)
    for place in range(len(sentence.keys) - size + 1):
        if tuple(sentence.keys[place : place + size]) == LEADING:
            units = _units_before(sentence, place)
            if units:
                return units
    head = unit_head(text, vocabulary) if re.match(r"Giao\s", text) else None
    return head.units if head else ""


def _units_before(sentence: Sentence, end: int) -> str:
    """Return the longest list of units that ends where "chủ trì" or "phối hợp" begins."""
    if "." in sentence.between(end) or ":" in sentence.between(end):
        return ""
    for start in range(max(0, end - _LEAD_WORDS_MAX), end):
        fresh = not start or not sentence.between(start).isspace() or sentence.text[sentence.starts(start)].isupper()
        if fresh and sentence.spread.at_word_end(start) and units_end(sentence, start) == end:
            return sentence.cut(start, end)
        if start and _gives(sentence, start) and units_end(sentence, start) == end:
            return sentence.cut(start, end)
    return ""


def _gives(sentence: Sentence, place: int) -> bool:
    return fold(sentence.cut(place - 1, place)) in ("giao", "do", "cho", "nghi", "cau")


def coordinating_in(text: str, vocabulary: Vocabulary) -> str:
    """Return the units named after "phối hợp với", and those right before a bare "phối hợp"."""
    sentence = sentence_of(text, vocabulary)
    found: list[str] = []
    for place in range(len(sentence.keys) - len(TOGETHER) + 1):
        if tuple(sentence.keys[place : place + len(TOGETHER)]) != TOGETHER:
            continue
        after = place + len(TOGETHER)
        after += sentence.phrase_at(after, TOGETHER_HOW)
        with_words = sentence.phrase_at(after, WITH)
        end = units_end(sentence, after + with_words) if after + with_words < len(sentence.keys) else None
        if end is not None:
            found.append(sentence.cut(after + with_words, end))
        elif place and ";" in text[: sentence.starts(place)]:
            found.append(_units_before(sentence, place))
    return "; ".join(dict.fromkeys(units for units in found if units))


# Words (folded text has the length of the written one) with which a time begins. Strong ones are times
# even when the rest cannot be read.
_DAY_WORDS = r"(?:ngay |thang |quy |nam |het |cuoi |6 thang |9 thang )*(?:\d|[iv]+\b)"
_STRONG = (
    rf"(?:den )?(?:truoc|cham nhat|muon nhat)(?: la)? (?:truoc |trong |vao |den )*{_DAY_WORDS}"
    rf"|hoan thanh (?:xong )?(?:trong|vao|den|het) {_DAY_WORDS}"
    rf"|(?:het|den) (?:ngay|thang|quy|nam) {_DAY_WORDS}"
    r"|(?:trong (?:vong |thoi han )?|sau |cham nhat |khong qua )*\d{1,4} (?:ngay|tuan|thang)(?: lam viec)?,?"
    r" (?:ke tu|tinh tu|sau khi)"
)
_WEAK = (
    r"trong (?:quy|thang|nam) (?:\d|[iv]+\b)|trong 6 thang|quy (?:[iv]+|\d)\b|thuong xuyen\b"
    r"|(?:hang|moi) (?:nam|quy|thang|tuan)\b"
    r"|giai doan \d{4}|6 thang (?:dau|cuoi) nam \d{4}"
)
_OPENERS = re.compile(rf"(?<![\w/])(?:(?P<strong>{_STRONG})|(?P<rhythm>dinh ky\b)|(?P<weak>{_WEAK}))")
_WORDS_MAX = 16
_CLAUSE_END = re.compile(r"[;.](?=\s|$)|[;)]|$")
_PHRASE_END = re.compile(r"[,;)]|\.(?=\s|$)|$")
_REPORTING = re.compile(r"\b(?:bao cao|tong hop|so ket|danh gia)\b")


@dataclass(frozen=True)
class Times:
    """The times a sentence sets, as written, joined by semicolons, and the sentence with a full stop for each."""

    text: str
    without: str


def times_in(text: str) -> Times:
    """Return the times a sentence sets."""
    plain = _folded_alike(text)
    spans: list[tuple[int, int]] = []
    unread: tuple[int, int] | None = None
    place = 0
    while opener := _OPENERS.search(plain, place):
        start = opener.start()
        end = _readable_end(text, plain, start)
        if not end and opener["strong"]:
            end = _phrase_end(plain, start)
        elif not end and opener["rhythm"]:
            # "định kỳ báo cáo … trước ngày …": the day says more than the word.
            unread = unread or (start, _phrase_end(plain, start))
        elif end and opener["weak"] and not _sets_time(plain, start, end):
            end = 0
        if end:
            spans.append((start, end))
        place = max(end, opener.end())
    if not spans and unread:
        spans.append(unread)
    phrases = dict.fromkeys(_capital(text[start:end].strip(" ,.;")) for start, end in spans)
    without = text
    for start, end in reversed(spans):
        without = f"{without[:start].rstrip()}. {without[end:]}"
    return Times("; ".join(phrases), without)


def _folded_alike(text: str) -> str:
    """Return the text folded letter by letter, so that places in it are places in the text."""
    return "".join((fold(letter) or " ")[:1] for letter in text)


def _readable_end(text: str, plain: str, start: int) -> int:
    """Return where the longest phrase from here ends that reads as a time, 0 if none does."""
    clause = _CLAUSE_END.search(plain, start)
    limit = clause.end() if clause else len(plain)
    ends = [found.end() for found in re.finditer(r"\S+", plain[start:limit])][:_WORDS_MAX]
    for end in reversed(ends):
        words = text[start : start + end].strip(" ,;.")
        reading = read_deadline(words, issued_on=None)
        if reading.kind == UNPARSED:
            continue
        if reading.kind == RELATIVE_TO_EVENT:
            return _phrase_end(plain, start)
        return start + end - (len(text[start : start + end]) - len(text[start : start + end].rstrip(" ,;.)")))
    return 0


def _phrase_end(plain: str, start: int) -> int:
    found = _PHRASE_END.search(plain, start)
    limit = found.start() if found else len(plain)
    words = [word.end() for word in re.finditer(r"\S+", plain[start:limit])][:_WORDS_MAX]
    return start + words[-1] if words else limit


def _sets_time(plain: str, start: int, end: int) -> bool:
    """Tell whether a rhythm or year says when, and does not only belong to a noun ("dự toán năm 2026").

    It does at the start of a sentence, alone between brackets, and at the end of a clause about reporting.
    """
    before, after = plain[:start].rstrip(), plain[end:].lstrip()
    opens = not before or before[-1] in ".;:("
    closes = not after or after[0] in ".;,)"
    if opens:
        return True
    clause = re.split(r"[.;]", before)[-1]
    if plain.startswith(("trong ", "thuong xuyen"), start):
        return closes or before[-1] == ","
    return closes and bool(_REPORTING.search(clause)) and not clause.endswith((" va", " nam"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_PRODUCT_NOUNS = (
    r"(?:các )?(?:văn bản|quyết định|kế hoạch|tờ trình|báo cáo|nghị quyết|hướng dẫn|chương trình|đề án|quy chế"
    r"|phương án|công văn|chỉ thị|dự thảo|danh sách|đề cương|chuyên mục|quy trình|quy định)"
)
_PRODUCT = re.compile(
    rf"(?<!\w)(?:ban hành|xây dựng|lập|soạn thảo|gửi|có)(?: và (?:triển khai|trình|ban hành))?"
    rf" (?P<noun>{_PRODUCT_NOUNS}(?!\w)[^,;.:()]*)"
    r"|(?<!\w)(?P<report>báo cáo (?:kết quả|tình hình)(?!\w)[^,;.:()]*)",
    re.IGNORECASE,
)
_PRODUCT_STOP = re.compile(
    r"\s(?:trước|trong (?:tháng|quý|năm)|hoàn thành|gửi|để|nhằm|trình|về (?:Sở|Ủy|UBND|Chi nhánh)|cho (?:Sở|Ủy|UBND)"
    r"|chậm nhất|kể từ|định kỳ|hằng|hàng|theo|và)(?!\w).*$",
    re.IGNORECASE,
)
_PRODUCT_WORDS_MAX = 14


def product_in(text: str) -> str:
    """Return the paper that a sentence clearly asks for ("ban hành Kế hoạch …"), as written; else nothing.

    The times are to be taken out of the sentence first.
    """
    for found in _PRODUCT.finditer(text):
        words = _PRODUCT_STOP.sub("", found["noun"] or found["report"]).strip()
        if words and not words.endswith(" này") and len(words.split()) <= _PRODUCT_WORDS_MAX:
            return _capital(words)
    return ""
