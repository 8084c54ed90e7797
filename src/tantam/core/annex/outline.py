"""The outline of a plan in prose: its parts, points and bullets as a tree, each with a code of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tantam.core.annex.numbering import Style, code_of
from tantam.core.annex.prose_words import APPENDIX, FOOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tantam.core.annex.paragraphs import Paragraph


@dataclass(eq=False)
class Node:
    """A paragraph with those below it; `code` is unique in the outline."""

    paragraph: Paragraph
    code: str
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text without its number or bullet."""
        return self.paragraph.text

    @property
    def plain(self) -> bool:
        """Tell whether the paragraph has neither a number nor a bullet."""
        return self.paragraph.label is None and not self.paragraph.bullet

    def below(self) -> Iterator[Node]:
        """Give all nodes below this one, in order."""
        for child in self.children:
            yield child
            yield from child.below()

    def above(self) -> Iterator[Node]:
        """Give the nodes above this one, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True)
class Outline:
    """A plan in prose: the paragraphs before its first number, its points in order, the foot, and what
    follows the foot.
    """

    preamble: tuple[Paragraph, ...]
    nodes: tuple[Node, ...]
    foot: tuple[Paragraph, ...]
    rest: tuple[Paragraph, ...]


def outline_of(paragraphs: list[Paragraph]) -> Outline:
    """Return the outline of these paragraphs."""
    first = next((place for place, one in enumerate(paragraphs) if one.label), len(paragraphs))
    end = next((n for n, one in enumerate(paragraphs) if n > first and FOOT.match(one.printed)), len(paragraphs))
    rest = next((n for n, one in enumerate(paragraphs) if n > end and APPENDIX.match(one.printed)), len(paragraphs))
    return Outline(
        preamble=tuple(paragraphs[:first]),
        nodes=tuple(_nodes(paragraphs[first:end])),
        foot=tuple(paragraphs[end:rest]),
        rest=tuple(paragraphs[rest:]),
    )


def _nodes(paragraphs: list[Paragraph]) -> list[Node]:
    found: list[Node] = []
    by_position: dict[tuple[tuple[Style, int, tuple[int, ...]], ...], Node] = {}
    numbered: Node | None = None
    bullets: list[Node] = []
    for paragraph in paragraphs:
        node = Node(paragraph, "")
        if paragraph.label is not None:
            place = tuple((level.style, level.value, level.path) for level in paragraph.position)
            _hang(node, _nearest(by_position, place))
            by_position[place] = numbered = node
            bullets = []
        elif paragraph.bullet:
            marks = [bullet.paragraph.bullet for bullet in bullets]
            depth = marks.index(paragraph.bullet) if paragraph.bullet in marks else len(marks)
            bullets = [*bullets[:depth], node]
            _hang(node, bullets[depth - 1] if depth else numbered)
        else:
            bullets = []
            _hang(node, numbered)
        found.append(node)
    _give_codes(found)
    return found


def _nearest(
    by_position: dict[tuple[tuple[Style, int, tuple[int, ...]], ...], Node],
    place: tuple[tuple[Style, int, tuple[int, ...]], ...],
) -> Node | None:
    """Return the node whose position is the longest beginning of this one; 1.2 hangs from 1.1's parent."""
    return next(
        (by_position[place[:size]] for size in range(len(place) - 1, 0, -1) if place[:size] in by_position), None
    )


def _hang(node: Node, parent: Node | None) -> None:
    node.parent = parent
    if parent is not None:
        parent.children.append(node)


def _give_codes(nodes: list[Node]) -> None:
    """Number what has no number in the order under its parent; a 0 keeps such codes apart from printed ones."""
    counts: Counter[str] = Counter()
    for node in nodes:
        if node.paragraph.label is not None:
            node.code = code_of(node.paragraph.position)
            continue
        above = node.parent.code if node.parent else ""
        siblings = node.parent.children if node.parent else []
        counts[above] += 1
        clashes = not above or any(
            one.paragraph.label is not None and one.paragraph.label.style != Style.LETTER for one in siblings
        )
        number = f"0.{counts[above]}" if clashes else str(counts[above])
        node.code = f"{above}.{number}" if above else number
