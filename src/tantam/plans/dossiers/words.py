"""The official words of a dossier, as papers print them: Vietnamese, whatever the language of the screen."""

from collections.abc import Mapping
from typing import Final

from tantam.core.dossiers import OpinionState, PartCode, Stance
from tantam.core.symbols import Kind

KINDS: Final[Mapping[str, Kind]] = {"TO_TRINH": Kind.SUBMISSION, "BAO_CAO": Kind.REPORT}
HEADINGS: Final[Mapping[PartCode, str]] = {
    PartCode.PROBLEM: "Vấn đề cần giải quyết",
    PartCode.LAW: "Pháp luật hiện hành",
    PartCode.EVIDENCE: "Bằng chứng",
    PartCode.PROPOSAL: "Nội dung đề xuất",
    PartCode.IMPLEMENTATION: "Tổ chức thực hiện",
}
assert set(HEADINGS) == set(PartCode)
STANCES: Final[Mapping[Stance, str]] = {
    Stance.AGREE: "Nhất trí",
    Stance.AGREE_WITH_CHANGES: "Nhất trí, có góp ý",
    Stance.DISAGREE: "Không nhất trí",
}
assert set(STANCES) == set(Stance)
OUTCOMES: Final[Mapping[str, str]] = {
    "ACCEPTED": "Tiếp thu",
    "PARTLY": "Tiếp thu một phần",
    "EXPLAINED": "Giải trình",
}
NOT_ANSWERED: Final[Mapping[OpinionState, str]] = {
    OpinionState.OVERDUE: "Quá thời hạn, chưa có ý kiến",
    OpinionState.WAITING: "Còn trong thời hạn, chưa có ý kiến",
}


def paper_kind(kind: str) -> str:
    """Return the kind of paper as it stands in its head and in the register."""
    return KINDS[kind].label


def about(title: str) -> str:
    """Return a title as it stands within a sentence: "về nâng mức vay"; names and abbreviations stay whole."""
    first, _space, rest = title.partition(" ")
    is_name = (len(first) > 1 and first.isupper()) or rest[:1].isupper()
    within = title if is_name else title[:1].lower() + title[1:]
    return within if first.lower() == "về" else f"về {within}"


def default_symbol(*, kind: str, unit_kind: str, unit_code: str) -> str:
    """Return a symbol to begin with: TTr-STC, BC-UBND."""
    bodies = {"COMMUNE_PC": "UBND", "PROVINCE_PC": "UBND", "BANK_BRANCH": "NHCS"}
    return f"{KINDS[kind].abbreviation}-{bodies.get(unit_kind, unit_code)}"
