"""Deadlines as annexes write them ("Quý IV/2026", "Trước 15/12", "Thường xuyên, hằng năm"), read without
guessing.

A phrase is read only when all of its words are understood; anything else stays `unparsed`, for a person
to read. This is the calendar of deadlines: the quarter ends on its last day. The calendar of reporting
periods (Decree 09/2019/NĐ-CP, where the quarter's figures end on the 14th) is another one and lives
elsewhere.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tantam.core.text import fold
from tantam.core.working_days import WORKING_DAYS_MAX, DaysOff, YearNotCovered, add_working_days

CONTINUOUS = "continuous"
CONTINUOUS_YEARLY = "continuous_yearly"
YEARLY = "yearly"
HALF_YEARLY = "half_yearly"
QUARTERLY = "quarterly"
MONTHLY = "monthly"
MILESTONE_AND_PERIOD = "milestone_and_period"
PERIOD = "period"
DATE = "date"
RELATIVE = "relative"
RELATIVE_TO_EVENT = "relative_to_event"
SEE_CHILDREN = "see_children"
UNPARSED = "unparsed"

DATE_IMPOSSIBLE = "DATE_IMPOSSIBLE"
YEAR_MISSING = "YEAR_MISSING"
WORKING_DAYS = "WORKING_DAYS"
NOT_UNDERSTOOD = "NOT_UNDERSTOOD"
BEFORE_ISSUE = "BEFORE_ISSUE"
ISSUE_DAY_UNKNOWN = "ISSUE_DAY_UNKNOWN"

YEAR_MIN, YEAR_MAX = 1990, 2100
DAYS_MAX = 3_660


@dataclass(frozen=True)
class Deadline:
    """One reading of a time phrase.

    `due` is the last day on which the work is in time. `period` is the first and last year of a stretch
    of years. `recurrence` names the rhythms (``continuous``, ``year``, ``half_year``, ``quarter``,
    ``month``); `yearly_by` is the last (month, day) within each year and `monthly_by` the last day
    within each month, where the phrase says so. `doubt` is a code for the person who checks.
    """

    text: str
    kind: str
    due: date | None = None
    period: tuple[str, str] | None = None
    recurrence: tuple[str, ...] = ()
    yearly_by: tuple[int, int] | None = None
    monthly_by: int | None = None
    doubt: str | None = None


class _Impossible(Exception):  # noqa: N818 - a signal inside this module, not an error for callers
    """A date that no calendar has, such as 31/02."""


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_Y = r"(?:nam )?(?P<y>\d{4})"
_SEPARATOR = r"\s?[/.-]\s?"
# Words that may stand before a point of time without changing it.
_LEADING = re.compile(
    r"^(?:(?:phai |can )?(?:hoan thanh|hoan tat|thuc hien|trien khai|ban hanh|trinh|bao cao|xong"
    r"|cham nhat|muon nhat|khong qua|den het|den|trong|vao|la|ke tu nay)\s+)+"
)
_POINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("day", re.compile(rf"(?:ngay )?(?P<d>\d{{1,2}}){_SEPARATOR}(?P<m>\d{{1,2}}){_SEPARATOR}(?P<y>\d{{4}})")),
    ("day", re.compile(rf"(?:ngay )?(?P<d>\d{{1,2}}) thang (?P<m>\d{{1,2}})(?: |,|/|, ){_Y}")),
    ("day", re.compile(rf"(?:ngay )?(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}}) {_Y}")),
    ("month", re.compile(rf"thang (?P<m>\d{{1,2}})(?:{_SEPARATOR}|,? ?nam |, )(?P<y>\d{{4}})")),
    ("month", re.compile(r"(?P<m>\d{1,2})/(?P<y>\d{4})")),
    ("month", re.compile(rf"(?:cuoi|het) thang (?P<m>\d{{1,2}})(?:{_SEPARATOR}|,? ?nam )(?P<y>\d{{4}})")),
    (
        "quarter",
        re.compile(
            rf"(?:cuoi |het )?quy (?:(?:i{{1,3}}|iv|[1-4])(?:,| va|-| -) ?(?:quy )?)*(?P<q>i{{1,3}}|iv|[1-4])"
            rf"(?:{_SEPARATOR}|,? ?nam |, | )(?P<y>\d{{4}})"
        ),
    ),
    ("half", re.compile(rf"6 thang (?P<h>dau|cuoi)(?: cua)?(?:{_SEPARATOR}| )?{_Y}")),
    ("nine", re.compile(rf"9 thang(?: dau)?(?: cua)?(?:{_SEPARATOR}| )?{_Y}")),
    ("year", re.compile(r"(?:cuoi |het )?nam (?P<y>\d{4})|(?P<y2>\d{4})")),
)
_SPAN = re.compile(
    r"(?:trong )?(?:(?:nam|tu nam) (?P<first>\d{4})(?:,| va|, va) )?"
    r"(?:giai doan |thoi ky |(?:tu )?(?:cac )?nam |tu )?(?P<from>\d{4}) ?(?:-|den|den nam|- nam|den "
    r"het nam) ?(?P<to>\d{4})"
)
_BARE_POINT = re.compile(
    r"(?:truoc |trong |den )?(?:ngay )?(?:\d{1,2}/\d{1,2}|\d{1,2} thang \d{1,2}|thang \d{1,2}|quy "
    r"(?:i{1,3}|iv|[1-4]))"
)
_RHYTHMS = {
    "thuong xuyen": "continuous",
    "lien tuc": "continuous",
    "hang nam": "year",
    "moi nam": "year",
    "nam": "year",
    "1 nam": "year",
    "hang quy": "quarter",
    "moi quy": "quarter",
    "quy": "quarter",
    "hang thang": "month",
    "moi thang": "month",
    "thang": "month",
    "6 thang": "half_year",
    "06 thang": "half_year",
    "hang 6 thang": "half_year",
    "6 thang dau nam": "half_year",
    "6 thang/lan": "half_year",
    "hang tuan": "week",
}
_UNITS = {"ngay": 1, "tuan": 7}
_COUNT = (
    r"(?:trong (?:vong |thoi han )?|sau (?:thoi han )?|cham nhat |khong qua )*"
    r"(?P<n>\d{1,4}) (?P<unit>ngay|tuan|thang|nam)"
)
_AFTER = re.compile(rf"{_COUNT}(?P<working> lam viec)?,? (?:ke tu|tinh tu|tu|sau)(?P<event> .+)")
_ISSUE = re.compile(
    r" ?(?:khi |ngay |thoi diem )*(?:ky )?(?:,? ?ban hanh|ban hanh|ky)(?: (?:ke hoach|quyet dinh"
    r"|chuong trinh|van ban)(?: nay)?)?"
)
_EVENT = re.compile(r"(?:ngay )?(?:sau )?khi (?:co|duoc|nhan|ban hanh|hoan thanh|phat sinh|ket thuc) ?.*")


def read_deadline(
    text: str, *, issued_on: date | None, column_is_days: bool = False, days_off: DaysOff | None = None
) -> Deadline:
    """Read a time phrase of a plan issued on `issued_on`; what is not understood comes back as ``unparsed``.

    `column_is_days` says that the column counts days from the day of issue, so that "15" is fifteen days.
    "Trước" is read strictly: before 10/02 is 09/02 at the latest. Working days are counted only with
    `days_off`, and only in the years it covers.
    """
    phrase = _tidy(text)
    try:
        reading = _read(phrase, issued_on=issued_on, column_is_days=column_is_days, days_off=days_off)
    except _Impossible:
        reading = Deadline(text="", kind=UNPARSED, doubt=DATE_IMPOSSIBLE)
    if reading.kind == DATE and reading.due and issued_on and reading.due < issued_on:
        reading = replace(reading, doubt=BEFORE_ISSUE)
    return replace(reading, text=text.strip())


def _tidy(text: str) -> str:
    phrase = fold(text).strip(" .;,:")
    phrase = re.sub(r"(?<=\d) ?- ?(?=\d)", "-", phrase)
    return re.sub(r"\s*([,;(])\s*", r"\1 ", phrase).replace("( ", "(").strip()


def _read(phrase: str, *, issued_on: date | None, column_is_days: bool, days_off: DaysOff | None) -> Deadline:
    if column_is_days and re.fullmatch(r"\d{1,4}(?: ngay)?", phrase):
        return _after_days(int(phrase.split(maxsplit=1)[0]), issued_on)
    if "thoi han cu the" in phrase or re.fullmatch(r"(?:theo )?(?:tung )?(?:noi dung|muc) (?:sau|duoi) day", phrase):
        return Deadline(text="", kind=SEE_CHILDREN)
    readers = (_rhythm, _rhythm_with_day, _point, _span, _span_with_point)
    for reader in readers:
        reading = reader(phrase)
        if reading is not None:
            return reading
    reading = _relative(phrase, issued_on, days_off)
    if reading is not None:
        return reading
    doubt = YEAR_MISSING if _BARE_POINT.fullmatch(_LEADING.sub("", phrase)) else NOT_UNDERSTOOD
    if doubt == YEAR_MISSING:
        _check_bare_day(phrase)
    return Deadline(text="", kind=UNPARSED, doubt=doubt)


def _check_bare_day(phrase: str) -> None:
    found = re.search(r"(\d{1,2})(?:/| thang )(\d{1,2})", phrase)
    if found:
        _month_day(int(found[2]), int(found[1]))


def _rhythm(phrase: str) -> Deadline | None:
    """Read continuous and recurring work: every word must belong to a rhythm."""
    parts = [part.strip() for part in re.split(r",|;| va | hoac |/(?!lan)", re.sub(r"^dinh ky:? ?", "hang ", phrase))]
    names = [
        _RHYTHMS.get(re.sub(r"^(?:hang )?(?:dinh ky |hang )", "hang ", part)) or _RHYTHMS.get(part) for part in parts
    ]
    if parts and parts[0].startswith("hang ") and names[0] is None:
        names[0] = _RHYTHMS.get(parts[0].removeprefix("hang "))
    if not all(names) or phrase in ("nam", "quy", "thang"):
        return None
    recurrence = tuple(dict.fromkeys(str(name) for name in names))
    return Deadline(text="", kind=_kind_of(recurrence), recurrence=recurrence)


def _kind_of(recurrence: tuple[str, ...]) -> str:
    if recurrence == ("continuous",):
        return CONTINUOUS
    if set(recurrence) == {"continuous", "year"}:
        return CONTINUOUS_YEARLY
    for name, kind in (
        ("month", MONTHLY),
        ("quarter", QUARTERLY),
        ("half_year", HALF_YEARLY),
        ("year", YEARLY),
    ):
        if name in recurrence:
            return kind
    return UNPARSED


def _rhythm_with_day(phrase: str) -> Deadline | None:
    """Read "Hằng năm (trước 15/12)", "Trước ngày 15/12 hằng năm", "Quý IV hằng năm", "Trước ngày 20 hằng
    tháng".
    """
    inside = re.fullmatch(r"(?P<rhythm>[^()]+?) ?(?:\((?P<a>[^()]+)\)|, (?P<b>(?:truoc|cham nhat).+))", phrase)
    around = re.fullmatch(r"(?P<point>.+?),? (?P<rhythm>(?:hang|moi) (?:nam|thang))", phrase)
    if inside:
        rhythm, point = _rhythm(inside["rhythm"]), inside["a"] or inside["b"]
    elif around:
        rhythm, point = _rhythm(around["rhythm"]), around["point"]
    else:
        return None
    if rhythm is None:
        return None
    point = re.sub(r" (?:cua )?(?:hang|moi) (?:nam|thang)$", "", _LEADING.sub("", point))
    strictly = point.startswith("truoc ")
    point = re.sub(r"^(?:truoc )?(?:ngay )?", "", point)
    if "month" in rhythm.recurrence:
        day = re.fullmatch(r"\d{1,2}", point)
        return replace(rhythm, monthly_by=int(point) - strictly) if day and 1 < int(point) <= 31 else None
    last = _month_day_of(point)
    if last is None:
        return None
    if strictly:
        # A leap year serves as the frame, so that 29/02 exists; the day before 01/03 is then 29/02.
        start = last if not re.match(r"quy|thang", point) else _first_of(point, last)
        before = date(2024, *start) - timedelta(days=1)
        last = (before.month, before.day)
    return replace(rhythm, yearly_by=last)


def _first_of(point: str, last: tuple[int, int]) -> tuple[int, int]:
    return (last[0] - 2, 1) if point.startswith("quy") else (last[0], 1)


def _month_day_of(point: str) -> tuple[int, int] | None:
    day = re.fullmatch(r"(\d{1,2})(?:/| thang )(\d{1,2})", point)
    if day:
        return _month_day(int(day[2]), int(day[1]))
    month = re.fullmatch(r"(?:cuoi )?thang (\d{1,2})", point)
    if month:
        _check(1 <= int(month[1]) <= 12)
        return int(month[1]), calendar.monthrange(2023, int(month[1]))[1]
    quarter = re.fullmatch(r"quy (i{1,3}|iv|[1-4])", point)
    if quarter:
        last = 3 * _ROMAN[quarter[1]]
        return last, calendar.monthrange(2023, last)[1]
    return (12, 31) if point == "cuoi nam" else None


def _month_day(month: int, day: int) -> tuple[int, int]:
    _check(1 <= month <= 12 and 1 <= day <= calendar.monthrange(2024, month)[1])
    return month, day


def _check(possible: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not possible:
        raise _Impossible


def _point(phrase: str) -> Deadline | None:
    """Read one point of time: a day, month, quarter, half year or year."""
    bare = _LEADING.sub("", phrase)
    strictly = bare.startswith("truoc ")
    days = _days_of(bare.removeprefix("truoc ").strip())
    if days is None:
        return None
    first, last = days
    due = first - timedelta(days=1) if strictly else last
    return Deadline(text="", kind=DATE, due=due)


def _days_of(point: str) -> tuple[date, date] | None:
    """Return the first and the last day of a point of time, or None if the words are not one."""
    for name, pattern in _POINTS:
        found = pattern.fullmatch(point)
        if not found:
            continue
        parts = found.groupdict()
        year = int(parts.get("y") or parts.get("y2") or 0)
        _check(YEAR_MIN <= year <= YEAR_MAX)
        if name == "day":
            month, day = int(parts["m"]), int(parts["d"])
            _check(1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1])
            return date(year, month, day), date(year, month, day)
        first, last = _months_of(name, parts)
        _check(1 <= first <= last <= 12)
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    return None


def _months_of(name: str, parts: dict[str, str | None]) -> tuple[int, int]:
    """Return the first and the last month of a month, quarter, half year, nine months or year."""
    if name == "month":
        month = int(parts["m"] or 0)
        return month, month
    if name == "quarter":
        last = 3 * _ROMAN[parts["q"] or ""]
        return last - 2, last
    if name == "half":
        return (1, 6) if parts["h"] == "dau" else (7, 12)
    return (1, 9) if name == "nine" else (1, 12)


def _span(phrase: str) -> Deadline | None:
    """Read a stretch of years, perhaps with a year named before it, or of days."""
    found = _SPAN.fullmatch(phrase)
    if found:
        first, last = int(found["first"] or found["from"]), int(found["to"])
        _check(YEAR_MIN <= first <= last <= YEAR_MAX)
        return Deadline(text="", kind=PERIOD, due=date(last, 12, 31), period=(str(first), str(last)))
    ends = re.fullmatch(r"tu (?P<a>.+?) (?:den|-) (?:het )?(?P<b>.+)", phrase)
    if ends:
        start, end = _days_of(ends["a"]), _days_of(ends["b"])
        if start and end and start[0] <= end[1]:
            return Deadline(text="", kind=PERIOD, due=end[1], period=(str(start[0].year), str(end[1].year)))
    return None


def _span_with_point(phrase: str) -> Deadline | None:
    """Read a stretch of years with a milestone inside: "Giai đoạn 2026-2030 (hoàn thành trong quý
    III/2025)".
    """
    found = re.fullmatch(
        r"(?P<span>[^()]+?),? ?(?:\((?P<a>[^()]+)\)|[,;] (?P<b>(?:hoan thanh|trong do|xong) .+))", phrase
    )
    if not found:
        return None
    span = _span(found["span"]) or _point(found["span"])
    point = _point(re.sub(r"^trong do,? ?", "", found["a"] or found["b"]))
    if span is None or point is None:
        return None
    if span.period is None:
        assert span.due is not None
        year = str(span.due.year)
        return replace(span, due=point.due, period=(year, year), kind=MILESTONE_AND_PERIOD)
    return replace(span, due=point.due, kind=MILESTONE_AND_PERIOD)


def _relative(phrase: str, issued_on: date | None, days_off: DaysOff | None) -> Deadline | None:
    """Read "100 ngày kể từ ngày ban hành" and deadlines that hang on an event."""
    found = _AFTER.fullmatch(phrase)
    if not found:
        return Deadline(text="", kind=RELATIVE_TO_EVENT) if _EVENT.fullmatch(phrase) else None
    if not _ISSUE.fullmatch(found["event"]):
        return Deadline(text="", kind=RELATIVE_TO_EVENT)
    count = int(found["n"])
    if found["working"]:
        return _after_working_days(count, found["unit"], issued_on, days_off)
    if issued_on is None:
        return Deadline(text="", kind=RELATIVE, doubt=ISSUE_DAY_UNKNOWN)
    if found["unit"] in _UNITS:
        return _after_days(count * _UNITS[found["unit"]], issued_on)
    months = issued_on.month - 1 + count * (12 if found["unit"] == "nam" else 1)
    year, month = issued_on.year + months // 12, months % 12 + 1
    _check(year <= YEAR_MAX)
    day = min(issued_on.day, calendar.monthrange(year, month)[1])
    return Deadline(text="", kind=RELATIVE, due=date(year, month, day))


def _after_days(days: int, issued_on: date | None) -> Deadline:
    if not 0 < days <= DAYS_MAX:
        return Deadline(text="", kind=UNPARSED, doubt=NOT_UNDERSTOOD)
    if issued_on is None:
        return Deadline(text="", kind=RELATIVE, doubt=ISSUE_DAY_UNKNOWN)
    return Deadline(text="", kind=RELATIVE, due=issued_on + timedelta(days=days))


def _after_working_days(count: int, unit: str, issued_on: date | None, days_off: DaysOff | None) -> Deadline:
    if days_off is None or unit != "ngay":
        return Deadline(text="", kind=RELATIVE, doubt=WORKING_DAYS)
    if issued_on is None:
        return Deadline(text="", kind=RELATIVE, doubt=ISSUE_DAY_UNKNOWN)
    if not 0 < count <= WORKING_DAYS_MAX:
        return Deadline(text="", kind=UNPARSED, doubt=NOT_UNDERSTOOD)
    try:
        due = add_working_days(issued_on, count, days_off=days_off)
    except YearNotCovered:
        return Deadline(text="", kind=RELATIVE, doubt=WORKING_DAYS)
    return Deadline(text="", kind=RELATIVE, due=due)
