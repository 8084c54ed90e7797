"""Numbers and symbols of official documents, taken apart and checked: "17/KH-UBND", "39-CT/TW".

Kinds and their abbreviations follow Appendix III of Decree 30/2020/NĐ-CP; decrees, circulars, laws and the
Party's own form (number-kind/body) are added because plans cite them all the time.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

YEAR_MIN, YEAR_MAX = 1945, 2100
NUMBER_MAX = 999_999


class Kind(StrEnum):
    """A kind of document; the value is stored, `abbreviation` and `label` are what people write."""

    ANNOUNCEMENT = "ANNOUNCEMENT"
    CIRCULAR = "CIRCULAR"
    CONCLUSION = "CONCLUSION"
    CONTRACT = "CONTRACT"
    DECISION = "DECISION"
    DECREE = "DECREE"
    DIRECTIVE = "DIRECTIVE"
    GUIDANCE = "GUIDANCE"
    INVITATION = "INVITATION"
    JOINT_CIRCULAR = "JOINT_CIRCULAR"
    LETTER = "LETTER"
    MINUTES = "MINUTES"
    NATIONAL_ASSEMBLY = "NATIONAL_ASSEMBLY"
    ORDINANCE = "ORDINANCE"
    PLAN = "PLAN"
    POWER_OF_ATTORNEY = "POWER_OF_ATTORNEY"
    PROGRAMME = "PROGRAMME"
    PROJECT = "PROJECT"
    PROPOSAL = "PROPOSAL"
    REGULATION = "REGULATION"
    REPORT = "REPORT"
    RESOLUTION = "RESOLUTION"
    RULES = "RULES"
    SCHEME = "SCHEME"
    SUBMISSION = "SUBMISSION"
    URGENT_TELEGRAM = "URGENT_TELEGRAM"

    @property
    def abbreviation(self) -> str:
        """Return what stands for the kind in a symbol."""
        return _KINDS[self][0]

    @property
    def label(self) -> str:
        """Return the Vietnamese name of the kind."""
        return _KINDS[self][1]


_KINDS: dict[Kind, tuple[str, str]] = {
    Kind.ANNOUNCEMENT: ("TB", "Thông báo"),
    Kind.CIRCULAR: ("TT", "Thông tư"),
    Kind.CONCLUSION: ("KL", "Kết luận"),
    Kind.CONTRACT: ("HĐ", "Hợp đồng"),
    Kind.DECISION: ("QĐ", "Quyết định"),
    Kind.DECREE: ("NĐ", "Nghị định"),
    Kind.DIRECTIVE: ("CT", "Chỉ thị"),
    Kind.GUIDANCE: ("HD", "Hướng dẫn"),
    Kind.INVITATION: ("GM", "Giấy mời"),
    Kind.JOINT_CIRCULAR: ("TTLT", "Thông tư liên tịch"),
    Kind.LETTER: ("CV", "Công văn"),
    Kind.MINUTES: ("BB", "Biên bản"),
    Kind.NATIONAL_ASSEMBLY: ("QH", "Luật, nghị quyết của Quốc hội"),
    Kind.ORDINANCE: ("PL", "Pháp lệnh"),
    Kind.PLAN: ("KH", "Kế hoạch"),
    Kind.POWER_OF_ATTORNEY: ("GUQ", "Giấy ủy quyền"),
    Kind.PROGRAMME: ("CTr", "Chương trình"),
    Kind.PROJECT: ("DA", "Dự án"),
    Kind.PROPOSAL: ("PA", "Phương án"),
    Kind.REGULATION: ("QyĐ", "Quy định"),
    Kind.REPORT: ("BC", "Báo cáo"),
    Kind.RESOLUTION: ("NQ", "Nghị quyết"),
    Kind.RULES: ("QC", "Quy chế"),
    Kind.SCHEME: ("ĐA", "Đề án"),
    Kind.SUBMISSION: ("TTr", "Tờ trình"),
    Kind.URGENT_TELEGRAM: ("CĐ", "Công điện"),
}
assert set(_KINDS) == set(Kind)

_BY_ABBREVIATION = {abbreviation.casefold(): kind for kind, (abbreviation, _) in _KINDS.items()}
_BY_LABEL = {label.casefold(): kind for kind, (_, label) in _KINDS.items()}


class SymbolProblem(StrEnum):
    """Why a text is not a document number and symbol."""

    EMPTY = "EMPTY"
    NO_NUMBER = "NO_NUMBER"
    NUMBER_OUT_OF_RANGE = "NUMBER_OUT_OF_RANGE"
    YEAR_OUT_OF_RANGE = "YEAR_OUT_OF_RANGE"
    NO_SYMBOL = "NO_SYMBOL"
    NO_ISSUER = "NO_ISSUER"
    BAD_CHARACTERS = "BAD_CHARACTERS"


@dataclass(frozen=True, slots=True)
class DocumentSymbol:
    """A document's number and symbol, taken apart.

    `issuer` is what names the issuing body ("UBND", "TTg", "TW"); `unit` is the drafting unit of a letter
    ("UBND-KTTH"); `year` stands in legal acts only; `is_party` marks the Party's order of parts (39-CT/TW).
    """

    number: int
    kind: Kind
    kind_text: str
    issuer: str
    unit: str = ""
    number_letter: str = ""
    year: int | None = None
    is_party: bool = False

    @property
    def text(self) -> str:
        """Write number and symbol as they stand on paper: a number below 10 gets a zero (Decree 30)."""
        number = f"{self.number:02d}{self.number_letter}"
        if self.is_party:
            return f"{number}-{self.kind_text}/{self.issuer}"
        symbol = "-".join(part for part in (self.kind_text, self.issuer, self.unit) if part)
        return "/".join([number, *([str(self.year)] if self.year else []), symbol])


@dataclass(frozen=True, slots=True)
class SymbolReading:
    """Either a symbol, or the reason why there is none."""

    symbol: DocumentSymbol | None
    problem: SymbolProblem | None


_LEAD_IN = re.compile(r"^s[ốo]\s*(?:hiệu)?\s*:?\s*", re.IGNORECASE)
_HEAD = re.compile(r"^(?P<number>[0-9]+)(?P<letter>[a-zđ]?)(?P<mark>[/-])(?P<rest>.*)$", re.IGNORECASE)
_YEAR = re.compile(r"^(?P<year>[0-9]{4})/(?P<rest>.*)$")
_PART = re.compile(r"^[^\W_]+(?:[&.][^\W_]+)*$")
_ASSEMBLY = re.compile(r"^(?:UBTVQH|QH)[0-9]{1,2}$", re.IGNORECASE)


def kind_of_label(label: str) -> Kind | None:
    """Find the kind of document that people call by this name, whatever the case of its letters."""
    return _BY_LABEL.get(" ".join(unicodedata.normalize("NFC", label).split()).casefold())


def kind_of_abbreviation(abbreviation: str) -> Kind | None:
    """Find the kind that an abbreviation stands for; accents count, because HĐ and HD differ."""
    return _BY_ABBREVIATION.get(unicodedata.normalize("NFC", abbreviation).casefold())


def read_symbol(text: str) -> SymbolReading:
    """Read a document's number and symbol, with or without "Số:" and spaces around its marks.

    A symbol that begins with a body instead of a kind ("1234/UBND-KTTH") is a letter, as the Decree has it.
    """
    bare = unicodedata.normalize("NFC", text).replace("\u2013", "-").replace("\u2011", "-").strip()
    bare = re.sub(r"\s*([/-])\s*", r"\1", _LEAD_IN.sub("", bare)).rstrip(".,;:")
    if not bare:
        return SymbolReading(None, SymbolProblem.EMPTY)
    head = _HEAD.match(bare)
    if head is None:
        problem = SymbolProblem.NO_SYMBOL if re.fullmatch(r"[0-9]+[^\W\d_]?", bare) else SymbolProblem.NO_NUMBER
        return SymbolReading(None, problem)
    if len(head["number"]) > len(str(NUMBER_MAX)) or int(head["number"]) == 0:
        return SymbolReading(None, SymbolProblem.NUMBER_OUT_OF_RANGE)
    number, letter, rest = int(head["number"]), head["letter"], head["rest"]
    if head["mark"] == "-":
        return _party_symbol(number, letter, rest)
    return _state_symbol(number, letter, rest)


def _party_symbol(number: int, letter: str, rest: str) -> SymbolReading:
    """Read what follows the number in the Party's form: CT/TW."""
    kind_text, slash, issuer = rest.partition("/")
    if not kind_text or not slash or not issuer:
        return SymbolReading(None, SymbolProblem.NO_SYMBOL)
    if not _PART.match(kind_text) or not all(_PART.match(part) for part in issuer.split("-")):
        return SymbolReading(None, SymbolProblem.BAD_CHARACTERS)
    kind = kind_of_abbreviation(kind_text) or Kind.LETTER
    symbol = DocumentSymbol(number, kind, kind_text, issuer, number_letter=letter, is_party=True)
    return SymbolReading(symbol, None)


def _state_symbol(number: int, letter: str, rest: str) -> SymbolReading:
    """Read what follows the number in the State's form: KH-UBND, 2020/NĐ-CP, 2025/QH15, UBND-KTTH."""
    year: int | None = None
    if dated := _YEAR.match(rest):
        year, rest = int(dated["year"]), dated["rest"]
        if not YEAR_MIN <= year <= YEAR_MAX:
            return SymbolReading(None, SymbolProblem.YEAR_OUT_OF_RANGE)
    first, *others = rest.split("-")
    if problem := _problem_of_parts(first, others):
        return SymbolReading(None, problem)
    kind, kind_text, (issuer, *units) = Kind.LETTER, "", (first, *others)
    if _ASSEMBLY.match(first) and not others:
        kind = Kind.NATIONAL_ASSEMBLY
    elif others and (found := kind_of_abbreviation(first)):
        kind, kind_text, (issuer, *units) = found, first, others
    return SymbolReading(DocumentSymbol(number, kind, kind_text, issuer, "-".join(units), letter, year), None)


def _problem_of_parts(first: str, others: list[str]) -> SymbolProblem | None:
    if not all((first, *others)) or first.isdigit():
        return SymbolProblem.NO_SYMBOL
    if not all(_PART.match(part) for part in (first, *others)):
        return SymbolProblem.BAD_CHARACTERS
    if not others and kind_of_abbreviation(first):
        return SymbolProblem.NO_ISSUER
    return None
