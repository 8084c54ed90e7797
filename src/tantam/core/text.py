"""Vietnamese text made comparable: composed letters, folding for search, keys for names, and old encodings.

Three strengths of likeness, from strict to loose:

* `word_keys` unites capitals, tone placement (hoà and hòa, Uỷ and Ủy) and composition, and keeps the accents;
* `name_key` adds the abbreviations, prefixes and spellings in which names of units differ, and keeps the
  accents too, because Sơn Hà and Sơn Hạ, Ba Tô and Ba Tơ are different communes;
* `fold` drops accents, for search boxes and for matching official phrases.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Combining marks that carry one of the five written tones: grave, acute, tilde, hook above, dot below.
_TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}
# Hyphens, dashes and minus signs that typists and converters use for one another.
_DASHES = re.compile(r"[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_WORD = re.compile(r"[^\W_]+")
# Quotation marks that differ from file to file.
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "…": "..."})

# Words written in short in names of units, by their accented key.
_ABBREVIATIONS = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "nhcsxh": "ngân hàng chính sách xã hội",
    "mttq": "mặt trận tổ quốc",
    "mttqvn": "mặt trận tổ quốc việt nam",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "ubmttqvn": "ủy ban mặt trận tổ quốc việt nam",
    "lđtbxh": "lao động thương binh và xã hội",
    "gdđt": "giáo dục và đào tạo",
    "vhttdl": "văn hóa thể thao và du lịch",
    "khcn": "khoa học và công nghệ",
    "ptth": "phát thanh truyền hình",
    "pgd": "phòng giao dịch",
    "tnmt": "tài nguyên và môi trường",
    "ctxh": "chính trị xã hội",
    "cctb": "cựu chiến binh",
    "lhpn": "liên hiệp phụ nữ",
    "thcs": "trung học cơ sở",
    "tw": "trung ương",
    "vpub": "văn phòng ủy ban",
}
# Initials joined by "&" or a hyphen, which fall apart into words of one letter otherwise.
_JOINED = {
    "nn&mt": "nông nghiệp và môi trường",
    "nn&ptnt": "nông nghiệp và phát triển nông thôn",
    "gd&đt": "giáo dục và đào tạo",
    "kh&cn": "khoa học và công nghệ",
    "kh&đt": "kế hoạch và đầu tư",
    "tn&mt": "tài nguyên và môi trường",
    "tt&tt": "thông tin và truyền thông",
    "dt&tg": "dân tộc và tôn giáo",
    "vhtt&dl": "văn hóa thể thao và du lịch",
    "ct-xh": "chính trị xã hội",
    "pt-th": "phát thanh truyền hình",
    "pt&th": "phát thanh truyền hình",
}
# Spellings of highland names after the merger (domain.md §9.4), by their accented key.
_SPELLINGS = {"đắk": "đăk", "đắc": "đăk", "đak": "đăk", "dak": "đăk", "ngọk": "ngọc", "ngok": "ngọc"}
_PREFIXES = (
    ("ủy", "ban", "nhân", "dân"),
    ("xã",),
    ("phường",),
    ("thị", "trấn"),
    ("đặc", "khu"),
)


def nfc(text: str) -> str:
    """Return the text with composed letters and plain spaces; nothing else changes."""
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\ufeff", "")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the text for search: lower case, without accents, đ as d, dashes united, spaces collapsed."""
    plain = _DASHES.sub("-", text.translate(_QUOTES)).lower().replace("đ", "d")
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare).strip()


@lru_cache(maxsize=65_536)
def word_key(word: str) -> str:
    """Return one word so that capitals and the place of its tone mark do not matter, but its accents do.

    The tone moves to the end as a digit: hoà and hòa are both ``hoa1``.
    """
    tone = ""
    letters = []
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in _TONES:
            tone = _TONES[letter]
        else:
            letters.append(letter)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


def word_keys(text: str) -> tuple[str, ...]:
    """Return the key of every word of the text; marks between words are left out."""
    return tuple(word_key(word) for word in _WORD.findall(nfc(text)))


_ABBREVIATION_KEYS = {word_key(short): word_keys(full) for short, full in _ABBREVIATIONS.items()}
_SPELLING_KEYS = {word_key(variant): word_key(chosen) for variant, chosen in _SPELLINGS.items()}
_PREFIX_KEYS = tuple(tuple(word_key(word) for word in prefix) for prefix in _PREFIXES)
_JOINED_KEYS = {short: word_keys(full) for short, full in _JOINED.items()}
_TOKEN = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(re.escape(short).replace(r"\&", r"\s?&\s?") for short in _JOINED)
    + r")(?![^\W_])|[^\W_]+",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """One written word, the keys it stands for (an abbreviation stands for several), and where it is."""

    keys: tuple[str, ...]
    start: int
    end: int


def expand_word(key: str) -> tuple[str, ...]:
    """Return the keys a word stands for: an abbreviation's words, a spelling's chosen form, or itself."""
    return _ABBREVIATION_KEYS.get(key) or (_SPELLING_KEYS.get(key, key),)


@lru_cache(maxsize=16_384)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a composed text with abbreviations written out and spellings united."""
    found = []
    for match in _TOKEN.finditer(text):
        joined = _JOINED_KEYS.get(re.sub(r"\s", "", match.group().lower()))
        keys = joined or expand_word(word_key(match.group()))
        found.append(Token(keys, match.start(), match.end()))
    return tuple(found)


def full_keys(text: str) -> tuple[str, ...]:
    """Return the word keys of a name with abbreviations written out and spellings united; prefixes stay."""
    return tuple(key for token in tokens(_DASHES.sub("-", nfc(text))) for key in token.keys)


def name_key(text: str) -> str:
    """Return the key under which spellings of one unit's name meet (domain.md §9.4).

    Prefixes (UBND, xã, phường, đặc khu) fall away, Đắk meets Đăk, Ngọk meets Ngọc; accents stay.
    """
    keys = full_keys(text)
    shortened = True
    while shortened:
        shortened = False
        for prefix in _PREFIX_KEYS:
            if len(keys) > len(prefix) and keys[: len(prefix)] == prefix:
                keys = keys[len(prefix) :]
                shortened = True
    return " ".join(keys)


# Signs that TCVN3 (ABC) fonts show as Vietnamese letters, seen through a Western code page, next to a letter.
_TCVN3 = re.compile(r"(?:(?<=[A-Za-z])|(?<=[®§]))[µ¸¶·¹¨»¾¼½©«¬­ª®Ì×Þß÷ø]|[®§](?=[A-Za-zµ¸¶·¹¨©ª«¬­Êõ])")
# VNI writes the accent as a letter of its own after the vowel: "Tieàn göûi", "ñòa phöông".
_VNI = re.compile(r"[aeouyAEOUYöÖôÔ][øùûõïåäàáãëèéêâØÙÛÕÏÅÄÀÁÃËÈÉÊÂ]|[ñÑ](?=[aeiouyöôæîóòA-Z])")


def legacy_encoding(text: str) -> str | None:
    """Return the name of the old encoding the text seems written in, ``TCVN3`` or ``VNI``, or None.

    A text counts as old when the old encoding's marks are in at least one word of twelve, and Unicode's own
    Vietnamese letters are rarer than those marks.
    """
    words = max(len(_SPACES.split(text.strip())), 1)
    modern = len(re.findall(r"[\u1ea0-\u1ef9ăđơưĂĐƠƯ]", text))
    counts = {"TCVN3": len(_TCVN3.findall(text)), "VNI": len(_VNI.findall(text))}
    name, marks = max(counts.items(), key=lambda item: item[1])
    if marks >= 3 and marks * 12 >= words and marks > modern:
        return name
    return None
