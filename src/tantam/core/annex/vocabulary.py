"""The words the reader knows: the caller's units, and the general words of official paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product as every
from typing import TYPE_CHECKING

from tantam.core.annex.reading import MentionKind
from tantam.core.annex.words import (
    ACTOR_HEADS,
    CHOICE_PHRASES,
    KIND_PHRASES,
    PRODUCT_HEADS,
    SET_PHRASES,
    TIME_HEADS,
)
from tantam.core.text import full_keys, name_key, nfc, word_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class KnownUnit:
    """A unit the caller knows: its code, the names it goes by (official name first), and its kind."""

    code: str
    names: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Meaning:
    """What a known phrase of a party column means."""

    kind: MentionKind
    codes: tuple[str, ...]


@dataclass
class _Node:
    following: dict[str, _Node] = field(default_factory=dict)
    meaning: Meaning | None = None


class PhraseTree:
    """Phrases by their words, so that the longest one at a place is found in one walk."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, keys: Iterable[str], meaning: Meaning) -> None:
        """Add a phrase; a second meaning of the same words makes them a choice between both."""
        node = self._root
        for key in keys:
            node = node.following.setdefault(key, _Node())
        if node.meaning is None:
            node.meaning = meaning
        elif node.meaning != meaning and node.meaning.kind == meaning.kind == MentionKind.UNIT:
            codes = tuple(dict.fromkeys(node.meaning.codes + meaning.codes))
            node.meaning = Meaning(MentionKind.CHOICE if len(codes) > 1 else MentionKind.UNIT, codes)

    def matches(self, keys: list[str], start: int) -> list[tuple[int, Meaning]]:
        """Return (end, meaning) of every phrase that starts at `start`, shortest first."""
        found = []
        node = self._root
        for place in range(start, len(keys)):
            following = node.following.get(keys[place])
            if following is None:
                break
            node = following
            if node.meaning is not None:
                found.append((place + 1, node.meaning))
        return found


def expand_template(template: str) -> list[str]:
    """Return every wording of a template, in which [x] is optional and (x|y) is a choice."""
    parts: list[list[str]] = []
    for found in re.finditer(r"\[([^\]]*)\]|\(([^)]*)\)|([^\[\](]+)", template):
        optional, choice, plain = found.groups()
        if plain is not None:
            parts.append([plain])
        else:
            wordings = (optional if optional is not None else choice).split("|")
            parts.append(["", *wordings] if optional is not None else wordings)
    return [" ".join("".join(wording).split()) for wording in every(*parts)]


def _head_keys(heads: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(full_keys(head) for head in heads)


PRODUCT_HEAD_KEYS = _head_keys(PRODUCT_HEADS)
TIME_HEAD_KEYS = _head_keys(TIME_HEADS)
ACTOR_HEAD_KEYS: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    full_keys(head): tuple(full_keys(word) for word in excluded) for head, excluded in ACTOR_HEADS.items()
}
HEAD_WORDS_MAX = 3


def starts_with_head(keys: list[str], start: int, heads: frozenset[tuple[str, ...]]) -> bool:
    """Tell whether one of the heads stands at this place."""
    return any(tuple(keys[start : start + size]) in heads for size in range(1, HEAD_WORDS_MAX + 1))


def starts_with_actor(keys: list[str], start: int) -> bool:
    """Tell whether the first words of a unit's name stand here, and not a verb that looks like one."""
    for size in range(HEAD_WORDS_MAX, 0, -1):
        excluded = ACTOR_HEAD_KEYS.get(tuple(keys[start : start + size]))
        if excluded is not None:
            after = start + size
            return not any(tuple(keys[after : after + len(word)]) == word for word in excluded)
    return False


@dataclass(frozen=True)
class Vocabulary:
    """The units and sets a caller knows.

    `sets` adds phrases to the built-in ones: phrase → name of the set. `names` holds what a person
    mapped before: phrase → codes of units.
    """

    units: tuple[KnownUnit, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def phrases(self) -> PhraseTree:
        """Return all known phrases of party columns: mapped names first, then units, sets and choices."""
        tree = PhraseTree()
        for phrase, codes in self.names.items():
            kind = MentionKind.SET if all(code.startswith("set:") for code in codes) else MentionKind.UNIT
            tree.add(full_keys(phrase), Meaning(kind, tuple(codes)))
        for phrase, name in self.sets.items():
            tree.add(full_keys(phrase), Meaning(MentionKind.SET, (name,)))
        for unit in self.units:
            for name in unit.names:
                for wording in _wordings(name, unit.kind):
                    tree.add(full_keys(wording), Meaning(MentionKind.UNIT, (unit.code,)))
        self._add_general(tree)
        return tree

    def _add_general(self, tree: PhraseTree) -> None:
        by_kind: dict[str, list[str]] = {}
        for unit in self.units:
            by_kind.setdefault(unit.kind, []).append(unit.code)
        for unit_kind, templates in KIND_PHRASES.items():
            codes = by_kind.get(unit_kind, [])
            single = Meaning(MentionKind.UNIT, (codes[0],)) if len(codes) == 1 else Meaning(MentionKind.UNKNOWN, ())
            _add_templates(tree, templates, single)
        for names, templates in SET_PHRASES.items():
            _add_templates(tree, templates, Meaning(MentionKind.SET, tuple(names.split())))
        for hint, templates in CHOICE_PHRASES.items():
            _add_templates(tree, templates, Meaning(MentionKind.CHOICE, tuple(hint.split())))

    @cached_property
    def departments(self) -> Mapping[str, str]:
        """Return the code of each department by its name without "Sở", for lists such as "Các Sở: Y tế,
        Nội vụ".
        """
        short = {}
        for unit in self.units:
            for name in unit.names:
                keys = full_keys(name)
                if len(keys) > 1 and keys[0] == word_keys("Sở")[0]:
                    short[" ".join(keys[1:])] = unit.code
        return short


def _add_templates(tree: PhraseTree, templates: tuple[str, ...], meaning: Meaning) -> None:
    for template in templates:
        for wording in expand_template(template):
            tree.add(full_keys(wording), meaning)


def _wordings(name: str, kind: str) -> list[str]:
    """Return the ways a unit's name is written: as given, and for communes with and without their
    prefixes.
    """
    wordings = [nfc(name)]
    if kind == "COMMUNE_PC":
        bare = name_key(name)
        keys = " ".join(full_keys(name))
        committee = " ".join(full_keys("ủy ban nhân dân"))
        short = keys.removeprefix(committee).strip()
        for wording in (bare, short, f"xã {bare}", f"phường {bare}", f"đặc khu {bare}"):
            wordings += [wording, f"ủy ban nhân dân {wording}"]
    return wordings
