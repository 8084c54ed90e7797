"""Lists of units inside a sentence: where they begin and where the sentence goes on without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tantam.core.annex.parties import Spread, longest_name, next_word, spread_of
from tantam.core.annex.prose_words import ALL_DEPARTMENTS, AND, DUTY, FOLLOWING, FOLLOWING_WORDS_MAX, QUALIFIERS
from tantam.core.annex.reading import MentionKind
from tantam.core.annex.vocabulary import Vocabulary, starts_with_actor

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_NAME_WORDS_MAX = 16
_DEPARTMENT_WORDS_MAX = 8
_VERB_NAME_WORDS_MAX = 6


@dataclass(frozen=True)
class Sentence:
    """A sentence with its words as keys."""

    text: str
    spread: Spread
    vocabulary: Vocabulary

    @property
    def keys(self) -> list[str]:
        """Return the keys of all words."""
        return self.spread.keys

    def starts(self, place: int) -> int:
        """Return where in the text the word of this key starts."""
        if place >= len(self.keys):
            return len(self.text)
        return self.spread.words[self.spread.word[place]].start

    def ends(self, place: int) -> int:
        """Return where in the text the word before this key ends."""
        return self.spread.words[self.spread.word[place - 1]].end if place else 0

    def between(self, place: int) -> str:
        """Return what stands between the word before this key and its own."""
        return self.text[self.ends(place) : self.starts(place)]

    def phrase_at(self, place: int, phrases: AbstractSet[tuple[str, ...]], *, longest: int = 4) -> int:
        """Return how many keys the longest of the phrases takes here, 0 if none stands here."""
        for size in range(min(longest, len(self.keys) - place), 0, -1):
            if tuple(self.keys[place : place + size]) in phrases and self.spread.at_word_end(place + size):
                return size
        return 0

    def goes_on(self, place: int) -> bool:
        """Tell whether the sentence goes on here with a verb of duty or an adverb, written small."""
        small = place < len(self.keys) and self.text[self.starts(place)].islower()
        return small and bool(self.phrase_at(place, FOLLOWING, longest=FOLLOWING_WORDS_MAX))

    def cut(self, start: int, end: int) -> str:
        """Return the text of the keys from `start` to before `end`."""
        return self.text[self.starts(start) : self.ends(end)]


def sentence_of(text: str, vocabulary: Vocabulary) -> Sentence:
    """Return a composed text as a sentence."""
    return Sentence(text, spread_of(text), vocabulary)


def units_end(sentence: Sentence, place: int) -> int | None:
    """Return the key after the list of units that begins at `place`, or None if no unit is named there."""
    end: int | None = None
    while place < len(sentence.keys):
        item_end = _unit_end(sentence, place, in_list=end is not None)
        if item_end is None:
            break
        all_of = tuple(sentence.keys[place:item_end]) == ALL_DEPARTMENTS
        end = item_end
        while size := _qualifier(sentence, end):
            end += size
        mark = sentence.between(end) if end < len(sentence.keys) else "."
        if any(sign in mark for sign in ".()\n") or (":" in mark and not all_of):
            break
        joined = sentence.phrase_at(end, AND)
        if not joined and not mark.strip():
            break
        place = end + joined
        if sentence.phrase_at(place, AND):
            place += sentence.phrase_at(place, AND)
    return end


def _qualifier(sentence: Sentence, place: int) -> int:
    return (
        0 if place >= len(sentence.keys) or sentence.between(place).strip() else sentence.phrase_at(place, QUALIFIERS)
    )


def _unit_end(sentence: Sentence, place: int, *, in_list: bool) -> int | None:
    """Return the key after the one unit that is named here, known or not."""
    known = longest_name(sentence.spread, place, sentence.text, sentence.vocabulary)
    written_large = sentence.text[sentence.starts(place)].isupper()
    if known is not None and (written_large or known[1].kind != MentionKind.UNIT or _is_head(sentence, place)):
        return known[0]
    if _is_head(sentence, place):
        return _unknown_end(sentence, place)
    return _department_end(sentence, place) if in_list and written_large else None


def _is_head(sentence: Sentence, place: int) -> bool:
    return starts_with_actor(sentence.keys, place)


def _department_end(sentence: Sentence, place: int) -> int | None:
    """Return the end of a department named without "Sở" in a list: "Sở Tài chính, Nội vụ"."""
    for size in range(_DEPARTMENT_WORDS_MAX, 0, -1):
        name = " ".join(sentence.keys[place : place + size])
        if name in sentence.vocabulary.departments and sentence.spread.at_word_end(
            min(place + size, len(sentence.keys))
        ):
            return min(place + size, len(sentence.keys))
    return None


def _unknown_end(sentence: Sentence, place: int) -> int:
    """Return where the name of a unit that nobody knows ends: at a mark, a verb of duty or the next unit."""
    end = next_word(sentence.spread, place)
    for _ in range(_NAME_WORDS_MAX):
        if end >= len(sentence.keys) or sentence.between(end).strip() or sentence.goes_on(end):
            return _until_duty(sentence, end)
        joined = sentence.phrase_at(end, AND)
        if joined and _ends_before(sentence, end + joined):
            break
        end = next_word(sentence.spread, end)
    return end


def _ends_before(sentence: Sentence, place: int) -> bool:
    """Tell whether what follows "và" is another unit or a verb, and not a part of the name."""
    if place >= len(sentence.keys) or sentence.goes_on(place) or _is_head(sentence, place):
        return True
    return longest_name(sentence.spread, place, sentence.text, sentence.vocabulary) is not None


def _until_duty(sentence: Sentence, end: int) -> int:
    """Return where "có trách nhiệm" or "chủ trì" follows soon, for names with a verb: "Quỹ hỗ trợ nông dân"."""
    place = end
    for _ in range(_VERB_NAME_WORDS_MAX):
        if place >= len(sentence.keys) or sentence.between(place).strip():
            return end
        if sentence.phrase_at(place, DUTY):
            return place
        place = next_word(sentence.spread, place)
    return end
