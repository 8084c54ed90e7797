"""An administrative document as data: the parts that Appendix I of Decree 30/2020/NĐ-CP names, and no layout.

`word.write_word` and `pdf.write_pdf` draw the same parts; everything both must agree on (what stands in the
signature block, how headings are numbered, what an appendix is called) is decided here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from tantam.core.vietnamese import format_date_long
from tantam.documents.tables import Align, Cell, Column, Row, Table

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT_MARK = "DỰ THẢO"
RECIPIENTS_TITLE = "Nơi nhận:"
ADDRESSEES_TITLE = "Kính gửi:"

# A4 less the margins the Decree asks for: 30 mm left, 15 right.
PORTRAIT_WIDTH_MM = 165
LANDSCAPE_WIDTH_MM = 252

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_SHORT_NAME = 25  # letters of a body's name that fit its column at 13 pt
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)


class Emphasis(StrEnum):
    """How the letters of a paragraph stand."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (I.), 2 (1.) or 3 (a)); numbered by its place, or by `label` if one is given."""

    text: str
    level: int = 1
    label: str | None = None

    def __post_init__(self) -> None:
        assert self.level in (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A justified paragraph; a line end in its text is a line end on paper."""

    text: str
    emphasis: Emphasis = Emphasis.PLAIN


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a report: its name, value and unit, and a note such as where it comes from."""

    name: str
    value: Cell
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The main figures of a report, drawn as a numbered table."""

    items: tuple[Figure, ...]
    caption: str = ""

    def as_table(self) -> Table:
        """Return the table that Word and PDF draw."""
        columns = (
            Column("STT", 10, Align.CENTER),
            Column("Chỉ tiêu", 60),
            Column("Đơn vị tính", 26, Align.CENTER),
            Column("Kết quả", 30, Align.RIGHT),
            Column("Ghi chú", 30),
        )
        rows = tuple(
            Row((number, figure.name, figure.unit, figure.value, figure.note))
            for number, figure in enumerate(self.items, start=1)
        )
        return Table(columns, rows, caption=self.caption)


Block = Heading | Paragraph | Table | Figures
DrawnBlock = Heading | Paragraph | Table


class Capacity(StrEnum):
    """By what right a person signs: for the body, for its head, by order, by authority, as acting head."""

    ON_BEHALF_OF = "TM."
    FOR_THE_HEAD = "KT."
    BY_ORDER_OF = "TL."
    BY_AUTHORITY_OF = "TUQ."
    ACTING = "Q."


@dataclass(frozen=True, slots=True)
class Authority:
    """One line above the signer's title, such as TM. ỦY BAN NHÂN DÂN or KT. CHỦ TỊCH."""

    capacity: Capacity
    of: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: by what authority, with which title, and the name."""

    name: str
    title: str = ""
    authorities: tuple[Authority, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines above the name, in capitals."""
        above = [f"{authority.capacity} {authority.of}" for authority in self.authorities]
        return tuple(line.upper() for line in (*above, self.title) if line)


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who receives the document, and who keeps it: the last line is "- Lưu: VT, …"."""

    bodies: tuple[str, ...]
    kept_by: tuple[str, ...] = ("VT",)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines under "Nơi nhận:"."""
        return (*(f"- {body};" for body in self.bodies), f"- Lưu: {', '.join(self.kept_by)}.")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that issues the document and the one above it, in ordinary letters.

    A line end in a name is a line end on paper; a long name looks best if it is cut by hand.
    """

    body: str
    parent: str = ""

    @property
    def has_long_name(self) -> bool:
        """Return whether the name needs smaller letters and a wider column."""
        return max(len(line) for line in f"{self.parent}\n{self.body}".split("\n")) > _SHORT_NAME

    @property
    def points(self) -> int:
        """Return the size of issuer and national title: the Decree allows 12 or 13, the motto one more."""
        return 12 if self.has_long_name else 13

    @property
    def width_mm(self) -> int:
        """Return the width of the head's left column."""
        return 73 if self.has_long_name else 66


@dataclass(frozen=True, slots=True)
class Trace:
    """What leads from paper back to the screen: a short code and the audit checkpoint's digest."""

    code: str
    checkpoint: str = ""

    @property
    def text(self) -> str:
        """Return the small line at the foot of every page."""
        checkpoint = f" · Dấu kiểm tra: {self.checkpoint}" if self.checkpoint else ""
        return f"Mã tra cứu: {self.code}{checkpoint}"


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix with pages of its own, numbered apart; `label` and `note` are made up if not given."""

    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False
    label: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A document by Decree 30. A letter (công văn) has no `kind`; its title stands under the number as "V/v".

    `number` and `issued_on` stay None until the clerk's office gives them; room is left on paper. `decider` is the
    office that decides, in capitals between the title of a decision and its grounds.
    """

    issuer: Issuer
    symbol: str
    place: str
    title: str
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: Recipients
    kind: str | None = None
    number: int | None = None
    issued_on: date | None = None
    decider: str = ""
    grounds: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    trace: Trace | None = None
    is_draft: bool = False

    @property
    def is_letter(self) -> bool:
        return self.kind is None

    @property
    def number_line(self) -> str:
        """Return "Số: 05/BC-SNV", a number below 10 with a zero, or room to write the number in."""
        number = "      " if self.number is None else f"{self.number:02d}"
        return f"Số: {number}/{self.symbol}"

    @property
    def place_and_date(self) -> str:
        """Return "Quảng Ngãi, ngày 07 tháng 8 năm 2025", or room for the date."""
        day = format_date_long(self.issued_on) if self.issued_on else "ngày      tháng      năm        "
        return f"{self.place}, {day}"

    @property
    def stamped_at(self) -> datetime:
        """Return the moment written into files: midnight of the document's date, never the clock's."""
        if self.issued_on is None or self.issued_on.year < _UNDATED.year:
            return _UNDATED
        return datetime(self.issued_on.year, self.issued_on.month, self.issued_on.day, tzinfo=UTC)

    @property
    def ground_lines(self) -> tuple[str, ...]:
        """Return the grounds with the punctuation the Decree asks for: ";" between them, "." at the end."""
        bare = [ground.strip().rstrip(";.").rstrip() for ground in self.grounds]
        return tuple(f"{ground}{'.' if i == len(bare) else ';'}" for i, ground in enumerate(bare, start=1))

    def appendix_label(self, index: int) -> str:
        """Return "Phụ lục" for an only appendix, else "Phụ lục I", "Phụ lục II" …"""
        label = self.appendices[index].label
        if label is not None:
            return label
        return "Phụ lục" if len(self.appendices) == 1 else f"Phụ lục {roman(index + 1)}"

    def appendix_note(self, index: int) -> str:
        """Return "(Kèm theo Báo cáo số 05/BC-SNV ngày … của …)"."""
        note = self.appendices[index].note
        if note is not None:
            return note
        kind = (self.kind or "Công văn").capitalize()
        number = self.number_line.removeprefix("Số: ")
        day = self.place_and_date.removeprefix(f"{self.place}, ")
        return f"(Kèm theo {kind} số {number} {day} của {self.issuer.body})"


def numbered(blocks: Iterable[Block]) -> Iterator[DrawnBlock]:
    """Give every heading its number (I., 1., a)) in place, and turn figures into their table."""
    counts = [0, 0, 0]
    for block in blocks:
        if isinstance(block, Figures):
            yield block.as_table()
        elif isinstance(block, Heading) and block.label is None:
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (3 - block.level)
            yield Heading(block.text, block.level, _label(block.level, counts[block.level - 1]))
        else:
            yield block


def roman(number: int) -> str:
    """Write a number from 1 to 3999 in Roman figures."""
    assert 1 <= number < 4000
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written


def _label(level: int, count: int) -> str:
    if level == 1:
        return f"{roman(count)}."
    if level == 2:
        return f"{count}."
    return f"{_LETTERS[(count - 1) % len(_LETTERS)] * ((count - 1) // len(_LETTERS) + 1)})"
