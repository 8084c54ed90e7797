"""The words of one flattened row: which of them belong to names of units, and where such names end."""

from __future__ import annotations

from tantam.core.annex.vocabulary import Vocabulary, starts_with_actor, starts_with_head
from tantam.core.annex.words import TIME_WORDS
from tantam.core.text import full_keys, tokens

_KNOWN, _LIKELY, _FOREIGN = 25, 8, -35
_NAME_WORDS_MAX = 14
_AND = full_keys("và")[0]


class RowWords:
    """All words of a row's lines as keys, with the names of units marked.

    Names run over line ends, so they are looked for in the whole row.
    """

    def __init__(self, lines: list[str], vocabulary: Vocabulary) -> None:
        self.keys: list[str] = []
        self.line_starts: list[int] = []
        self._capital: list[bool] = []
        self._fresh: list[bool] = []  # does a new item of a list, or a new line, start with this word?
        for line in lines:
            self.line_starts.append(len(self.keys))
            self._add_line(line)
        self.line_starts.append(len(self.keys))
        self._marks = [0] * len(self.keys)
        self._ends: set[int] = set()
        self._inside: set[int] = set()
        self._mark(vocabulary)
        self._actors = [self._is_actor(start) for start in self.line_starts[:-1]]
        self._party = [self._weigh(line) for line in range(len(lines))]
        self._time = [self._weigh_time(line) for line in range(len(lines))]

    def _add_line(self, line: str) -> None:
        last_end = 0
        for number, token in enumerate(tokens(line)):
            between = line[last_end : token.start]
            fresh = number == 0 or any(mark in between for mark in ",;.:(")
            for part, key in enumerate(token.keys):
                self.keys.append(key)
                self._capital.append(line[token.start].isupper() and part == 0)
                self._fresh.append(fresh and part == 0)
            last_end = token.end

    def _may_begin(self, place: int) -> bool:
        return self._fresh[place] or self._capital[place] or (place > 0 and self.keys[place - 1] == _AND)

    def _mark(self, vocabulary: Vocabulary) -> None:
        place = 0
        for place in range(len(self.keys)):
            if not self._may_begin(place):
                continue
            matches = vocabulary.phrases.matches(self.keys, place)
            if matches:
                self._ends.update(end for end, _ in matches)
                longest = matches[-1][0]
                self._inside.update(range(place + 1, longest))
                self._marks[place:longest] = [_KNOWN] * (longest - place)
            elif not self._marks[place] and starts_with_actor(self.keys, place):
                self._mark_likely(place)

    def _mark_likely(self, place: int) -> None:
        """Mark the words from an unknown unit's head to the next mark or the next name."""
        for following in range(place, min(place + _NAME_WORDS_MAX, len(self.keys))):
            starts_other = following > place and (
                (self._fresh[following] and not self._line_start(following))
                or (self._capital[following] and starts_with_actor(self.keys, following))
            )
            if starts_other or self._marks[following]:
                break
            self._marks[following] = _LIKELY

    def _line_start(self, place: int) -> bool:
        return place in self.line_starts

    def _is_actor(self, place: int) -> bool:
        if place >= len(self.keys) or place in self._inside:
            return False
        return self._marks[place] == _KNOWN or starts_with_actor(self.keys, place)

    def _weigh(self, line: int) -> int:
        marks = self._marks[self.line_starts[line] : self.line_starts[line + 1]]
        joins = self.keys[self.line_starts[line] : self.line_starts[line + 1]]
        return sum(mark or (0 if key == _AND else _FOREIGN) for mark, key in zip(marks, joins, strict=True))

    def _weigh_time(self, line: int) -> int:
        keys = self.keys[self.line_starts[line] : self.line_starts[line + 1]]
        return sum(10 if key in TIME_WORDS or key.isdigit() else -40 for key in keys)

    def party_weight(self, line: int) -> int:
        """Return how much the words of a line look like names of units."""
        return self._party[line]

    def time_weight(self, line: int) -> int:
        """Return how much the words of a line look like a time."""
        return self._time[line]

    def actor_at(self, line: int) -> bool:
        """Tell whether a unit's name starts with this line."""
        return self._actors[line]

    def head_at(self, line: int, heads: frozenset[tuple[str, ...]]) -> bool:
        """Tell whether one of the head words starts this line."""
        return starts_with_head(self.keys, self.line_starts[line], heads)

    def inside_known(self, place: int) -> bool:
        """Tell whether a known name runs over this word from before."""
        return place in self._inside

    def party_end(self, line: int, *, open_end: bool) -> int:
        """Return the weight of ending a party cell with this line."""
        end = self.line_starts[line + 1]
        if open_end:
            return -600
        if end in self._inside:
            return -300
        if end in self._ends:
            return 150
        return 0 if end and self._marks[end - 1] else -100

    def completes(self, carried: str, line: int, vocabulary: Vocabulary) -> bool:
        """Tell whether this line completes a name that the carried text only begins."""
        tail = list(full_keys(carried))[-10:]
        here = self.keys[self.line_starts[line] : self.line_starts[line] + 10]
        joined = tail + here
        for start in range(len(tail)):
            ends = [end for end, _ in vocabulary.phrases.matches(joined, start)]
            if ends and ends[-1] > len(tail):
                return True
        return False
