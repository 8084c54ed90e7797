"""Names in a party column: "Các sở, ban ngành có liên quan; Ủy ban nhân dân các xã, phường, đặc khu"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tantam.core.annex.reading import Mention, MentionKind, PartiesReading
from tantam.core.text import Token, full_keys, nfc, tokens

if TYPE_CHECKING:
    from tantam.core.annex.vocabulary import Meaning, Vocabulary

_SPLIT = re.compile(r"[;,.\n]|(?<=\s)[-–+](?=\s)|^[-–+]|:")
_HARD = re.compile(r"[;:\n]|\.\s")
_LIST_HEAD = full_keys("các Sở")
_DEPARTMENT = full_keys("Sở")
_COMMUNE_LISTS = tuple(full_keys(words) for words in ("các xã", "các phường", "ủy ban nhân dân các xã"))
_AND = full_keys("và")


@dataclass(frozen=True)
class Spread:
    """The keys of a text's words in one row, and the word each belongs to."""

    keys: list[str]
    word: list[int]
    words: tuple[Token, ...]

    def at_word_end(self, place: int) -> bool:
        """Tell whether a written word ends before this key."""
        return place == len(self.keys) or self.word[place] != self.word[place - 1]


def spread_of(text: str) -> Spread:
    """Return the words of a composed text, spread out into keys."""
    words = tokens(text)
    keys = [key for token in words for key in token.keys]
    owner = [number for number, token in enumerate(words) for _ in token.keys]
    return Spread(keys, owner, words)


def read_parties(text: str, *, vocabulary: Vocabulary) -> PartiesReading:
    """Find the names in a party column; what is not known stays as UNKNOWN, for a person to map."""
    written = nfc(text).strip()
    if not re.search(r"\w", written):
        return PartiesReading(text=written)
    spread = spread_of(written)
    mentions: list[Mention] = []
    pending: list[int] = []
    place = 0
    while place < len(spread.keys):
        found = longest_name(spread, place, written, vocabulary)
        if found is None:
            pending.append(spread.word[place])
            place = next_word(spread, place)
            if place < len(spread.keys) and _breaks(written, spread, place):
                mentions += _unknown(written, spread, pending, vocabulary)
                pending = []
            continue
        end, meaning = found
        if pending and not _may_interrupt(written, spread, pending, place):
            pending.append(spread.word[place])
            place = next_word(spread, place)
            continue
        mentions += _unknown(written, spread, pending, vocabulary)
        pending = []
        mentions.append(_mention(written, spread, place, end, meaning))
        place = end
    mentions += _unknown(written, spread, pending, vocabulary)
    return PartiesReading(text=written, mentions=tuple(mentions))


def next_word(spread: Spread, place: int) -> int:
    """Return the key at which the word after this one begins."""
    word = spread.word[place]
    while place < len(spread.keys) and spread.word[place] == word:
        place += 1
    return place


def longest_name(spread: Spread, place: int, text: str, vocabulary: Vocabulary) -> tuple[int, Meaning] | None:
    """Return the longest known phrase here that stops at the end of a word and crosses no full stop."""
    for end, meaning in reversed(vocabulary.phrases.matches(spread.keys, place)):
        if not spread.at_word_end(end):
            continue
        first, last = spread.words[spread.word[place]], spread.words[spread.word[end - 1]]
        if not _HARD.search(text[first.start : last.end]):
            return end, meaning
    return None


def _between(text: str, spread: Spread, place: int) -> str:
    word = spread.word[place]
    return text[spread.words[word - 1].end : spread.words[word].start] if word else ""


def _breaks(text: str, spread: Spread, place: int) -> bool:
    return bool(_SPLIT.search(_between(text, spread, place)))


def _may_interrupt(text: str, spread: Spread, pending: list[int], place: int) -> bool:
    """A known name inside unknown words counts only after "và"; "Quỹ của Sở Y tế" stays one unknown name."""
    keys = spread.words[pending[-1]].keys
    return keys == _AND or _breaks(text, spread, place)


def _mention(text: str, spread: Spread, place: int, end: int, meaning: Meaning) -> Mention:
    first, last = spread.words[spread.word[place]], spread.words[spread.word[end - 1]]
    return Mention(_one_line(text[first.start : last.end]), meaning.kind, meaning.codes)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _unknown(text: str, spread: Spread, pending: list[int], vocabulary: Vocabulary) -> list[Mention]:
    """Name the words between known phrases, unless they only join or announce a list."""
    words = [word for word in pending if spread.words[word].keys != _AND or word not in (pending[0], pending[-1])]
    if not words:
        return []
    keys = tuple(key for word in words for key in spread.words[word].keys)
    if keys in (_LIST_HEAD, _DEPARTMENT) or keys in _COMMUNE_LISTS:
        return []
    written = _one_line(text[spread.words[words[0]].start : spread.words[words[-1]].end])
    bare = keys[len(_LIST_HEAD) :] if keys[: len(_LIST_HEAD)] == _LIST_HEAD else keys
    before = text[: spread.words[words[0]].start].lower()
    if "sở" in before or bare != keys:
        listed = _listed_departments(text, spread, words[len(words) - len(bare) :], vocabulary)
        if listed:
            return listed
    return [Mention(written, MentionKind.UNKNOWN)]


def _listed_departments(text: str, spread: Spread, words: list[int], vocabulary: Vocabulary) -> list[Mention]:
    """Return the departments named without "Sở" in a list ("Y tế và Nội vụ"), or nothing if one is not
    known.
    """
    whole = " ".join(key for word in words for key in spread.words[word].keys)
    parts = [words]
    if whole not in vocabulary.departments:
        parts = [[]]
        for word in words:
            if spread.words[word].keys == _AND:
                parts.append([])
            else:
                parts[-1].append(word)
    found = []
    for part in parts:
        code = vocabulary.departments.get(" ".join(key for word in part for key in spread.words[word].keys))
        if code is None:
            return []
        written = _one_line(text[spread.words[part[0]].start : spread.words[part[-1]].end])
        found.append(Mention(written, MentionKind.UNIT, (code,)))
    return found
