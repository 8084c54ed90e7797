"""What the title block of an annex says of its plan: number, day of issue, issuer, and its own name."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ATTACHED = re.compile(r"\(\s*(?:ban hành )?kèm theo\b(?P<inside>[^()]*)\)?", re.IGNORECASE)
_NUMBER = re.compile(r"số:?\s*(?P<number>\d+[a-z]?\s*/\s*[A-ZĐ][\w\-–&ĐđƯư]*)", re.IGNORECASE)
_ISSUER = re.compile(r"\bcủa\s+(?P<issuer>(?:Chủ tịch\s+)?(?:Ủy|Uỷ|UBND|Hội|Sở|Ban|Tỉnh|Bộ|Thủ).*)$")
_HEAD = re.compile(r"^\s*phụ lục\s*(?:[IVXLC]+|\d+)?\s*[.:]?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class TitleReading:
    """What was found in a title block; empty where nothing was."""

    name: str = ""
    number: str = ""
    issuer: str = ""


def read_title(title: str) -> TitleReading:
    """Read a title block such as "Phụ lục … (Kèm theo Kế hoạch số 17/KH-UBND ngày … của …)"."""
    words = " ".join(title.split())
    attached = _ATTACHED.search(words)
    inside = attached.group("inside").strip() if attached else ""
    number = _NUMBER.search(inside)
    issuer = _ISSUER.search(inside)
    name = _HEAD.sub("", words[: attached.start()] if attached else words).strip()
    return TitleReading(
        name=name,
        number=re.sub(r"\s", "", number.group("number")) if number else "",
        issuer=issuer.group("issuer").strip() if issuer else "",
    )
