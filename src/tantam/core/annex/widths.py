"""How wide a line is on paper: in letters of a proportional face, or in characters, whichever the file
fits.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

Measure = Callable[[str], int]

# Advance widths of Times New Roman in thousandths of an em, by class of letter.
_NARROW = "ijlt.,;:'!|()[]/-f "
_WIDE = "mwMWĐQOGDNHUVAKXY%"
_NARROW_WIDTH, _PLAIN_WIDTH, _WIDE_WIDTH, _CAPITAL_WIDTH = 295, 480, 745, 620


@lru_cache(maxsize=2048)
def _letter_width(letter: str) -> int:
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _NARROW:
        return _NARROW_WIDTH
    if base in _WIDE:
        return _WIDE_WIDTH
    return _CAPITAL_WIDTH if base.isupper() else _PLAIN_WIDTH


@lru_cache(maxsize=16_384)
def printed_width(text: str) -> int:
    """Return the approximate width in a proportional face, in thousandths of an em."""
    return sum(map(_letter_width, text))


def counted_width(text: str) -> int:
    """Return the width of a text of equal letters, on the same scale."""
    return 470 * len(text)


def first_word(text: str) -> str:
    """Return the first word of a line, with the marks that cling to it."""
    return text.split(maxsplit=1)[0] if text.strip() else ""


def choose_measure(pairs: Iterable[tuple[str, str]]) -> Measure:
    """Return the measure that explains best where lines were broken.

    `pairs` are lines that follow each other in wide text. A good measure leaves little room between the
    widest line and the narrowest "line plus the word that did not fit any more".
    """
    lines = list(pairs)
    if len(lines) < 8:
        return printed_width
    return counted_width if _misfit(lines, counted_width) < _misfit(lines, printed_width) else printed_width


def _misfit(lines: list[tuple[str, str]], measure: Measure) -> int:
    """Count the broken lines that would have had room for the next word, in thousandths."""
    widths = sorted(measure(line) for line, _ in lines)
    limit = widths[len(widths) * 95 // 100 - 1]
    roomy = sum(1 for line, after in lines if measure(f"{line} {first_word(after)}") <= limit)
    return roomy * 1000 // len(lines)
