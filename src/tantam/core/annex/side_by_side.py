"""Short cells that stood side by side and came out as one line: "Sở Nội vụ Các sở, ban".

Cutting such a line only allows the reader to put its parts into two columns; parts of one column are joined
again.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tantam.core.annex.pieces import Piece
from tantam.core.annex.vocabulary import PRODUCT_HEAD_KEYS, Vocabulary, starts_with_actor, starts_with_head
from tantam.core.deadlines import UNPARSED, read_deadline
from tantam.core.text import tokens

_TIME_TAIL = re.compile(
    r"(?<=[^\W\d_]) "
    r"(?=(?:Thường xuyên|H[ằà]ng (?:năm|quý|tháng)|Quý [IV]|Năm \d|Giai đoạn \d|Trước |Tháng \d|6 tháng))"
)


def unglued(piece: Piece, vocabulary: Vocabulary) -> list[Piece]:
    """Return the parts of a line that may belong to different columns, or the line itself."""
    place = _party_end(piece.text, vocabulary) or _time_start(piece)
    if place is None:
        return [piece]
    head, tail = piece.text[:place].rstrip(), piece.text[place:].lstrip()
    return [replace(piece, text=head), *unglued(Piece(piece.number, tail, 0), vocabulary)]


def _time_start(piece: Piece) -> int | None:
    """Return where a time begins that ends the line, if the words before could end a cell."""
    for found in _TIME_TAIL.finditer(piece.text):
        head, tail = piece.text[: found.start()], piece.text[found.end() :]
        if not replace(piece, text=head).ends_open and read_deadline(tail, issued_on=None).kind != UNPARSED:
            return found.end()
    return None


def _party_end(text: str, vocabulary: Vocabulary) -> int | None:
    """Return where a new cell may begin after a whole name at the start of the line.

    The next word must be a capital that begins another name or a product, with nothing but a space before it.
    """
    words = tokens(text)
    keys = [key for word in words for key in word.keys]
    if not keys or not starts_with_actor(keys, 0):
        return None
    firsts = [0]
    for word in words:
        firsts.append(firsts[-1] + len(word.keys))
    ends = {end for end, _ in vocabulary.phrases.matches(keys, 0)}
    inside = max(ends, default=0)
    for number in range(1, len(words)):
        start = firsts[number]
        between = text[words[number - 1].end : words[number].start]
        fresh = between.isspace() and text[words[number].start].isupper()
        if start < inside or not fresh:
            continue
        begins = starts_with_actor(keys, start) or starts_with_head(keys, start, PRODUCT_HEAD_KEYS)
        plural = text[words[number].start : words[number].end] == "Các"
        if begins and (start in ends or (plural and keys[0] == _DEPARTMENT)):
            return words[number].start
    return None


_DEPARTMENT = tokens("Sở")[0].keys[0]
