"""Read a plan without a table: its tasks are sentences under the unit that has to do them.

In the part "Tổ chức thực hiện" every point below a heading of units is a task of these units. In the other
parts a sentence is a task only if it names who leads ("Giao … chủ trì"), or if fields after it do
("Đơn vị chủ trì: …"). Purposes, grounds, recipients and signatures are recognised; every other sentence
without a unit is left over for a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

from tantam.core.annex.assembly import RawRow, assemble, visible
from tantam.core.annex.header_words import Role
from tantam.core.annex.headers import read_title
from tantam.core.annex.outline import Node, Outline, outline_of
from tantam.core.annex.paragraphs import Paragraph, paragraphs_of
from tantam.core.annex.prose_words import (
    ASSIGNMENT_HEADING,
    CLOSING,
    CONTEXT_HEADING,
    FIELD,
    GIVING_SENTENCE,
    HEADING_WORDS_MAX,
    PAPER,
    PLACE_AND_DAY,
)
from tantam.core.annex.reading import AnnexReading, Doubt, DoubtCode, Leftover
from tantam.core.annex.sentences import UnitHead, coordinating_in, lead_in, product_in, times_in, unit_head
from tantam.core.annex.title_date import date_in_title
from tantam.core.text import fold

if TYPE_CHECKING:
    from tantam.core.annex.pieces import Piece
    from tantam.core.annex.vocabulary import Vocabulary
    from tantam.core.working_days import DaysOff

_TITLE_PARAGRAPHS_MAX = 5
_FIELD_ROLES = frozenset({Role.LEAD, Role.COORD, Role.PRODUCT, Role.TIME})
# Words after a unit's name that make a sentence of it, and not only a heading.
_SENTENCE_WORDS_MIN = 4


class Part(Enum):
    """What a part of a plan is for."""

    WORK = auto()
    CONTEXT = auto()
    ASSIGNMENT = auto()


@dataclass
class _Walk:
    """The rows found so far, and which nodes are accounted for."""

    vocabulary: Vocabulary
    rows: list[RawRow] = field(default_factory=list)
    headings: dict[str, RawRow] = field(default_factory=dict)
    taken: set[Node] = field(default_factory=set)
    known: set[Node] = field(default_factory=set)  # recognised as no task

    def add(self, node: Node, code: str, cells: dict[Role, str], *, below: bool) -> None:
        """Add a task, after the headings it stands under."""
        nodes = [node, *(node.below() if below else ())]
        above = [one for one in node.above() if one not in self.taken or one.code in self.headings]
        if code != node.code:
            above.insert(0, node)
        for heading in reversed(above):
            self._add_heading(heading)
        row = RawRow(
            code=code,
            parent=above[0].code if above else "",
            cells=cells,
            source=_lines([one.paragraph for one in nodes]),
        )
        if node.paragraph.skipped and code == node.code:
            row.doubts.append((DoubtCode.NUMBER_SKIPPED, code))
        self.rows.append(row)
        self.taken.update(nodes)

    def _add_heading(self, node: Node) -> None:
        if node.code in self.headings:
            return
        self.taken.add(node)
        above = node.parent.code if node.parent else ""
        row = RawRow(node.code, above, {Role.CONTENT: node.text.rstrip(" :")}, _lines([node.paragraph]))
        head = unit_head(node.text, self.vocabulary)
        if head is not None:
            row.cells[Role.CONTENT] = node.text.rstrip(" :")
            row.cells[Role.LEAD] = head.units
            row.cells[Role.COORD] = coordinating_in(head.rest, self.vocabulary)
        else:
            row.group = not node.parent
        self.headings[node.code] = row
        self.rows.append(row)


def _lines(paragraphs: list[Paragraph]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(line) for paragraph in paragraphs for line in paragraph.lines))


def read_prose(
    pieces: list[Piece], *, vocabulary: Vocabulary, issued_on: date | None, days_off: DaysOff | None = None
) -> AnnexReading | None:
    """Read a plan in prose, or return None where no sentence gives work to a unit."""
    outline = outline_of(paragraphs_of(pieces))
    walk = _Walk(vocabulary)
    for node in outline.nodes:
        _leave_closing(node, walk)
    for node in outline.nodes:
        if node.parent is None and node not in walk.known:
            _read_part(node, Part.WORK, walk)
    left = [Leftover(str(p.lines[0]), p.printed) for p in _left_over(outline, walk)]
    reading = assemble(
        walk.rows,
        title=_title(outline),
        left=tuple(left),
        doubts=[Doubt(DoubtCode.PROSE)],
        total=sum(visible(piece.text) for piece in pieces),
        vocabulary=vocabulary,
        issued_on=issued_on or _issued_on(outline),
        days_off=days_off,
    )
    return reading if any(task.lead.text for task in reading.tasks) else None


def hands_out_work(pieces: list[Piece]) -> bool:
    """Tell whether a text has a part "Tổ chức thực hiện" with points below it, as no table has."""
    nodes = outline_of(paragraphs_of(pieces)).nodes
    return any(_part_of(node, Part.WORK) == Part.ASSIGNMENT and node.children for node in nodes)


def _left_over(outline: Outline, walk: _Walk) -> list[Paragraph]:
    nodes = [node.paragraph for node in outline.nodes if node not in walk.taken and node not in walk.known]
    return [*nodes, *outline.rest]


# Parts and their points.


def _leave_closing(node: Node, walk: _Walk) -> None:
    """Take sentences that close the plan out of the outline: they belong to no unit above them."""
    if not node.paragraph.bullet and not node.children and CLOSING.match(fold(node.text)):
        walk.known.add(node)
        if node.parent is not None:
            node.parent.children.remove(node)
            node.parent = None


def _part_of(node: Node, part: Part) -> Part:
    """Return the part that this node opens, or the one it stands in."""
    plain = fold(node.text)
    if node.paragraph.label is None or len(plain.split()) > HEADING_WORDS_MAX:
        return part
    if ASSIGNMENT_HEADING.match(plain):
        return Part.ASSIGNMENT
    if CONTEXT_HEADING.match(plain) and part != Part.ASSIGNMENT:
        return Part.CONTEXT
    return Part.WORK if node.parent is None else part


def _read_part(node: Node, part: Part, walk: _Walk) -> None:
    own = _part_of(node, part)
    if own == Part.ASSIGNMENT and own != part and unit_head(node.text, walk.vocabulary) is None:
        walk.known.add(node)
        for child in node.children:
            _read_part(child, own, walk)
    elif own == Part.ASSIGNMENT:
        _read_assignment(node, "", walk)
    else:
        _read_work(node, own, walk)


def _read_assignment(node: Node, above: str, walk: _Walk) -> None:
    """Read a point of the part that says who does what; `above` are the units of the heading over it."""
    head = unit_head(node.text, walk.vocabulary)
    units = head.units if head else above
    if node.children and (head or not above or _names_units(node, walk)):
        if head and _is_sentence(node, head):
            _take(node, f"{node.code}.0", head, walk, below=False)
        elif not head:
            _read_sentences(node, walk)
        if node not in walk.taken:
            walk.known.add(node)
        for number, child in enumerate(node.children):
            # A paragraph after the points of a unit speaks of somebody else.
            outside = child.plain and number > 0 and not node.children[number - 1].plain
            _read_assignment(child, "" if outside else units, walk)
        return
    if (head and head.rest) or (above and node.text):
        _take(node, node.code, head, walk, below=True)
    else:
        _read_sentences(node, walk)


def _names_units(node: Node, walk: _Walk) -> bool:
    """Tell whether points below name units of their own, so that this one is only a heading."""
    return any(unit_head(child.text, walk.vocabulary) for child in node.below())


def _is_sentence(node: Node, head: UnitHead) -> bool:
    return node.text[-1:] in ".;" and len(head.rest.split()) >= _SENTENCE_WORDS_MIN


def _take(node: Node, code: str, head: UnitHead | None, walk: _Walk, *, below: bool) -> None:
    """Take a point for a task of the units it names itself or stands under."""
    apart = head is not None and head.mark in (":", ".", ";")
    text = head.rest if head is not None and apart else node.text
    if below:
        text = "\n".join([text, *(child.paragraph.printed for child in node.below())]).strip()
    own = lead_in(text, walk.vocabulary) if head is None else head.units
    walk.add(node, code, _cells(text, own, walk.vocabulary), below=below)


def _cells(text: str, lead: str, vocabulary: Vocabulary) -> dict[Role, str]:
    times = times_in(text)
    found = {
        Role.CONTENT: text,
        Role.LEAD: lead,
        Role.COORD: coordinating_in(text, vocabulary),
        Role.TIME: times.text,
        Role.PRODUCT: product_in(times.without),
    }
    return {role: value for role, value in found.items() if value}


# Work handed out elsewhere.


def _read_work(node: Node, part: Part, walk: _Walk) -> None:
    if node not in walk.taken and not _read_fields(node, walk):
        _read_sentences(node, walk)
    if node not in walk.taken and part == Part.CONTEXT:
        walk.known.add(node)
    for child in node.children:
        if child not in walk.taken:
            _read_part(child, part, walk)


def _read_sentences(node: Node, walk: _Walk) -> None:
    """Take the sentences of a paragraph that say who leads; what stands before the first goes with it."""
    chunks: list[str] = []
    leads: list[str] = []
    for sentence in GIVING_SENTENCE.split(node.text):
        lead = lead_in(sentence, walk.vocabulary)
        if chunks and (not lead or not leads[-1]):
            chunks[-1] = f"{chunks[-1]} {sentence}"
            leads[-1] = leads[-1] or lead
        else:
            chunks.append(sentence)
            leads.append(lead)
    if not any(leads):
        return
    for number, (chunk, lead) in enumerate(zip(chunks, leads, strict=True), start=1):
        code = f"{node.code}.0" if node.children else node.code
        code = f"{code}.{number}" if len(chunks) > 1 else code
        walk.add(node, code, _cells(chunk, lead, walk.vocabulary), below=False)


def _read_fields(node: Node, walk: _Walk) -> bool:
    """Take a point for a task if fields in it, or in the points right below it, name who leads."""
    cells: dict[Role, str] = {}
    content = [_without_fields(node.text, cells)]
    for child in node.children:
        kept = _without_fields(child.text, cells)
        if kept or not FIELD.search(child.text):
            content.append(child.paragraph.printed)
        if any(grandchild.children for grandchild in child.children):
            return False
    deeper = any(child.children for child in node.children)
    if Role.LEAD not in cells or deeper or not content[0]:
        return False
    walk.add(node, node.code, {**cells, Role.CONTENT: "\n".join(content).strip()}, below=True)
    return True


def _without_fields(text: str, cells: dict[Role, str]) -> str:
    """Put the fields of a text into the cells and return what stands before them."""
    fields = [found for found in FIELD.finditer(text) if _starts_field(text, found.start())]
    for number, found in enumerate(fields):
        end = fields[number + 1].start() if number + 1 < len(fields) else len(text)
        role = read_title(found["title"]).role
        value = text[found.end() : end].strip(" .;,()")
        if role in _FIELD_ROLES and value:
            cells.setdefault(role, value)
    return text[: fields[0].start()].strip(" (;") if fields else text


def _starts_field(text: str, place: int) -> bool:
    before = text[:place].rstrip()
    return not before or before[-1] in ".;(,"


# Title block.


def _title(outline: Outline) -> str:
    """Return the name of the plan: from "KẾ HOẠCH" to the first sentence."""
    start = next((n for n, one in enumerate(outline.preamble) if PAPER.match(one.text)), None)
    if start is None:
        return ""
    found: list[str] = []
    for paragraph in outline.preamble[start : start + _TITLE_PARAGRAPHS_MAX]:
        sentence = paragraph.text.endswith((".", ";", ":"))
        if found and (sentence or fold(paragraph.text).startswith(("can cu", "thuc hien chi thi", "de ", "nham "))):
            break
        found.append(paragraph.text)
    return " ".join(found)


def _issued_on(outline: Outline) -> date | None:
    """Return the day of the plan from its title block."""
    whole = " ".join(paragraph.text for paragraph in outline.preamble)
    for paragraph in outline.preamble:
        found = PLACE_AND_DAY.match(fold(paragraph.text))
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return date_in_title(whole)
