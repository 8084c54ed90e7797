"""Paragraphs of a plan in prose: lines rejoined, page numbers left out, numbers and bullets recognised."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tantam.core.annex.numbering import Candidate, Fate, Label, Position, Style, Verdict, labels_of, number_rows
from tantam.core.annex.prose_words import FOOT, PAPER
from tantam.core.annex.widths import Measure, choose_measure, first_word

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from tantam.core.annex.pieces import Piece

_BULLET = re.compile(r"^(?P<mark>[-–—+*•●▪·])\s*(?P<rest>.*)$")
_PAGE_NUMBER = re.compile(r"^(?:[-–]\s*)?(?:trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–])?$", re.IGNORECASE)
_PAGES_SKIPPED_MAX = 5
# A line narrower than the widest by this much had room for the next word.
_ROOM_PER_MILLE = 60
# In a text of whole paragraphs, fewer lines than this start in mid-sentence.
_BROKEN_PER_MILLE = 50


@dataclass
class Paragraph:
    """One paragraph: its text without its number or bullet, its lines, and what stood before it.

    `printed` is the whole of it as it stands in the source; `position` is its place in the numbering.
    """

    text: str
    printed: str
    lines: list[int]
    label: Label | None = None
    position: Position = ()
    bullet: str = ""
    skipped: bool = False
    last_line: str = field(default="", repr=False)

    def add(self, piece: Piece) -> None:
        """Go on with the next line."""
        self.text = f"{self.text} {piece.text}".strip()
        self.printed = f"{self.printed} {piece.text}"
        self.lines.append(piece.number)
        self.last_line = piece.text


def paragraphs_of(pieces: list[Piece]) -> list[Paragraph]:
    """Return the paragraphs of a text."""
    kept = _without_page_numbers(pieces)
    numbers = _numbered(kept)
    breaks = _Breaks(kept, frozenset(numbers))
    found: list[Paragraph] = []
    for place, piece in enumerate(kept):
        verdict = numbers.get(place)
        before = kept[place - 1] if place else None
        if verdict is not None and verdict.label is not None:
            label = verdict.label
            found.append(
                Paragraph(
                    label.rest, piece.text, [piece.number], label, verdict.position,
                    skipped=verdict.skipped, last_line=piece.text,
                )
            )  # fmt: skip
            continue
        bullet = _bullet(piece, before)
        if bullet is not None:
            mark, rest = bullet
            found.append(Paragraph(rest, piece.text, [piece.number], bullet=mark, last_line=piece.text))
        elif found and not (found[-1].text and breaks.before(place)):
            found[-1].add(piece)
        else:
            found.append(Paragraph(piece.text, piece.text, [piece.number], last_line=piece.text))
    return found


def _without_page_numbers(pieces: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    page = 0
    for piece in pieces:
        if _PAGE_NUMBER.match(piece.text):
            number = int(re.findall(r"\d+", piece.text)[0])
            if page < number <= page + _PAGES_SKIPPED_MAX:
                page = number
                continue
        kept.append(piece)
    return kept


def _bullet(piece: Piece, before: Piece | None) -> tuple[str, str] | None:
    """Return the bullet and the text after it: "- Tăng cường", but not "- xã hội" in mid-sentence."""
    found = _BULLET.match(piece.text)
    if found is None:
        return None
    mid_sentence = before is not None and not before.ends_sentence
    if found["rest"][:1].islower() and mid_sentence:
        return None
    return ("-" if found["mark"] in "–—" else found["mark"]), found["rest"]


def _numbered(pieces: list[Piece]) -> dict[int, Verdict]:
    """Return the lines that begin with a number of the outline, by their place."""
    candidates: list[Candidate] = []
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else None
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        labels = tuple(label for label in labels_of(piece.text) if _may_number(label, before))
        if not labels:
            continue
        if not candidates:
            candidates += _left_out_before(labels[0])
        candidates.append(
            Candidate(
                line=place,
                labels=labels,
                gap_odd=False,
                page_start=piece.page_start,
                next_starts_lower=after is not None and after.starts_lower,
                next_is_number=False,
                next_is_party=False,
                before_ends_open=before is not None and before.ends_open,
                before_ends_row=before is None or before.ends_sentence or before.text.isupper(),
            )
        )
    rows = (verdict for verdict in number_rows(candidates) if verdict.fate == Fate.ROW)
    return {verdict.line: verdict for verdict in rows if verdict.line >= 0}


def _left_out_before(first: Label) -> list[Candidate]:
    """Return the numbers before the first one of an excerpt that begins with part III."""
    if first.style > Style.ROMAN:
        return []
    return [
        Candidate(
            line=-1,
            labels=(Label(first.style, value, "", " ", delimited=True),),
            gap_odd=False,
            page_start=False,
            next_starts_lower=False,
            next_is_number=False,
            next_is_party=False,
            before_ends_open=False,
            before_ends_row=True,
        )
        for value in range(1, first.value)
    ]


def _may_number(label: Label, before: Piece | None) -> bool:
    if label.style == Style.PART:
        return True
    if label.style == Style.DOTTED and not label.delimited:
        return bool(label.rest) and (before is None or before.ends_sentence or before.text.isupper())
    return label.delimited


class _Breaks:
    """Where a paragraph ends that neither a number nor a bullet follows."""

    def __init__(self, pieces: list[Piece], numbered: AbstractSet[int]) -> None:
        self._pieces = pieces
        broken = [
            (before.text, after.text)
            for place, (before, after) in enumerate(itertools.pairwise(pieces), start=1)
            if after.starts_lower and place not in numbered
        ]
        self._measure: Measure = choose_measure(broken)
        widths = sorted(self._measure(piece.text) for piece in pieces) or [0]
        self._cap = widths[(len(widths) - 1) * 95 // 100]
        self._whole = len(broken) * 1000 < len(pieces) * _BROKEN_PER_MILLE
        # The gap of lines inside a paragraph shows where a line goes on in mid-sentence.
        inside = Counter(piece.gap for piece in pieces if piece.starts_lower and not piece.page_start)
        self._usual_gap = inside.most_common(1)[0][0] if inside else 0

    def before(self, place: int) -> bool:
        """Tell whether a new paragraph begins with this line."""
        before, piece = self._pieces[place - 1], self._pieces[place]
        if piece.starts_lower or before.ends_open:
            return False
        if self._whole or FOOT.match(piece.text) or PAPER.match(piece.text):
            return True
        if piece.page_start and not before.ends_sentence:
            return False
        if piece.gap > self._usual_gap and not piece.page_start:
            return True
        with_next = self._measure(f"{before.text} {first_word(piece.text)}")
        return with_next * 1000 <= self._cap * (1000 - _ROOM_PER_MILLE)
