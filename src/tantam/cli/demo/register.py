"""The register of the demo province: every commune's list of 2026 goes its whole way, from the file to the decision.

The province's list for 2027 waits in the commune of the cast; a few of its rows are wrong on purpose.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tantam.base.asked import Actor
from tantam.cli.demo.asking import asked_by, asked_by_story, moment, once
from tantam.cli.demo.dice import dice
from tantam.cli.demo.households import SampleHousehold, SampleMember, is_highland, make_households
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
# The communes in which somebody signs in have more households.
HOUSEHOLDS: Final = 18
HOUSEHOLDS_OF_CAST: Final = 45
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


def load_register(
    cast: Cast, units: Sequence[UnitLine], *, today: date, told: Callable[[int, int], None]
) -> tuple[int, int]:
    """Let every commune take in its list, the bank send its balances, and the register be taken down in columns.

    Returns how many households there are, and the snapshot's number.
    """
    registers = list(_registers(cast, units))
    once(
        record_area_listing,
        asked=asked_by_story(key="areas", on=STAGED_ON),
        rows=tuple(_area_row(line, register) for line, register in enumerate(registers, start=2)),
    )
    for place, register in enumerate(registers, start=1):
        _take_in(register, year=BEGINS_ON.year, households=register.households)
        told(place, len(registers))
    waiting = next((one for one in registers if one.unit.code == "X21484"), registers[0])
    _stage(waiting, year=NEXT_YEAR, households=_next_year(waiting), staged_on=today)
    households = [household for register in registers for household in register.households]
    _take_statement(households, on=min(STATEMENT_ON, today))
    return len(households), _take_down(cast.coordinator, today=today)


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
        )


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


def _take_in(register: CommuneRegister, *, year: int, households: Sequence[SampleHousehold]) -> None:
    list_id = _stage(register, year=year, households=households, staged_on=STAGED_ON)
    once(
        approve_list,
        asked=asked_by(register.approver, key=f"approve:{register.unit.code}:{year}", at=moment(SIGNED_ON, 9 * 60)),
        list_id=list_id,
        reading=1,
        number=100 + int(register.commune.code) % 400,
        symbol="QĐ-UBND",
        signed_on=SIGNED_ON,
        signer=register.approver.name,
        signer_title="PHÓ CHỦ TỊCH",
    )
    write_rest(list_id=list_id, stopping=lambda: False)


def _stage(register: CommuneRegister, *, year: int, households: Sequence[SampleHousehold], staged_on: date) -> int:
    """Upload a list, say what its columns mean, and read it; return its number."""
    key, begins = f"{register.unit.code}:{year}", date(year, 1, 1)
    content, name = _workbook(households, by=register.registrar.name, on=staged_on), f"ho-ngheo-{year}.xlsx"
    list_id = once(
        stage_list,
        asked=asked_by(register.registrar, key=f"list:{key}", at=moment(staged_on, 8 * 60)),
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
        asked=asked_by(register.registrar, key=f"columns:{key}", at=moment(staged_on, 8 * 60 + 5)),
        list_id=list_id,
        chosen=ChosenColumns(
            sheet=seen.sheet,
            headers=seen.headers,
            headers_digest=seen.headers_digest,
            columns=seen.columns,
            rows_total=seen.rows_total,
        ),
    )
    read_rest(list_id=list_id, at=moment(staged_on, 8 * 60 + 6), stopping=lambda: False)
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


def _workbook(households: Sequence[SampleHousehold], *, by: str, on: date) -> bytes:
    rows: list[tuple[str, ...]] = []
    for household in households:
        rows += [_row(household, member, number=len(rows) + place) for place, member in enumerate(household.members, 1)]
    sheet = Sheet(name="Danh sách", columns=tuple(SheetColumn(title) for title in _HEADERS), rows=tuple(rows))
    return write_workbook([sheet], printed=Printed(by=by, at=moment(on, 8 * 60)))


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
