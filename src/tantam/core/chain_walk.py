"""Walking an audit chain from its first link to its end, against its head and the roots that were sealed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from tantam.core.chain import GENESIS, link_hash


class BreakKind(Enum):
    """What can be wrong with a chain."""

    CHANGED = "CHANGED"  # a link's own hash does not fit its content
    MISSING = "MISSING"  # links are gone from the middle
    UNLINKED = "UNLINKED"  # a link does not continue the one before
    CUT = "CUT"  # the head has more links than there are
    BEYOND_HEAD = "BEYOND_HEAD"  # there are more links than the head knows
    WRONG_HEAD = "WRONG_HEAD"  # the last link is not the head's
    REWRITTEN = "REWRITTEN"  # a sealed root is not the hash that stands there now
    CUT_SINCE_SEAL = "CUT_SINCE_SEAL"  # a seal has more links than there are
    FORGED_SEAL = "FORGED_SEAL"  # a seal's signature does not hold
    UNKNOWN_KEY = "UNKNOWN_KEY"  # a seal was signed with a key that is not the installation's


@dataclass(frozen=True, slots=True)
class Link:
    """One entry: its place, what its hash covers, and the two hashes it carries."""

    sequence: int
    body: Mapping[str, Any]
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Seal:
    """A root that was put down on a day: the hash of the link at `sequence` (GENESIS for an empty chain)."""

    day: date
    sequence: int
    root: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing that is wrong: at which link, and for a seal of which day."""

    kind: BreakKind
    sequence: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a walk came: links that hold, the hash of the last of them, and what broke it, if anything."""

    entries: int
    root: str
    broken: Break | None = None


def walk_chain(links: Iterable[Link], *, head: tuple[int, str], seals: Iterable[Seal] = ()) -> Walk:
    """Follow the links, in order of sequence, until the first that does not hold.

    `head` is the sequence and hash where the chain says it ends; `seals` must have signatures that were
    checked before.
    """
    by_place: dict[int, list[Seal]] = {}
    for seal in seals:
        by_place.setdefault(seal.sequence, []).append(seal)
    sequence, root = 0, GENESIS
    if broken := _find_other_root(by_place.get(0, []), GENESIS):
        return Walk(0, GENESIS, broken)
    for link in links:
        if kind := _fault(link, sequence=sequence, root=root):
            return Walk(sequence, root, Break(kind, sequence + 1))
        sequence, root = link.sequence, link.hash
        if broken := _find_other_root(by_place.get(sequence, []), root):
            return Walk(sequence, root, broken)
    return Walk(sequence, root, _find_wrong_end(sequence, root, head=head, places=by_place))


def _fault(link: Link, *, sequence: int, root: str) -> BreakKind | None:
    """Return what is wrong with a link that should follow the one at `sequence`."""
    if link.sequence != sequence + 1:
        return BreakKind.MISSING
    if len(link.previous_hash) != len(GENESIS):
        return BreakKind.UNLINKED
    if link_hash(previous_hash=link.previous_hash, body=link.body) != link.hash:
        return BreakKind.CHANGED
    return BreakKind.UNLINKED if link.previous_hash != root else None


def _find_other_root(seals: list[Seal], root: str) -> Break | None:
    """Return a break for the first seal that was put on another root."""
    return next((Break(BreakKind.REWRITTEN, seal.sequence, seal.day) for seal in seals if seal.root != root), None)


def _find_wrong_end(
    sequence: int, root: str, *, head: tuple[int, str], places: Mapping[int, list[Seal]]
) -> Break | None:
    """Return what is wrong with where the chain ends."""
    if sequence < head[0]:
        return Break(BreakKind.CUT, sequence + 1)
    if sequence > head[0]:
        return Break(BreakKind.BEYOND_HEAD, head[0] + 1)
    furthest = max(places, default=0)
    if furthest > sequence:
        return Break(BreakKind.CUT_SINCE_SEAL, sequence + 1, places[furthest][0].day)
    return Break(BreakKind.WRONG_HEAD, sequence) if root != head[1] else None
