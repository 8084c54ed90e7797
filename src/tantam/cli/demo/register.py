"""The register of the demo province: every commune's list of 2026 goes its whole way, from the file to the decision.

The province's list for 2027 waits in the commune of the cast; a few of its rows are wrong on purpose.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from tantam.base.asked import Actor
from tantam.cli.demo.asking import Event, asked_by, asked_by_story, moment, once
from tantam.cli.demo.dice import dice
from tantam.cli.demo.households import SampleHousehold, SampleMember, is_highland, make_escaped, make_households
from tantam.cli.demo.loans import list_loan_events
from tantam.cli.demo.people import Cast
from tantam.documents.sheet import Printed, Sheet, SheetColumn, write_workbook
from tantam.exchange.beneficiary_lists import read_list
from tantam.operations.list_work import read_rest, terms_for, write_rest
from tantam.operations.register_columns import make_snapshot
from tantam.people.commands.lists import ChosenColumns, ListFile, approve_list, map_columns, stage_list
from tantam.people.commands.statements import AreaRow, BalanceRow, record_area_listing, take_statement
from tantam.programmes.commands.snapshots import begin_snapshot
from tantam.units.queries import CommuneLine, UnitLine, list_communes

STAGED_ON: Final = date(2025, 12, 8)
SIGNED_ON: Final = date(2025, 12, 15)
BEGINS_ON: Final = date(2026, 1, 1)
NEXT_YEAR: Final = 2027
STATEMENT_ON: Final = date(2026, 10, 31)
OFFICE: Final = "PGD-11"  # whose loans are kept here
# The communes in which somebody signs in have more households.
HOUSEHOLDS: Final = 18
HOUSEHOLDS_OF_CAST: Final = 45
# Some communes write down who escaped before the register began; a longer time to borrow would serve them.
ESCAPED_ON: Final = date(2023, 1, 1)
ESCAPED_SIGNED_ON: Final = date(2022, 12, 15)
ESCAPED: Final = 8
ESCAPED_EVERY: Final = 6
_HEADERS: Final = (
    *("STT", "Mã hộ", "Họ và tên", "Quan hệ với chủ hộ", "Số CCCD", "Ngày sinh", "Giới tính", "Dân tộc"),
    *("Thôn, tổ dân phố", "Số điện thoại", "Diện hộ", "Thu nhập bình quân đầu người/tháng (đồng)"),
    "Số chỉ số thiếu hụt",
)
_CLASS_WORDS: Final = {
    "POOR": "Hộ nghèo",
    "NEAR_POOR": "Hộ cận nghèo",
    "NEWLY_ESCAPED": "Hộ thoát nghèo",
    "AVERAGE_LIVING": "Hộ có mức sống trung bình",
}
_BETTER: Final = {"POOR": "NEAR_POOR", "NEAR_POOR": "NEWLY_ESCAPED"}
_RELATION_WORDS: Final = {"HEAD": "Chủ hộ", "SPOUSE": "Vợ/chồng", "CHILD": "Con", "PARENT": "Cha/mẹ", "OTHER": "Khác"}
_ETHNICITY_WORDS: Final = {
    "KINH": "Kinh",
    "HRE": "Hrê",
    "CO": "Co",
    "XO_DANG": "Xơ Đăng",
    "BA_NA": "Ba Na",
    "GIE_TRIENG": "Gié Triêng",
}


@dataclass(frozen=True, slots=True)
class CommuneRegister:
    """A commune, who keeps its register and who approves, and its households."""

    unit: UnitLine
    commune: CommuneLine
    highland: bool
    registrar: Actor
    approver: Actor
    households: tuple[SampleHousehold, ...]
    escaped: tuple[SampleHousehold, ...]  # three years ago and more


class RegisterStory:
    """What becomes of the register, in order of time: lists come in and are signed, the bank sends its balances."""

    def __init__(self, cast: Cast, units: Sequence[UnitLine]) -> None:
        self._cast = cast
        self._registers = list(_registers(cast, units))
        self._lists: dict[str, int] = {}

    @property
    def households(self) -> list[SampleHousehold]:
        """Return the households of all communes."""
        return [household for register in self._registers for household in register.households]

    def list_events(self, *, today: date) -> list[Event]:
        """Return what happens before today; a commune every minute, so that none comes before the one ahead of it."""
        statement_on = min(STATEMENT_ON, today - timedelta(days=1))
        staged_at, signed_at = moment(STAGED_ON, 8 * 60), moment(SIGNED_ON, 9 * 60)
        events = [Event(staged_at, self._list_areas)]
        earlier = [register for register in self._registers if register.escaped]
        for place, register in enumerate(earlier):
            at = moment(STAGED_ON, 7 * 60) + timedelta(minutes=place)
            events.append(Event(at, partial(self._list_escaped, register, at=at)))
        for place, register in enumerate(self._registers, start=1):
            later = timedelta(minutes=place)
            events.append(Event(staged_at + later, partial(self._stage, register, at=staged_at + later)))
            events.append(Event(signed_at + later, partial(self._sign, register, at=signed_at + later)))
        events.append(Event(moment(statement_on, 8 * 60), partial(_take_statement, self.households, on=statement_on)))
        if today > STATEMENT_ON:
            events += list_loan_events(self._waiting.households, office_code=OFFICE, taken_on=STATEMENT_ON, today=today)
        return events

    @property
    def _waiting(self) -> CommuneRegister:
        """Return the commune whose next list waits for approval, and whose loans are kept here."""
        return next((one for one in self._registers if one.unit.code == "X21484"), self._registers[0])

    def take_down(self, *, today: date) -> int:
        """Let next year's list come in, and the register be taken down in columns; return the snapshot's number."""
        _stage(self._waiting, year=NEXT_YEAR, households=_next_year(self._waiting), at=moment(today, 6 * 60 + 45))
        return _take_down(self._cast.coordinator, today=today)

    def _list_areas(self) -> None:
        once(
            record_area_listing,
            asked=asked_by_story(key="areas", on=STAGED_ON),
            rows=tuple(_area_row(line, register) for line, register in enumerate(self._registers, start=2)),
        )

    def _list_escaped(self, register: CommuneRegister, *, at: datetime) -> None:
        list_id = _stage(register, year=ESCAPED_ON.year, households=register.escaped, at=at)
        _sign(register, list_id=list_id, year=ESCAPED_ON.year, signed_on=ESCAPED_SIGNED_ON, at=at)

    def _stage(self, register: CommuneRegister, *, at: datetime) -> None:
        households = register.households
        self._lists[register.unit.code] = _stage(register, year=BEGINS_ON.year, households=households, at=at)

    def _sign(self, register: CommuneRegister, *, at: datetime) -> None:
        list_id = self._lists[register.unit.code]
        _sign(register, list_id=list_id, year=BEGINS_ON.year, signed_on=SIGNED_ON, at=at)


def _registers(cast: Cast, units: Sequence[UnitLine]) -> Iterator[CommuneRegister]:
    names = {line.code: line for line in list_communes()}
    communes = [unit for unit in units if unit.kind == "COMMUNE_PC"]
    for place, unit in enumerate(communes, start=1):
        code = unit.code.removeprefix("X")
        highland = is_highland(unit.area)
        count = HOUSEHOLDS_OF_CAST if unit.code in {"X21484", "X21548", "X23293"} else HOUSEHOLDS
        made = make_households(commune_code=code, highland=highland, place=place, count=count, on=BEGINS_ON)
        yield CommuneRegister(
            unit=unit,
            commune=names[code],
            highland=highland,
            registrar=cast.of(unit.code, "REGISTRAR"),
            approver=cast.of(unit.code, "APPROVER"),
            households=tuple(made),
            escaped=tuple(_escaped(code, highland=highland, place=place)),
        )


def _escaped(commune_code: str, *, highland: bool, place: int) -> list[SampleHousehold]:
    """Return the households that escaped years ago, in some of the communes."""
    if place % ESCAPED_EVERY != 1:
        return []
    return make_escaped(commune_code=commune_code, highland=highland, place=place, count=ESCAPED, on=ESCAPED_ON)


def _area_row(line: int, register: CommuneRegister) -> AreaRow:
    return AreaRow(
        line=line,
        state_code=register.commune.code,
        village_name="",
        kind="ZONE_III" if register.highland else "NOT_LISTED",
        starts_on=BEGINS_ON,
        document="Danh sách giả định của tỉnh dùng thử",
        year=BEGINS_ON.year,
    )


def _sign(register: CommuneRegister, *, list_id: int, year: int, signed_on: date, at: datetime) -> None:
    once(
        approve_list,
        asked=asked_by(register.approver, key=f"approve:{register.unit.code}:{year}", at=at),
        list_id=list_id,
        reading=1,
        number=100 + int(register.commune.code) % 400,
        symbol="QĐ-UBND",
        signed_on=signed_on,
        signer=register.approver.name,
        signer_title="PHÓ CHỦ TỊCH",
    )
    write_rest(list_id=list_id, stopping=lambda: False)


def _stage(register: CommuneRegister, *, year: int, households: Sequence[SampleHousehold], at: datetime) -> int:
    """Upload a list, say what its columns mean, and read it, within a minute; return its number."""
    key, begins = f"{register.unit.code}:{year}", date(year, 1, 1)
    content, name = _workbook(households, by=register.registrar.name, at=at), f"ho-ngheo-{year}.xlsx"
    list_id = once(
        stage_list,
        asked=asked_by(register.registrar, key=f"list:{key}", at=at),
        file=ListFile(content, name),
        content_sha256=hashlib.sha256(content).hexdigest(),
        kind="YEARLY",
        year=year,
        effective_on=begins,
    )
    terms = terms_for(commune_name=register.commune.name, kind="YEARLY", year=year, effective_on=begins)
    seen = read_list(content, filename=name, terms=terms)
    once(
        map_columns,
        asked=asked_by(register.registrar, key=f"columns:{key}", at=at),
        list_id=list_id,
        chosen=ChosenColumns(
            sheet=seen.sheet,
            headers=seen.headers,
            headers_digest=seen.headers_digest,
            columns=seen.columns,
            rows_total=seen.rows_total,
        ),
    )
    read_rest(list_id=list_id, at=at, stopping=lambda: False)
    return list_id


def _next_year(register: CommuneRegister) -> tuple[SampleHousehold, ...]:
    """Return the commune's households a year later: some better off, some gone, a few rows wrong."""
    chance = dice("next-year", register.unit.code)
    found = []
    for household in register.households:
        fate = chance.random()
        if fate >= 0.25:
            found.append(household)
        elif fate >= 0.08:
            found.append(replace(household, poverty_class=_BETTER.get(household.poverty_class, "AVERAGE_LIVING")))
    head = found[3].members[0]
    found[3] = replace(found[3], members=(replace(head, identity=head.identity[:-1]), *found[3].members[1:]))
    head = found[7].members[0]
    found[7] = replace(found[7], members=(replace(head, full_name=""), *found[7].members[1:]))
    return tuple(found)


def _workbook(households: Sequence[SampleHousehold], *, by: str, at: datetime) -> bytes:
    rows: list[tuple[str, ...]] = []
    for household in households:
        rows += [_row(household, member, number=len(rows) + place) for place, member in enumerate(household.members, 1)]
    sheet = Sheet(name="Danh sách", columns=tuple(SheetColumn(title) for title in _HEADERS), rows=tuple(rows))
    return write_workbook([sheet], printed=Printed(by=by, at=at))


def _row(household: SampleHousehold, member: SampleMember, *, number: int) -> tuple[str, ...]:
    heads = member.relation == "HEAD"
    return (
        str(number),
        household.code,
        member.full_name,
        _RELATION_WORDS[member.relation],
        member.identity,
        f"{member.birth_date:%d/%m/%Y}",
        "Nam" if member.sex == "MALE" else "Nữ",
        _ETHNICITY_WORDS[member.ethnicity],
        household.village,
        member.phone,
        _CLASS_WORDS[household.poverty_class] if heads else "",
        str(household.income_vnd) if heads else "",
        str(household.deprivations) if heads else "",
    )


def _take_statement(households: Sequence[SampleHousehold], *, on: date) -> None:
    owed = [(household.code, *debt) for household in households for debt in household.debts]
    once(
        take_statement,
        asked=asked_by_story(key="statement", on=on),
        as_of=on,
        source="Bản kê giả định của tỉnh dùng thử",
        rows=tuple(
            BalanceRow(line=line, household_code=code, programme=programme, source=source, principal_vnd=principal)
            for line, (code, programme, source, principal) in enumerate(owed, start=2)
        ),
    )


def _take_down(coordinator: Actor, *, today: date) -> int:
    at = moment(today, 7 * 60)
    snapshot_id = once(begin_snapshot, asked=asked_by(coordinator, key="snapshot", at=at), as_of=today)
    make_snapshot(snapshot_id=snapshot_id, at=at, book_date=today)
    return snapshot_id
