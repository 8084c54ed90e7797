"""The pieces of a flattened table: its lines that are not blank, and what can be said of each by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tantam.core.annex.vocabulary import TIME_HEAD_KEYS, starts_with_actor, starts_with_head
from tantam.core.text import full_keys

_OPEN_END = re.compile(
    r"(?:[,\-–(/]|\b(?:và|của|các|về|cho|với|tại|theo|từ|đến|do|là|để|có|trong|trên))$", re.IGNORECASE
)
_SEVERAL = full_keys("các")[0]
_BULLETS = "-–+*•"


@dataclass(frozen=True)
class Piece:
    """A line of the table: where it is, what it says, how many blank lines came before, whether a page
    starts.
    """

    number: int
    text: str
    gap: int
    page_start: bool = False

    @property
    def starts_upper(self) -> bool:
        """Tell whether the line starts like a sentence: a capital, a figure or an item of a list."""
        if self.text[:1] in _BULLETS:
            return self.bullet
        first = self.text.lstrip('"“(')[:1]
        return first.isupper() or first.isdigit()

    @property
    def starts_lower(self) -> bool:
        """Tell whether the line starts in the middle of a sentence."""
        return self.text.lstrip(_BULLETS + ' "“(')[:1].islower()

    @property
    def bullet(self) -> bool:
        """Tell whether the line is an item of a list: "- Tăng cường", but not "- xã hội"."""
        return self.text[:1] in _BULLETS and self.text.lstrip(_BULLETS + " ")[:1].isupper()

    @property
    def ends_open(self) -> bool:
        """Tell whether the line cannot be the end of a cell: a comma, a hyphen, a joining word."""
        return bool(_OPEN_END.search(self.text))

    @property
    def ends_sentence(self) -> bool:
        """Tell whether the line ends with a full stop, a colon, a semicolon or a closing quotation mark."""
        return self.text[-1:] in '.:;”"'


def starts_cell(piece: Piece) -> bool:
    """Tell whether a cell may start with this line: not in mid-sentence, unless with a name or a time."""
    if piece.starts_upper:
        return True
    keys = list(full_keys(piece.text))
    plural = keys[:1] == [_SEVERAL] and starts_with_actor(keys, 0)
    return bool(keys) and (plural or starts_with_head(keys, 0, TIME_HEAD_KEYS))
